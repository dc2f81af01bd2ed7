"""Opening the database, whichever kind it is, and bringing its tables up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DBAPIError, TimeoutError
from sqlalchemy.orm import Session

from regatlas.errors import StoreError
from regatlas.store import postgres, sqlite
from regatlas.store.postgres import is_postgres, postgres_address, postgres_engine, without_password
from regatlas.store.sqlite import database_path, sqlite_engine, use_write_ahead_log

__all__ = [
    "Database",
    "database_path",
    "is_postgres",
    "open_database",
    "refusals_told",
    "without_password",
    "writing",
]


class Database:
    """One open database; every store of Regatlas stands on one. Use it as a context manager, or close it.

    ``where`` is its address for messages, ``dialect`` the name that SQLAlchemy gives its kind.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.where = _where(engine)
        self.dialect = engine.dialect.name

    @classmethod
    def open(cls, url: str, *, make: bool = True) -> Self:
        """Open ``sqlite:///path`` or ``postgresql://user@host/database``; see :func:`open_database`."""
        return cls(open_database(url, make=make))

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self, *, writes: bool = False) -> Iterator[Session]:
        """One transaction: all of it or nothing. Raises :class:`StoreError` where the database refuses.

        One that ``writes`` holds the lock of writers; any other may only read, and sees one state of the database
        from beginning to end.
        """
        engine = writing(self.engine) if writes else self.engine
        with refusals_told(self.where), Session(engine, expire_on_commit=False) as session, session.begin():
            yield session


def open_database(url: str, *, make: bool = True) -> Engine:
    """The engine for an address, its tables brought up to date; a file or tables that are not there are made.

    Without ``make`` they must be there. Raises :class:`StoreError` for another address, a folder, server or database
    that does not exist or is not reached, one that is no database of Regatlas, and one that a newer Regatlas has made.
    """
    engine = _engine(url, make)
    where = _where(engine)
    try:
        with refusals_told(where):
            _bring_up_to_date(engine, where, make)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _engine(url: str, make: bool) -> Engine:
    if is_postgres(url):
        return postgres_engine(url)
    if url.startswith("postgres"):
        hint = "write postgresql:// alone"
        raise StoreError("only the driver psycopg is known", where=url.partition("://")[0], hint=hint)
    path = database_path(url)
    if not make and not path.exists():
        raise _nothing_there(str(path))
    return sqlite_engine(path)


def _where(engine: Engine) -> str:
    return str(engine.url.database) if engine.dialect.name == "sqlite" else postgres_address(engine)


def _nothing_there(where: str) -> StoreError:
    return StoreError("there is no store", where=where, hint="make one with regatlas import FILE, or name it: --db")


def writing(engine: Engine) -> Engine:
    """The same database for transactions that write: they take the write lock when they begin.

    A transaction that first reads and then wants to write fails at once where another has written in between.
    """
    return engine.execution_options(regatlas_writes=True)


def _bring_up_to_date(engine: Engine, where: str, make: bool) -> None:
    script = ScriptDirectory.from_config(_config())
    with engine.begin() as connection:
        current = _revision(connection)
        if current == script.get_current_head():
            return  # nothing to write: a database that may only be read can be opened
        if current is None and not make:
            _refuse_strangers(connection, script, current, where)
            raise _nothing_there(where)
    with writing(engine).begin() as connection:
        current = _revision(connection)  # once more under the lock: another process may have been faster
        if current != script.get_current_head():
            _refuse_strangers(connection, script, current, where)
            command.upgrade(_config(connection), "head")
    if engine.dialect.name == "sqlite":
        use_write_ahead_log(engine)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _refuse_strangers(connection: Connection, script: ScriptDirectory, current: str | None, where: str) -> None:
    if current is None and inspect(connection).get_table_names():
        hint = "choose another file" if connection.dialect.name == "sqlite" else "choose another database"
        raise StoreError("the database belongs to another program", where=where, hint=hint)
    known = {revision.revision for revision in script.walk_revisions()}
    if current is not None and current not in known:
        raise StoreError(
            f"the database was made by a newer Regatlas (revision {current})",
            where=where,
            hint="upgrade Regatlas, or choose another database",
        )


@contextmanager
def refusals_told(where: str) -> Iterator[None]:
    """Turn what the database refuses into a :class:`StoreError` that says what to do."""
    refusals: tuple[type[Exception], ...] = (DBAPIError, sqlite3.Error, *postgres.driver_errors())
    try:
        yield
    except refusals as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(cause, sqlite3.Error):
            raise sqlite.told(str(cause), where) from error
        raise postgres.told(cause, where) from error
    except TimeoutError as error:
        hint = "try again when fewer people use it"
        raise StoreError("all connections to the database are in use", where=where, hint=hint) from error
    except UnicodeEncodeError as error:
        hint = "read the file again with its right encoding"
        raise StoreError("the text has half characters (lone surrogates)", where=where, hint=hint) from error
