"""What the engine says is kept from those who code a document without seeing it, until they have finished."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from regatlas.app.reviewing import still_blind
from regatlas.model.account import Visitor
from regatlas.store.reviews import ReviewStore
from regatlas.web.access import Visiting
from regatlas.web.state import ServerState, State

# The parts of a document's addresses under which the engine's answers stand, for pages and for programs.
_TOLD = frozenset({"record", "records", "codes", "taxonomies"})


def machine_hidden(state: ServerState, visitor: Visitor, sha256: str | None = None) -> bool:
    """Whether the visitor codes the document, or any, without seeing what the engine says."""
    if not visitor.name:
        return False
    own = ReviewStore(state.database).codings(sha256, coder=visitor.name)
    return any(one.machine_blind and one.state == "open" for one in own)


def check_seen(state: ServerState, visitor: Visitor, documents: Iterable[str | None]) -> None:
    """Refuse the engine's answers on these documents to whoever codes one of them without seeing those.

    Raises :class:`StillBlind`.
    """
    for sha256 in documents:
        if sha256 is not None and machine_hidden(state, visitor, sha256):
            raise still_blind(sha256[:12])


async def blindfold(request: Request, state: State, visitor: Visiting) -> None:
    """Refuse the engine's answers to those who are not to see them yet. Raises :class:`StillBlind`."""
    steps = request.url.path.split("/")
    sha256 = request.path_params.get("sha256")
    # The codes of the whole store stand at /api/v1/codes.
    asked = (sha256 is not None and not _TOLD.isdisjoint(steps)) or steps[-1] == "codes"
    if asked and await run_in_threadpool(machine_hidden, state, visitor, sha256):
        raise still_blind((sha256 or "codes")[:12])
