"""Why an endpoint gives no answer, in words that help: what is the case, what to do, and whether waiting can help."""

from __future__ import annotations

from typing import NamedTuple

from regatlas.engines.llm import settings as names

AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
"""Statuses after which the same request may succeed."""

_TOO_LONG = ("context length", "context_length", "maximum context", "too long", "too many tokens")
_LATER = "run it again later: what was answered is kept"


class Cause(NamedTuple):
    """Why there is no answer and what to do; ``lasting`` where no further question will be answered either."""

    what: str
    hint: str
    lasting: bool = False


_BY_STATUS = {
    0: Cause("the language model cannot be reached", f"check {names.BASE_URL}, or {_LATER}"),
    401: Cause("the endpoint does not accept the key", f"set {names.API_KEY} to a key that it accepts", True),
    402: Cause("the endpoint asks for payment", "top up the account, and run it again", True),
    403: Cause("the endpoint does not admit us", f"set {names.API_KEY} to a key that it accepts", True),
    404: Cause("the endpoint does not have this model", f"check {names.BASE_URL} and {names.MODEL}", True),
    413: Cause("the question is too long for the model", f"set {names.WINDOW} to its real window"),
    429: Cause("the endpoint is asked too often", f"lower {names.CONCURRENCY} or set {names.TOKENS_PER_MINUTE}"),
}


def cause_of(status: int, complaint: str, is_error: bool) -> Cause:
    """What a status and the endpoint's own words mean; ``is_error`` says that it sent an error and no answer."""
    if is_too_long(complaint):
        return _BY_STATUS[413]
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status == 200 and not is_error:
        return Cause("the endpoint sends answers that are no chat completions", f"check {names.BASE_URL}, or {_LATER}")
    if 300 <= status < 400:
        return Cause("the endpoint sends us elsewhere", f"set {names.BASE_URL} to its final address", True)
    if status in AGAIN or status == 200:
        return Cause(f"the endpoint fails with status {status}", _LATER)
    return Cause(
        f"the endpoint refuses the question with status {status}", f"check {names.MODEL}, or ask another model"
    )


def is_too_long(complaint: str) -> bool:
    """Whether an endpoint says that the question does not fit the model's window."""
    words = complaint.lower()
    return any(sign in words for sign in _TOO_LONG)
