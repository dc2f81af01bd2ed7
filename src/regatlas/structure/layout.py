"""A text as its grammars walk through it: blocks, line starts, list numbers, quotations; each looked up, not searched.

Every grammar asks the same questions of the same places many times over. The answers are kept here, so that reading
stays linear in the length of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from regatlas.model.text import SourceText
from regatlas.structure.markers import Marker, markers_at, may_mark
from regatlas.structure.quoted import quoted_spans
from regatlas.structure.signs import OPENERS, QUOTING, look_up

# Letters and Roman numerals are told apart by the items that follow; six of them, or twelve paragraphs, settle it.
_ENOUGH_MARKERS = 6
_FURTHEST_BLOCKS = 12


class Layout:
    """The blocks of one text, the lines inside them, and what stands at the beginning of each.

    The pieces are the blocks, cut where something further begins; ``starts`` and ``ends`` say where each begins and
    ends, and ``openers`` with what kind of character (:data:`.signs.OPENERS`). ``line_starts`` are the places inside
    blocks where a line of the original began, and ``line_openers`` what stands there.
    """

    def __init__(self, source: SourceText, cuts: Sequence[int] = ()) -> None:
        """``cuts`` are further places, inside blocks, where something begins."""
        self.source = source
        self.text = source.text
        self.starts: list[int] = [block[0] for block in source.blocks]
        self.ends: list[int] = [block[1] for block in source.blocks]
        if cuts:
            self._cut(cuts)
        self.openers = look_up(OPENERS, self.text, self.starts)
        self.line_starts: list[int] = sorted(source.soft_breaks)
        self.line_openers = look_up(OPENERS, self.text, self.line_starts)
        self._markers: dict[tuple[int, int], list[Marker]] = {}
        self._quotations = quoted_spans(self.text, source.blocks) if QUOTING in self.openers else []
        self._quotation_starts = [start for start, _ in self._quotations]

    def _cut(self, cuts: Sequence[int]) -> None:
        """Begin further pieces at places that stand inside one."""
        inside: list[int] = []
        for cut in sorted(set(cuts)):
            index = bisect_right(self.starts, cut) - 1
            if index >= 0 and self.starts[index] < cut < self.ends[index]:
                inside.append(cut)
        self.starts = sorted([*self.starts, *inside])
        self.ends = sorted([*self.ends, *inside])

    def pieces(self, first: int = 0, stop: int | None = None) -> list[tuple[int, int]]:
        """Where pieces begin and end: from the one with the index ``first`` to the one before ``stop``, or all."""
        return list(zip(self.starts[first:stop], self.ends[first:stop], strict=True))

    def lines(self, start: int, end: int) -> list[int]:
        """The places between ``start`` and ``end`` where a line of the original began."""
        return self.line_starts[bisect_right(self.line_starts, start) : bisect_left(self.line_starts, end)]

    @property
    def quotes(self) -> bool:
        """Whether the text quotes passages of other laws at all."""
        return bool(self._quotations)

    def quotation_at(self, offset: int) -> tuple[int, int] | None:
        """The quotation over several blocks, or filling one, in which a place stands."""
        if not self._quotations:
            return None
        index = bisect_right(self._quotation_starts, offset) - 1
        if index >= 0 and offset < self._quotations[index][1]:
            return self._quotations[index]
        return None

    def index_at(self, offset: int) -> int:
        """The index of the piece in which a place stands."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def segments(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of ``start:end`` that stand in one piece each."""
        first = max(0, bisect_right(self.starts, start) - 1)
        found = self.pieces(first, bisect_left(self.starts, end))
        if not found or (found[0][0] >= start and found[-1][1] <= end):
            return found
        # Only the outer ones can reach beyond the ends.
        found[0] = max(start, found[0][0]), found[0][1]
        found[-1] = found[-1][0], min(end, found[-1][1])
        return [piece for piece in found if piece[0] < piece[1]]

    def next_start(self, offset: int) -> int:
        """Where the piece after the one at ``offset`` begins; the end of the text after the last."""
        index = self.index_at(offset) + 1
        return self.starts[index] if index < len(self.starts) else len(self.text)

    def markers(self, start: int, end: int) -> list[Marker]:
        """The list numbers that open ``start:end``."""
        if start >= end or not may_mark(self.text[start]):
            return []
        found = self._markers.get((start, end))
        if found is None:
            found = self._markers[start, end] = markers_at(self.text, start, end)
        return found

    def markers_after(self, offset: int, end: int) -> list[Marker]:
        """The list numbers that open the next pieces after the one that ends at ``offset``, as far as they matter."""
        found: list[Marker] = []
        index = bisect_left(self.starts, offset)
        for left, right in self.pieces(index, index + _FURTHEST_BLOCKS):
            if left >= end or len(found) >= _ENOUGH_MARKERS:
                break
            found.extend(self.markers(left, right))
        return found

    def next_markers(self, offset: int, end: int) -> list[Marker]:
        """The list numbers that open the first piece with any, as far as ``markers_after`` looks."""
        index = bisect_left(self.starts, offset)
        for left, right in self.pieces(index, index + _FURTHEST_BLOCKS):
            if left >= end:
                break
            found = self.markers(left, right)
            if found:
                return found
        return []
