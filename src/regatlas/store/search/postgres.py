"""The index of search in PostgreSQL: which documents have which short pieces, and their folded texts to look into.

The pieces of a document are a ``tsvector`` without positions: these end at 16,383, so that a phrase in a long text
could not be told by them, and what a text truly holds is seen in the text itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from regatlas.model.document import Document
from regatlas.store.bulk import insert_rows
from regatlas.store.search.base import SearchHit
from regatlas.store.search.grams import grams_of, wanted_grams
from regatlas.store.search.scanning import UNIT_COLUMNS, ScanningIndex, unit_rows
from regatlas.store.search.texts import Driver, Rows

_ADD_GRAMS = "INSERT INTO search_grams (document_id, grams) VALUES (%s, %s::tsvector)"
_CANDIDATES = "SELECT document_id FROM search_grams WHERE grams @@ %s::tsquery"
_UNITS = (
    "SELECT u.id, u.document_id, d.sha256, d.title, d.source, d.language, u.eid, u.article, u.citation, u.heading, "
    'u.start, u."end" FROM search_unit u JOIN document d ON d.id = u.document_id WHERE u.id = ANY(%s)'
)
_TEXTS = "SELECT id, text FROM document WHERE id = ANY(%s)"
_FIELDS = ("document_id", "sha256", "title", "source", "language", "eid", "article", "citation", "heading")


# A tsvector holds a megabyte, and a piece takes up to nine bytes. A document with more pieces (none of 3,400 laws and
# papers had a tenth of it) has this one sign instead, which no piece is, and is looked into for every query.
_MOST_GRAMS = 100_000
_ANY = "*"


class _Statements:
    """A connection that is asked as one of ``sqlite3`` is; what it refuses is told as everywhere in the store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def execute(self, statement: str, parameters: tuple[object, ...] = (), /) -> Rows:
        return self._connection.exec_driver_sql(statement, parameters or None)


class PostgresIndex(ScanningIndex):
    """See :class:`regatlas.store.search.base.SearchIndex`. One object serves all threads."""

    def add(self, connection: Connection, document_id: int, document: Document) -> None:
        """Index a document in the transaction that keeps it, which holds the lock of writers."""
        newest = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM search_unit").scalar_one()
        rows = list(unit_rows(document, document_id, newest))
        if rows:
            insert_rows(connection, "search_unit", UNIT_COLUMNS, rows)
            grams = grams_of("\n".join(str(row[-1]) for row in rows))
            connection.exec_driver_sql(_ADD_GRAMS, (document_id, _ANY if len(grams) > _MOST_GRAMS else " ".join(grams)))

    def driver(self, connection: Connection) -> Driver:
        """The connection itself."""
        return _Statements(connection)

    def candidates(self, driver: Driver, wanted: tuple[str, ...]) -> Sequence[int] | None:
        """The documents that have all pieces of the phrases."""
        grams = wanted_grams(wanted)
        if not grams:
            return None
        # The rows are short and their pieces stand elsewhere, so that the server thinks it fast to read all of them.
        driver.execute("SET LOCAL enable_seqscan = off")
        every = " & ".join(f"'{gram}'" for gram in grams)
        rows = driver.execute(_CANDIDATES, (f"'{_ANY}' | ({every})",))
        return [number for (number,) in rows.fetchall()]

    def hits(self, driver: Driver, units: Sequence[int]) -> tuple[SearchHit, ...]:
        """The units with these ids.

        Their documents come whole: PostgreSQL unpacks a text anew for each piece that it cuts out, and counts its
        characters otherwise where the text holds what it cannot keep as it is.
        """
        if not units:
            return ()
        rows = {row[0]: row[1:] for row in driver.execute(_UNITS, (list(units),))}
        documents = sorted({row[0] for row in rows.values()})
        texts = dict(driver.execute(_TEXTS, (documents,)).fetchall())
        return tuple(_hit(rows[unit], texts) for unit in units)


def _hit(row: Sequence[Any], texts: dict[int, str]) -> SearchHit:
    *values, start, end = row
    return SearchHit(**dict(zip(_FIELDS, values, strict=True)), text=texts[row[0]][start:end])
