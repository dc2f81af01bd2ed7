"""The longest common part of two sequences, by Myers' greedy algorithm (Algorithmica 1, 1986).

Time grows with the length times the number of differences, so that texts that are nearly equal cost next to nothing.
Beyond ``MOST_EDITS`` differences a stretch is split at the elements that stand once on both sides; where there are
none, it counts as replaced as a whole. Both limits keep hostile texts from costing more than a second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from regatlas.compare.order import longest_rising

MOST_EDITS = 600


class Match(NamedTuple):
    """``length`` equal elements at ``left`` and at ``right``."""

    left: int
    right: int
    length: int


def matches(left: Sequence[str], right: Sequence[str]) -> list[Match]:
    """Stretches that both sequences have in common, in order, neighbours joined."""
    joined: list[Match] = []
    for match in _stretch(left, right):
        last = joined[-1] if joined else None
        if last and (last.left + last.length, last.right + last.length) == (match.left, match.right):
            joined[-1] = Match(last.left, last.right, last.length + match.length)
        elif match.length:
            joined.append(match)
    return joined


def _stretch(left: Sequence[str], right: Sequence[str]) -> Iterator[Match]:
    head = _common(left, right)
    tail = _common(left[head:][::-1], right[head:][::-1])
    yield Match(0, 0, head)
    inner_left, inner_right = left[head : len(left) - tail], right[head : len(right) - tail]
    if inner_left and inner_right:
        for match in _middle(inner_left, inner_right):
            yield Match(match.left + head, match.right + head, match.length)
    yield Match(len(left) - tail, len(right) - tail, tail)


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """How many elements at the beginning are equal."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(left), len(right)))


def _middle(left: Sequence[str], right: Sequence[str]) -> Iterator[Match]:
    found = _myers(left, right)
    if found is not None:
        yield from found
        return
    start_left = start_right = 0
    for here, there in (*_anchors(left, right), (len(left), len(right))):
        inner = _myers(left[start_left:here], right[start_right:there]) or ()
        yield from (Match(one.left + start_left, one.right + start_right, one.length) for one in inner)
        if here < len(left):
            yield Match(here, there, 1)
        start_left, start_right = here + 1, there + 1


def _anchors(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Places of elements that stand once on each side, as many as come in the same order."""
    once = {element for element, count in Counter(left).items() if count == 1}
    once &= {element for element, count in Counter(right).items() if count == 1}
    place = {element: index for index, element in enumerate(right) if element in once}
    pairs = [(index, place[element]) for index, element in enumerate(left) if element in once]
    return [pairs[index] for index in longest_rising([there for _, there in pairs])]


def _myers(left: Sequence[str], right: Sequence[str]) -> list[Match] | None:
    """The common stretches after the fewest insertions and deletions; None where they are too many."""
    reach = {1: 0}
    trace: list[dict[int, int]] = []
    for edits in range(min(len(left) + len(right), MOST_EDITS) + 1):
        trace.append(dict(reach))
        for diagonal in range(-edits, edits + 1, 2):
            down = diagonal == -edits or (diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1])
            x = reach[diagonal + 1] if down else reach[diagonal - 1] + 1
            y = x - diagonal
            while x < len(left) and y < len(right) and left[x] == right[y]:
                x, y = x + 1, y + 1
            reach[diagonal] = x
            if x >= len(left) and y >= len(right):
                return _walk_back(trace, len(left), len(right))
    return None


def _walk_back(trace: list[dict[int, int]], x: int, y: int) -> list[Match]:
    found: list[Match] = []
    for edits in range(len(trace) - 1, -1, -1):
        reach, diagonal = trace[edits], x - y
        down = diagonal == -edits or (diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1])
        from_x = reach[diagonal + 1] if down else reach[diagonal - 1]
        from_y = from_x - (diagonal + 1 if down else diagonal - 1)
        start = from_x if down else from_x + 1
        if edits == 0:
            start = 0
        if x > start:
            found.append(Match(start, start - diagonal, x - start))
        x, y = from_x, from_y
    return found[::-1]
