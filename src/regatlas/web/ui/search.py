"""``/search``: the provisions of the store."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from regatlas.app.search_requests import SearchRequest
from regatlas.app.searching import Results, search
from regatlas.app.suggesting import Asking, suggest
from regatlas.app.terms import builtin_terms
from regatlas.pages.site.frame import Frame
from regatlas.pages.site.narrowing import Options, options_of
from regatlas.pages.site.results import LAST_PAGE, SIZE, Advice, Asked, view_search
from regatlas.store.search import fold
from regatlas.web.access import Visiting
from regatlas.web.searches import kept_blind
from regatlas.web.state import ServerState, State
from regatlas.web.ui.respond import Framed, day, page, page_number, short

router = APIRouter()
_FILTERS = tuple(Asked().filters())


@router.get("/search")
def found(request: Request, state: State, frame: Framed, visitor: Visiting, q: str = "", mode: str = "") -> Response:
    """The form, and what was found."""
    given = {name: short(request.query_params.get(name, ""), name) for name in _FILTERS}
    asked = Asked(short(q, "q"), short(mode, "mode"), **given, page=page_number(request, LAST_PAGE))
    wanted = kept_blind(state, visitor, _wanted(asked))
    results = search(state.store, state.catalog, wanted, frame.today) if fold(asked.query) else None
    advice = _advice(state, frame, wanted, results) if results else Advice()
    return page(request, frame, "search", view=view_search(frame, asked, _options(state, frame), results, advice))


def _wanted(asked: Asked) -> SearchRequest:
    def chosen(name: str) -> str | None:
        return getattr(asked, name) or None

    def on(name: str) -> date | None:
        return day(getattr(asked, name), name)

    return SearchRequest(
        asked.query,
        limit=SIZE,
        skip=(asked.page - 1) * SIZE,
        mode=asked.mode or "phrase",
        as_of=on("as_of"),
        jurisdiction=chosen("jurisdiction"),
        language=chosen("language"),
        type=chosen("type"),
        status=chosen("status"),
        category=chosen("category"),
        level=chosen("level"),
        actor=chosen("actor"),
        issued_from=on("issued_from"),
        issued_to=on("issued_to"),
        effective_from=on("effective_from"),
        effective_to=on("effective_to"),
    )


def _advice(state: ServerState, frame: Frame, wanted: SearchRequest, results: Results) -> Advice:
    asking = Asking(state.store, state.catalog, builtin_terms(), wanted, frame.today)
    return Advice(
        others=list(asking.otherwise()),
        all_words=asking.all_words(results),
        instead=asking.near(results),
        names=suggest(builtin_terms(), wanted.query, frame.lang, limit=5),
    )


def _options(state: ServerState, frame: Frame) -> Options:
    """The jurisdictions of the catalog and the languages of the store, and what every site offers."""
    jurisdictions = sorted({instrument.jurisdiction for instrument in state.catalog.instruments})
    return options_of(frame, jurisdictions, sorted({one.language for one in state.store.searchable()}))
