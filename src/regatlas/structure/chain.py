"""Which mentions of "Article 7" are Article 7: the ones that stand in a row.

A number at the beginning of a line may be a provision or the rest of a reference ("in accordance with / Article 30").
A provision continues the count, stands where a sentence can begin, and is not followed by the words of a reference.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple


class Strength(IntEnum):
    """How well a place fits the beginning of a provision."""

    INLINE = 1
    LINE = 2
    BLOCK = 3


class Candidate(NamedTuple):
    """A possible beginning of an article. ``inserted`` is 1 for 第十条之一 or Article 10a, 0 for a plain number."""

    start: int
    end: int
    number: int
    inserted: int
    strength: Strength
    label: str


_WIDEST_GAP = 12


def choose(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that are articles, in order. A new count from 1 may begin only at the start of a block."""
    blocks = [candidate for candidate in candidates if candidate.strength is Strength.BLOCK]
    chain: list[Candidate] = []
    last = (0, 0)
    for index, candidate in enumerate(candidates):
        position = (candidate.number, candidate.inserted)
        if _follows(position, last):
            if candidate.strength is not Strength.BLOCK and _better_later(candidate, blocks):
                continue
        elif not _restarts(candidate, candidates, index) and not _jumps(candidate, last, candidates, index):
            continue
        chain.append(candidate)
        last = position
    return chain


def _follows(position: tuple[int, int], last: tuple[int, int]) -> bool:
    number, inserted = position
    return (number == last[0] + 1 and inserted == 0) or (number == last[0] > 0 and inserted == last[1] + 1)


def _better_later(candidate: Candidate, blocks: Sequence[Candidate]) -> bool:
    """Whether the same number opens a block further on, before the next number does."""
    for other in blocks:
        if other.start <= candidate.start:
            continue
        if (other.number, other.inserted) == (candidate.number, candidate.inserted):
            return True
        if other.number == candidate.number + 1:
            return False
    return False


def _restarts(candidate: Candidate, candidates: Sequence[Candidate], index: int) -> bool:
    """A second count (an annexed regulation) begins with 1 at a block and goes on with 2."""
    if (candidate.number, candidate.inserted) != (1, 0) or candidate.strength is not Strength.BLOCK:
        return False
    following = (other for other in candidates[index + 1 :] if other.strength is Strength.BLOCK)
    return next((other.number for other in following), 0) == 2


def _jumps(candidate: Candidate, last: tuple[int, int], candidates: Sequence[Candidate], index: int) -> bool:
    """A number after a gap: the expected one never comes, and this one opens a block."""
    gap = candidate.number - last[0]
    if candidate.strength is not Strength.BLOCK or candidate.inserted or not 1 < gap <= _WIDEST_GAP:
        return False
    if last == (0, 0):
        # An excerpt may begin anywhere, if it goes on.
        rest = [other for other in candidates[index + 1 :] if other.strength is Strength.BLOCK]
        return bool(rest) and rest[0].number == candidate.number + 1
    return not any(last[0] < other.number < candidate.number for other in candidates[index + 1 :])
