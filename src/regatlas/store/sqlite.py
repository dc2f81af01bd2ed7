"""SQLite as the database: its file, its settings, and what it says when it refuses."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from regatlas.errors import StoreError

# Writers wait for each other inside SQLite. An import holds the lock for some 10 to 200 ms.
BUSY_MILLISECONDS = 30_000
PREFIX = "sqlite:///"


def database_path(url: str) -> Path:
    """The file behind ``sqlite:///path``."""
    hint = "write it as sqlite:///folder/file.sqlite"
    try:
        name = make_url(url).database if url.startswith(PREFIX) else None
    except ArgumentError as error:
        raise StoreError("the address of the database cannot be read", where=url, hint=hint) from error
    if not name or name == ":memory:" or name.startswith("file:"):
        raise StoreError("the database must be a file of SQLite", where=url, hint=hint)
    path = Path(name).expanduser()
    if path.is_dir():
        raise StoreError("the database is a folder", where=str(path), hint="name a file in it")
    if not path.parent.is_dir():
        raise StoreError("the folder of the database does not exist", where=str(path), hint="create it first")
    return path


def sqlite_engine(path: Path) -> Engine:
    """The engine for a file, with the settings that the store needs."""
    engine = create_engine(URL.create("sqlite", database=str(path)))
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    return engine


def _settle(connection: sqlite3.Connection, _: object) -> None:
    # The driver's own BEGIN comes late and never as IMMEDIATE; with None it leaves transactions to _begin.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    # What was acknowledged is on the disk, also where the power fails at this moment. With NORMAL it would be so only
    # after the next checkpoint of the log.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Take the write lock where the transaction is going to write; where it is not, let it not write.

    Without the lock, a transaction that has read fails when another has written in between, and PostgreSQL refuses
    such a write in any case: the slip shall show on both.
    """
    writes = bool(connection.get_execution_options().get("regatlas_writes", False))
    connection.exec_driver_sql(f"PRAGMA query_only = {int(not writes)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def use_write_ahead_log(engine: Engine) -> None:
    """Let readers read while one writes. The setting stays in the file, so it is made once, with the tables.

    SQLite does not wait here where another process has the file open at this moment; then it stays for the next one
    that changes the tables. Everything works without it, only slower.
    """
    raw = engine.raw_connection()
    try:
        with suppress(sqlite3.OperationalError):
            raw.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()


def told(reason: str, where: str) -> StoreError:
    """What SQLite refuses, as a sentence that says what to do."""
    for sign, what, hint in _REFUSALS:
        if sign in reason:
            return StoreError(what, where=where, hint=hint)
    return StoreError(f"the database refused ({reason})", where=where, hint="see whether the file is damaged")


_REFUSALS = (
    ("locked", "the database is busy", "let the other program end, then try again"),
    ("not a database", "the file is not a database", "choose another file"),
    ("malformed", "the database is damaged", "restore a copy of it, or choose another file"),
    ("readonly", "the database may not be written", "change its permissions, or choose another file"),
    ("unable to open", "the database cannot be opened", "see whether file and folder may be read and written"),
    ("disk is full", "the disk is full", "make room, then try again"),
    ("disk I/O", "the disk refuses to read or write the database", "see whether the disk is full or damaged"),
)
