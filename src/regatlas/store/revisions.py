"""At which revision a database is, asked without changing it."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import NamedTuple

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from regatlas.errors import StoreError
from regatlas.store.database import Database, refusals_told
from regatlas.store.postgres import is_postgres, postgres_engine, without_password
from regatlas.store.sqlite import database_path, sqlite_engine


@functools.cache
def known_revisions() -> tuple[str, ...]:
    """Every revision that this Regatlas knows, the oldest first."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    return tuple(reversed([revision.revision for revision in script.walk_revisions()]))


def newest_revision() -> str:
    """The revision that this Regatlas needs."""
    return known_revisions()[-1]


class Standing(NamedTuple):
    """``revision`` of a database, None before the first; ``empty`` where it has no tables at all."""

    revision: str | None
    empty: bool


def standing(connection: Connection) -> Standing:
    """How a database stands to this Regatlas."""
    revision = MigrationContext.configure(connection).get_current_revision()
    return Standing(revision, revision is None and not inspect(connection).get_table_names())


def current_revision(database: Database) -> str | None:
    """The revision of an open database. Raises :class:`regatlas.errors.StoreError` where it does not answer."""
    with database.transaction() as session:
        return standing(session.connection()).revision


def look(url: str) -> Standing:
    """How the database at an address stands, without making or upgrading it; a file that is not there is empty.

    Raises :class:`StoreError` where it cannot be opened.
    """
    if not is_postgres(url) and not database_path(url).exists():
        return Standing(None, True)
    engine = postgres_engine(url) if is_postgres(url) else sqlite_engine(database_path(url))
    try:
        with refusals_told(without_password(url)), engine.connect() as connection:
            return standing(connection)
    finally:
        engine.dispose()


def refuse_unfit(found: Standing, where: str) -> None:
    """Raise :class:`StoreError` for a database that this Regatlas can neither use nor upgrade."""
    if found.revision is None and not found.empty:
        raise StoreError("the database belongs to another program", where=where, hint="choose another")
    if found.revision is not None and found.revision not in known_revisions():
        what = f"the database was made by a newer Regatlas (revision {found.revision})"
        raise StoreError(what, where=where, hint="upgrade Regatlas, or choose another database")
