"""``POST /api/v1/check``: which duties bind a product."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Body
from fastapi.responses import JSONResponse
from pydantic import JsonValue

from regatlas.app.checking import Request, builtin_rules, run_check
from regatlas.compliance.profile_files import profile_of_json
from regatlas.web.state import State

router = APIRouter(prefix="/api/v1", tags=["check"])


@router.post("/check")
def check_product(
    state: State,
    profile: Annotated[JsonValue, Body(description="A profile: {schema, name, facts}")],
    as_of: date | None = None,
    drafts: bool = False,
) -> JSONResponse:
    """The findings, the questions still open, and a receipt (`regatlas/check/1`)."""
    rules = builtin_rules()
    read = profile_of_json(profile, "the profile", rules.book.facts)
    return JSONResponse(run_check(rules, read, Request(as_of or state.today(), drafts=drafts)).to_json())
