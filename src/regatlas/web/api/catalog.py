"""The catalog, the dossiers and the taxonomies as JSON."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse

from regatlas.app.catalog_exports import ExportRequest, exported
from regatlas.app.cataloguing import Filter, found_entry, list_json, listed, show_json
from regatlas.app.dossiers import as_json, make_dossier
from regatlas.catalog.kinds import KindName
from regatlas.catalog.taxonomies import builtin_taxonomies
from regatlas.exchange.json_checks import facts_json
from regatlas.exchange.json_taxonomies import taxonomies_json
from regatlas.web.state import State

router = APIRouter(prefix="/api/v1", tags=["catalog"])

_Code = Annotated[str | None, Query(description="Jurisdiction, as CN or CN-SZ")]


@router.get("/catalog/{kind}")
def list_entries(
    state: State,
    kind: KindName,
    jurisdiction: _Code = None,
    type: Annotated[str | None, Query(description="Type or kind")] = None,
    status: str | None = None,
    as_of: date | None = None,
) -> JSONResponse:
    """The entries of a kind, with their status on a day (`regatlas/catalog-list/1`)."""
    day = as_of or state.today()
    found = listed(state.catalog, Filter(kind=kind, jurisdiction=jurisdiction, type=type, status=status), day)
    return JSONResponse(list_json(state.catalog, found, day))


@router.get("/entries/{name:path}")
def show_entry(state: State, name: str, as_of: date | None = None) -> JSONResponse:
    """One entry with all that belongs to it, by id, alias, title or number (`regatlas/catalog-entry/1`)."""
    kind, entry = found_entry(state.catalog, name)
    return JSONResponse(show_json(state.catalog, kind, entry, as_of or state.today()))


@router.get("/dossiers/{code}")
def show_dossier(state: State, code: str, as_of: date | None = None) -> JSONResponse:
    """One jurisdiction (`regatlas/dossier/1`)."""
    return JSONResponse(as_json(state.catalog, make_dossier(state.catalog, code, as_of or state.today(), state.store)))


@router.get("/facts")
def list_facts(state: State) -> JSONResponse:
    """Every fact that the rules may ask for."""
    return JSONResponse(facts_json(state.catalog.fact_groups, state.catalog.facts))


@router.get("/taxonomies")
def list_taxonomies() -> JSONResponse:
    """The taxonomies and their categories."""
    return JSONResponse(taxonomies_json(list(builtin_taxonomies().values())))


@router.get("/feed.atom", response_class=Response)
def feed(state: State) -> Response:
    """The developments, newest first, as an Atom feed."""
    request = ExportRequest(form="atom", instruments=(), as_of=state.today())
    (content,) = exported(state.catalog, request).values()
    return Response(content, media_type="application/atom+xml")
