"""``/dossiers``: one jurisdiction on one page."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from regatlas.app.dossiers import jurisdictions, make_dossier
from regatlas.catalog.catalog import Catalog
from regatlas.errors import NotKnown
from regatlas.pages.dossier import SECTIONS, view_dossier
from regatlas.pages.site.frame import body_of
from regatlas.web.blinding import machine_hidden
from regatlas.web.state import State
from regatlas.web.ui.respond import Framed, day, page

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Row:
    """A jurisdiction, and how much the catalog has of it alone."""

    code: str
    instruments: int
    events: int
    agencies: int


@router.get("/dossiers")
def dossiers(request: Request, state: State, frame: Framed) -> Response:
    """The list."""
    rows = [_row(state.catalog, code) for code in jurisdictions(state.catalog)]
    return page(request, frame, "dossiers", rows=rows)


def _row(catalog: Catalog, code: str) -> Row:
    kinds = (catalog.instruments, catalog.events, catalog.agencies)
    return Row(code, *(sum(one.jurisdiction == code for one in entries) for entries in kinds))


@router.get("/dossiers/{code}")
def dossier(request: Request, state: State, frame: Framed, code: str, as_of: str = "") -> Response:
    """One dossier, of the catalog alone for whoever codes a document blind to the engine. Raises :class:`NotKnown`."""
    known = jurisdictions(state.catalog)
    if code.upper() not in known:
        raise NotKnown("there is no such dossier", where=code[:20], hint=f"choose among {', '.join(known)}")
    store = None if machine_hidden(state, frame.visitor) else state.store
    made = make_dossier(state.catalog, code, day(as_of, "as_of") or frame.today, store)
    view = view_dossier(state.catalog, made, frame.words)
    body = body_of("dossier.html.j2", frame.words, view=view, sections=SECTIONS)
    return page(request, frame, "dossier", title=view.title, body=body, code=made.jurisdiction)
