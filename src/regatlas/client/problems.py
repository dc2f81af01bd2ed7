"""From an answer that is an error back to the error: the same class, code, place and remedy as on the server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

from httpx import Response

from regatlas.errors import RegatlasError, ServerError

_TYPE = "application/problem+json"


@cache
def _kinds() -> dict[str, type[RegatlasError]]:
    """Every class of error by its code."""
    return {kind.code: kind for kind in _below(RegatlasError)}


def _below(kind: type[RegatlasError]) -> Iterator[type[RegatlasError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _below(one)


def error_of(response: Response) -> RegatlasError:
    """The error that an answer tells; :class:`ServerError` where something else than a Regatlas server answers."""
    told = _told(response)
    code = str(told.get("code", ""))
    if not code.startswith("RGA-"):
        what = f"the server answered {response.status_code}"
        return ServerError(what, where=str(response.url), hint="see whether a Regatlas server is at this address")
    return error_from(code, *(str(told.get(name) or "") for name in ("title", "where", "hint")))


def error_from(code: str, what: str, where: str, hint: str) -> RegatlasError:
    """The error of a code, in the words of the server."""
    made = _made(_kinds().get(code, RegatlasError), what, where, hint)
    # A newer server may have codes that this client does not know; they are told as they are.
    made.code = code
    made.args = (str(made),)
    return made


def _made(kind: type[RegatlasError], what: str, where: str, hint: str) -> RegatlasError:
    try:
        return kind(what, where=where, hint=hint)
    except TypeError:
        # Some errors want more than a problem tells, such as the seconds until another attempt.
        return RegatlasError(what, where=where, hint=hint)


def _told(response: Response) -> dict[str, object]:
    if response.headers.get("content-type", "").partition(";")[0].strip() != _TYPE:
        return {}
    try:
        value = json.loads(response.content)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
