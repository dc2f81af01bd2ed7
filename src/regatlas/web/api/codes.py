"""The codes of records: one for each document and category, under one taxonomy or all, of one document or the store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, cast

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import JsonValue

from regatlas.app.holdings import HoldingsList, Narrow, Wanted, latest_record, walk_codes
from regatlas.client.answers import documents as told
from regatlas.errors import NotKnown
from regatlas.exchange.json_records import record_json
from regatlas.exchange.json_store import CODE_COLUMNS, CODES_SCHEMA, Code, plain, row
from regatlas.model.taxonomy import Level
from regatlas.web.api.cursors import Key
from regatlas.web.api.documents import Instrument, Language, Place, Sha256, Title, found_document
from regatlas.web.api.lists import Listed, Listing, Walk, tell
from regatlas.web.api.told import answers, lists
from regatlas.web.state import State

router = APIRouter(prefix="/api/v1", tags=["codes"])

_Taxonomy = Annotated[
    list[str] | None,
    Query(max_length=20, description="Only these; all of the record by default", examples=[["sector"]]),
]
_Category = Annotated[str, Query(max_length=200, description="Only this category", examples=["2.2"])]
_Level = Annotated[Level | None, Query(description="Only this level; `none` stands in the list as well without it")]
_Engine = Annotated[str, Query(max_length=80, description="The latest record of this engine", examples=["lexicon.v2"])]


@router.get("/codes", responses=lists(told.CodePage))
def list_codes(
    request: Request,
    state: State,
    asked: Listed,
    taxonomy: _Taxonomy = None,
    category: _Category = "",
    level: _Level = None,
    engine: _Engine = "",
    title: Title = "",
    language: Language = "",
    instrument: Instrument = "",
    jurisdiction: Place = "",
) -> Response:
    """The codes of the latest record of every document, by document and category."""
    wanted = Wanted(tuple(taxonomy or ()), category, level, engine)
    narrow = Narrow(title, language, instrument, jurisdiction)
    holdings = HoldingsList(state.store, state.catalog)

    def after(last: Key | None) -> Iterator[tuple[Key, Code]]:
        start = cast("tuple[int, int]", last or (0, 0))
        return walk_codes(state.store, holdings.walk(max(0, start[0] - 1), narrow), wanted, start)

    return tell(request, state, asked, _listing(after))


def _listing(after: Walk[Code]) -> Listing[Code]:
    return Listing(CODES_SCHEMA, "codes", (int, int), after, plain, CODE_COLUMNS, lambda one: (row(one),))


@router.get("/documents/{sha256}/codes", responses=lists(told.CodePage))
def list_codes_of_document(
    request: Request,
    state: State,
    asked: Listed,
    sha256: Sha256,
    taxonomy: _Taxonomy = None,
    level: _Level = None,
    engine: _Engine = "",
) -> Response:
    """The codes of the latest record of one document."""
    entry, _ = found_document(state, sha256)
    listed = HoldingsList(state.store, state.catalog).listed(entry)
    wanted = Wanted(tuple(taxonomy or ()), "", level, engine)

    def after(last: Key | None) -> Iterator[tuple[Key, Code]]:
        return walk_codes(state.store, iter([(entry.id, listed)]), wanted, cast("tuple[int, int]", last or (0, 0)))

    return tell(request, state, asked, _listing(after))


@router.get("/documents/{sha256}/taxonomies/{taxonomy}", responses=answers(told.TaxonomyRecord))
def show_record_in_taxonomy(
    state: State,
    sha256: Sha256,
    taxonomy: Annotated[str, Path(description="Id of a taxonomy", examples=["risk-subdomain"])],
    engine: _Engine = "",
) -> JSONResponse:
    """What the latest record says under one taxonomy, with every quote (`regatlas/taxonomy-record/1`)."""
    entry, document = found_document(state, sha256)
    record = latest_record(state.store, sha256, engine)
    if record is None or taxonomy not in record.taxonomies:
        hint = f"see /api/v1/documents/{sha256}/records"
        raise NotKnown("the document has no record under this taxonomy", where=taxonomy[:80], hint=hint)
    whole = record_json(document, record, entry.source)
    coverage = cast("list[dict[str, JsonValue]]", whole["coverage"])
    body: dict[str, JsonValue] = {
        "schema": "regatlas/taxonomy-record/1",
        "sha256": sha256,
        "taxonomy": taxonomy,
        "version": record.taxonomies[taxonomy],
        "engine": record.engine,
        "manifest": record.manifest,
        "abstained": record.abstained,
        "coverage": [one for one in coverage if one["taxonomy"] == taxonomy],
        "rationale": cast("dict[str, JsonValue]", whole["rationales"]).get(taxonomy),
        "counts": cast("dict[str, JsonValue]", whole["counts"])[taxonomy],
    }
    return JSONResponse(body)
