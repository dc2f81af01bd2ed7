"""The cheapest way to walk through two sequences at once, after Gale and Church (Computational Linguistics 19, 1993).

A step takes one or more items of either side and costs what the caller says, plus what such a step costs as such. The
walk keeps to a band around the places where numbers agree, so that its cost grows with the length of the texts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from regatlas.compare.order import longest_rising

# Negative logarithms of how often translators keep, drop, join and split a paragraph (Gale and Church's table, where
# dropping has 0.01 and joining 0.045 on each side); three against one does not occur there and is made rarer still.
STEPS: dict[tuple[int, int], float] = {
    (1, 1): 0.12, (1, 0): 4.6, (0, 1): 4.6, (2, 1): 3.1, (1, 2): 3.1, (3, 1): 5.0, (1, 3): 5.0,
}  # fmt: skip
_HALF_BAND = 16
_NO_WAY = float("inf")


class Step(NamedTuple):
    """Items ``[a, b)`` of the left and ``[c, d)`` of the right side that belong together, and what that cost."""

    a: int
    b: int
    c: int
    d: int
    cost: float


Cost: TypeAlias = Callable[[int, int, int, int], float]
# What it costs to come to a place of the right side, and the last step on the way.
_Reached: TypeAlias = dict[int, tuple[float, Step | None]]


def walk(left: int, right: int, cost: Cost, anchors: Sequence[tuple[int, int]] = ()) -> list[Step]:
    """The cheapest steps from the beginning to the end of ``left`` and ``right`` items.

    ``cost(a, b, c, d)`` is asked for steps that take from both sides; ``anchors`` are places that may belong together.
    """
    bands = _bands(left, right, anchors)
    best: list[_Reached] = [{} for _ in range(left + 1)]
    best[0][0] = (0.0, None)
    for i in range(left + 1):
        low, high = bands[i]
        for j in range(low, high + 1):
            if i or j:
                best[i][j] = min(
                    (_reached(best, Step(i - m, i, j - n, j, 0.0), price, cost) for (m, n), price in STEPS.items()),
                    key=lambda found: found[0],
                )
    return _trace(best, left, right)


def _reached(
    best: Sequence[_Reached],
    step: Step,
    price: float,
    cost: Cost,
) -> tuple[float, Step | None]:
    """What it costs to end with ``step``, and the step."""
    if step.a < 0 or step.c < 0:
        return _NO_WAY, None
    so_far = best[step.a].get(step.c, (_NO_WAY, None))[0]
    if so_far == _NO_WAY:
        return _NO_WAY, None
    own = cost(step.a, step.b, step.c, step.d) if step.a < step.b and step.c < step.d else 0.0
    return so_far + price + own, step._replace(cost=own)


def _trace(best: Sequence[_Reached], left: int, right: int) -> list[Step]:
    steps: list[Step] = []
    i, j = left, right
    while (i, j) != (0, 0):
        step = best[i][j][1]
        assert step is not None, "the band joins the beginning with the end"
        steps.append(step)
        i, j = step.a, step.c
    return steps[::-1]


def _bands(left: int, right: int, anchors: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each place of the left side, the places of the right side that the walk may visit."""
    inner = [anchors[place] for place in longest_rising([there for _, there in anchors])]
    corners = [(0, 0), *inner, (left, right)]
    centres: list[list[int]] = [[] for _ in range(left + 1)]
    for (here, there), (next_here, next_there) in pairwise(corners):
        for i in range(here, next_here + 1):
            along = (i - here) / (next_here - here) if next_here > here else 0
            centres[i].append(there + round(along * (next_there - there)))
        centres[next_here].append(next_there)
    lows = [max(0, min(found) - _HALF_BAND) for found in centres]
    highs = [min(right, max(found) + _HALF_BAND) for found in centres]
    # Where many items stand against few, a band must reach as far as the next one begins.
    return [(low, max(high, after)) for low, high, after in zip(lows, highs, [*lows[1:], right], strict=True)]
