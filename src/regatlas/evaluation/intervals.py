"""How far a figure would move with other documents: percentile bootstrap over documents.

Documents are drawn, never (document, category) pairs: the pairs of one document stand and fall together. Efron and
Tibshirani, An Introduction to the Bootstrap (1993), chapter 13. The draws are seeded, so that figures repeat.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeVar

Document = TypeVar("Document")
DRAWS = 1000
_SEED = 20_240_607


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the interval that holds it in 95 of 100 draws; None where nothing can be said."""

    value: float | None
    low: float | None = None
    high: float | None = None


def interval(
    documents: Sequence[Document],
    figures: Callable[[Mapping[int, int]], Sequence[float | None]],
    draws: int = DRAWS,
) -> list[Estimate]:
    """Each of ``figures`` with its interval. ``figures`` is given how often each document, by its number, was drawn.

    A draw in which a figure cannot be said is left out of its interval.
    """
    everything = figures(dict.fromkeys(range(len(documents)), 1))
    if len(documents) < 2:
        return [Estimate(value) for value in everything]
    chooser = random.Random(_SEED)  # noqa: S311 - resampling, not secrecy
    numbers = range(len(documents))
    drawn = [figures(Counter(chooser.choices(numbers, k=len(documents)))) for _ in range(draws)]
    return [_estimate(value, [one[at] for one in drawn]) for at, value in enumerate(everything)]


def _estimate(value: float | None, drawn: Sequence[float | None]) -> Estimate:
    known = sorted(one for one in drawn if one is not None)
    if value is None or not known:
        return Estimate(value)
    edge = len(known) * 0.025
    return Estimate(value, known[int(edge)], known[min(len(known) - 1, int(len(known) - edge))])


def f1_interval(
    gold: Mapping[str, AbstractSet[str]],
    found: Mapping[str, AbstractSet[str]],
    categories: Collection[str],
    draws: int = DRAWS,
) -> tuple[Estimate, Estimate]:
    """Micro and macro F1 over the given categories, each with its interval."""
    order = {category: number for number, category in enumerate(categories)}
    documents = [_marks(gold[one], found.get(one, frozenset()), order) for one in gold]

    def figures(drawn: Mapping[int, int]) -> tuple[float, float]:
        # Twice the right ones against all marks of both sides: F1 without precision and recall.
        both, either = [0] * len(order), [0] * len(order)
        for number, times in drawn.items():
            for category, right in documents[number]:
                both[category] += 2 * right * times
                either[category] += (1 + right) * times
        single = [one / all_ if all_ else 0.0 for one, all_ in zip(both, either, strict=True)]
        return sum(both) / max(1, sum(either)), sum(single) / max(1, len(single))

    micro, macro = interval(documents, figures, draws)
    return micro, macro


def _marks(gold: AbstractSet[str], found: AbstractSet[str], order: Mapping[str, int]) -> list[tuple[int, int]]:
    """For each category that either side has, its number and whether both have it."""
    return [(order[one], int(one in gold and one in found)) for one in sorted(gold | found) if one in order]
