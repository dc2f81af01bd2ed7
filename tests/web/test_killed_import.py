"""``kill -9`` of the server, of its worker, and of both, in the middle of imports: nothing acknowledged is lost."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from regatlas.app.importing import open_store
from regatlas.store import DocumentStore
from regatlas.store.audit import entries, verify
from regatlas.store.imports import ImportFilter, ImportQueue

SECONDS = 90
PARENT = re.compile(r"^PPid:\t(\d+)$", re.MULTILINE)


def law(number: int) -> bytes:
    articles = "".join(f"第{n}条　第{number}号平台应当备案第{n}项算法，并公示其基本原理。\n" for n in range(1, 80))
    return f"第{number}号算法管理规定\n\n{articles}".encode()


def children(parent: int) -> list[int]:
    """The processes whose parent this is."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            said = PARENT.search((folder / "status").read_text())
        except OSError:
            continue
        if said and int(said[1]) == parent:
            found.append(int(folder.name))
    return found


def family(parent: int) -> list[int]:
    """A process and all that descend from it."""
    return [parent, *(one for child in children(parent) for one in family(child))]


def lives(process: int) -> bool:
    """Whether a process is there and is not only waiting to be taken note of."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "it does not happen"
        time.sleep(0.02)


@contextmanager
def serving(url: str) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """A server with its worker, in processes of their own; killed at the end, where it still lives."""
    command = [sys.executable, "-c", "from regatlas.cli.main import run; run()", "serve", "--port", "0"]
    environment = {**os.environ, "REGATLAS_DATABASE": url}
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    assert server.stderr is not None
    try:
        said = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
        assert said
        with httpx.Client(base_url=said[0], timeout=60) as client:
            until(lambda: answers(client))
            yield server, client
    finally:
        server.kill()
        server.wait()
        server.stderr.close()


def answers(client: httpx.Client) -> bool:
    try:
        return client.get("/readyz").status_code == 200
    except httpx.TransportError:
        return False


def ask(client: httpx.Client, number: int) -> int:
    answer = client.post("/api/v1/imports", files={"files": (f"law-{number}.md", law(number))})
    assert answer.status_code == 202
    return int(answer.json()["imports"][0]["id"])


def states(store: DocumentStore) -> dict[int, str]:
    found = ImportQueue(store.database).page(ImportFilter(), before=None, limit=99)
    return {job.id: job.state for job in found}


def assert_whole(store: DocumentStore, asked: set[int]) -> None:
    """Every acknowledged job is there; what is done has its document with its record, and what is not has none."""
    found = ImportQueue(store.database).page(ImportFilter(), before=None, limit=99)
    assert asked <= {job.id for job in found}
    done = {job.document_sha256 for job in found if job.state == "done"}
    kept = [entry.sha256 for entry in store.entries()]
    assert (set(kept), len(kept)) == (done, len(done))
    for sha256 in kept:
        document = store.document(sha256)
        assert document is not None
        assert "".join(document.text[slice(*leaf.span)] for leaf in document.leaves) == document.text
        assert len(store.records(sha256)) == 1
    with store.database.transaction() as session:
        assert verify(session).holds
        noted = {entry.subject for entry in entries(session) if entry.action == "import.ask"}
        assert noted == {f"import/{job.id}" for job in found}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc to find the processes")
@pytest.mark.parametrize("waits", [0.0, 3.0])
def test_killing_the_server_and_its_worker_loses_nothing(store_url: str, waits: float) -> None:
    with open_store(store_url) as store:
        with serving(store_url) as (server, client):
            asked = {ask(client, number) for number in range(4)}
            time.sleep(waits)
            processes = family(server.pid)
            for process in processes:
                if lives(process):
                    os.kill(process, signal.SIGKILL)
            assert_whole(store, asked)
            until(lambda: not any(lives(process) for process in processes[1:]))
        with serving(store_url) as (_, client):
            until(lambda: set(states(store).values()) == {"done"})
            assert client.get("/api/v1/documents").json()["next"] is None
        assert_whole(store, asked)
        assert len(list(store.imports())) == len(asked)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc to find the processes")
def test_a_worker_that_is_killed_again_and_again_is_replaced(store_url: str) -> None:
    with open_store(store_url) as store, serving(store_url) as (server, client):
        asked = {ask(client, number) for number in range(3)}
        until(lambda: "running" in states(store).values() or "done" in states(store).values())
        for worker in children(server.pid):
            os.kill(worker, signal.SIGKILL)
        asked.add(ask(client, 3))
        until(lambda: set(states(store).values()) == {"done"})
        assert_whole(store, asked)
        assert len(list(store.imports())) == len(asked)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc to find the processes")
def test_a_server_that_is_killed_alone_leaves_no_worker_behind(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with open_store(url) as store:
        with serving(url) as (server, client):
            until(lambda: bool(children(server.pid)))
            asked = {ask(client, number) for number in range(3)}
            others = family(server.pid)[1:]
            server.kill()
            server.wait()
            until(lambda: not any(lives(process) for process in others))
        assert set(states(store).values()) <= {"waiting", "done"}
        assert_whole(store, asked)
