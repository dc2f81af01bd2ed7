"""``GET /api/v1/search`` and ``GET /api/v1/suggest``."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from regatlas.app.search_requests import Mode, SearchRequest
from regatlas.app.suggesting import suggest, suggestions_json
from regatlas.app.terms import Language, builtin_terms
from regatlas.client.answers.reference import SearchAnswer, SuggestionList
from regatlas.model.instrument import InstrumentType, Status
from regatlas.model.judgement import ActorType
from regatlas.web.access import Visiting
from regatlas.web.api.hits import Hits, tell_hits
from regatlas.web.api.told import answers, lists
from regatlas.web.searches import kept_blind
from regatlas.web.state import State

router = APIRouter(prefix="/api/v1", tags=["search"])
_Day = Annotated[date | None, Query(description="Of the document, as its text or the catalog states it; included")]


@router.get("/search", responses=lists(SearchAnswer))
def search_provisions(
    request: Request,
    state: State,
    visitor: Visiting,
    asked: Hits,
    q: Annotated[
        str,
        Query(
            max_length=400,
            description="A word or phrase, found exactly after folding width, case and white space",
            examples=["personal information"],
        ),
    ],
    mode: Annotated[Mode, Query(description="`all`: every word, and every part in quotation marks")] = "phrase",
    as_of: Annotated[
        date | None, Query(description="The day of `status`; without one, only what was in force then if that is known")
    ] = None,
    jurisdiction: Annotated[str | None, Query(max_length=20, description="`CN` means its cities too")] = None,
    language: Annotated[str | None, Query(max_length=40, description="BCP 47; `zh` means every Chinese")] = None,
    type: Annotated[InstrumentType | None, Query(description="Of documents that the catalog knows")] = None,
    status: Annotated[Status | None, Query(description="On the day `as_of`, or today")] = None,
    category: Annotated[
        str | None, Query(max_length=120, description="`2.2` of the risk subdomains, else as `sector:Information`")
    ] = None,
    level: Annotated[str | None, Query(description="Of the category at least: `minimal` or `good`")] = None,
    actor: Annotated[ActorType | None, Query(description="Whom the document addresses, names or empowers")] = None,
    issued_from: _Day = None,
    issued_to: _Day = None,
    effective_from: _Day = None,
    effective_to: _Day = None,
) -> Response:
    """The provisions that hold the phrase, one hit for each article (`regatlas/search/1`).

    `facets` tell how many hits each value of each filter would leave, the other filters being as they are.
    """
    wanted = SearchRequest(
        q,
        mode=mode,
        as_of=as_of,
        jurisdiction=jurisdiction,
        language=language,
        type=type,
        status=status,
        category=category,
        level=level,
        actor=actor,
        issued_from=issued_from,
        issued_to=issued_to,
        effective_from=effective_from,
        effective_to=effective_to,
    )
    return tell_hits(request, state, asked, kept_blind(state, visitor, wanted))


@router.get("/suggest", responses=answers(SuggestionList))
def suggest_names(
    q: Annotated[str, Query(max_length=400, description="The beginning of a word or phrase", examples=["algorithm"])],
    language: Annotated[Language | None, Query(description="Names in this language come first")] = None,
    limit: Annotated[int, Query(ge=1, le=50, description="Names at most")] = 8,
) -> JSONResponse:
    """Terms of the field and names of instruments, agencies and categories that hold what was typed."""
    return JSONResponse(suggestions_json(q, suggest(builtin_terms(), q, language, limit)))
