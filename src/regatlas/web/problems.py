"""Errors as RFC 9457 problem details, with the codes of the command line."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import JsonValue
from starlette.exceptions import HTTPException

from regatlas.errors import (
    AccessError,
    AddressRefused,
    DataError,
    EditConflict,
    EvidenceError,
    InputError,
    LimitExceeded,
    NotKnown,
    NotOffered,
    RegatlasError,
    SignInNeeded,
    SignInRefused,
    StoreError,
    TooMany,
    TooManyAttempts,
    TooSlow,
    UnknownHost,
    WrongMediaType,
    WrongMethod,
)
from regatlas.web.ui.problems import problem_page, wants_page, way_in

MEDIA_TYPE = "application/problem+json"
_STATUS: tuple[tuple[type[RegatlasError], int], ...] = (
    (LimitExceeded, 413),
    (NotOffered, 406),
    (WrongMediaType, 415),
    (TooMany, 429),
    (EditConflict, 409),
    (InputError, 400),
    (AddressRefused, 422),
    (EvidenceError, 422),
    # The catalog was read when the server started; what is wrong later is what the request carries.
    (DataError, 422),
    (StoreError, 503),
    (SignInNeeded, 401),
    (SignInRefused, 401),
    (TooManyAttempts, 429),
    (UnknownHost, 421),
    (AccessError, 403),
)
_FRAMEWORK = {
    404: NotKnown.code,
    405: WrongMethod.code,
    408: TooSlow.code,
    413: LimitExceeded.code,
    415: WrongMediaType.code,
}


def problem(
    status: int, code: str, title: str, detail: str, where: str = "", hint: str = "", **more: JsonValue
) -> JSONResponse:
    """One error as JSON; ``type`` leads to its page in the documentation, ``more`` are extension members."""
    body = {"type": f"urn:regatlas:error:{code}", "title": title, "status": status, "detail": detail, "code": code}
    return JSONResponse(body | {"where": where, "hint": hint} | more, status, media_type=MEDIA_TYPE)


def tell_problems(app: FastAPI) -> None:
    """Answer every error with a problem: ours, those of the framework, and wrong parameters."""
    app.add_exception_handler(RegatlasError, _ours)
    app.add_exception_handler(RequestValidationError, _parameters)
    app.add_exception_handler(HTTPException, _framework)
    app.add_exception_handler(Exception, unforeseen)


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, RegatlasError)
    told: Response
    status = 404 if isinstance(error, NotKnown) else next((n for kind, n in _STATUS if isinstance(error, kind)), 500)
    headers = _headers(error)
    if not wants_page(request):
        told = problem(status, error.code, error.what, str(error), error.where, error.hint)
    elif isinstance(error, SignInNeeded) and request.method in ("GET", "HEAD"):
        told = way_in(request)
    else:
        told = problem_page(request, status, error)
    told.headers.update(headers)
    return told


def _headers(error: RegatlasError) -> dict[str, str]:
    if isinstance(error, TooManyAttempts):
        return {"Retry-After": str(error.seconds)}
    return {"WWW-Authenticate": "Bearer"} if isinstance(error, SignInNeeded) else {}


async def _parameters(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(step) for step in first["loc"])
    if wants_page(request):
        return problem_page(request, 400, f"RGA-1008: {where}: {first['msg']}")
    return problem(400, "RGA-1008", "a parameter has no meaning", f"{where}: {first['msg']}", where)


async def _framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if wants_page(request):
        return problem_page(request, error.status_code, "")
    code = _FRAMEWORK.get(error.status_code, "RGA-1000")
    told = problem(error.status_code, code, str(error.detail).lower(), str(error.detail))
    # Of 405 the framework names the methods that there are.
    told.headers.update(error.headers or {})
    return told


async def unforeseen(request: Request, _: Exception) -> Response:
    """A mistake of the program: told without its details, which go to the log."""
    if wants_page(request):
        return problem_page(request, 500, "")
    return problem(500, "RGA-0000", "something went wrong on the server", "the mistake is not yours", hint="try again")
