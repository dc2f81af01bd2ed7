"""Another try where it helps, time limits, and errors as errors."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from regatlas.client.problems import error_from, error_of
from regatlas.client.transport import Patience, Transport, seconds_of
from regatlas.errors import BadArgument, NotKnown, RegatlasError, ServerError, StoreError

SERVER = "https://regatlas.example.org"


def transport(
    answers: Iterable[httpx.Response | Exception], waits: list[float], token: str | None = None
) -> tuple[Transport, list[httpx.Request]]:
    """A transport to a server that gives these answers, one after the other."""
    asked: list[httpx.Request] = []
    left = iter(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        found = next(left)
        if isinstance(found, Exception):
            raise found
        return found

    made = Transport(SERVER, token, Patience(), transport=httpx.MockTransport(answer), sleep=waits.append)
    return made, asked


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again(status: int) -> None:
    waits: list[float] = []
    made, asked = transport([httpx.Response(status), httpx.Response(status), httpx.Response(200, json={"a": 1})], waits)
    assert made.json("facts") == {"a": 1}
    assert len(asked) == 3
    assert waits == [0.5, 1.0]


def test_a_server_that_says_how_long_to_wait_is_believed_within_bounds() -> None:
    waits: list[float] = []
    answers = [httpx.Response(503, headers={"Retry-After": text}) for text in ("7", "100000", "soon")]
    made, _ = transport([*answers, httpx.Response(200, json={})], waits)
    made.json("facts")
    assert waits == [7.0, 30.0, 2.0]


def test_a_moment_to_wait_for() -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    assert 90 < (seconds_of(moment) or 0) <= 100
    assert Patience().wait(1, format_datetime(datetime.now(UTC) - timedelta(days=1), usegmt=True)) == 0


def test_a_server_that_stays_busy_is_told() -> None:
    waits: list[float] = []
    problem = {"title": "the database is busy", "code": "RGA-4000", "where": "x", "hint": "try again", "status": 503}
    answers = [httpx.Response(503, json=problem, headers={"content-type": "application/problem+json"})] * 4
    made, asked = transport(answers, waits)
    with pytest.raises(StoreError) as caught:
        made.json("facts")
    assert str(caught.value) == "RGA-4000: the database is busy, x; try again"
    assert (len(asked), len(waits)) == (4, 3)


@pytest.mark.parametrize("status", [400, 404, 409, 422, 500])
def test_what_will_not_change_is_not_asked_again(status: int) -> None:
    waits: list[float] = []
    made, asked = transport([httpx.Response(status)], waits)
    with pytest.raises(ServerError):
        made.json("facts")
    assert (len(asked), waits) == (1, [])


def test_files_are_sent_once_only() -> None:
    waits: list[float] = []
    made, asked = transport([httpx.Response(503)], waits)
    with pytest.raises(ServerError):
        made.send("imports", files=[("files", ("a.md", b"x", "text/markdown"))])
    assert (len(asked), waits) == (1, [])


def test_no_server_at_all() -> None:
    waits: list[float] = []
    made, asked = transport([httpx.ConnectError("connection refused")] * 4, waits)
    with pytest.raises(ServerError) as caught:
        made.json("facts")
    assert len(asked) == 4
    assert str(caught.value) == (
        "RGA-9100: the server cannot be reached (connection refused), https://regatlas.example.org/; "
        "see whether regatlas serve runs there"
    )


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json=[1]),
        httpx.Response(302, headers={"Location": "https://elsewhere.example/"}),
    ],
)
def test_something_else_at_the_address(answer: httpx.Response) -> None:
    made, asked = transport([answer], [])
    with pytest.raises(ServerError):
        made.json("facts")
    assert len(asked) == 1


def test_a_token_goes_in_its_header() -> None:
    made, asked = transport([httpx.Response(200, json={})], [], token="secret")
    made.json("facts")
    assert asked[0].headers["authorization"] == "Bearer secret"


@pytest.mark.parametrize(
    ("address", "token"),
    [
        ("regatlas.example.org", None),
        ("ftp://regatlas.example.org", None),
        ("https://", None),
        ("https://[", None),
        ("ftp://name:hidden@regatlas.example.org", None),
        ("https://name:hidden@regatlas.example.org", None),
        ("https://regatlas.example.org/?a=1", None),
        ("http://regatlas.example.org", "secret"),
    ],
)
def test_addresses_that_are_not_asked(address: str, token: str | None) -> None:
    with pytest.raises(BadArgument) as caught:
        Transport(address, token, Patience())
    assert "secret" not in str(caught.value)
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://[::1]:8000/", "https://regatlas.example.org/at"])
def test_addresses_that_may_have_a_token(address: str) -> None:
    Transport(address, "secret", Patience()).close()


def _classes(kind: type[RegatlasError]) -> list[type[RegatlasError]]:
    return [kind, *(below for one in kind.__subclasses__() for below in _classes(one))]


@pytest.mark.parametrize("kind", _classes(RegatlasError), ids=lambda kind: kind.__name__)
def test_every_error_comes_back_as_what_it_was(kind: type[RegatlasError]) -> None:
    made = error_from(kind.code, "what", "where", "hint")
    assert (made.code, made.what, made.where, made.hint) == (kind.code, "what", "where", "hint")
    assert str(made) == f"{kind.code}: what, where; hint"


def test_a_code_that_is_newer_than_the_client() -> None:
    problem = {"title": "tired", "code": "RGA-7777", "where": "", "hint": "let it rest"}
    headers = {"content-type": "application/problem+json"}
    request = httpx.Request("GET", SERVER)
    made = error_of(httpx.Response(418, json=problem, headers=headers, request=request))
    assert str(made) == "RGA-7777: tired; let it rest"
    assert isinstance(error_from("RGA-1404", "x", "", ""), NotKnown)
