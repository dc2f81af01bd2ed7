"""Backups of stores that are in use, and what becomes of them."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.conftest import MORNING, make_document, make_record

from regatlas.app.backups import make_backup, read_manifest, restore_backup
from regatlas.errors import BadArgument, DamagedFile, MissingProgram, RegatlasError, StoreError, UnreadablePath
from regatlas.store import DocumentStore, snapshots
from regatlas.store.audit import append, verify, walk
from regatlas.store.database import Database
from regatlas.store.sqlite import PREFIX

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
IMPORTER = Path(__file__).parent.parent / "store" / "store_program.py"


def quiet(done: int, total: int) -> None:
    assert done <= total


def fill(url: str, *texts: str) -> None:
    with DocumentStore.open(url) as store:
        for text in texts:
            store.add_document(make_document(text, title=f"{text}规定"), f"{text}.txt", MORNING, [make_record("m1")])
    note(url)


def note(url: str) -> None:
    """Add an entry to the audit log."""
    with Database.open(url) as database, database.transaction(writes=True) as session:
        append(session, at=MORNING, who="林一", action="test.add", subject="甲", detail={})


def titles(url: str) -> set[str]:
    with DocumentStore.open(url) as store:
        return {entry.title or "" for entry in store.entries()}


@pytest.fixture
def kept(store_url: str, tmp_path: Path) -> Path:
    """A backup of two documents, of either kind of database."""
    fill(store_url, "算法备案", "数据安全")
    made = make_backup(store_url, tmp_path / "kept.zip", NOW, quiet)
    assert made.audit is not None
    assert (made.counts["document"], made.audit.entries, made.audit.holds) == (2, 1, True)
    return tmp_path / "kept.zip"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A backup of a file of SQLite."""
    url = f"sqlite:///{tmp_path / 'old.sqlite'}"
    fill(url, "算法备案")
    make_backup(url, tmp_path / "small.zip", NOW, quiet)
    return tmp_path / "small.zip"


def test_what_is_restored_is_what_was_there(kept: Path, store_url: str, new_store_url: Callable[[], str]) -> None:
    if store_url.startswith("sqlite") != (target := new_store_url()).startswith("sqlite"):
        with pytest.raises(StoreError, match=r"RGA-4000: the backup is one of \w+, the address one of \w+"):
            restore_backup(kept, target, force=True)
        return
    # The new database of PostgreSQL has tables, empty ones; the new file of SQLite is not there yet.
    assert restore_backup(kept, target, force=target.startswith("postgres")) == read_manifest(kept)
    assert titles(target) == {"算法备案规定", "数据安全规定"}
    with DocumentStore.open(target) as store:
        assert store.search("备案").total == 1


def test_a_store_that_is_there_is_replaced_only_on_request(kept: Path, store_url: str) -> None:
    fill(store_url, "后来的文件")
    with pytest.raises(StoreError, match=r"RGA-4000: there is a store already, .*; add --force to replace it"):
        restore_backup(kept, store_url, force=False)
    assert len(titles(store_url)) == 3
    restore_backup(kept, store_url, force=True)
    assert titles(store_url) == {"算法备案规定", "数据安全规定"}


def test_a_store_that_another_imports_into_is_kept_as_of_one_moment(store_url: str, tmp_path: Path) -> None:
    fill(store_url, "先前的文件")
    importer = subprocess.Popen([sys.executable, str(IMPORTER), store_url, "甲市", "0"])
    try:
        made = []
        for number in range(3):
            wait_for_more(store_url, 5 * (number + 1))
            made.append(make_backup(store_url, tmp_path / f"{number}.zip", NOW, quiet))
        wait_for_more(store_url, made[-1].counts["document"] + 1)
    finally:
        importer.kill()
        importer.wait()
    counts = [one.counts for one in made]
    assert counts[0]["document"] < counts[1]["document"] < counts[2]["document"]
    # Each importing transaction has one document, two records and one note: a copy of half of one would differ.
    assert all(one["record"] == 2 * one["document"] - 1 for one in counts)
    assert not list(tmp_path.glob(".regatlas-*"))


def wait_for_more(url: str, documents: int) -> None:
    end = time.monotonic() + 60
    while True:
        with Database.open(url) as database:
            there = snapshots_count(database)
        if there >= documents:
            return
        assert time.monotonic() < end, "the importer imports nothing"
        time.sleep(0.02)


def snapshots_count(database: Database) -> int:
    with database.transaction() as session:
        return snapshots.contents(session, database.where).counts["document"]


def test_a_store_in_use_is_not_pulled_away(store_url: str, tmp_path: Path) -> None:
    note(store_url)
    make_backup(store_url, tmp_path / "kept.zip", NOW, quiet)
    note(store_url)
    with Database.open(store_url) as database, database.transaction() as session:
        assert len(list(walk(session))) == 2
        with pytest.raises(StoreError, match=r"RGA-4000: the store is in use, .*; stop the server and its workers"):
            restore_backup(tmp_path / "kept.zip", store_url, force=True)
        assert len(list(walk(session))) == 2
    assert not list(tmp_path.glob(".regatlas-*"))
    restore_backup(tmp_path / "kept.zip", store_url, force=True)
    note(store_url)
    with Database.open(store_url) as database, database.transaction() as session:
        assert (len(list(walk(session))), verify(session).holds) == (2, True)


def test_a_damaged_store_is_replaced_with_its_log(small: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no database at all, but longer than a header of a database would be" * 20)
    broken.with_name("broken.sqlite-wal").write_bytes(b"a log of nothing")
    broken.chmod(0o640)
    with pytest.raises(StoreError, match="add --force"):
        restore_backup(small, f"sqlite:///{broken}", force=False)
    restore_backup(small, f"sqlite:///{broken}", force=True)
    assert titles(f"sqlite:///{broken}") == {"算法备案规定"}
    assert broken.stat().st_mode & 0o777 == 0o640


def test_a_damaged_store_gives_no_backup(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    data = bytearray(path.read_bytes())
    data[8192:16384] = bytes(8192)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="RGA-4000: the database is damaged"):
        make_backup(f"sqlite:///{path}", tmp_path / "no.zip", NOW, quiet)
    assert not (tmp_path / "no.zip").exists()


def test_a_log_that_was_changed_is_told(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE audit_entry SET who = '别人'")
    connection.close()
    made = make_backup(f"sqlite:///{path}", tmp_path / "told.zip", NOW, quiet)
    assert made.audit is not None
    assert not made.audit.holds


def test_backups_are_for_their_owner_and_never_overwritten(small: Path, tmp_path: Path) -> None:
    assert small.stat().st_mode & 0o777 == 0o600
    before = small.read_bytes()
    with pytest.raises(BadArgument, match=r"RGA-1008: there is something of this name already, .*small\.zip; choose"):
        make_backup(f"sqlite:///{tmp_path / 'old.sqlite'}", small, NOW, quiet)
    assert small.read_bytes() == before


def test_nothing_is_made_where_nothing_can_be(small: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="RGA-4000: there is no store"):
        make_backup(f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path / "x.zip", NOW, quiet)
    assert not (tmp_path / "none.sqlite").exists()
    with pytest.raises(UnreadablePath, match="RGA-1002: the backup cannot be written"):
        make_backup(f"sqlite:///{tmp_path / 'old.sqlite'}", tmp_path / "no" / "x.zip", NOW, quiet)
    with pytest.raises(UnreadablePath, match="RGA-1002: the backup cannot be read"):
        restore_backup(tmp_path / "no.zip", f"sqlite:///{tmp_path / 'r.sqlite'}", force=False)


@settings(max_examples=60)
@given(st.data())
def test_a_changed_backup_restores_nothing(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("changed")
    original = _BACKUP or _made(tmp_path_factory)
    at = data.draw(st.integers(0, len(original) - 1))
    changed = bytearray(original)
    changed[at] ^= data.draw(st.integers(1, 255))
    (folder / "b.zip").write_bytes(changed)
    url = f"{PREFIX}{folder / 'r.sqlite'}"
    try:
        restore_backup(folder / "b.zip", url, force=False)
    except RegatlasError:
        assert not (folder / "r.sqlite").exists()
    else:
        # Times and other fields of the archive mean nothing to us.
        assert titles(url) == {"算法备案规定"}


_BACKUP = b""


def _made(folders: pytest.TempPathFactory) -> bytes:
    global _BACKUP  # noqa: PLW0603 - one backup for all examples
    folder = folders.mktemp("original")
    fill(f"{PREFIX}{folder / 's.sqlite'}", "算法备案")
    make_backup(f"{PREFIX}{folder / 's.sqlite'}", folder / "b.zip", NOW, quiet)
    _BACKUP = (folder / "b.zip").read_bytes()
    return _BACKUP


def repacked(path: Path, **changes: object) -> Path:
    """The backup with another manifest."""
    other = path.with_name("other.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        manifest = json.loads(old.read("manifest.json")) | changes
        new.writestr("manifest.json", json.dumps(manifest))
        new.writestr("store.sqlite", old.read("store.sqlite"))
    return other


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"sha256": "0" * 64}, "RGA-1004: the backup is not as it was when it was made"),
        ({"size": 10}, "RGA-1004: the backup is not as it was when it was made"),
        ({"counts": {"document": 7}}, "RGA-1004: the backup is not as it was when it was made"),
        ({"schema": "other/1"}, "RGA-1004: the file is no backup of Regatlas"),
        ({"revision": "9999"}, "RGA-4000: the database was made by a newer Regatlas"),
    ],
)
def test_a_manifest_that_does_not_fit_restores_nothing(
    small: Path, tmp_path: Path, changes: dict[str, object], told: str
) -> None:
    with pytest.raises((DamagedFile, StoreError), match=told):
        restore_backup(repacked(small, **changes), f"sqlite:///{tmp_path / 'r.sqlite'}", force=False)
    assert not (tmp_path / "r.sqlite").exists()


def test_an_interrupted_backup_leaves_nothing(small: Path, tmp_path: Path) -> None:
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_backup(f"sqlite:///{tmp_path / 'old.sqlite'}", tmp_path / "out.zip", NOW, interrupt)
    assert not (tmp_path / "out.zip").exists()
    assert not list(tmp_path.glob(".regatlas-*"))


def test_a_killed_backup_leaves_no_file_of_that_name(small: Path, tmp_path: Path) -> None:
    program = (
        "import os, signal, sys, datetime, pathlib\n"
        "from regatlas.app.backups import make_backup\n"
        "kill = lambda done, total: os.kill(os.getpid(), signal.SIGKILL)\n"
        "make_backup(sys.argv[1], pathlib.Path(sys.argv[2]), datetime.datetime.now(datetime.UTC), kill)\n"
    )
    url, out = f"sqlite:///{tmp_path / 'old.sqlite'}", tmp_path / "killed.zip"
    done = subprocess.run([sys.executable, "-c", program, url, str(out)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert not out.exists()
    assert titles(url) == {"算法备案规定"}


def test_without_the_program_of_postgresql_it_is_named(
    monkeypatch: pytest.MonkeyPatch, postgres_url: str, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(snapshots, "_DEBIAN", tmp_path)
    with pytest.raises(MissingProgram, match="RGA-1009: a store in PostgreSQL needs the program pg_dump"):
        make_backup(postgres_url, tmp_path / "x.zip", NOW, quiet)


def test_a_password_stands_in_no_argument(monkeypatch: pytest.MonkeyPatch, postgres_url: str, tmp_path: Path) -> None:
    """Arguments can be read by everybody on the machine."""
    seen = tmp_path / "seen"
    program = tmp_path / "pg_dump"
    program.write_text(f'#!/bin/sh\necho "$@" > {seen}\necho "$PGPASSWORD" >> {seen}\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(StoreError, match="pg_dump refused"):
        make_backup(postgres_url.replace("regatlas@", "regatlas:geheim@"), tmp_path / "x.zip", NOW, quiet)
    arguments, password = seen.read_text().splitlines()
    assert "geheim" not in arguments
    assert password == "geheim"
