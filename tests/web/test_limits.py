"""Requests that are too large or too slow, over real connections."""

from __future__ import annotations

import asyncio
import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from starlette.types import Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from regatlas.web.limits import HEAD_BYTES, Limits, guarded
from regatlas.web.running import listening
from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings

PROTOCOLS = [HttpToolsProtocol, H11Protocol]


@contextmanager
def running(settings: ServerSettings, protocol: type, head_seconds: float) -> Iterator[int]:
    with listening("127.0.0.1", 0) as sock:
        config = uvicorn.Config(
            create_app(settings),
            http=guarded(protocol, head_seconds),
            ws="none",
            log_config=None,
            access_log=False,
            h11_max_incomplete_event_size=HEAD_BYTES,
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([sock],))
        thread.start()
        try:
            yield sock.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def seconds() -> int:
    """How long the server waits for a head, and for a body; what is to come late asks for less."""
    return 60


impatient = pytest.mark.parametrize("seconds", [1])


@pytest.fixture(params=PROTOCOLS, ids=["httptools", "h11"])
def port(request: pytest.FixtureRequest, database: str, seconds: int) -> Iterator[int]:
    settings = ServerSettings(database=database, max_body_mb=1, body_seconds=seconds)
    with running(settings, request.param, head_seconds=seconds) as number:
        yield number


def told(connection: socket.socket) -> bytes:
    """All that the server says until it closes the connection."""
    connection.settimeout(20)
    said = b""
    try:
        while part := connection.recv(65536):
            said += part
    except ConnectionResetError:
        pass
    return said


@pytest.fixture
def connected(port: int) -> Iterator[Callable[[], socket.socket]]:
    made: list[socket.socket] = []

    def connect() -> socket.socket:
        made.append(socket.create_connection(("127.0.0.1", port)))
        return made[-1]

    yield connect
    for one in made:
        one.close()


def test_ordinary_requests_are_answered_one_after_the_other(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    for _ in range(3):
        connection.request("GET", "/healthz")
        assert connection.getresponse().read().startswith(b'{"status":"ok"')
    connection.request("POST", "/api/v1/check", b"{", {"Content-Type": "application/json"})
    assert connection.getresponse().status in (400, 422)
    connection.close()


@impatient
def test_a_head_that_does_not_come_is_not_waited_for(connected: Callable[[], socket.socket]) -> None:
    silent, slow = connected(), connected()
    stop = time.monotonic() + 15
    slow.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n")
    try:
        # A byte now and then does not begin the time anew.
        while time.monotonic() < stop:
            slow.sendall(b"X")
            time.sleep(0.2)
    except OSError:
        pass
    assert time.monotonic() < stop
    assert told(silent).startswith(b"HTTP/1.1 408 ")


def test_a_head_that_is_too_large_is_refused(connected: Callable[[], socket.socket]) -> None:
    connection = connected()
    connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + b"a" * (HEAD_BYTES + 10_000))
    assert told(connection)[:13] in (b"HTTP/1.1 431 ", b"HTTP/1.1 400 ")


@pytest.mark.parametrize("lines", [1, 10_000])
def test_a_whole_head_that_is_too_large_is_refused(connected: Callable[[], socket.socket], lines: int) -> None:
    """One read of the socket may bring more than a head may have, its end included."""
    connection = connected()
    long = b"X: " + b"a" * ((HEAD_BYTES + 10_000) // lines) + b"\r\n"
    connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n" + long * lines + b"\r\n")
    assert told(connection)[:13] in (b"HTTP/1.1 431 ", b"HTTP/1.1 400 ")


def test_a_head_just_within_the_limit_is_answered_with_its_body(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    for _ in range(2):
        long = {"X-Long": "a" * (HEAD_BYTES - 1_000), "Content-Type": "application/json"}
        connection.request("POST", "/api/v1/check", b"[" * 200_000, long)
        answer = connection.getresponse()
        assert (answer.status, b"RGA-1008" in answer.read()) == (400, True)
    connection.close()


def test_a_body_that_is_announced_too_large_is_refused_unread(connected: Callable[[], socket.socket]) -> None:
    connection = connected()
    connection.sendall(b"POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n")
    connection.sendall(b"Content-Length: 99999999999\r\n\r\n")
    answer = told(connection)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"the request is larger than 1 MB" in answer


def test_a_body_that_grows_too_large_is_refused(connected: Callable[[], socket.socket]) -> None:
    connection = connected()
    connection.sendall(b"POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n")
    connection.sendall(b"Transfer-Encoding: chunked\r\n\r\n")
    try:
        for _ in range(12):
            connection.sendall(b"%x\r\n%b\r\n" % (100_000, b" " * 100_000))
    except OSError:
        pass
    assert told(connection)[:13] in (b"HTTP/1.1 413 ", b"")


@impatient
def test_a_body_that_does_not_come_is_not_waited_for(connected: Callable[[], socket.socket]) -> None:
    connection = connected()
    connection.sendall(b"POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n")
    connection.sendall(b"Content-Length: 100\r\n\r\n{")
    assert told(connection).startswith(b"HTTP/1.1 408 ")


def test_a_body_that_came_while_the_server_was_busy_is_taken() -> None:
    came = asyncio.Event()
    parts = [b"{", b"}"]

    async def receive() -> Message:
        await came.wait()
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    async def busy(_scope: Scope, receive: Receive, _send: Send) -> None:
        asyncio.get_running_loop().call_soon(came.set)
        time.sleep(1.1)
        assert [(await receive())["body"] for _ in range(2)] == [b"{", b"}"]

    async def send(_message: Message) -> None:
        raise AssertionError

    limits = Limits(busy, ServerSettings(database="unused.sqlite", max_body_mb=1, body_seconds=1))
    asyncio.run(limits({"type": "http", "headers": []}, receive, send))


def test_who_goes_away_with_half_a_body_is_no_failure_of_ours(
    port: int, connected: Callable[[], socket.socket]
) -> None:
    """Neither sent in part nor broken: else anybody could fill the log with tracebacks."""
    for rest in (b"Content-Length: 100\r\n\r\n{", b"Transfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n"):
        connection = connected()
        connection.sendall(b"POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n")
        connection.sendall(rest)
        connection.close()
    figures = _figures(port)
    end = time.monotonic() + 15
    while 'route="/api/v1/check"' not in figures and time.monotonic() < end:
        time.sleep(0.02)
        figures = _figures(port)
    assert 'regatlas_http_requests_total{method="POST",route="/api/v1/check",status="499"}' in figures
    assert 'status="500"' not in figures


def _figures(port: int) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", "/metrics")
    try:
        return connection.getresponse().read().decode()
    finally:
        connection.close()
