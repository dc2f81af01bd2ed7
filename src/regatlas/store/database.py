"""Opening the database: its address, its settings, its migrations, and what SQLite says when it refuses."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError

from regatlas.errors import StoreError

# Writers wait for each other inside SQLite. An import holds the lock for some 10 to 200 ms.
BUSY_MILLISECONDS = 30_000
_PREFIX = "sqlite:///"


def open_database(url: str) -> Engine:
    """The engine for ``sqlite:///path``, its tables brought up to date; a file that does not exist is made.

    Raises :class:`StoreError` for another address, a folder that does not exist, a file that is no database of
    Regatlas, and one that a newer Regatlas has made.
    """
    path = database_path(url)
    engine = create_engine(URL.create("sqlite", database=str(path)))
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    try:
        with refusals_told(str(path)):
            _bring_up_to_date(engine, str(path))
    except BaseException:
        engine.dispose()
        raise
    return engine


def database_path(url: str) -> Path:
    """The file behind ``sqlite:///path``."""
    hint = "write it as sqlite:///folder/file.sqlite"
    try:
        name = make_url(url).database if url.startswith(_PREFIX) else None
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


def writing(engine: Engine) -> Engine:
    """The same database for transactions that write: they take the write lock when they begin.

    A transaction that first reads and then wants to write fails at once where another has written in between.
    """
    return engine.execution_options(regatlas_writes=True)


def _settle(connection: sqlite3.Connection, _: object) -> None:
    # The driver's own BEGIN comes late and never as IMMEDIATE; with None it leaves transactions to _begin.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("regatlas_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: Engine, where: str) -> None:
    script = ScriptDirectory.from_config(_config())
    with engine.begin() as connection:
        if _revision(connection) == script.get_current_head():
            return  # nothing to write: a database that may only be read can be opened
    with writing(engine).begin() as connection:
        current = _revision(connection)  # once more under the lock: another process may have been faster
        if current != script.get_current_head():
            _refuse_strangers(connection, script, current, where)
            command.upgrade(_config(connection), "head")
    _use_write_ahead_log(engine)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _use_write_ahead_log(engine: Engine) -> None:
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


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _refuse_strangers(connection: Connection, script: ScriptDirectory, current: str | None, where: str) -> None:
    if current is None and inspect(connection).get_table_names():
        raise StoreError("the database belongs to another program", where=where, hint="choose another file")
    known = {revision.revision for revision in script.walk_revisions()}
    if current is not None and current not in known:
        raise StoreError(
            f"the database was made by a newer Regatlas (revision {current})",
            where=where,
            hint="upgrade Regatlas, or choose another file",
        )


@contextmanager
def refusals_told(where: str) -> Iterator[None]:
    """Turn what SQLite refuses into a :class:`StoreError` that says what to do."""
    try:
        yield
    except (DatabaseError, sqlite3.Error) as error:
        cause: Any = error.orig if isinstance(error, DatabaseError) else error
        raise _told(str(cause), where) from error
    except UnicodeEncodeError as error:
        hint = "read the file again with its right encoding"
        raise StoreError("the text has half characters (lone surrogates)", where=where, hint=hint) from error


def _told(reason: str, where: str) -> StoreError:
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
