"""What the indexes of both databases share: the texts of the documents that may hold the phrases are looked into."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection

from regatlas.model.document import Document
from regatlas.store.search.base import PARTS, Part, SearchHit, SearchPage
from regatlas.store.search.folding import fold
from regatlas.store.search.ranking import Ranking
from regatlas.store.search.texts import Driver, TextMemory, UnitTexts, counting, holding
from regatlas.store.search.units import units_of

# Counts by document of the last queries: a page is turned and a filter set with the same words.
_REMEMBERED = 128
UNIT_COLUMNS = ("id", "document_id", "eid", "article", "citation", "heading", "start", "end", "main", "folded")


@dataclass(frozen=True)
class _Found:
    """The hits of one part by document, in the order of the index; whose title holds the phrases, and which documents
    have a heading that does."""

    counts: Mapping[int, int]
    titled: frozenset[int]
    headed: frozenset[int]


@dataclass(frozen=True)
class _Known:
    """What is kept in memory up to the unit ``newest``: the folded titles of the documents of the index, by id."""

    newest: int
    titles: Mapping[int, str]


class ScanningIndex(ABC):
    """See :class:`regatlas.store.search.base.SearchIndex`. One object serves all threads."""

    def __init__(self) -> None:
        self._known = _Known(-1, {})
        self._texts = TextMemory()
        self._remembered: dict[tuple[int, tuple[str, ...]], Mapping[Part, _Found]] = {}

    @abstractmethod
    def add(self, connection: Connection, document_id: int, document: Document) -> None:
        """Index a document in the transaction that keeps it."""

    @abstractmethod
    def driver(self, connection: Connection) -> Driver:
        """What is asked with plain statements."""

    @abstractmethod
    def candidates(self, driver: Driver, wanted: tuple[str, ...]) -> Sequence[int] | None:
        """The documents that may hold all phrases; None where any may."""

    @abstractmethod
    def hits(self, driver: Driver, units: Sequence[int]) -> tuple[SearchHit, ...]:
        """The units with these ids, in the same order."""

    def find(
        self,
        connection: Connection,
        phrases: Sequence[str],
        *,
        limit: int = 20,
        skip: int = 0,
        documents: Collection[int] | None = None,
        first: Collection[int] = (),
    ) -> SearchPage:
        """The units that hold every phrase."""
        driver = self.driver(connection)
        wanted = tuple(dict.fromkeys(phrases))
        known = self._refresh(driver)
        found = self._found(driver, known, wanted)
        allowed = {part: _allowed(found[part].counts, documents) for part in PARTS}

        def hits(part: Part, skip: int) -> tuple[SearchHit, ...]:
            texts, some = self._texts_of(driver, part), found[part]
            ranking = Ranking(wanted, texts, some.titled, some.headed, frozenset(first))
            return self.hits(driver, list(islice(ranking.ids(allowed[part]), skip, skip + limit)))

        return SearchPage(
            total=sum(found["main"].counts[number] for number in allowed["main"]),
            hits=hits("main", skip) if limit else (),
            beside_total=sum(found["beside"].counts[number] for number in allowed["beside"]),
            beside=hits("beside", 0) if limit and not skip else (),
            counts=found["main"].counts,
        )

    def warm(self, connection: Connection, go_on: Callable[[], bool]) -> None:
        """Read the texts of all documents into memory, for as long as ``go_on`` says so: queries then need not."""
        driver = self.driver(connection)
        for _ in self._texts.of(driver, list(self._refresh(driver).titles)):
            if not go_on():
                return

    def _texts_of(self, driver: Driver, part: Part) -> Callable[[int], UnitTexts]:
        return lambda number: next(parts[part] for _, parts in self._texts.of(driver, [number]))

    def _refresh(self, driver: Driver) -> _Known:
        newest = int(driver.execute("SELECT coalesce(max(id), 0) FROM search_unit").fetchone()[0])
        if newest != self._known.newest:
            indexed = "SELECT id, title FROM document WHERE id IN (SELECT document_id FROM search_unit)"
            self._known = _Known(newest, {number: fold(title or "") for number, title in driver.execute(indexed)})
        return self._known

    def _found(self, driver: Driver, known: _Known, wanted: tuple[str, ...]) -> Mapping[Part, _Found]:
        """The hits of both parts, remembered until something is imported."""
        key = (known.newest, wanted)
        found = self._remembered.pop(key, None) or self._look(driver, known, wanted)
        self._remembered[key] = found
        while len(self._remembered) > _REMEMBERED:
            self._remembered.pop(next(iter(self._remembered)), None)
        return found

    def _look(self, driver: Driver, known: _Known, wanted: tuple[str, ...]) -> Mapping[Part, _Found]:
        rows: dict[Part, list[tuple[int, int, int, bool]]] = {part: [] for part in PARTS}
        titled: frozenset[int] = frozenset()
        if wanted:
            count, has_all = counting(wanted), holding(wanted)
            titled = frozenset(number for number, title in known.titles.items() if has_all(title))
            candidates = self.candidates(driver, wanted)
            for number, parts in self._texts.of(driver, list(known.titles) if candidates is None else candidates):
                for part, texts in parts.items():
                    if hits := count(texts.text):
                        rows[part].append((texts.ids[0], number, hits, has_all(texts.headings)))
        return {part: _in_order(some, titled) for part, some in rows.items()}


def _in_order(rows: list[tuple[int, int, int, bool]], titled: frozenset[int]) -> _Found:
    rows.sort()
    headed = frozenset(number for _, number, _, has_heading in rows if has_heading)
    return _Found({number: hits for _, number, hits, _ in rows}, titled, headed)


def _allowed(counts: Mapping[int, int], documents: Collection[int] | None) -> list[int]:
    return [number for number in counts if documents is None or number in documents]


def unit_rows(document: Document, document_id: int, newest: int) -> Iterator[tuple[object, ...]]:
    """The rows of ``search_unit`` for a document, in the order of UNIT_COLUMNS; ``newest`` is the last id in use."""
    number = newest
    for unit in units_of(document):
        folded = fold(document.text[unit.span.start : unit.span.end])
        if folded:
            number += 1
            place = (unit.eid, unit.article, unit.citation, unit.heading, unit.span.start, unit.span.end)
            yield (number, document_id, *place, unit.main, folded)
