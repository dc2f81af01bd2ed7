"""How much a store holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from regatlas.store.database import Database
from regatlas.store.imports import STATES
from regatlas.store.schema import METADATA

# What those who run a server watch; the name of a figure, and the table that it counts.
_WATCHED = {
    "works": "work",
    "versions": "version",
    "documents": "document",
    "provisions": "provision",
    "records": "record",
    "codings": "review_coding",
    "accounts": "account",
    "audit-entries": "audit_entry",
}


@dataclass(frozen=True, slots=True)
class StoreFigures:
    """``rows`` by what they are, ``imports`` asked for by their state; every state is there, also with none."""

    rows: Mapping[str, int]
    imports: Mapping[str, int]


def store_figures(database: Database) -> StoreFigures:
    """Count. Raises :class:`regatlas.errors.StoreError` where the database refuses."""
    job = METADATA.tables["import_job"]
    with database.transaction() as session:
        connection = session.connection()
        rows = {name: _count(connection, table) for name, table in _WATCHED.items() if table in METADATA.tables}
        states = connection.execute(select(job.c.state, func.count()).group_by(job.c.state))
        imports: dict[str, int] = dict.fromkeys(STATES, 0)
        imports.update((state, count) for state, count in states)
    return StoreFigures(rows, imports)


def table_counts(connection: Connection, there: Collection[str]) -> dict[str, int]:
    """The rows of every table of ours that is there, by its name."""
    return {name: _count(connection, name) for name in sorted(METADATA.tables) if name in there}


def _count(connection: Connection, table: str) -> int:
    return connection.scalar(select(func.count()).select_from(METADATA.tables[table])) or 0
