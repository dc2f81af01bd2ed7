"""What is refused before it is put into the queue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.app.import_queue import LONGEST_NAME, Received, ask_for_address, ask_for_files, kept_name
from regatlas.errors import AddressRefused, EmptyInput, LimitExceeded
from regatlas.readers import Limits
from regatlas.store.database import Database
from regatlas.store.imports import ImportQueue

INNER = (
    "http://127.0.0.1/",
    "http://localhost.:80/@10.0.0.1/",
    "http://10.1.2.3/",
    "http://192.168.0.1:8080/x",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://0.0.0.0/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fd00:ec2::254]/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://0x7f.1/",
    "http://127.1/",
    "http://１２７.0.0.1/",
    "https://user:secret@www.example.org/",
    "https://www.example.org:22/",
    "file:///etc/passwd",
    "gopher://www.example.org/",
    "//www.example.org/law",
    "www.example.org",
    "",
    "https://",
    "https://www.example.org/a b",
    "https://www.example.org/\u202ecod",
    "https://www.example.org/" + "x" * 2_000,
)
# A name is looked up by the worker, never in the request.
ONLY_THE_WORKER_KNOWS = "http://localhost.:80/@10.0.0.1/"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.open(f"sqlite:///{tmp_path / 'store.sqlite'}") as opened:
        yield opened


@pytest.mark.parametrize("address", [one for one in INNER if one != ONLY_THE_WORKER_KNOWS])
def test_an_address_that_is_never_fetched_is_refused_at_once(database: Database, address: str) -> None:
    with pytest.raises(AddressRefused):
        ask_for_address(database, "ann", address)
    assert ImportQueue(database).counts()["waiting"] == 0


def test_a_public_address_waits_without_its_name_being_looked_up(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the name service was asked")

    monkeypatch.setattr("socket.getaddrinfo", refuse)
    job = ask_for_address(database, "ann", " https://law.example.org/zh?id=1 ")
    assert (job.kind, job.source, job.state) == ("url", "https://law.example.org/zh?id=1", "waiting")
    assert ask_for_address(database, "ann", ONLY_THE_WORKER_KNOWS).state == "waiting"


def test_files_that_cannot_be_read_are_refused(database: Database) -> None:
    with pytest.raises(EmptyInput, match="no file was given"):
        ask_for_files(database, "ann", [], Limits())
    with pytest.raises(EmptyInput, match=r"the file is empty, a\.md"):
        ask_for_files(database, "ann", [Received("a.md", 0, [])], Limits())
    with pytest.raises(LimitExceeded, match=r"a\.md"):
        ask_for_files(database, "ann", [Received("a.md", 11, [b"x" * 11])], Limits(file_bytes=10))


@given(st.text())
def test_every_name_can_be_kept(name: str) -> None:
    kept = kept_name(name)
    assert 0 < len(kept) <= LONGEST_NAME
    assert "\0" not in kept
    kept.encode("utf-8")
    if name.strip() and "\0" not in name and len(name) <= LONGEST_NAME:
        assert kept == name.strip()
