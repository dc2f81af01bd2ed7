"""The documents of the store: listed, whole, by provision, with their records, versions and translations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import JsonValue

from regatlas.app.holdings import HoldingsList, Narrow
from regatlas.app.library import kept, same_language, siblings
from regatlas.client.answers import documents as told
from regatlas.errors import NotKnown
from regatlas.exchange.json_documents import document_json
from regatlas.exchange.json_records import record_json
from regatlas.exchange.json_store import (
    DOCUMENT_COLUMNS,
    DOCUMENTS_SCHEMA,
    PROVISION_COLUMNS,
    PROVISIONS_SCHEMA,
    Json,
    plain,
    provision_json,
    provision_row,
    row,
)
from regatlas.exchange.json_store import Listed as ListedDocument
from regatlas.model.document import Document, Provision, ProvisionKind
from regatlas.store import DocumentEntry
from regatlas.structure.references import read_apparatus
from regatlas.web.api.cursors import Key
from regatlas.web.api.lists import Listed, Listing, of_sequence, tell
from regatlas.web.api.told import answers, lists, problems, texts
from regatlas.web.state import ServerState, State

router = APIRouter(prefix="/api/v1", tags=["documents"])

Sha256 = Annotated[str, Path(description="SHA-256 of the bytes of the file", examples=["0" * 64])]
Title = Annotated[str, Query(max_length=400, description="Words of the title or of the file's name")]
Language = Annotated[str, Query(max_length=40, description="BCP 47; `zh` means every Chinese", examples=["zh"])]
Instrument = Annotated[str, Query(max_length=200, description="Id in the catalog", examples=["cn/generative-ai"])]
Place = Annotated[str, Query(max_length=20, description="Jurisdiction; `CN` means its cities too", examples=["CN-SZ"])]
_SHA256 = re.compile(r"[0-9a-f]{64}")


@router.get("/documents", responses=lists(told.DocumentPage))
def list_documents(
    request: Request,
    state: State,
    asked: Listed,
    title: Title = "",
    language: Language = "",
    instrument: Instrument = "",
    jurisdiction: Place = "",
) -> Response:
    """The documents in the order of their import."""
    found = HoldingsList(state.store, state.catalog)
    narrow = Narrow(title, language, instrument, jurisdiction)

    def after(last: Key | None) -> Iterator[tuple[Key, ListedDocument]]:
        walked = found.walk(int(last[0]) if last else 0, narrow, min(200, asked.limit + 1))
        return (((number,), one) for number, one in walked)

    listing = Listing(DOCUMENTS_SCHEMA, "documents", (int,), after, plain, DOCUMENT_COLUMNS, lambda one: (row(one),))
    return tell(request, state, asked, listing)


@router.get("/documents/{sha256}", responses=answers(told.DocumentAnswer))
def show_document(state: State, sha256: Sha256) -> JSONResponse:
    """A document with its text and provisions (`regatlas/document/1`)."""
    entry, document = found_document(state, sha256)
    return JSONResponse(document_json(document, entry.source, apparatus=read_apparatus(document)))


@router.get("/documents/{sha256}/text", response_class=PlainTextResponse, responses=texts("text/plain"))
def show_text(state: State, sha256: Sha256) -> PlainTextResponse:
    """The normalised text, to which all offsets of the interface count."""
    _, document = found_document(state, sha256)
    return PlainTextResponse(document.text, headers={"Content-Language": document.language})


@router.get("/documents/{sha256}/provisions", responses=lists(told.ProvisionPage))
def list_provisions(
    request: Request,
    state: State,
    asked: Listed,
    sha256: Sha256,
    kind: Annotated[ProvisionKind | None, Query(description="Only of this kind")] = None,
    parent: Annotated[str | None, Query(max_length=400, description="Only what stands right under this eid")] = None,
) -> Response:
    """The provisions in the order of the text; as CSV with their words."""
    _, document = found_document(state, sha256)
    found = [one for one in document.provisions if kind in (None, one.kind) and parent in (None, one.parent)]
    listing = Listing(
        PROVISIONS_SCHEMA,
        "provisions",
        (str,),
        of_sequence(found, lambda one: (one.eid,)),
        provision_json,
        PROVISION_COLUMNS,
        lambda one: (provision_row(one, document.text),),
        {"sha256": sha256},
    )
    return tell(request, state, asked, listing)


@router.get("/documents/{sha256}/provisions/{eid}", responses=answers(told.ProvisionAnswer))
def show_provision(
    state: State, sha256: Sha256, eid: Annotated[str, Path(description="Akoma Ntoso eId", examples=["art_4"])]
) -> JSONResponse:
    """One provision with its words, its citation, what encloses it and what is inside (`regatlas/provision/1`)."""
    entry, document = found_document(state, sha256)
    found = document.by_eid.get(eid)
    if found is None:
        hint = f"see /api/v1/documents/{sha256}/provisions"
        raise NotKnown("the document has no such provision", where=eid[:80], hint=hint)
    return JSONResponse(_provision(state, entry, document, found))


def _provision(state: ServerState, entry: DocumentEntry, document: Document, found: Provision) -> Json:
    return {
        "schema": "regatlas/provision/1",
        "sha256": entry.sha256,
        **provision_json(found),
        "text": document.text[slice(*found.span)],
        "document": plain(HoldingsList(state.store, state.catalog).listed(entry)),
        "within": [provision_json(one) for one in document.ancestors(found.eid)[1:]],
        "parts": [provision_json(one) for one in document.provisions if one.parent == found.eid],
    }


@router.get("/documents/{sha256}/records", responses=answers(told.RecordList))
def show_records(state: State, sha256: Sha256) -> JSONResponse:
    """What engines say of a document, the oldest first (`regatlas/record/1` each)."""
    entry, document = found_document(state, sha256)
    records: list[JsonValue] = [record_json(document, one, entry.source) for one in state.store.records(sha256)]
    return JSONResponse({"schema": "regatlas/records/1", "records": records})


@router.get("/documents/{sha256}/siblings", responses=answers(told.SiblingList))
def list_siblings(state: State, sha256: Sha256) -> JSONResponse:
    """The other texts of the same instrument or work: versions and translations."""
    entry, document = found_document(state, sha256)
    found = kept(state.store, state.catalog, sha256)
    listed: list[JsonValue] = []
    for one in siblings(state.store, state.catalog, found):
        same = same_language(one.language, document.language)
        path = "comparisons?before=" if same else "alignments?original="
        other = "after" if same else "translation"
        listed.append(
            {
                "relation": "version" if same else "translation",
                "sha256": one.sha256,
                "title": one.title,
                "language": one.language,
                "compare": f"/api/v1/{path}{entry.sha256}&{other}={one.sha256}",
            }
        )
    instrument = found.instrument.id if found.instrument else None
    return JSONResponse(
        {"schema": "regatlas/siblings/1", "sha256": sha256, "instrument": instrument, "siblings": listed}
    )


@router.get("/documents/{sha256}/work", responses=answers(told.WorkAnswer))
def show_work_of_document(state: State, sha256: Sha256) -> JSONResponse:
    """The work of a document with all its texts (`regatlas/work/1`)."""
    entry, _ = found_document(state, sha256)
    return JSONResponse(_work(state, entry.work_id))


@router.get("/works/{number}", responses=answers(told.WorkAnswer) | problems(404))
def show_work(
    state: State, number: Annotated[int, Path(ge=1, le=2**31 - 1, description="As documents name it")]
) -> JSONResponse:
    """A work with all its texts, in the order of their import (`regatlas/work/1`)."""
    return JSONResponse(_work(state, number))


def _work(state: ServerState, number: int) -> Json:
    work = state.store.work(number)
    if work is None:
        raise NotKnown("the store has no such work", where=str(number), hint="see `work` in /api/v1/documents")
    holdings = HoldingsList(state.store, state.catalog)
    versions: list[JsonValue] = [
        {
            "ordinal": one.ordinal,
            "previous": one.previous,
            "text_sha256": one.text_sha256,
            "documents": [plain(holdings.listed(document)) for document in one.documents],
        }
        for one in work.versions
    ]
    return {"schema": "regatlas/work/1", "id": work.id, "title": work.title, "versions": versions}


def found_document(state: ServerState, sha256: str) -> tuple[DocumentEntry, Document]:
    """A document of the store. Raises :class:`NotKnown`."""
    whole = _SHA256.fullmatch(sha256) is not None
    entry = state.store.entry(sha256) if whole else None
    document = state.store.document(sha256) if entry else None
    if entry is None or document is None:
        raise NotKnown("no document has this address", where=sha256[:80], hint="see /api/v1/documents")
    return entry, document
