"""Measures of agreement between what was found and what was expected."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How often a category was rightly found, wrongly found, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what there is that was found; 0 where there is nothing."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing is right."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


@dataclass(frozen=True, slots=True)
class F1:
    """``micro`` counts every (document, category) pair alike, ``macro`` is the mean over categories."""

    micro: float
    macro: float
    by_category: dict[str, Counts]


def count(
    gold: Mapping[str, AbstractSet[str]], found: Mapping[str, AbstractSet[str]], categories: Iterable[str]
) -> dict[str, Counts]:
    """Counts by category over the documents of ``gold``; a document that ``found`` does not know has nothing found."""
    tallies = {}
    for category in categories:
        total = Counts()
        for document, expected in gold.items():
            has, said = category in expected, category in found.get(document, frozenset())
            total += Counts(int(has and said), int(said and not has), int(has and not said))
        tallies[category] = total
    return tallies


def f1(gold: Mapping[str, AbstractSet[str]], found: Mapping[str, AbstractSet[str]], categories: Collection[str]) -> F1:
    """Micro and macro F1 over the given categories."""
    by_category = count(gold, found, categories)
    total = sum(by_category.values(), Counts())
    macro = _share(sum(one.f1 for one in by_category.values()), len(by_category))
    return F1(total.f1, macro, by_category)


def frequent(gold: Mapping[str, AbstractSet[str]], at_least: int) -> list[str]:
    """The categories that so many documents have, in the order of their names: too few decide nothing."""
    names = sorted({category for expected in gold.values() for category in expected})
    return [name for name in names if sum(name in expected for expected in gold.values()) >= at_least]


def pooled_recall(pairs: Iterable[tuple[AbstractSet[str], AbstractSet[str]]]) -> float:
    """Of everything expected in (expected, found) pairs, the share that was found; 0 where nothing is expected."""
    expected = found = 0
    for wanted, got in pairs:
        expected += len(wanted)
        found += len(wanted & got)
    return _share(found, expected)


def outside(number: int, low: int, high: int) -> int:
    """How far ``number`` lies outside the range from ``low`` to ``high``; 0 inside."""
    return max(low - number, number - high, 0)


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean; 0 for nothing."""
    return _share(sum(values), len(values))


def quadratic_kappa(pairs: Sequence[tuple[int, int]], grades: int) -> float:
    """Cohen's kappa with quadratic weights of two coders' grades ``0 … grades - 1``.

    1 is full agreement, 0 what chance would give. Where both coders give one and the same grade throughout, chance
    explains everything and nothing can be said: the value is then 1, for they do agree. Cohen, Psychological Bulletin
    70 (1968), 213-220. Raises ValueError where there is no pair or a grade lies outside.
    """
    if not pairs or not all(0 <= one < grades and 0 <= two < grades for one, two in pairs):
        raise ValueError("kappa needs at least one pair of grades, each from 0 to grades - 1")
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    observed = mean([(one - two) ** 2 for one, two in pairs])
    chance = mean([(one - two) ** 2 for one in first for two in second])
    return 1.0 if chance == 0 else 1 - observed / chance


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
