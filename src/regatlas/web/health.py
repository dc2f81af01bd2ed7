"""Whether the server lives, and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse

import regatlas
from regatlas.errors import RegatlasError
from regatlas.store.revisions import current_revision, newest_revision
from regatlas.web.state import ServerState, State

router = APIRouter(tags=["operations"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process lives. Asks nothing of the store."""
    return {"status": "ok", "version": regatlas.__version__}


@router.get("/readyz")
def readyz(state: State) -> JSONResponse:
    """Whether requests can be answered: 200, or 503 and the reasons.

    The reasons are sentences of ours and name no address: whoever reaches the server may ask.
    """
    reasons, documents = _looked_at(state)
    body = {"status": "unready" if reasons else "ok", "documents": documents, "reasons": list(reasons)}
    return JSONResponse(body, 503 if reasons else 200, headers={"Cache-Control": "no-store"})


def _looked_at(state: ServerState) -> tuple[tuple[str, ...], str]:
    try:
        revision = current_revision(state.database)
        if revision != newest_revision():
            return (f"the database is at revision {revision}, this Regatlas needs {newest_revision()}",), ""
        return (), str(len(state.store.searchable()))
    except RegatlasError:
        return ("the database does not answer",), ""
