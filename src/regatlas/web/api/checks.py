"""Which duties bind a product, and what to ask next. What is sent is not kept."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from regatlas.app.checking import Request, Rules, builtin_rules, run_check
from regatlas.app.interviewing import Interview
from regatlas.client.answers import checks as told
from regatlas.compliance.profile import Profile
from regatlas.compliance.profile_files import parse_profile, profile_of_json
from regatlas.exchange.json_checks import question_json
from regatlas.web.api.bodies import ProfileSent, Sent, json_of
from regatlas.web.api.catalog import Day
from regatlas.web.api.told import answers
from regatlas.web.state import State

router = APIRouter(prefix="/api/v1", tags=["check"])
_NAME = "the profile"
_EXAMPLE = {
    "schema": "regatlas/profile/1",
    "name": "a chat assistant",
    "facts": {"role": ["provider"], "offered_to_public_in": ["CN"], "generative_ai": True},
}


def _body() -> dict[str, Any]:
    schema = told.ProfileBody.model_json_schema(by_alias=True)
    content = {
        "application/json": {"schema": schema, "example": _EXAMPLE},
        "application/yaml": {"schema": {"type": "string"}, "example": "schema: regatlas/profile/1\nfacts: {}\n"},
    }
    return {"requestBody": {"required": True, "description": "A product in facts", "content": content}}


@router.post("/check", responses=answers(told.CheckAnswer), openapi_extra=_body())
def check_product(
    state: State,
    sent: ProfileSent,
    as_of: Day = None,
    drafts: Annotated[bool, Query(description="Tell what drafts would say; they bind no one")] = False,
    instrument: Annotated[
        list[str] | None, Query(max_length=100, description="Only these instruments", examples=[["cn/pipl"]])
    ] = None,
) -> JSONResponse:
    """The findings, the questions still open, and a receipt (`regatlas/check/1`)."""
    rules = builtin_rules()
    wanted = Request(as_of or state.today(), drafts, tuple(instrument or ()))
    return JSONResponse(run_check(rules, _profile(rules, sent), wanted).to_json())


@router.post("/interview", responses=answers(told.InterviewAnswer), openapi_extra=_body())
def ask_next(
    state: State,
    sent: ProfileSent,
    as_of: Day = None,
    skip: Annotated[
        list[str] | None, Query(max_length=200, description="Facts not to be asked for", examples=[["users_minors"]])
    ] = None,
) -> JSONResponse:
    """The next best question for a product, and how many duties are settled (`regatlas/interview/1`).

    The answers stand in the profile that is sent: answer, send it again, and so on until there is no question.
    """
    rules = builtin_rules()
    day = as_of or state.today()
    interview = Interview(rules, _profile(rules, sent), day, skipped=set(skip or ()))
    question = interview.next_question()
    counts = Counter(one.verdict for one in interview.checked().check.findings)
    body = {
        "schema": "regatlas/interview/1",
        "as_of": day.isoformat(),
        "question": question_json(question) if question else None,
        "counts": {verdict: counts[verdict] for verdict in ("applies", "does-not-apply", "unknown")},
        "profile": interview.profile.to_json(),
    }
    return JSONResponse(body)


def _profile(rules: Rules, sent: Sent) -> Profile:
    if sent.is_yaml:
        return parse_profile(sent.data, _NAME, rules.book.facts)
    return profile_of_json(json_of(sent.data), _NAME, rules.book.facts)
