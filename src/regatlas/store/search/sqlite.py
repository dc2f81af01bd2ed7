"""The index of search in SQLite: which documents have which short pieces, and their folded texts to look into."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from sqlalchemy import Connection

from regatlas.model.document import Document
from regatlas.store.bulk import insert_rows
from regatlas.store.search.base import SearchHit
from regatlas.store.search.grams import grams_of, wanted_grams
from regatlas.store.search.scanning import UNIT_COLUMNS, ScanningIndex, unit_rows
from regatlas.store.search.texts import Driver

_ADD_GRAMS = "INSERT INTO search_grams (rowid, grams) VALUES (?, ?)"
_UNIT = 'SELECT document_id, eid, article, citation, heading, start, "end" FROM search_unit WHERE id = ?'
_DOCUMENT = "SELECT sha256, title, source, language, text FROM document WHERE id = ?"


class SqliteIndex(ScanningIndex):
    """See :class:`regatlas.store.search.base.SearchIndex`. One object serves all threads."""

    def add(self, connection: Connection, document_id: int, document: Document) -> None:
        """Index a document in the transaction that keeps it."""
        newest = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM search_unit").scalar_one()
        rows = list(unit_rows(document, document_id, newest))
        if rows:
            insert_rows(connection, "search_unit", UNIT_COLUMNS, rows)
            grams = grams_of("\n".join(str(row[-1]) for row in rows), fine=True)
            connection.exec_driver_sql(_ADD_GRAMS, (document_id, " ".join(grams)))

    def driver(self, connection: Connection) -> Driver:
        """The connection of the driver itself: SQLAlchemy's would take longer for thousands of rows."""
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver

    def candidates(self, driver: Driver, wanted: tuple[str, ...]) -> Sequence[int] | None:
        """The documents that have all pieces of the phrases."""
        grams = wanted_grams(wanted, fine=True)
        if not grams:
            return None
        expression = " AND ".join(f'"{gram}"' for gram in grams)
        rows = driver.execute("SELECT rowid FROM search_grams WHERE search_grams MATCH ?", (expression,))
        return [number for (number,) in rows.fetchall()]

    def hits(self, driver: Driver, units: Sequence[int]) -> tuple[SearchHit, ...]:
        """The units with these ids. Each document is read once: to cut from a long text takes SQLite a millisecond."""
        documents: dict[int, Sequence[str]] = {}
        return tuple(_hit(driver, unit, documents) for unit in units)


def _hit(driver: Driver, unit: int, documents: dict[int, Sequence[str]]) -> SearchHit:
    number, eid, article, citation, heading, start, end = driver.execute(_UNIT, (unit,)).fetchone()
    if number not in documents:
        documents[number] = driver.execute(_DOCUMENT, (number,)).fetchone()
    sha256, title, source, language, text = documents[number]
    return SearchHit(
        document_id=number,
        sha256=sha256,
        title=title,
        source=source,
        language=language,
        eid=eid,
        article=article,
        citation=citation,
        heading=heading,
        text=text[start:end],
    )
