from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, func, select, text

from regatlas.errors import StoreError
from regatlas.model.document import Document
from regatlas.store import DocumentStore, database
from regatlas.store.database import Database, database_path, open_database
from regatlas.store.schema import METADATA
from regatlas.store.tables import WorkRow


def _ours(name: str | None, kind: str, _: object) -> bool:
    """Leaves out the tables that only one kind of database has, for its index of short pieces."""
    return kind != "table" or not str(name).startswith("search_grams")


def test_the_migrations_make_the_tables_that_the_program_uses(bare_url: str) -> None:
    engine = open_database(bare_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_the_settings_of_the_connection(path: Path) -> None:
    engine = open_database(f"sqlite:///{path}")
    with engine.connect() as connection:
        settings = {
            name: connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30_000}


@pytest.mark.parametrize("name", ["with space.sqlite", "100%.sqlite", "文库.sqlite", "a#b.sqlite", "plain"])
def test_names_of_files(tmp_path: Path, name: str) -> None:
    DocumentStore.open(f"sqlite:///{tmp_path / name}").close()
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_opening_again_changes_nothing(path: Path) -> None:
    DocumentStore.open(f"sqlite:///{path}").close()
    before = path.read_bytes()
    DocumentStore.open(f"sqlite:///{path}").close()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "url",
    [
        "mysql://host/db",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "regatlas.sqlite",
        "",
        "sqlite:///file:x",
    ],
)
def test_addresses_that_are_no_file_of_sqlite(url: str) -> None:
    with pytest.raises(StoreError, match="RGA-4000: the database must be a file of SQLite"):
        database_path(url)


def test_a_relative_and_an_absolute_address() -> None:
    assert database_path("sqlite:///regatlas.sqlite") == Path("regatlas.sqlite")
    assert database_path("sqlite:////tmp/regatlas.sqlite") == Path("/tmp/regatlas.sqlite")


def test_places_where_no_database_can_be(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="folder of the database does not exist"):
        DocumentStore.open(f"sqlite:///{tmp_path}/missing/x.sqlite")
    with pytest.raises(StoreError, match="the database is a folder"):
        DocumentStore.open(f"sqlite:///{tmp_path}")


def test_a_file_that_is_no_database(path: Path) -> None:
    content = b"# A measure in Markdown, given by mistake\n" * 40
    path.write_bytes(content)
    with pytest.raises(StoreError, match="the file is not a database"):
        DocumentStore.open(f"sqlite:///{path}")
    assert path.read_bytes() == content


def test_a_database_of_another_program(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE contacts (name TEXT)")
    other.close()
    before = path.read_bytes()
    for make in (True, False):
        with pytest.raises(StoreError, match="belongs to another program"):
            DocumentStore.open(f"sqlite:///{path}", make=make)
    assert path.read_bytes() == before


def test_a_database_of_a_newer_version(store_url: str) -> None:
    with Database.open(store_url) as made, made.transaction(writes=True) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"made by a newer Regatlas \(revision 9999\).*upgrade Regatlas"):
        DocumentStore.open(store_url)


def test_a_store_that_must_be_there_is_not_made(bare_url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no store.*regatlas import"):
        DocumentStore.open(bare_url, make=False)
    assert list(tmp_path.iterdir()) == []
    DocumentStore.open(bare_url).close()
    DocumentStore.open(bare_url, make=False).close()


def test_a_migration_that_breaks_leaves_nothing(bare_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade = command.upgrade

    def break_at_the_end(*arguments: object) -> None:
        upgrade(*arguments)
        raise RuntimeError("the power went")

    monkeypatch.setattr(command, "upgrade", break_at_the_end)
    with pytest.raises(RuntimeError, match="power"):
        DocumentStore.open(bare_url)
    monkeypatch.undo()
    with pytest.raises(StoreError, match="there is no store"):
        DocumentStore.open(bare_url, make=False)
    DocumentStore.open(bare_url).close()


def test_a_database_that_another_process_has_just_made_is_not_made_twice(
    store_url: str, document: Callable[..., Document], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with DocumentStore.open(store_url) as store:
        store.add_document(document("第一条"), "a.txt", now)
    answers = [lambda connection: None, database._revision]

    def answer(connection: Connection) -> str | None:
        return answers.pop(0)(connection)

    monkeypatch.setattr(database, "_revision", answer)
    with DocumentStore.open(store_url) as store:
        assert [entry.source for entry in store.entries()] == ["a.txt"]
    assert answers == []


def test_what_is_meant_to_read_cannot_write(store_url: str) -> None:
    with Database.open(store_url) as opened:
        with (
            pytest.raises(StoreError, match="the database may not be written"),
            opened.transaction() as session,
        ):
            session.add(WorkRow(title="甲", folded_title=None, issuers=[]))
        with opened.transaction() as session:
            assert session.scalar(select(func.count()).select_from(WorkRow)) == 0


def test_a_reader_sees_one_state_from_beginning_to_end(store_url: str) -> None:
    count = select(func.count()).select_from(WorkRow)
    with Database.open(store_url) as opened:
        with opened.transaction() as reading:
            before = reading.scalar(count)
            with opened.transaction(writes=True) as session:
                session.add(WorkRow(title="甲", folded_title=None, issuers=[]))
            assert reading.scalar(count) == before == 0
        with opened.transaction() as reading:
            assert reading.scalar(count) == 1


def test_a_lock_that_another_program_holds_is_named(
    path: Path, document: Callable[..., Document], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regatlas.store.sqlite.BUSY_MILLISECONDS", 10)
    with DocumentStore.open(f"sqlite:///{path}") as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="the database is busy"):
            store.add_document(document("第一条"), "a.txt", now)
        assert list(store.entries()) == []
        other.close()
