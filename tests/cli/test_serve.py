"""The server as a process: how it starts, what it refuses, how it ends."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from regatlas.cli import serve as command
from regatlas.cli.main import app
from regatlas.errors import BadArgument, RegatlasError, StoreError
from regatlas.store import DocumentStore
from regatlas.store.revisions import known_revisions, newest_revision

REGATLAS = Path(sys.executable).with_name("regatlas")
Started = Callable[..., tuple[subprocess.Popen[str], int]]


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """What the commands do about SIGTERM is for their own process."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    """Starts servers in a folder of their own, each with the port that it found."""
    made: list[subprocess.Popen[str]] = []

    def start(*options: str, **environment: str) -> tuple[subprocess.Popen[str], int]:
        arguments = [str(REGATLAS), "serve", "--port", "0", *options]
        process = subprocess.Popen(
            arguments,
            cwd=tmp_path,
            env=os.environ | environment,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        made.append(process)
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://[^:]+:(\d+)/", line)
        assert found, line + process.stderr.read()
        return process, int(found[1])

    yield start
    for process in made:
        process.kill()
        process.communicate()


def ask(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


@pytest.mark.parametrize(("number", "options"), [(signal.SIGTERM, ("--no-worker",)), (signal.SIGINT, ())])
def test_a_server_ends_in_good_order(started: Started, number: signal.Signals, options: tuple[str, ...]) -> None:
    process, port = started("--log-format", "json", *options)
    assert ask(port, "/readyz")[0] == 200
    process.send_signal(number)
    out, told = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "")
    events = [json.loads(line) for line in told.splitlines()]
    assert [one["event"] for one in events] == ["started", "request", "stopped"]
    assert events[1]["route"] == "/readyz"


@contextmanager
def half_a_request(port: int, body: bytes) -> Iterator[socket.socket]:
    """A request whose body the server has begun to wait for, which it says."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        head = f"POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        connection.sendall(f"{head}Expect: 100-continue\r\nContent-Length: {len(body)}\r\n\r\n".encode())
        assert connection.recv(25) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(body[:10])
        yield connection


def test_an_open_request_is_answered_before_the_end(started: Started) -> None:
    process, port = started("--no-worker")
    body = json.dumps({"schema": "regatlas/profile/1", "name": "x", "facts": {"role": ["provider"]}}).encode()
    with half_a_request(port, body) as connection:
        process.terminate()
        wait_until_refused(port)
        connection.sendall(body[10:])
        assert connection.recv(12) == b"HTTP/1.1 200"
        while connection.recv(65536):
            pass
    process.communicate(timeout=60)
    assert process.returncode == 0


def wait_until_refused(port: int) -> None:
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            return


def test_a_request_that_does_not_end_is_given_up(started: Started) -> None:
    process, port = started("--no-worker", REGATLAS_STOP_SECONDS="0")
    with half_a_request(port, b" " * 100):
        process.terminate()
        process.communicate(timeout=60)
    assert process.returncode == 0


def test_a_server_that_is_still_starting_ends_as_well(started: Started) -> None:
    process, _ = started("--no-worker")
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 0


def test_metrics_may_have_an_address_of_their_own(started: Started) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        other = free.getsockname()[1]
    _, port = started("--no-worker", "--metrics-listen", f"127.0.0.1:{other}")
    assert ask(port, "/healthz")[0] == 200
    assert ask(port, "/metrics")[0] == 404
    status, body = ask(other, "/metrics")
    assert status == 200
    assert 'regatlas_http_requests_total{method="GET",route="/healthz",status="200"} 1.0' in body


def refusal(*arguments: str) -> str:
    """What the command says where it does not start."""
    result = CliRunner().invoke(app, ["serve", *arguments])
    assert isinstance(result.exception, RegatlasError)
    return str(result.exception)


def test_without_accounts_it_listens_on_this_machine_only(tmp_path: Path) -> None:
    told = refusal("--host", "0.0.0.0", "--accounts", "none", "--db", f"sqlite:///{tmp_path / 'x.sqlite'}")
    assert told == (
        "RGA-1008: without accounts, whoever reaches 0.0.0.0 could change everything, --accounts none; "
        "write --accounts open (or closed), or listen on 127.0.0.1"
    )
    assert not (tmp_path / "x.sqlite").exists()


@pytest.mark.parametrize(
    ("host", "wanted"),
    [("127.0.0.1", "none"), ("::1", "none"), ("localhost", "none"), ("0.0.0.0", "open"), ("a.example", "open")],
)
def test_who_may_do_what_where_nobody_said_so(
    host: str, wanted: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: dict[str, object] = {}

    def run(settings: object, _: object) -> None:
        seen["settings"] = settings

    monkeypatch.setattr("regatlas.web.running.run_server", run)
    monkeypatch.setattr("regatlas.web.running.listening", lambda host, port: socket.create_server(("127.0.0.1", 0)))
    monkeypatch.setattr(command, "_make_ready", lambda *_, **__: None)
    result = CliRunner().invoke(app, ["serve", "--host", host, "--db", f"sqlite:///{tmp_path / 'x.sqlite'}"])
    assert result.exception is None
    assert seen["settings"].accounts == wanted  # type: ignore[attr-defined]


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = refusal("--port", str(port), "--db", f"sqlite:///{tmp_path / 'x.sqlite'}")
    what = "RGA-1008: the server cannot listen (address already in use)"
    assert told == f"{what}, 127.0.0.1:{port}; choose another --host or --port"


@pytest.fixture
def old(tmp_path: Path) -> Callable[[str], str]:
    """A store that is set to another revision; its address."""

    def make(revision: str) -> str:
        path = tmp_path / "old.sqlite"
        DocumentStore.open(f"sqlite:///{path}").close()
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.close()
        return f"sqlite:///{path}"

    return make


def test_an_older_store_is_refused_where_nothing_shall_be_upgraded(old: Callable[[str], str]) -> None:
    url = old(known_revisions()[0])
    assert refusal("--no-migrate", "--db", url) == (
        f"RGA-4000: the database is at revision 0001, and this Regatlas needs {newest_revision()}, {url}; "
        "make a backup, then run regatlas migrate"
    )
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    connection.close()


@pytest.mark.parametrize("options", [(), ("--no-migrate",)])
def test_a_newer_store_is_refused(old: Callable[[str], str], options: tuple[str, ...]) -> None:
    url = old("9999")
    assert refusal(*options, "--db", url) == (
        f"RGA-4000: the database was made by a newer Regatlas (revision 9999), {url}; "
        "upgrade Regatlas, or choose another database"
    )


def test_migrate_makes_and_upgrades(bare_url: str) -> None:
    runner = CliRunner()
    with pytest.raises(StoreError, match=rf"there is no store, and this Regatlas needs {newest_revision()}"):
        command.see_that_it_is_current(bare_url)
    assert runner.invoke(app, ["migrate", "--db", bare_url]).exit_code == 0
    command.see_that_it_is_current(bare_url)
    assert runner.invoke(app, ["migrate", "--db", bare_url]).exit_code == 0


def test_a_setting_without_meaning_stops_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REGATLAS_STOP_SECONDS", "soon")
    with pytest.raises(BadArgument, match="REGATLAS_STOP_SECONDS"):
        CliRunner().invoke(app, ["serve", "--db", f"sqlite:///{tmp_path / 'x.sqlite'}"], catch_exceptions=False)
