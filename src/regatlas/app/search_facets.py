"""What a search would find under each value of each filter, were that filter set so and all others as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import get_args

from regatlas.app.search_facts import FactBook
from regatlas.app.search_requests import RISKS, Group, SearchRequest, checks_of, filters_of, places
from regatlas.model.base import Frozen
from regatlas.store.coverage import ACTOR

GROUPS: tuple[Group, ...] = tuple(group for group in get_args(Group) if group != "dates")
"""The filters with facets, in the order in which they are shown."""
# Sets of filters that are remembered for one book of facts: pages are turned, and other words looked for, under them.
_REMEMBERED = 32


class FacetValue(Frozen):
    """A value with the hits that it would leave. ``value`` is what the filter takes."""

    value: str
    count: int
    chosen: bool


class Facet(Frozen):
    """The values of one filter, those with most hits first."""

    group: Group
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The documents that pass all filters (None: there are none to pass), and by filter those that fail only there."""

    documents: frozenset[int] | None = None
    nearly: Mapping[Group, frozenset[int]] = field(default_factory=dict)


def narrowed_by(request: SearchRequest, book: FactBook) -> Narrowed:
    """What the filters of a request leave."""
    checks = checks_of(request)
    if not checks:
        return Narrowed()
    key = filters_of(request)
    found = book.narrowed.get(key)
    if not isinstance(found, Narrowed):
        passed: set[int] = set()
        nearly: dict[Group, set[int]] = {}
        for number, one in book.facts.items():
            missed = {group for group, check in checks if not check(one)}
            if not missed:
                passed.add(number)
            elif len(missed) == 1:
                nearly.setdefault(missed.pop(), set()).add(number)
        found = Narrowed(frozenset(passed), {group: frozenset(some) for group, some in nearly.items()})
        while len(book.narrowed) >= _REMEMBERED:
            book.narrowed.pop(next(iter(book.narrowed)), None)
        book.narrowed[key] = found
    return found


def facets_of(
    request: SearchRequest, book: FactBook, narrowed: Narrowed, counts: Mapping[int, int]
) -> tuple[Facet, ...]:
    """The facets of a search whose hits by document, in all documents, are ``counts``."""
    passed = counts
    if narrowed.documents is not None:
        passed = {number: count for number, count in counts.items() if number in narrowed.documents}
    kinds = _by_kind(book, passed)
    shown = _KINDS if request.blind else GROUPS
    return tuple(_facet(group, request, book, (passed, kinds), narrowed, counts) for group in shown)


def _by_kind(book: FactBook, counts: Mapping[int, int]) -> Counter[tuple[str | None, ...]]:
    """The hits by what the first four filters ask: a store has thousands of documents and some fifty such kinds."""
    tally: Counter[tuple[str | None, ...]] = Counter()
    kinds = book.kinds
    for number, count in counts.items():
        tally[kinds[number]] += count
    return tally


def _facet(
    group: Group,
    request: SearchRequest,
    book: FactBook,
    passed: tuple[Mapping[int, int], Counter[tuple[str | None, ...]]],
    narrowed: Narrowed,
    counts: Mapping[int, int],
) -> Facet:
    nearly = narrowed.nearly.get(group, frozenset())
    others = {number: count for number, count in counts.items() if number in nearly} if nearly else {}
    tally: Counter[str] = Counter()
    if group in _KINDS:
        place = _KINDS.index(group)
        for kind, count in (passed[1] + _by_kind(book, others)).items():
            for value in places(kind[place]) if group == "jurisdiction" else filter(None, (kind[place],)):
                tally[value] += count
    else:
        codes = _codes(group, request, book)
        for some in (passed[0], others):
            for number, count in some.items():
                for value in codes.get(number, ()):
                    tally[value] += count
    return Facet(group=group, values=tuple(_values(tally, getattr(request, group), sum(passed[0].values()))))


def _values(tally: Counter[str], chosen: str | None, total: int) -> Iterator[FacetValue]:
    # A filter may ask for what no document is called: zh for zh-Hans, or a category that nothing covers.
    if chosen and chosen not in tally:
        tally[chosen] = total
    for value, count in sorted(tally.items(), key=lambda item: (-item[1], item[0])):
        yield FacetValue(value=value, count=count, chosen=value == chosen)


_KINDS: tuple[Group, ...] = ("jurisdiction", "type", "status", "language")


def _codes(group: Group, request: SearchRequest, book: FactBook) -> Mapping[int, Iterable[str]]:
    """The codes of a taxonomy that each document covers, as the filter takes them."""
    if group == "actor":
        return book.codes(ACTOR, good=False)
    taxonomy = request.sought[0]
    codes = book.codes(taxonomy, good=request.level == "good")
    if taxonomy == RISKS:
        return codes
    return {number: [f"{taxonomy}:{code}" for code in some] for number, some in codes.items()}
