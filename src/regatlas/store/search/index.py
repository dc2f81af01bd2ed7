"""Keeps the index beside the documents, in the same transaction, and asks it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from sqlalchemy import Connection

from regatlas.model.base import Frozen
from regatlas.model.document import Document
from regatlas.store.search.folding import fold
from regatlas.store.search.tokens import TooBroad, index_tokens, is_word, match_expression, phrase_of
from regatlas.store.search.units import units_of

Part = Literal["main", "beside"]
PARTS: tuple[Part, ...] = ("main", "beside")

# The best of so many candidates in the order of the index are ranked; after them the order of the index holds.
RANKED = 200


class SearchHit(Frozen):
    """A unit that holds the phrase. ``text`` is the unit's own text."""

    document_id: int
    sha256: str
    title: str | None
    source: str
    language: str
    eid: str
    article: str | None
    citation: str | None
    heading: str | None
    text: str


class SearchPage(Frozen):
    """Some hits, and how many there are of each part in all."""

    total: int
    hits: tuple[SearchHit, ...]
    beside_total: int
    beside: tuple[SearchHit, ...]


@dataclass(frozen=True)
class _Known:
    """What is kept in memory of the index up to the unit ``newest``.

    ``words`` are the words of each part, ``titles`` the folded titles by document, ``places`` the first and the last
    unit of each document: those of one document stand together.
    """

    newest: int
    words: dict[Part, list[str]]
    titles: dict[int, str]
    places: dict[int, tuple[int, int]]


def add_to_index(connection: Connection, document_id: int, document: Document) -> None:
    """Index a document. Called in the transaction that keeps it, so that what is found is there and the other way."""
    newest = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM search_unit").scalar_one()
    units: list[tuple[object, ...]] = []
    tokens: dict[Part, list[tuple[int, str]]] = {part: [] for part in PARTS}
    for unit in units_of(document):
        folded = fold(document.text[unit.span.start : unit.span.end])
        if not folded:
            continue
        number = newest + len(units) + 1
        place = (unit.eid, unit.article, unit.citation, unit.heading, unit.span.start, unit.span.end)
        units.append((number, document_id, *place, unit.main, folded))
        tokens["main" if unit.main else "beside"].append((number, index_tokens(folded)))
    if units:
        connection.exec_driver_sql(_ADD_UNIT, units)
    for part, rows in tokens.items():
        if rows:
            connection.exec_driver_sql(_ADD_TOKENS[part], rows)


# Plain statements, run for many rows at once: SQLAlchemy's own took three times as long.
_ADD_UNIT = (
    'INSERT INTO search_unit (id, document_id, eid, article, citation, heading, start, "end", main, folded) '
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ADD_TOKENS = {part: f"INSERT INTO search_{part} (rowid, tokens) VALUES (?, ?)" for part in PARTS}  # noqa: S608 - our own names
_FETCH = (
    "SELECT u.document_id, d.sha256, d.title, d.source, d.language, u.eid, u.article, u.citation, u.heading, "
    'substr(d.text, u.start + 1, u."end" - u.start) '
    "FROM search_unit u JOIN document d ON d.id = u.document_id WHERE u.id = ?"
)


_PLACES = "SELECT document_id, min(id), max(id) FROM search_unit GROUP BY document_id"


class ProvisionSearch:
    """Asks the index of one SQLite file. Keeps the words of the index in memory, and counts that were asked for."""

    def __init__(self) -> None:
        self._known = _Known(-1, {}, {}, {})
        self._counts: dict[tuple[Part, str], int] = {}

    def find(
        self,
        connection: sqlite3.Connection,
        query: str,
        *,
        limit: int = 20,
        documents: Collection[int] | None = None,
        first: Collection[int] = (),
    ) -> SearchPage:
        """The provisions that hold ``query`` after folding.

        ``documents`` limits the search to some documents; those of ``first`` (in force, of the wished jurisdiction)
        come first among hits that are otherwise alike. Ranked: documents whose title holds the phrase, then provisions
        whose heading does, then the rest in the order of the index.
        """
        self._refresh(connection)
        wanted = fold(query)
        found = {part: self._part(connection, part, wanted, limit, documents, frozenset(first)) for part in PARTS}
        return SearchPage(
            total=found["main"][0], hits=found["main"][1], beside_total=found["beside"][0], beside=found["beside"][1]
        )

    def _part(
        self,
        connection: sqlite3.Connection,
        part: Part,
        wanted: str,
        limit: int,
        documents: Collection[int] | None,
        first: frozenset[int],
    ) -> tuple[int, tuple[SearchHit, ...]]:
        phrase = phrase_of(wanted)
        try:
            expression = match_expression(phrase, self._known.words[part])
        except TooBroad:
            total, ids = _scanned(connection, part, wanted, max(RANKED, limit), documents)
        else:
            total = 0 if expression is None else self._count(connection, part, expression, documents)
            if not total or expression is None:
                return 0, ()
            ids = self._candidates(connection, part, expression, wanted, max(RANKED, limit), documents)
        return total, tuple(islice(self._ranked(connection, ids, wanted, first), limit))

    def _count(
        self, connection: sqlite3.Connection, part: Part, expression: str, documents: Collection[int] | None
    ) -> int:
        if documents is not None:
            sql = f"SELECT count(*) FROM search_{part} WHERE search_{part} MATCH ? AND {_within(documents)}"  # noqa: S608
            return int(connection.execute(sql, (expression,)).fetchone()[0])
        key = (part, expression)
        if key not in self._counts:
            self._counts[key] = _counted(connection, part, expression)
        return self._counts[key]

    def _refresh(self, connection: sqlite3.Connection) -> None:
        newest = int(connection.execute("SELECT coalesce(max(id), 0) FROM search_unit").fetchone()[0])
        if newest != self._known.newest:
            self._known = _Known(
                newest,
                {part: _words(connection, part) for part in PARTS},
                {number: fold(title or "") for number, title in connection.execute("SELECT id, title FROM document")},
                {number: (first, last) for number, first, last in connection.execute(_PLACES)},
            )
            self._counts.clear()

    def _candidates(
        self,
        connection: sqlite3.Connection,
        part: Part,
        expression: str,
        wanted: str,
        most: int,
        documents: Collection[int] | None,
    ) -> list[int]:
        """The ids to rank: those of documents whose title holds the phrase, then the first of the index."""
        base = f"SELECT rowid FROM search_{part} WHERE search_{part} MATCH ?"  # noqa: S608
        ids: dict[int, None] = {}
        for number, title in self._known.titles.items():
            if wanted in title and number in self._known.places and (documents is None or number in documents):
                place = (expression, *self._known.places[number], most)
                rows = connection.execute(f"{base} AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ?", place)
                ids |= dict.fromkeys(row[0] for row in rows)
                if len(ids) >= most:
                    return list(ids)
        rest = "" if documents is None else f" AND {_within(documents)}"
        rows = connection.execute(f"{base}{rest} ORDER BY rowid LIMIT ?", (expression, most))
        return list(ids | dict.fromkeys(row[0] for row in rows))

    def _ranked(
        self, connection: sqlite3.Connection, ids: Sequence[int], wanted: str, first: frozenset[int]
    ) -> Iterator[SearchHit]:
        """The hits of the ids, best first. Their texts are read one by one: cutting from a long text takes time."""
        marked = ",".join("?" * len(ids))
        sql = f"SELECT id, document_id, heading FROM search_unit WHERE id IN ({marked})"  # noqa: S608 - placeholders
        rows = connection.execute(sql, ids).fetchall()

        def rank(row: tuple[int, int, str | None]) -> tuple[bool, bool, bool, int]:
            number, document, heading = row
            titled = wanted in self._known.titles.get(document, "")
            return (not titled, wanted not in fold(heading or ""), document not in first, number)

        return (_hit(connection, row[0]) for row in sorted(rows, key=rank))


def _counted(connection: sqlite3.Connection, part: Part, expression: str) -> int:
    single = expression.strip('"')
    if " " not in single and '"' not in single:
        # One token: the index knows in how many rows it stands, without reading their list.
        row = connection.execute(f"SELECT doc FROM search_{part}_terms WHERE term = ?", (single,)).fetchone()  # noqa: S608
        return int(row[0]) if row else 0
    sql = f"SELECT count(*) FROM search_{part} WHERE search_{part} MATCH ?"  # noqa: S608
    return int(connection.execute(sql, (expression,)).fetchone()[0])


def _words(connection: sqlite3.Connection, part: Part) -> list[str]:
    sql = f"SELECT term FROM search_{part}_terms WHERE term < '\u2e80' OR term >= '\ua000'"  # noqa: S608
    return [term for (term,) in connection.execute(sql) if is_word(term)]


def _within(documents: Iterable[int]) -> str:
    # The plus keeps SQLite from asking the index once for every row of the list, which took seconds.
    listed = ",".join(str(int(one)) for one in sorted(documents))
    return f"+rowid IN (SELECT id FROM search_unit WHERE document_id IN ({listed}))"  # noqa: S608 - integers


def _hit(connection: sqlite3.Connection, number: int) -> SearchHit:
    row = connection.execute(_FETCH, (number,)).fetchone()
    names = ("document_id", "sha256", "title", "source", "language", "eid", "article", "citation", "heading", "text")
    return SearchHit(**dict(zip(names, row, strict=True)))


def _scanned(
    connection: sqlite3.Connection, part: Part, wanted: str, most: int, documents: Collection[int] | None
) -> tuple[int, list[int]]:
    """How many units hold the phrase, and the first of them: every folded text is looked into, by SQLite itself."""
    where = "main = ? AND instr(folded, ?) > 0"
    if documents is not None:
        where += f" AND document_id IN ({','.join(str(int(one)) for one in sorted(documents))})"
    values = (part == "main", wanted)
    total = connection.execute(f"SELECT count(*) FROM search_unit WHERE {where}", values).fetchone()[0]  # noqa: S608
    sql = f"SELECT id FROM search_unit WHERE {where} ORDER BY id LIMIT {int(most)}"  # noqa: S608 - our own words
    return int(total), [row[0] for row in connection.execute(sql, values)]
