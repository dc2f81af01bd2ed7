"""What one may mean: names that go on as a query begins, and other queries where one finds nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from pydantic import JsonValue

from regatlas.app.search_requests import Mode, SearchRequest, words_of
from regatlas.app.searching import Results, total_of
from regatlas.app.terms import Counterpart, Language, Name, TermBook
from regatlas.catalog.catalog import Catalog
from regatlas.store import DocumentStore
from regatlas.store.search import fold

SUGGESTIONS_SCHEMA = "regatlas/suggestions/1"
_MOST = 8
# Queries that are tried in place of one that finds nothing, and those of them that are offered.
_TRIED = 16
_OFFERED = 3
_LIKENESS = 0.7
_LONGEST = 12
_IDEOGRAPHS = re.compile("[\u3400-\u9fff]+")


def suggest(book: TermBook, query: str, language: Language | None = None, limit: int = _MOST) -> tuple[Name, ...]:
    """Names that hold what is typed: those that begin so first, then where a word does; then the shortest.

    Names in ``language`` come before others that are as near.
    """
    wanted = fold(query)
    if not wanted:
        return ()

    def rank(item: tuple[str, Name]) -> tuple[int, bool, int, str]:
        key, name = item
        nearness = 0 if key.startswith(wanted) else 1 if f" {wanted}" in key else 2
        return nearness, name.language != language, len(key), key

    held = [item for item in book.names.items() if wanted in item[0] and item[0] != wanted]
    return tuple(name for _, name in sorted(held, key=rank)[:limit])


def suggestions_json(query: str, found: tuple[Name, ...]) -> dict[str, JsonValue]:
    """The suggestions as one object."""
    names: list[JsonValue] = [{"text": one.text, "language": one.language} for one in found]
    return {"schema": SUGGESTIONS_SCHEMA, "query": query, "suggestions": names}


@dataclass(frozen=True, slots=True)
class Instead:
    """Another search and how many provisions it finds."""

    query: str
    mode: Mode
    total: int


@dataclass(frozen=True, slots=True)
class Asking:
    """A search that was made, and where: what else could be asked is counted under the same filters."""

    store: DocumentStore
    catalog: Catalog
    book: TermBook
    request: SearchRequest
    today: date

    def total(self, query: str, mode: Mode = "phrase") -> int:
        """How many provisions another query finds."""
        return total_of(self.store, self.catalog, replace(self.request, query=query, mode=mode), self.today)

    def all_words(self, results: Results) -> Instead | None:
        """The same words wherever they stand in a provision, where that finds more."""
        query = self.request.query
        if self.request.mode == "all" or not _has_parts(query):
            return None
        total = self.total(query, "all")
        return Instead(query, "all", total) if total > results.total else None

    def near(self, results: Results) -> tuple[Instead, ...]:
        """What else may have been meant, where nothing was found; best first."""
        if results.unfiltered or results.beside_total:
            return ()
        tried = list(dict.fromkeys(_near(self.book, self.request.query)))[:_TRIED]
        found = (Instead(query, "phrase", self.total(query)) for query in tried)
        return tuple(one for one in found if one.total)[:_OFFERED]

    def otherwise(self) -> Iterator[tuple[Counterpart, int]]:
        """The same in the other language, with the provisions that it finds in any language of text.

        The first is offered though it finds nothing: that is an answer too.
        """
        whole = replace(self.request, language=None, mode="phrase")
        for place, one in enumerate(self.book.counterparts(self.request.query)):
            total = total_of(self.store, self.catalog, replace(whole, query=one.term), self.today)
            if total or not place:
                yield one, total


def _has_parts(query: str) -> bool:
    words = words_of(query)
    return len(words) > 1 or (len(words) == 1 and words[0] != query.strip())


def _near(book: TermBook, query: str) -> Iterator[str]:
    """Known terms that look alike, then the query without one of its characters or words."""
    wanted = fold(query)
    alike = [key for key in book.names if abs(len(key) - len(wanted)) <= max(1, len(wanted) // 4)]
    for key in get_close_matches(wanted, alike, n=_OFFERED, cutoff=_LIKENESS):
        yield book.names[key].text
    if _IDEOGRAPHS.fullmatch(wanted):
        if 2 < len(wanted) <= _LONGEST:
            yield from _without_one(wanted, "")
    elif 1 < len(words := wanted.split(" ")) <= _LONGEST:
        yield from _without_one(words, " ")


def _without_one(parts: str | list[str], joint: str) -> Iterator[str]:
    """Everything but one part, the ends first: what is left there is still a piece of the query."""
    last = len(parts) - 1
    for left_out in (last, 0, *range(1, last)):
        yield joint.join(part for place, part in enumerate(parts) if place != left_out)
