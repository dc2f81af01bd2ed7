"""The folded texts of documents in memory, and which of their units hold a phrase.

A scan of a document's text takes a microsecond for a thousand characters, which is less than reading the positions of a
common word from an index of words; measured over 23 million characters: 17 to 30 ms, where SQLite's FTS5 takes 80 ms to
fetch and count the rows of a common word.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Protocol

from regatlas.store.search.base import PARTS, Part, is_operative
from regatlas.store.search.folding import fold

# A regular expression skips to the end of a unit faster than two calls of find, unless the phrase is so long that find
# leaps over most of the text.
_SHORT = 3
_CHUNK = 400
# Characters kept in memory, of one to two bytes each; documents beyond are read anew for each query.
MOST_CHARACTERS = 200_000_000
_SELECT = "SELECT document_id, id, main, eid, heading, folded FROM search_unit WHERE document_id IN ({}) ORDER BY 1, 2"


class Rows(Protocol):
    """What a statement gives."""

    def __iter__(self) -> Iterator[Any]: ...
    def fetchone(self) -> Any:  # noqa: ANN401 - as the drivers say themselves
        """The next row, or None."""

    def fetchall(self) -> Sequence[Any]:
        """All rows."""


class Driver(Protocol):
    """A connection that is asked with plain statements, as the one of Python's own ``sqlite3`` is."""

    def execute(self, statement: str, parameters: tuple[object, ...] = (), /) -> Rows:
        """Run one statement."""


@dataclass(frozen=True, slots=True)
class UnitTexts:
    """The units of one part of a document, one a line of ``text``; ``headings`` has a line for each.

    ``ids`` are those of the units, ``operative`` tells of each whether it is.
    """

    text: str
    headings: str
    ids: array[int]
    operative: bytes

    def units(self, phrases: Sequence[str]) -> Iterator[tuple[int, bool, bool]]:
        """The id of every unit that holds all phrases, whether its heading does too, and whether it is operative."""
        headings = self.headings.split("\n") if holds(self.headings, phrases) else None
        number = last = 0
        for at in found(self.text, phrases):
            number += self.text.count("\n", last, at)
            last = at
            headed = headings is not None and holds(headings[number], phrases)
            yield self.ids[number], headed, bool(self.operative[number])


def holds(text: str, phrases: Sequence[str]) -> bool:
    """Whether a text holds all phrases."""
    return all(phrase in text for phrase in phrases)


def holding(phrases: Sequence[str]) -> Callable[[str], bool]:
    """The function that tells of a text whether it holds all phrases: faster for one of them, asked for thousands."""
    if len(phrases) == 1:
        one = phrases[0]
        return lambda text: one in text
    return lambda text: holds(text, phrases)


def found(text: str, phrases: Sequence[str]) -> Iterator[int]:
    """Where in every line that holds all phrases the longest of them begins."""
    if not holds(text, phrases):
        return
    lead = max(phrases, key=len)
    others = [phrase for phrase in phrases if phrase != lead]
    find = text.find
    at = find(lead)
    while at >= 0:
        end = find("\n", at)
        end = len(text) if end < 0 else end
        if not others or _line_holds(text, at, end, others):
            yield at
        at = find(lead, end)


def _line_holds(text: str, at: int, end: int, phrases: Sequence[str]) -> bool:
    start = text.rfind("\n", 0, at) + 1
    return all(text.find(phrase, start, end) >= 0 for phrase in phrases)


def counting(phrases: Sequence[str]) -> Callable[[str], int]:
    """The function that counts the lines of a text that hold all phrases."""
    if len(phrases) == 1 and len(phrases[0]) <= _SHORT:
        # The empty group keeps the expression from copying what it passes over.
        every = re.compile(f"{re.escape(phrases[0])}.*()").findall
        return lambda text: len(every(text))
    return lambda text: sum(1 for _ in found(text, phrases))


class TextMemory:
    """The texts of the documents that were looked into. What is kept never changes, as documents do not."""

    def __init__(self, most: int = MOST_CHARACTERS) -> None:
        self._most = most
        self._held = 0
        self._kept: dict[int, dict[Part, UnitTexts]] = {}

    def of(self, connection: Driver, documents: Sequence[int]) -> Iterator[tuple[int, dict[Part, UnitTexts]]]:
        """The texts of documents, in any order; a part without units is left out."""
        missing = []
        for number in documents:
            kept = self._kept.get(number)
            if kept is None:
                missing.append(number)
            else:
                yield number, kept
        for start in range(0, len(missing), _CHUNK):
            for number, parts in _read(connection, missing[start : start + _CHUNK]):
                size = sum(len(texts.text) for texts in parts.values())
                if self._held + size <= self._most:
                    self._held += size
                    self._kept[number] = parts
                yield number, parts


def _read(connection: Driver, documents: Sequence[int]) -> Iterator[tuple[int, dict[Part, UnitTexts]]]:
    rows = connection.execute(_SELECT.format(",".join(map(str, documents)))).fetchall()
    for number, some in groupby(rows, key=itemgetter(0)):
        units = list(some)
        divided = ((part, [unit for unit in units if unit[2] == (part == "main")]) for part in PARTS)
        yield number, {part: _texts(own) for part, own in divided if own}


def _texts(units: Sequence[tuple[int, int, int, str, str | None, str]]) -> UnitTexts:
    return UnitTexts(
        text="\n".join(unit[5] for unit in units),
        headings="\n".join(_folded_heading(unit[4]) for unit in units),
        ids=array("q", (unit[1] for unit in units)),
        operative=bytes(is_operative(unit[3]) for unit in units),
    )


@lru_cache(maxsize=4096)
def _folded_heading(heading: str | None) -> str:
    return fold(heading or "")
