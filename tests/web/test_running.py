"""The parts of the running server that need no server."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.responses import Response, StreamingResponse

from regatlas.errors import BadArgument
from regatlas.web import running
from regatlas.web.mending import Mended
from regatlas.web.running import is_loopback, listening, said_address


class Pipe:
    closed = False

    def close(self) -> None:
        self.closed = True


class Process:
    """A worker that lives until it is told otherwise."""

    def __init__(self, stubborn: bool = False) -> None:
        self.stdin = Pipe()
        self.returncode: int | None = None
        self.stubborn = stubborn
        self.killed = False

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.stubborn and not self.killed:
            raise subprocess.TimeoutExpired("worker", timeout or 0)
        return 0

    def kill(self) -> None:
        self.killed = True


class Clock:
    now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(running, "time", made)
    return made


@pytest.fixture
def spawned(monkeypatch: pytest.MonkeyPatch) -> list[Process]:
    made: list[Process] = []

    def spawn(database: str) -> Process:
        assert database == "sqlite:///x"
        made.append(Process(stubborn=len(made) == 3))
        return made[-1]

    monkeypatch.setattr(running, "spawn_worker", spawn)
    return made


def test_a_worker_that_ends_is_started_again_but_not_at_once(clock: Clock, spawned: list[Process]) -> None:
    worker = running._Worker("sqlite:///x")
    worker.look()
    assert len(spawned) == 1
    spawned[0].returncode = 2
    clock.now = 1.0
    worker.look()
    assert len(spawned) == 1
    clock.now = 2.5
    worker.look()
    assert len(spawned) == 2
    # One that ends again soon is waited for longer.
    spawned[1].returncode = 2
    clock.now = 5.0
    worker.look()
    assert len(spawned) == 2
    clock.now = 7.0
    worker.look()
    assert len(spawned) == 3
    # One that has worked for long is started again soon.
    spawned[2].returncode = -9
    clock.now = 1000.0
    worker.look()
    assert len(spawned) == 4
    worker.stop()
    assert spawned[3].stdin.closed
    assert spawned[3].killed


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_which_addresses_are_of_this_machine(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_how_an_address_is_told() -> None:
    assert said_address("127.0.0.1", 8000) == "http://127.0.0.1:8000"
    assert said_address("localhost", 8000) == "http://127.0.0.1:8000"
    assert said_address("::1", 8000) == "http://[::1]:8000"
    assert "0.0.0.0" not in said_address("0.0.0.0", 8000)


def test_an_address_that_there_is_not_is_told() -> None:
    with pytest.raises(
        BadArgument, match=r"RGA-1008: the server cannot listen \(.+\), 203\.0\.113\.9:80; choose another"
    ):
        listening("203.0.113.9", 80)


def test_an_answer_that_has_begun_is_broken_off() -> None:
    app = FastAPI()

    async def answer(request: object, failure: Exception) -> Response:
        return Response("mended", 500)

    def half() -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError("in the middle")

    @app.get("/half")
    def begun() -> Response:
        return StreamingResponse(half())

    @app.get("/whole")
    def whole() -> Response:
        raise RuntimeError("at once")

    app.add_middleware(Mended, answer=answer)
    with TestClient(app) as client:
        assert client.get("/whole").text == "mended"
        with pytest.raises(RuntimeError, match="in the middle"):
            client.get("/half")
