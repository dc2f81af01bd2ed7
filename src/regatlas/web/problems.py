"""Errors as RFC 9457 problem details, with the codes of the command line."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from regatlas.errors import DataError, InputError, LimitExceeded, NotKnown, RegatlasError, StoreError
from regatlas.web.ui.problems import problem_page, wants_page

MEDIA_TYPE = "application/problem+json"
_STATUS: tuple[tuple[type[RegatlasError], int], ...] = (
    (LimitExceeded, 413),
    (InputError, 400),
    # The catalog was read when the server started; what is wrong later is what the request carries.
    (DataError, 422),
    (StoreError, 503),
)


def problem(status: int, code: str, title: str, detail: str, where: str = "", hint: str = "") -> JSONResponse:
    """One error as JSON; ``type`` leads to its page in the documentation."""
    body = {"type": f"urn:regatlas:error:{code}", "title": title, "status": status, "detail": detail, "code": code}
    return JSONResponse(body | {"where": where, "hint": hint}, status, media_type=MEDIA_TYPE)


def tell_problems(app: FastAPI) -> None:
    """Answer every error with a problem: ours, those of the framework, and wrong parameters."""
    app.add_exception_handler(RegatlasError, _ours)
    app.add_exception_handler(RequestValidationError, _parameters)
    app.add_exception_handler(HTTPException, _framework)
    app.add_exception_handler(Exception, _unforeseen)


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, RegatlasError)
    status = 404 if isinstance(error, NotKnown) else next((n for kind, n in _STATUS if isinstance(error, kind)), 500)
    if wants_page(request):
        return problem_page(request, status, str(error))
    return problem(status, error.code, error.what, str(error), error.where, error.hint)


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
    code = NotKnown.code if error.status_code == 404 else "RGA-1000"
    return problem(error.status_code, code, str(error.detail).lower(), str(error.detail))


async def _unforeseen(request: Request, _: Exception) -> Response:
    """A mistake of the program: told without its details, which go to the log."""
    if wants_page(request):
        return problem_page(request, 500, "")
    return problem(500, "RGA-0000", "something went wrong on the server", "the mistake is not yours", hint="try again")
