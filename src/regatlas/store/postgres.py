"""PostgreSQL as the database: its address, its connections, and what it says when it refuses.

Reading transactions see one state of the database from beginning to end. Writing ones wait for each other, as in
SQLite: which work a text belongs to is decided by what is there, and no constraint of a table could keep two importers
from deciding it at the same moment.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from regatlas.errors import MissingProgram, StoreError

if TYPE_CHECKING:
    from psycopg import Connection as PostgresConnection

# Writers wait so long for each other, as in SQLite.
BUSY_MILLISECONDS = 30_000
# Seconds until an address that does not answer is given up.
CONNECT_SECONDS = 10
WRITERS = int.from_bytes(b"regatlas", "big")
"""The advisory lock that every writing transaction holds; it counts within one database only."""

_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
_HINT = "write it as postgresql://user@host/database"
_CREDENTIALS = re.compile(r"(?<=//).*@", re.DOTALL)
_PASSWORD = re.compile(r"(password=)[^&]*", re.IGNORECASE)


def is_postgres(url: str) -> bool:
    """Whether an address names a database of PostgreSQL."""
    return url.partition("://")[0] in _SCHEMES


def without_password(url: str) -> str:
    """An address of a database as it may be shown: whoever reads a log or a screen learns no password."""
    if url.startswith("sqlite:"):
        return url
    hidden = _CREDENTIALS.sub(lambda found: f"{found[0].partition(':')[0].rstrip('@')}@", url)
    return _PASSWORD.sub(r"\1…", hidden if "//" in url else re.sub(r".*@", "…@", url, flags=re.DOTALL))


def postgres_address(engine: Engine) -> str:
    """The address of an open database for messages: without password, and without the details of the connection."""
    url = engine.url
    shown = URL.create("postgresql", url.username, None, url.host, url.port, url.database)
    socket = url.query.get("host")
    return str(shown.update_query_pairs([("host", socket)]) if isinstance(socket, str) else shown).replace("%2F", "/")


def postgres_engine(url: str) -> Engine:
    """The engine for ``postgresql://user:password@host/database``; what libpq knows may follow as ``?name=value``.

    Nothing is asked of the server yet. Raises :class:`StoreError` for an address that cannot be read, and
    :class:`MissingProgram` where psycopg is not installed.
    """
    try:
        from regatlas.store.postgres_text import keep_every_character
    except ImportError as error:
        hint = "install it: pip install 'regatlas[postgres]'"
        raise MissingProgram("PostgreSQL needs the package psycopg", where="--db", hint=hint) from error

    def settle(connection: PostgresConnection[Any], _: object) -> None:
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            hint = "make another with createdb --encoding=UTF8 --template=template0"
            raise StoreError(f"the database keeps text as {encoding}, not as UTF-8", where=where, hint=hint)
        keep_every_character(connection)

    engine = _engine(_parsed(url))
    where = postgres_address(engine)
    event.listen(engine, "connect", settle)
    event.listen(engine, "begin", _begin)
    return engine


def _parsed(url: str) -> URL:
    what = "the address of the database cannot be read"
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        # The cause shows the address as it was given, with its password.
        raise StoreError(what, where=without_password(url), hint=_HINT) from None
    if "@" in (parsed.host or ""):
        hint = "write @ in a password as %40, / as %2F and : as %3A"
        raise StoreError(what, where=without_password(url), hint=hint)
    return parsed.set(drivername="postgresql+psycopg")


def _engine(url: URL) -> Engine:
    given: dict[str, object] = {
        # The names that prepared statements have on the server are lost behind a pooler such as PgBouncer.
        "prepare_threshold": None,
        "client_encoding": "utf8",
    }
    if "connect_timeout" not in url.query and "PGCONNECT_TIMEOUT" not in os.environ:
        given["connect_timeout"] = CONNECT_SECONDS
    if "application_name" not in url.query and "PGAPPNAME" not in os.environ:
        given["application_name"] = "regatlas"
    return create_engine(url, connect_args=given, pool_pre_ping=True, max_overflow=15, use_native_hstore=False)


def _begin(connection: Connection) -> None:
    """Settle the transaction that the driver begins with the first statement.

    Writers see what the writer before them has committed, also if they waited for it; a snapshot of the moment at
    which they began to wait would not show it.
    """
    from psycopg import IsolationLevel

    driver: Any = connection.connection.driver_connection
    writes = bool(connection.get_execution_options().get("regatlas_writes", False))
    driver.read_only = not writes
    driver.isolation_level = IsolationLevel.READ_COMMITTED if writes else IsolationLevel.REPEATABLE_READ
    if writes:
        connection.exec_driver_sql(
            f"SET LOCAL lock_timeout = {BUSY_MILLISECONDS}; SELECT pg_advisory_xact_lock({WRITERS})"
        )


def driver_errors() -> tuple[type[Exception], ...]:
    """What the driver itself raises, where it is in use: COPY does not go through SQLAlchemy."""
    driver = sys.modules.get("psycopg")
    return (driver.Error,) if driver else ()


def told(cause: object, where: str) -> StoreError:
    """What PostgreSQL or the way to it refuses, as a sentence that says what to do."""
    reason = " ".join(str(cause).split())
    if state := getattr(cause, "sqlstate", None):
        # Without the detail, which quotes what was to be written.
        diagnosis: Any = getattr(cause, "diag", None)
        return _refused(state, diagnosis.message_primary or reason, where)
    for sign, what, hint in _UNREACHED:
        if re.search(sign, reason, re.IGNORECASE):
            return StoreError(what, where=where, hint=hint)
    return StoreError(f"the database cannot be used ({reason})", where=where, hint="see whether its address is right")


def _refused(state: str, reason: str, where: str) -> StoreError:
    for code, what, hint in _REFUSALS:
        if state.startswith(code):
            return StoreError(what, where=f"{where} ({reason})", hint=hint)
    return StoreError(f"the database refused ({reason})", where=where, hint="see the log of the server")


_AGAIN = "try again"
_RUNS = "see whether it runs, then try again"
_ENDED = "the server of the database has ended the connection"
_STARTING = "the server of the database is starting or stopping"
_LOGIN, _BOTH = "the server of the database refuses the user or the password", "see whether both are right"
_NO_DATABASE, _CREATE = "the server has no such database", "make it with createdb, or name another"
_CROWDED = "the server of the database has no free connection"
_MORE = "close other programs, or raise max_connections"
_RIGHTS = "give the user the right, or use another user"

# By the code that PostgreSQL gives with every refusal (SQLSTATE), or by the class that its first two signs name.
_REFUSALS = (
    ("08", _ENDED, _RUNS),
    ("57P03", _STARTING, _AGAIN),
    ("57P", _ENDED, _RUNS),
    ("57014", "the database took longer than its server allows", _AGAIN),
    ("28", _LOGIN, _BOTH),
    ("3D000", _NO_DATABASE, _CREATE),
    ("3F000", "the database has no schema for the tables", "make one, or set search_path for the user"),
    ("42501", "the user has no right to do this in the database", _RIGHTS),
    ("42P01", "a table of the database is missing", "restore a copy of it, or choose another database"),
    ("25006", "the database may not be written", "connect to the server that takes writes, or use another user"),
    ("53100", "the disk of the database is full", "make room there, then try again"),
    ("53200", "the server of the database has no memory left", _AGAIN),
    ("53300", _CROWDED, _MORE),
    ("40", "another program has changed the same at the same time", _AGAIN),
    ("55P03", "the database is busy", "let the other program end, then try again"),
    ("58", "the disk refuses to read or write the database", "see the log of the server"),
    ("XX001", "the database is damaged", "restore a copy of it, or choose another database"),
    ("XX002", "an index of the database is damaged", "make it again with reindexdb, or restore a copy"),
)

# Where no connection is made, there is no code but what the server and the library say, which is English unless the
# server is told otherwise.
_UNREACHED = (
    (r"database \S+ does not exist", _NO_DATABASE, _CREATE),
    (r"authentication failed|no password|role \S+ does not exist|not permitted to log in|SCRAM", _LOGIN, _BOTH),
    (r"pg_hba\.conf|permission denied for database", "the server does not let this user in from here", _RIGHTS),
    (r"too many (clients|connections)|connection slots", _CROWDED, _MORE),
    (r"starting up|shutting down|recovery mode", _STARTING, _AGAIN),
    (r"closed the connection|connection (is|was) (lost|closed)|terminating", _ENDED, _RUNS),
    (
        r"refused|No such file|resolve host|translate host|timeout|timed out|unreachable|No route",
        "the server of the database is not reached",
        "see whether it runs, and whether host and port are right",
    ),
    (
        r"SSL|certificate",
        "no secure connection to the server of the database can be made",
        "see sslmode in the guide of libpq",
    ),
)
