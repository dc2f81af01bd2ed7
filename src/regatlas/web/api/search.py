"""``GET /api/v1/search``."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from regatlas.app.searching import SearchRequest, results_json, search
from regatlas.web.state import State

router = APIRouter(prefix="/api/v1", tags=["search"])


@router.get("/search")
def search_provisions(
    state: State,
    q: Annotated[str, Query(description="A word or phrase, found exactly after folding width, case and white space")],
    limit: Annotated[int, Query(ge=1, le=10_000)] = 20,
    as_of: date | None = None,
    jurisdiction: str | None = None,
    language: str | None = None,
) -> JSONResponse:
    """The provisions that hold the phrase, one hit for each article (`regatlas/search/1`)."""
    request = SearchRequest(q, limit=limit, as_of=as_of, jurisdiction=jurisdiction, language=language)
    return JSONResponse(results_json(search(state.store, state.catalog, request, state.today())))
