"""Asking a server: time limits, another try where it helps, and errors as errors.

Only what changes nothing is asked again: GET, HEAD and the questions that are sent as POST. A server that is busy says
in ``Retry-After`` how long to wait; else each wait is twice the one before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, cast
from urllib.parse import urlsplit

import httpx

from regatlas.client.problems import error_of
from regatlas.errors import BadArgument, RegatlasError, ServerError

Query = Mapping[str, "str | int | bool | Sequence[str] | None"]
RETRIED = frozenset((429, 502, 503, 504))
_LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait: for an answer (seconds), how often to ask again, and at most how long in between (seconds)."""

    timeout: float = 30.0
    tries: int = 4
    first_wait: float = 0.5
    longest_wait: float = 30.0

    def wait(self, number: int, retry_after: str | None) -> float:
        """How long to wait before the try of that number, the first of which is 1."""
        asked = seconds_of(retry_after)
        wait = self.first_wait * 2 ** (number - 1) if asked is None else asked
        return min(max(0.0, wait), self.longest_wait)


def seconds_of(retry_after: str | None) -> float | None:
    """What ``Retry-After`` says: seconds, or a moment; None where it says nothing that can be read."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds()


class Transport:
    """One server. Every method raises the error that the server tells, or :class:`ServerError`."""

    def __init__(
        self,
        base_url: str,
        token: str | None,
        patience: Patience,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        _check(base_url, token)
        headers = {"User-Agent": "regatlas", **({"Authorization": f"Bearer {token}"} if token else {})}
        self._patience = patience
        self._sleep = sleep
        # A redirection would lead a token to another place, so none is followed.
        self._http = httpx.Client(
            base_url=base_url.rstrip("/") + "/api/v1/",
            headers=headers,
            timeout=patience.timeout,
            transport=transport,
            follow_redirects=False,
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def json(self, path: str, query: Query | None = None) -> dict[str, Any]:
        """The JSON object at a path below ``/api/v1/``."""
        return self._object(self.ask("GET", path, query))

    def post(self, path: str, body: object, query: Query | None = None) -> dict[str, Any]:
        """The answer to a question that is too long for an address; it changes nothing and may be asked again."""
        return self._object(self.ask("POST", path, query, json=body))

    def send(self, path: str, *, files: Sequence[tuple[str, tuple[str, bytes, str]]]) -> dict[str, Any]:
        """The answer to files that are sent, which are sent once only."""
        return self._object(self._once("POST", path, None, files=files))

    def ask(self, method: str, path: str, query: Query | None = None, **content: object) -> httpx.Response:
        """The answer to a request that changes nothing, after as many tries as it takes."""
        for number in range(1, self._patience.tries):
            try:
                response = self._request(method, path, query, content)
            except httpx.TransportError:
                self._sleep(self._patience.wait(number, None))
                continue
            if response.status_code not in RETRIED:
                return _good(response)
            self._sleep(self._patience.wait(number, response.headers.get("retry-after")))
        return self._once(method, path, query, **content)

    def _once(self, method: str, path: str, query: Query | None, **content: object) -> httpx.Response:
        try:
            return _good(self._request(method, path, query, content))
        except httpx.TransportError as error:
            raise self._unreached(error) from error

    @contextmanager
    def stream(self, path: str, query: Query | None = None) -> Iterator[Iterator[bytes]]:
        """The bytes at a path, a piece at a time; for lists that are larger than memory."""
        try:
            with self._http.stream("GET", path, params=_parameters(query)) as response:
                if not response.is_success:
                    response.read()
                _good(response)
                yield response.iter_bytes()
        except httpx.TransportError as error:
            raise self._unreached(error) from error

    def _request(self, method: str, path: str, query: Query | None, content: Mapping[str, object]) -> httpx.Response:
        return self._http.request(method, path, params=_parameters(query), **cast("dict[str, Any]", content))

    def _unreached(self, error: httpx.TransportError) -> RegatlasError:
        reason = str(error).lower() or "it did not answer in time"
        where = str(self._http.base_url.copy_with(path="/"))
        return ServerError(
            f"the server cannot be reached ({reason})", where=where, hint="see whether regatlas serve runs there"
        )

    def _object(self, response: httpx.Response) -> dict[str, Any]:
        try:
            value = response.json()
        except ValueError:
            value = None
        if not isinstance(value, dict):
            what = "what the server answers is no JSON object"
            raise ServerError(what, where=str(response.url), hint="see whether a Regatlas server is at this address")
        return value


def _parameters(query: Query | None) -> list[tuple[str, str | int | float | bool | None]]:
    """The query without what is not given; a list is a parameter that comes several times."""
    found: list[tuple[str, str | int | float | bool | None]] = []
    for name, value in (query or {}).items():
        if value is None or value == "":
            continue
        several = [value] if isinstance(value, str | int | bool) else value
        found += [(name, one) for one in several]
    return found


def _good(response: httpx.Response) -> httpx.Response:
    if response.is_success:
        return response
    raise error_of(response)


def _check(base_url: str, token: str | None) -> None:
    """Refuse what is no address of a server, and a token that others on the way could read."""
    hint = "write it as https://regatlas.example.org"
    try:
        parts = urlsplit(base_url)
    except ValueError:
        raise BadArgument("this is no address of a server", where=base_url[:80], hint=hint) from None
    if "@" in parts.netloc:
        what = "an address of a server has no name or password in it"
        raise BadArgument(what, where=parts.netloc.rpartition("@")[2][:80], hint="put a token into REGATLAS_TOKEN")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise BadArgument("this is no address of a server", where=base_url[:80], hint=hint)
    if token and parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise BadArgument("a token goes over https only", where=base_url[:80], hint="use https, or leave the token out")
