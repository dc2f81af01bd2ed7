"""``/search``: the provisions of the store."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Request
from fastapi.responses import Response

from regatlas.app.searching import SearchRequest, search
from regatlas.app.terms import Counterpart, builtin_terms
from regatlas.catalog.catalog import Catalog
from regatlas.pages.site.results import COUNTED, LAST_PAGE, SIZE, Asked, view_search
from regatlas.store.search import fold
from regatlas.web.state import ServerState, State
from regatlas.web.ui.respond import Framed, day, page, page_number, short

router = APIRouter()


@router.get("/search")
def found(
    request: Request,
    state: State,
    frame: Framed,
    q: str = "",
    jurisdiction: str = "",
    language: str = "",
    as_of: str = "",
) -> Response:
    """The form, and what was found."""
    asked = Asked(
        short(q, "q"), short(jurisdiction, "jurisdiction"), short(language, "language"), short(as_of, "as_of"),
        page=page_number(request, LAST_PAGE),
    )  # fmt: skip
    wanted = SearchRequest(
        asked.query,
        limit=max(COUNTED, asked.page * SIZE),
        as_of=day(asked.as_of, "as_of"),
        jurisdiction=asked.jurisdiction or None,
        language=asked.language or None,
    )
    results = search(state.store, state.catalog, wanted, frame.today) if fold(asked.query) else None
    others = list(_counterparts(state, wanted)) if results else []
    return page(request, frame, "search", view=view_search(frame, asked, _known(state), results, others))


def _counterparts(state: ServerState, asked: SearchRequest) -> Iterator[tuple[Counterpart, int]]:
    """The same in the other language, with the number of provisions that it finds."""
    for place, one in enumerate(builtin_terms().counterparts(asked.query)):
        again = SearchRequest(one.term, limit=1, as_of=asked.as_of, jurisdiction=asked.jurisdiction)
        total = search(state.store, state.catalog, again, state.today()).total
        if total or not place:
            yield one, total


def _known(state: ServerState) -> tuple[list[str], list[str]]:
    """The jurisdictions of the catalog and the languages of the store."""
    return _jurisdictions(state.catalog), sorted({one.language for one in state.store.searchable()})


def _jurisdictions(catalog: Catalog) -> list[str]:
    return sorted({instrument.jurisdiction for instrument in catalog.instruments})
