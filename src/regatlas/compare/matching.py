"""Which unit of the earlier text became which unit of the later one.

In this order: equal words (the same number first); the same number with words that are similar enough; the most
similar words; words that are similar enough between the same neighbours. Similarity is the weighted Dice coefficient
of the words: twice the words in common over all words, each weighted by its rarity among all units, so that the
formulas of the trade (责令改正, 给予警告) count for little.

The thresholds were measured on real versions of laws; see ``docs/comparison.md``.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from regatlas.compare.numerals import ordinal
from regatlas.compare.tokens import Token, fingerprint, tokens
from regatlas.model.comparison import PairBasis, Unit
from regatlas.model.document import Document

LIKELY = 0.35
SIMILAR = 0.5
# A unit under another number must be more similar by this much before the same number is given up.
CLEARLY_BETTER = 0.15
_CANDIDATES = 8
# Between two matched neighbours at most so many pairs are tried.
_WIDEST_GAP = 400
# Words that more units have than this say nothing of which is which; leaving them out keeps the search linear.
_COMMON_SHARE = 0.1
_COMMON_LEAST = 12


@dataclass(frozen=True, slots=True)
class Worded:
    """A unit with its words: ``bag`` counts them, ``print`` is what equal units share."""

    unit: Unit
    found: list[Token]
    bag: Counter[str]
    print: str


@dataclass(frozen=True, slots=True)
class Matched:
    """The places of two units that belong together."""

    before: int
    after: int
    basis: PairBasis
    similarity: float


def worded(document: Document, units: Sequence[Unit]) -> list[Worded]:
    """The units of a document with their words."""
    result = []
    for unit in units:
        found = tokens(document.text, unit.body)
        bag = Counter(token.key for token in found if token.is_word)
        result.append(Worded(unit, found, bag, fingerprint(found)))
    return result


class Matcher:
    """Matches the units of two texts; units of different roles never match."""

    def __init__(self, before: Sequence[Worded], after: Sequence[Worded]) -> None:
        self._before = before
        self._after = after
        self._weights = _weights([*before, *after])
        self._free_before = set(range(len(before)))
        self._free_after = set(range(len(after)))

    def match(self) -> list[Matched]:
        """All matches, in the order of the earlier text."""
        found = [*self._equal()]
        scored = list(self._scored())
        found += self._numbered(scored)
        found += self._similar(scored)
        found += self._between(sorted(found, key=lambda one: one.before))
        return sorted(found, key=lambda one: one.before)

    def similarity(self, one: Counter[str], other: Counter[str]) -> float:
        """The weighted Dice coefficient; 1 for two empty bags."""
        whole = self.weight(one) + self.weight(other)
        small, large = sorted((one, other), key=len)
        shared = sum(min(count, large[key]) * self._weights[key] for key, count in small.items() if key in large)
        return 2 * shared / whole if whole else 1.0

    def weight(self, bag: Counter[str]) -> float:
        """The weight of all words of a bag."""
        return sum(count * self._weights[key] for key, count in bag.items())

    def _take(self, before: int, after: int, basis: PairBasis, similarity: float) -> Iterator[Matched]:
        if before in self._free_before and after in self._free_after:
            self._free_before.remove(before)
            self._free_after.remove(after)
            yield Matched(before, after, basis, similarity)

    def _equal(self) -> Iterator[Matched]:
        """Units of equal words; of several, those of equal number first, then in the order of the text."""
        for by_number in (True, False):
            later: dict[tuple[str | None, ...], deque[int]] = defaultdict(deque)
            for place in sorted(self._free_after):
                later[self._same(self._after[place], by_number=by_number)].append(place)
            for place in sorted(self._free_before):
                waiting = later.get(self._same(self._before[place], by_number=by_number))
                if waiting:
                    yield from self._take(place, waiting.popleft(), "words", 1.0)

    @staticmethod
    def _same(one: Worded, *, by_number: bool) -> tuple[str | None, ...]:
        words = (one.unit.role, one.print)
        return (*words, one.unit.kind, ordinal(one.unit.number)) if by_number else words

    def _between(self, found: Sequence[Matched]) -> Iterator[Matched]:
        """Units that stand between the same neighbours in both texts and are similar enough for that."""
        ends = [(-1, -1), *((one.before, one.after) for one in found), (len(self._before), len(self._after))]
        for (before, after), (next_before, next_after) in pairwise(ends):
            old = [place for place in range(before + 1, next_before) if place in self._free_before]
            new = [place for place in range(after + 1, next_after) if place in self._free_after]
            if 0 < len(old) * len(new) <= _WIDEST_GAP:
                scored = ((self._similarity_of(one, other), one, other) for one in old for other in new)
                for value, one, other in sorted(scored, key=_rank):
                    if value >= LIKELY:
                        yield from self._take(one, other, "neighbours", value)

    def _similarity_of(self, before: int, after: int) -> float:
        one, other = self._before[before], self._after[after]
        return self.similarity(one.bag, other.bag) if one.unit.role == other.unit.role else 0.0

    def _same_number(self, before: int, after: int) -> bool:
        one, other = self._before[before].unit, self._after[after].unit
        return one.kind == other.kind and ordinal(one.number) == ordinal(other.number) and one.role == other.role

    def _scored(self) -> Iterator[tuple[float, int, int]]:
        """Similarities of units still free: each with those that share its rarest words, and with its own number."""
        index: dict[str, list[int]] = defaultdict(list)
        numbered: dict[tuple[str, str | None], list[int]] = defaultdict(list)
        for place in sorted(self._free_after):
            numbered[self._key(self._after[place].unit)].append(place)
            for key in self._after[place].bag:
                index[key].append(place)
        most = max(_COMMON_LEAST, int(_COMMON_SHARE * len(self._after)))
        index = defaultdict(list, {key: places for key, places in index.items() if len(places) <= most})
        for place in sorted(self._free_before):
            unit = self._before[place]
            own = numbered[self._key(unit.unit)] if unit.unit.number is not None else []
            for other in {*self._nearest(unit, index), *own[:1]}:
                if self._after[other].unit.role == unit.unit.role:
                    yield self.similarity(unit.bag, self._after[other].bag), place, other

    @staticmethod
    def _key(unit: Unit) -> tuple[str, str | None]:
        return unit.kind, ordinal(unit.number)

    def _nearest(self, unit: Worded, index: dict[str, list[int]]) -> list[int]:
        scores: Counter[int] = Counter()
        for key in unit.bag:
            for other in index.get(key, ()):
                scores[other] += self._weights[key]  # type: ignore[assignment]  # weights are floats
        return [other for other, _ in sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]]

    def _numbered(self, scored: Sequence[tuple[float, int, int]]) -> Iterator[Matched]:
        """Pairs of the same number, unless either is clearly more similar to a unit under another number."""
        best_before: dict[int, float] = defaultdict(float)
        best_after: dict[int, float] = defaultdict(float)
        for value, before, after in scored:
            best_before[before] = max(best_before[before], value)
            best_after[after] = max(best_after[after], value)
        for value, before, after in sorted(scored, key=_rank):
            best = max(best_before[before], best_after[after])
            numbered = self._before[before].unit.number is not None and self._same_number(before, after)
            if numbered and value >= LIKELY and best < max(value, SIMILAR) + CLEARLY_BETTER:
                yield from self._take(before, after, "number", value)

    def _similar(self, scored: Sequence[tuple[float, int, int]]) -> Iterator[Matched]:
        for value, before, after in sorted(scored, key=_rank):
            if value >= SIMILAR:
                yield from self._take(before, after, "similarity", value)


def _rank(scored: tuple[float, int, int]) -> tuple[float, int, int, int]:
    """Most similar first; of equals the one that moved least, then in the order of the text."""
    value, before, after = scored
    return -value, abs(before - after), before, after


def _weights(units: Sequence[Worded]) -> dict[str, float]:
    """How much each word says: the logarithm of how few units have it."""
    spread = Counter(key for one in units for key in one.bag)
    return {key: log(1 + len(units) / count) for key, count in spread.items()}
