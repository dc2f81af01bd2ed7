"""The documents of the store and their records as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import JsonValue

from regatlas.errors import NotKnown
from regatlas.exchange.json_documents import document_json
from regatlas.exchange.json_records import record_json
from regatlas.store import DocumentEntry
from regatlas.structure.references import read_apparatus
from regatlas.web.state import ServerState, State

router = APIRouter(prefix="/api/v1", tags=["documents"])


@router.get("/documents")
def list_documents(
    state: State,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    after: Annotated[int, Query(ge=0, description="The cursor: `next` of the page before")] = 0,
) -> JSONResponse:
    """The documents in the order of their import; `next` is the cursor of the following page, null at the end."""
    page = [entry for entry in state.store.entries() if entry.id > after][: limit + 1]
    shown: list[JsonValue] = [_entry(entry) for entry in page[:limit]]
    following = page[limit - 1].id if len(page) > limit else None
    return JSONResponse({"schema": "regatlas/documents/1", "documents": shown, "next": following})


@router.get("/documents/{sha256}")
def show_document(state: State, sha256: str) -> JSONResponse:
    """A document with its text and provisions (`regatlas/document/1`)."""
    entry = _known(state, sha256)
    document = state.store.document(sha256)
    assert document is not None
    return JSONResponse(document_json(document, entry.source, apparatus=read_apparatus(document)))


@router.get("/documents/{sha256}/records")
def show_records(state: State, sha256: str) -> JSONResponse:
    """What engines say of a document (`regatlas/record/1` each)."""
    entry = _known(state, sha256)
    document = state.store.document(sha256)
    assert document is not None
    records: list[JsonValue] = [record_json(document, one, entry.source) for one in state.store.records(sha256)]
    return JSONResponse({"schema": "regatlas/records/1", "records": records})


def _known(state: ServerState, sha256: str) -> DocumentEntry:
    entry = state.store.entry(sha256)
    if entry is None:
        raise NotKnown("no document has this address", where=sha256[:80], hint="see /api/v1/documents")
    return entry


def _entry(entry: DocumentEntry) -> dict[str, JsonValue]:
    return {
        "sha256": entry.sha256,
        "title": entry.title,
        "source": entry.source,
        "language": entry.language,
        "media_type": entry.media_type,
        "quality": entry.quality,
        "version": entry.version,
    }
