"""A text as its grammars walk through it: blocks, line starts, list numbers, quotations; each looked up, not searched.

Every grammar asks the same questions of the same places many times over. The answers are kept here, so that reading
stays linear in the length of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from regatlas.model.text import SourceText
from regatlas.structure.markers import Marker, markers_at
from regatlas.structure.quoted import quoted_spans

# Letters and Roman numerals are told apart by the items that follow; six of them, or twelve paragraphs, settle it.
_ENOUGH_MARKERS = 6
_FURTHEST_BLOCKS = 12


class Layout:
    """The blocks of one text, the lines inside them, and what stands at the beginning of each."""

    def __init__(self, source: SourceText, cuts: Sequence[int] = ()) -> None:
        """``cuts`` are further places, inside blocks, where something begins."""
        self.source = source
        self.text = source.text
        self.pieces = list(_pieces(source, sorted(set(cuts))))
        self.starts = [start for start, _ in self.pieces]
        self._openings = frozenset(self.starts)
        self._soft = frozenset(source.soft_breaks)
        self._soft_list = sorted(source.soft_breaks)
        self._markers: dict[tuple[int, int], list[Marker]] = {}
        self._quotations = quoted_spans(self.text, source.blocks)
        self._quotation_starts = [start for start, _ in self._quotations]

    def opens_block(self, offset: int) -> bool:
        """Whether a block (or a piece of one, after a cut) begins here."""
        return offset in self._openings

    def opens_line(self, offset: int) -> bool:
        """Whether a line of the original began here, inside a block."""
        return offset in self._soft

    def lines(self, start: int, end: int) -> list[int]:
        """The places between ``start`` and ``end`` where a line of the original began."""
        return self._soft_list[bisect_right(self._soft_list, start) : bisect_left(self._soft_list, end)]

    def quotation_at(self, offset: int) -> tuple[int, int] | None:
        """The quotation over several blocks, or filling one, in which a place stands."""
        index = bisect_right(self._quotation_starts, offset) - 1
        if index >= 0 and offset < self._quotations[index][1]:
            return self._quotations[index]
        return None

    def index_at(self, offset: int) -> int:
        """The index of the piece in which a place stands."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def segments(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of ``start:end`` that stand in one piece each."""
        for index in range(self.index_at(start), len(self.pieces)):
            left, right = self.pieces[index]
            if left >= end:
                return
            if max(start, left) < min(end, right):
                yield max(start, left), min(end, right)

    def next_start(self, offset: int) -> int:
        """Where the piece after the one at ``offset`` begins; the end of the text after the last."""
        index = self.index_at(offset) + 1
        return self.starts[index] if index < len(self.starts) else len(self.text)

    def markers(self, start: int, end: int) -> list[Marker]:
        """The list numbers that open ``start:end``."""
        key = (start, end)
        found = self._markers.get(key)
        if found is None:
            found = self._markers[key] = markers_at(self.text, start, end)
        return found

    def markers_after(self, offset: int, end: int) -> list[Marker]:
        """The list numbers that open the next pieces after the one that ends at ``offset``, as far as they matter."""
        found: list[Marker] = []
        index = bisect_left(self.starts, offset)
        for left, right in self.pieces[index : index + _FURTHEST_BLOCKS]:
            if left >= end or len(found) >= _ENOUGH_MARKERS:
                break
            found.extend(self.markers(left, right))
        return found


def _pieces(source: SourceText, cuts: list[int]) -> Iterator[tuple[int, int]]:
    for block in source.blocks:
        inside = cuts[bisect_right(cuts, block.start) : bisect_left(cuts, block.end)]
        yield from zip([block.start, *inside], [*inside, block.end], strict=True)
