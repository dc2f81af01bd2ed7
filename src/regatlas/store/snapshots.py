"""A copy of a whole store as it is at one moment, while others read and write it; and back.

Of SQLite the copy is a file of SQLite, made by its own backup from within one reading transaction; of PostgreSQL it is
what ``pg_dump`` writes of an exported snapshot. Neither is upgraded: a backup is what one makes before an upgrade.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, inspect, text
from sqlalchemy.orm import Session

from regatlas.errors import MissingProgram, StoreError
from regatlas.store.audit import Verified, verify
from regatlas.store.database import refusals_told
from regatlas.store.figures import table_counts
from regatlas.store.postgres import postgres_address, postgres_engine
from regatlas.store.revisions import standing
from regatlas.store.sqlite import sqlite_engine

# Pages of 4 KB that are copied at once: between two such steps the copy can be interrupted.
_STEP = 2048
# Debian keeps the programs of each version of PostgreSQL here, also where its wrappers are not installed.
_DEBIAN = Path("/usr/lib/postgresql")
_IN_USE = "stop the server and its workers, then try again"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds: its ``revision``, the rows of each table, and what a reading of its audit log found."""

    revision: str
    counts: Mapping[str, int]
    audit: Verified | None


def contents(session: Session, where: str) -> Contents:
    """Look through a store in one transaction. Raises :class:`StoreError` where it is none of ours."""
    connection = session.connection()
    found = standing(connection)
    if found.revision is None:
        raise StoreError("there is no store of Regatlas", where=where, hint="name another with --db")
    tables = set(inspect(connection).get_table_names())
    audit = verify(session) if "audit_entry" in tables else None
    return Contents(found.revision, table_counts(connection, tables), audit)


def copy_sqlite(source: Path, copy: Path, progress: Progress) -> Contents:
    """Copy a store in a file, and see that the copy is whole. ``progress`` is told the pages done, and all of them.

    Raises :class:`StoreError`.
    """
    with refusals_told(str(source)), closing(sqlite3.connect(source, isolation_level=None)) as reading:
        # One transaction over all steps: what others write meanwhile would make the copy begin again.
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master")
        with closing(sqlite3.connect(copy, isolation_level=None)) as writing:
            # Without a function to call, an interruption would wait for the end.
            reading.backup(writing, pages=_STEP, progress=lambda _, left, total: progress(total - left, total))
            # One file, without a log beside it.
            writing.execute("PRAGMA journal_mode = DELETE")
    return check_sqlite(copy)


def check_sqlite(path: Path) -> Contents:
    """What a copy holds. Raises :class:`StoreError` where SQLite finds it damaged."""
    engine = sqlite_engine(path)
    try:
        with refusals_told(str(path)), Session(engine) as session:
            found = session.scalars(text("PRAGMA integrity_check(3)")).all()
            if found != ["ok"]:
                what = f"the database is damaged ({' '.join(found[0].split())})"
                raise StoreError(what, where=str(path), hint="restore an earlier backup")
            return contents(session, str(path))
    finally:
        engine.dispose()


def dump_postgres(url: str, dump: Path) -> Contents:
    """Dump a store of PostgreSQL into a file, and tell what it held at that moment.

    Raises :class:`StoreError`, and :class:`MissingProgram` where ``pg_dump`` is not installed.
    """
    program = _program("pg_dump")
    engine = postgres_engine(url)
    where = postgres_address(engine)
    try:
        with refusals_told(where), Session(engine) as session:
            found = contents(session, where)
            snapshot = session.scalar(text("SELECT pg_export_snapshot()"))
            options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={dump}")
            _run(program, options, engine)
            return found
    finally:
        engine.dispose()


def load_postgres(dump: Path, url: str, *, replace: bool) -> None:
    """Load a dump in one transaction: all of it or nothing. With ``replace`` what it holds is removed first.

    Raises :class:`StoreError`, also where others use the database, and :class:`MissingProgram` where ``pg_restore`` is
    not installed.
    """
    program = _program("pg_restore")
    engine = postgres_engine(url)
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    options += ["--clean", "--if-exists"] if replace else []
    try:
        with refusals_told(postgres_address(engine)), Session(engine) as session:
            _alone(session, postgres_address(engine))
        _run(program, (*options, str(dump)), engine, target=True)
    finally:
        engine.dispose()


_OTHERS = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")


def _alone(session: Session, where: str) -> None:
    """Refuse where others are connected: the program would wait for them without end, and then surprise them."""
    if session.scalar(_OTHERS):
        raise StoreError("the store is in use", where=where, hint=_IN_USE)


def _run(program: str, options: tuple[str, ...], engine: Engine, *, target: bool = False) -> None:
    """Run a program of PostgreSQL. The password goes by the environment: arguments can be read by everybody."""
    from psycopg.conninfo import make_conninfo

    url = engine.url
    known: dict[str, Any] = url.translate_connect_args(database="dbname", username="user") | dict(url.query)
    password = known.pop("password", None)
    environment = dict(os.environ)
    if password:
        environment["PGPASSWORD"] = str(password)
    arguments = [program, *options, f"--dbname={make_conninfo(**known)}", "--no-password"]
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        what = f"{Path(program).name} refused ({_reason(done.stderr)})"
        hint = "see whether the store is in use, and whether the user may do this" if target else ""
        raise StoreError(what, where=postgres_address(engine), hint=hint)


def _reason(told: str) -> str:
    """The first error in what a program of PostgreSQL has told."""
    lines = [line for line in told.splitlines() if line.strip()] or ["it gave no reason"]
    first = next((line for line in lines if "error: " in line), lines[0])
    return first.partition("error: ")[2] or first


def _program(name: str) -> str:
    found = shutil.which(name) or next(
        (str(path) for path in sorted(_DEBIAN.glob(f"*/bin/{name}"), reverse=True)), None
    )
    if found is None:
        hint = "install the client programs of PostgreSQL (apt-get install postgresql-client)"
        raise MissingProgram(f"a store in PostgreSQL needs the program {name} for this", where="--db", hint=hint)
    return found


def put_sqlite(copy: Path, path: Path) -> None:
    """Put a copy in the place of a store, at once. Raises :class:`StoreError` where somebody uses the old one."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    held = _held(path) if path.exists() else None
    try:
        copy.replace(path)
    finally:
        if held:
            held.close()


def _held(path: Path) -> sqlite3.Connection | None:
    """Hold a store that nobody else has open, without a log beside it, which the new file would inherit.

    None where the file is no database any more, which is what a restore is for.
    """
    connection = sqlite3.connect(path, isolation_level=None, timeout=1)
    try:
        # Leaving the write-ahead log takes the whole file: SQLite refuses where anybody else has it open.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        raise StoreError("the store is in use", where=str(path), hint=_IN_USE) from error
    except sqlite3.DatabaseError:
        connection.close()
        for suffix in ("-wal", "-shm", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return None
    return connection
