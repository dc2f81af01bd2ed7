"""Runs of text between the borders of quotes, so that nested and overlapping quotes can all be seen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from regatlas.pages.claims import Claim, Mention


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that are quoted by the same claims.

    ``anchors`` are the ids of the quotes that begin here. ``tint`` is the risk domain of the shortest quote, the one
    that says most closely what these words are about; ``edge`` is the next domain that quotes them, or 0.
    """

    text: str
    quoted: bool = False
    tint: int = 0
    edge: int = 0
    anchors: tuple[str, ...] = ()
    lead: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    tint: int
    mention: Mention


class Marks:
    """Every quote of a page over its text. Runs must be asked for in the order of the text."""

    def __init__(self, text: str, claims: Iterable[Claim]) -> None:
        self._text = text
        found = [
            _Mark(mention.quote.span.start, mention.quote.span.end, claim.tint, mention)
            for claim in claims
            for mention in claim.mentions
        ]
        self._marks = sorted(found, key=lambda mark: (mark.start, -mark.end))
        self._borders = sorted({place for mark in self._marks for place in (mark.start, mark.end)})
        self._active = self._sweep()
        self._anchored = 0

    def _sweep(self) -> list[list[_Mark]]:
        """The marks over each stretch between two borders, shortest first."""
        stretches: list[list[_Mark]] = [[] for _ in self._borders]
        for mark in sorted(self._marks, key=lambda mark: mark.end - mark.start):
            first, last = bisect_left(self._borders, mark.start), bisect_left(self._borders, mark.end)
            for index in range(first, last):
                stretches[index].append(mark)
        return stretches

    def runs(self, start: int, end: int, *, lead: int = 0) -> Iterator[Run]:
        """The runs of ``text[start:end]``; its first ``lead`` characters are marked as a provision's number."""
        cuts = self._borders[bisect_right(self._borders, start) : bisect_left(self._borders, end)]
        places = sorted({start, *cuts, end, *((start + lead,) if 0 < lead < end - start else ())})
        for left, right in pairwise(places):
            yield self._run(left, right, lead=right <= start + lead)

    def rest(self) -> tuple[str, ...]:
        """The anchors of quotes that no run has carried: those that begin in white space at the end of the text."""
        return self._anchors(len(self._text) + 1)

    def _run(self, left: int, right: int, *, lead: bool) -> Run:
        index = bisect_right(self._borders, left) - 1
        active = self._active[index] if index >= 0 else []
        tints = list(dict.fromkeys(mark.tint for mark in active if mark.tint))
        tint, edge = (*tints, 0, 0)[:2]
        return Run(self._text[left:right], bool(active), tint, edge, self._anchors(right), lead)

    def _anchors(self, before: int) -> tuple[str, ...]:
        first = self._anchored
        while self._anchored < len(self._marks) and self._marks[self._anchored].start < before:
            self._anchored += 1
        return tuple(mark.mention.anchor for mark in self._marks[first : self._anchored])
