"""Which mentions of "Article 7" are Article 7: the ones that stand in a row.

A number at the beginning of a line may be a provision or the rest of a reference ("in accordance with / Article 30").
A provision continues the count, stands where a sentence can begin, and is not followed by the words of a reference.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple


class Strength(IntEnum):
    """How well a place fits the beginning of a provision."""

    CUT_LINE = 1
    INLINE = 2
    LINE = 3
    BLOCK = 4


_BLOCK = Strength.BLOCK


class Candidate(NamedTuple):
    """A possible beginning of an article. ``inserted`` is 1 for 第十条之一 or Article 10a, 0 for a plain number."""

    start: int
    end: int
    number: int
    inserted: int
    strength: Strength


# Articles that were repealed and left out: the longest run of them that a consolidated law of the corpus has is 9.
_WIDEST_GAP = 12


class _Places:
    """Where each number stands, and how strongly, so that the chain is chosen in one pass."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._candidates = candidates
        self._blocks = [index for index, candidate in enumerate(candidates) if candidate.strength is _BLOCK]
        self._starts: dict[tuple[int, int, Strength], list[int]] = defaultdict(list)
        for candidate in candidates:
            for strength in Strength:
                if strength <= candidate.strength:
                    self._starts[candidate.number, candidate.inserted, strength].append(candidate.start)

    def next_block(self, index: int) -> Candidate | None:
        """The first candidate behind the one at ``index`` that opens a block."""
        place = bisect_right(self._blocks, index)
        return self._candidates[self._blocks[place]] if place < len(self._blocks) else None

    def after(self, offset: int, number: int, inserted: int, strength: Strength) -> int | None:
        """The first place behind ``offset`` where a number stands at least so strongly."""
        starts = self._starts.get((number, inserted, strength), [])
        index = bisect_right(starts, offset)
        return starts[index] if index < len(starts) else None


def choose(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that are articles, in order. A new count from 1 may begin only at the start of a block."""
    if _is_plain_count(candidates):
        return list(candidates)
    places = _Places(candidates)
    chain: list[Candidate] = []
    last = (0, 0)
    for index, candidate in enumerate(candidates):
        position = (candidate.number, candidate.inserted)
        if _follows(position, last):
            if candidate.strength is not Strength.BLOCK and _better_later(candidate, places):
                continue
        elif candidate.strength is not Strength.BLOCK:
            continue
        else:
            following = places.next_block(index)
            if not _restarts(candidate, following) and not _jumps(candidate, last, places, following):
                continue
        chain.append(candidate)
        last = position
    return chain


def _is_plain_count(candidates: Sequence[Candidate]) -> bool:
    """Whether the candidates count from 1, each at the start of a block, as those of nine laws in ten do."""
    for place, one in enumerate(candidates, start=1):
        if one.number != place or one.inserted or one.strength is not _BLOCK:
            return False
    return True


def _follows(position: tuple[int, int], last: tuple[int, int]) -> bool:
    number, inserted = position
    return (number == last[0] + 1 and inserted == 0) or (number == last[0] > 0 and inserted == last[1] + 1)


def _better_later(candidate: Candidate, places: _Places) -> bool:
    """Whether the same number stands more strongly further on, before the next number does so."""
    stronger = Strength(candidate.strength + 1)
    again = places.after(candidate.start, candidate.number, candidate.inserted, stronger)
    following = places.after(candidate.start, candidate.number + 1, 0, Strength.BLOCK)
    return again is not None and (following is None or again < following)


def _restarts(candidate: Candidate, following: Candidate | None) -> bool:
    """A second count (an annexed regulation) begins with 1 at a block and goes on with 2."""
    if (candidate.number, candidate.inserted) != (1, 0):
        return False
    return following is not None and following.number == 2


def _jumps(candidate: Candidate, last: tuple[int, int], places: _Places, following: Candidate | None) -> bool:
    """A number after a gap, at a block: the expected ones never come."""
    if candidate.inserted or candidate.number <= last[0]:
        return False
    if last == (0, 0):
        # An excerpt may begin anywhere, if it goes on: the book on personality rights begins with article 989.
        return following is not None and following.number == candidate.number + 1
    if candidate.number - last[0] > _WIDEST_GAP:
        return False
    missing = range(last[0] + 1, candidate.number)
    return all(places.after(candidate.start, number, 0, Strength.CUT_LINE) is None for number in missing)
