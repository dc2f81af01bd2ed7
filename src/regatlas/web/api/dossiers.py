"""Dossiers of jurisdictions, briefs of instruments, the feed of developments, and the catalog as files."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import JsonValue

from regatlas.app.briefs import of_instrument
from regatlas.app.catalog_exports import ExportFormat, ExportRequest, exported
from regatlas.app.cataloguing import found_instrument
from regatlas.app.dossiers import as_json, jurisdictions, make_dossier
from regatlas.app.narrowing import Happened, events
from regatlas.catalog.catalog import Catalog
from regatlas.client.answers import catalog as told
from regatlas.errors import NotKnown
from regatlas.exchange.catalog_atom import to_atom
from regatlas.exchange.catalog_tables import tables
from regatlas.pages.brief import brief_markdown, render_brief, view_brief
from regatlas.pages.words import Words
from regatlas.web.access import Visiting
from regatlas.web.api.catalog import Day
from regatlas.web.api.negotiation import JSON, best
from regatlas.web.api.told import Responses, answers, problems, texts
from regatlas.web.blinding import machine_hidden
from regatlas.web.state import State

router = APIRouter(prefix="/api/v1", tags=["dossiers"])
exports = APIRouter(prefix="/api/v1", tags=["exports"])

Lang = Annotated[Literal["en", "zh"], Query(description="Language of the words")]
BriefFormat = Literal["json", "md", "html"]
_BRIEFS: dict[BriefFormat, str] = {"json": JSON, "md": "text/markdown", "html": "text/html"}
_FILES: dict[ExportFormat, str] = {
    "json": JSON, "jsonld": "application/ld+json", "atom": "application/atom+xml", "bibtex": "text/x-bibtex",
    "csl": "application/vnd.citationstyles.csl+json", "oscal": "application/oscal+json", "ciso": "application/yaml",
}  # fmt: skip
WholeFile = Literal["json", "jsonld", "atom", "bibtex", "csl", "oscal", "ciso"]


@router.get("/dossiers", responses=answers(told.DossierList))
def list_dossiers(state: State) -> JSONResponse:
    """The jurisdictions that have a dossier, and how much the catalog has of each alone."""
    rows: list[JsonValue] = [_row(state.catalog, code) for code in jurisdictions(state.catalog)]
    return JSONResponse({"schema": "regatlas/dossiers/1", "dossiers": rows})


def _row(catalog: Catalog, code: str) -> JsonValue:
    return {
        "jurisdiction": code,
        "instruments": sum(one.jurisdiction == code for one in catalog.instruments),
        "events": sum(one.jurisdiction == code for one in catalog.events),
        "agencies": sum(one.jurisdiction == code for one in catalog.agencies),
    }


@router.get("/dossiers/{code}", responses=answers(told.DossierAnswer))
def show_dossier(
    state: State,
    visitor: Visiting,
    code: Annotated[str, Path(description="Jurisdiction", examples=["CN-SZ"])],
    as_of: Day = None,
) -> JSONResponse:
    """All that the catalog and the store know of one jurisdiction on a day, with sources (`regatlas/dossier/1`).

    The catalog alone, for whoever codes a document without seeing what engines say.
    """
    store = None if machine_hidden(state, visitor) else state.store
    return JSONResponse(as_json(state.catalog, make_dossier(state.catalog, code, as_of or state.today(), store)))


def _briefs() -> Responses:
    found = answers(told.BriefAnswer)
    found[200]["content"] |= {one: {"schema": {"type": "string"}} for one in list(_BRIEFS.values())[1:]}
    return found


@router.get("/briefs/{name:path}", responses=_briefs())
def show_brief(
    request: Request,
    state: State,
    name: Annotated[str, Path(description="Id, alias, title or number", examples=["cn/generative-ai"])],
    lang: Lang = "en",
    as_of: Day = None,
    format: Annotated[BriefFormat | None, Query(description="Without it the header `Accept` decides")] = None,
) -> Response:
    """One instrument on one page, in words of one language (`regatlas/brief/1`)."""
    form = format or _wanted(request)
    day = as_of or state.today()
    instrument = found_instrument(state.catalog, name)
    made = of_instrument(state.catalog, instrument, day)
    if form == "html":
        return HTMLResponse(render_brief(state.catalog, made, lang))
    if form == "md":
        return Response(brief_markdown(state.catalog, made, lang), media_type="text/markdown; charset=utf-8")
    view = asdict(view_brief(state.catalog, made, Words(lang)))
    facts = [{"label": label, "value": value} for label, value in view["facts"]]
    head = {"schema": "regatlas/brief/1", "instrument": instrument.id, "as_of": day.isoformat(), "lang": lang}
    # The language of the title is the page's business; the name `lang` is that of the words.
    return JSONResponse({**view, "facts": facts, "title_lang": view["lang"], **head})


def _wanted(request: Request) -> BriefFormat:
    media_type = best(request.headers.get("accept", ""), list(_BRIEFS.values()))
    return next(form for form, one in _BRIEFS.items() if one == media_type)


@exports.get("/feed.atom", response_class=Response, responses=texts("application/atom+xml"))
def feed(
    state: State,
    jurisdiction: Annotated[str, Query(max_length=20, description="Only of this jurisdiction")] = "",
    instrument: Annotated[str, Query(max_length=200, description="Only of this instrument")] = "",
    lang: Lang = "en",
) -> Response:
    """The developments up to today, newest first, as an Atom feed (RFC 4287)."""
    found = events(state.catalog, Happened(jurisdiction, instrument))
    return Response(to_atom(found, state.today(), lang), media_type=_FILES["atom"])


@exports.get("/exports", responses=answers(told.ExportList))
def list_exports(state: State) -> JSONResponse:
    """The forms in which the whole catalog can be had."""
    files: list[JsonValue] = [
        {"format": form, "href": f"/api/v1/exports/{form}", "media_type": media_type}
        for form, media_type in _FILES.items()
    ]
    files += [
        {"format": "csv", "href": f"/api/v1/exports/csv/{table.name}", "media_type": "text/csv"}
        for table in tables(state.catalog, state.today())
    ]
    return JSONResponse({"schema": "regatlas/exports/1", "catalog_sha256": state.catalog.sha256, "exports": files})


def _exported() -> Responses:
    """Some of the forms are JSON or YAML, of which a string is no schema."""
    content: dict[str, dict[str, object]] = {
        one: {} if one.endswith(("json", "yaml")) else {"schema": {"type": "string"}} for one in _FILES.values()
    }
    return {200: {"description": "The file", "content": content}}


@exports.get("/exports/{form}", response_class=Response, responses=_exported())
def export_catalog(
    state: State,
    form: Annotated[WholeFile, Path(description="In which form")],
    instrument: Annotated[
        list[str] | None,
        Query(max_length=100, description="Only these instruments; of jsonld, bibtex and csl", examples=[["cn/pipl"]]),
    ] = None,
    lang: Lang = "en",
    as_of: Day = None,
) -> Response:
    """The whole catalog as one file, as `regatlas catalog export` writes it."""
    chosen = tuple(found_instrument(state.catalog, name) for name in instrument or ())
    files = exported(state.catalog, ExportRequest(form, chosen, as_of or state.today(), lang))
    return Response(files[""], media_type=_FILES[form])


@exports.get("/exports/csv/{table}", response_class=Response, responses=texts("text/csv") | problems(404))
def export_table(
    state: State,
    table: Annotated[str, Path(description="Name of a table", examples=["obligations"])],
    as_of: Day = None,
) -> Response:
    """One table of the catalog as CSV, with a byte order mark and formulas made harmless."""
    return Response(_table(state.catalog, table, as_of or state.today()), media_type="text/csv; charset=utf-8")


def _table(catalog: Catalog, name: str, day: date) -> bytes:
    files = exported(catalog, ExportRequest("csv", (), day))
    found = files.get(f"{name}.csv")
    if found is None:
        known = ", ".join(one.removesuffix(".csv") for one in files)
        raise NotKnown("the catalog has no such table", where=name[:80], hint=f"choose among {known}")
    return found
