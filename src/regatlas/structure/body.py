"""What stands inside an article or annex: paragraphs, subparagraphs, points, and passages quoted from other laws."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from regatlas.model.document import ProvisionKind
from regatlas.structure.dialect import Dialect
from regatlas.structure.layout import Layout
from regatlas.structure.lists import ListTracker
from regatlas.structure.markers import Marker, Reading, may_mark, read_marker
from regatlas.structure.numerals import HAN
from regatlas.structure.outline import RANK, Unit
from regatlas.structure.signs import look_up, places_of, table_of

_WORD = re.compile(r"\w")
_INTRODUCES = re.compile(r"[:：—]\s*$")
# A paragraph that ends so was cut by the page, and goes on in the next one.
_BREAKS_OFF = re.compile(r"(?:\b(?:with|of|under|to|the|in|by|for)|依照|根据|按照|违反)\s*$")
_BREAKS_OFF_LAST = frozenset("hfroenyr照据反")
_BREAKS_OFF_SIGNS: Final = table_of(_BREAKS_OFF_LAST)
_LOOK_BACK = 8
_BEFORE_TEXT = frozenset(" :：.;；\n")
# The first branch of the expression for list numbers.
_BRACKETED = re.compile(rf"(（\s?[{HAN}]{{1,4}}\s?[）)])\s?")
_SPELLED = ("cn", "circled")
_PARAGRAPH, _POINT = RANK["paragraph"], RANK["point"]


class Body:
    """The units of one article or annex that ends at ``end``, segment by segment."""

    def __init__(self, layout: Layout, dialect: Dialect, end: int, *, annex: ListTracker | None = None) -> None:
        self._layout = layout
        self._text = layout.text
        self._end = end
        self._annex = annex is not None
        # "1." numbers the paragraphs of an article of the Union, but the points of an annex.
        self._numbered = dialect.numbered_paragraphs and not self._annex
        self._nests_text = dialect.numbered_paragraphs
        self._tracker = annex or ListTracker()
        self._bare_number = False
        self._quotation_end = -1

    def fill(self, units: list[Unit], segments: Sequence[tuple[int, int]]) -> None:
        """Add the units of whole segments; those that begin with plain words, most of a law, are dealt with here."""
        text, quoting, tracker = self._text, self._layout.quotes, self._tracker
        for start, stop in segments:
            first = text[start]
            if first == "（" and not quoting and (item := self._next_item(start, stop)):
                self._bare_number = False
                units.append(item)
            # A block ends in no white space, and a line feed stands before the next one.
            elif not first.isalpha() or may_mark(first) or quoting or text[start - 2] in _BREAKS_OFF_LAST:
                units += self.units(start, stop)
            elif self._bare_number:
                self._bare_number = False
            elif tracker.depth:
                units.append(self._plain(start, stop))
            else:
                tracker.reset()
                units.append(Unit("paragraph", start, _PARAGRAPH, "para", optional=True))

    def _next_item(self, start: int, stop: int) -> Unit | None:
        """The next item of the innermost list, where its number is a plain （三）, as those of nine laws in ten are."""
        match = _BRACKETED.match(self._text, start, stop)
        if match is None or match.end() == stop or self._text[match.end()] in "(（":
            return None
        label, readings = read_marker("cn_paren", match[1])
        depth = self._tracker.advance(readings[0]) if readings else 0
        return self._unit(Marker(start, match.end(), label, readings), depth, readings[0]) if depth else None

    def units(self, start: int, stop: int, opening: int | None = None) -> list[Unit]:
        """The units that one segment opens, the first at ``opening``; none where it goes on with what stands before."""
        begin = start if opening is None else opening
        if start < stop and self._text[start] in _BEFORE_TEXT:
            start = past_punctuation(self._text, start, stop)
        markers = self._layout.markers(start, stop)
        if self._continues(start, stop, markers):
            return []
        placed = self._placed(markers, stop) if markers else None
        self._bare_number = bool(placed) and markers[-1].end >= stop
        if not placed:
            return [self._plain(begin, stop)]
        placed[0].start = begin
        return list(_with_subparagraphs(placed)) if self._numbered else placed

    def _continues(self, start: int, stop: int, markers: list[Marker]) -> bool:
        """Text under a number that fills its line, a cut sentence, a line without words, and what a point quotes."""
        if not markers:
            if self._bare_number:
                self._bare_number = False
                return True
            if self._breaks_off(start):
                return True
        if start >= stop or start < self._quotation_end:
            return True
        if not has_words(self._text, start, stop):
            return True
        quotation = self._layout.quotation_at(start)
        if quotation and quotation[0] == start and _INTRODUCES.search(self._text, max(0, start - 3), start):
            self._quotation_end = quotation[1]
            return True
        return False

    def _breaks_off(self, start: int) -> bool:
        """Whether the words before ``start`` are such that a sentence cannot end with them."""
        first = max(0, start - _LOOK_BACK)
        last = self._text[first:start].rstrip()[-1:]
        return last in _BREAKS_OFF_LAST and _BREAKS_OFF.search(self._text, first, start) is not None

    def _plain(self, start: int, stop: int) -> Unit:
        """Text without a number: a paragraph of the article, or of the point whose list goes on behind it."""
        depth = self._tracker.depth
        if depth and self._tracker.goes_on(self._layout.next_markers(stop, self._end)):
            return self._subparagraph(start, depth)
        if depth and self._nests_text:
            depth = self._tracker.close_letters() if self._annex else 1
            self._tracker.reset(depth)
            return self._subparagraph(start, depth)
        self._tracker.reset()
        return Unit("paragraph", start, RANK["paragraph"], "para", optional=True)

    def _subparagraph(self, start: int, depth: int) -> Unit:
        # Points nest by twos, so that their own paragraphs find room; paragraphs by number stand above them all.
        numbered = self._numbered and depth == 1
        rank = RANK["subparagraph"] if numbered else RANK["point"] + 2 * depth + 1
        return Unit("subparagraph", start, rank, "subpara", optional=numbered)

    def _placed(self, markers: list[Marker], stop: int) -> list[Unit]:
        found: list[Unit] = []
        for index, marker in enumerate(markers):
            # What follows tells letters from Roman numerals; most numbers can be read in one way only.
            doubtful = len(marker.readings) > 1
            following = (markers[index + 1 :] or self._layout.markers_after(stop, self._end)) if doubtful else ()
            place = self._tracker.place(marker, following)
            if place is None:
                break
            found.append(self._unit(marker, *place))
        return found

    def _unit(self, marker: Marker, depth: int, reading: Reading) -> Unit:
        if self._numbered and depth == 1 and reading.style == "dot-digit":
            return Unit("paragraph", marker.start, RANK["paragraph"], f"para_{marker.label}", marker.label)
        kind: ProvisionKind = "point" if depth == 1 or (self._numbered and depth == 2) else "subpoint"
        style = reading.style
        label = str(reading.value) if style.startswith(_SPELLED) else marker.label
        unit = Unit(kind, marker.start, _POINT + 2 * depth, f"{kind}_{label}", label)
        unit.decimal = style.startswith("decimal")
        return unit


def has_words(text: str, start: int, stop: int) -> bool:
    """Whether there is a letter or digit at all."""
    return text[start].isalnum() or _WORD.search(text, start, stop) is not None


def breaks_off_after(layout: Layout) -> list[int]:
    """The indices of the pieces before which a sentence may have been cut, as only pages cut it."""
    # A block ends in no white space, and a line feed stands before the next one.
    return places_of(1, look_up(_BREAKS_OFF_SIGNS, layout.text, layout.starts, -2))


def past_punctuation(text: str, start: int, stop: int) -> int:
    """Where the words of a segment begin, behind the marks that follow a number or heading."""
    while start < stop and text[start] in _BEFORE_TEXT:
        start += 1
    return start


def _with_subparagraphs(placed: list[Unit]) -> Iterator[Unit]:
    """Each numbered paragraph with its first subparagraph, which vanishes where it stays the only one."""
    for unit in placed:
        yield unit
        if unit.kind == "paragraph":
            yield Unit("subparagraph", unit.start, RANK["subparagraph"], "subpara", optional=True)
