"""Texts without articles or sections: headings, numbered parts and measures, points, plain paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from regatlas.model.document import ProvisionKind
from regatlas.model.text import Block, SourceText
from regatlas.structure.lists import ListTracker
from regatlas.structure.markers import Marker, Reading, markers_at
from regatlas.structure.numerals import spell_chinese
from regatlas.structure.outline import RANK, Unit

_LONGEST_HEADING = 120
_SENTENCE_END = re.compile(r"[。；;.]$")
_TITLE_RANKS = 8
# Saved pages lose line ends: "… has been formulated.I. The Situation", "The Requirements(1) Guiding Ideology".
_GLUED = re.compile(r"(?<=[.。])(?=[IVX]{1,5}\.\s[A-Z])|(?<=[a-z.])(?=\(\d{1,2}\)\s[A-Z])")
_BARE_NUMBER = re.compile(r"(\d{1,2})\s(?=[A-Z\u4e00-\u9fff])")


class GenericParser:
    """Finds the units of one text, in reading order."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.text = source.text
        self._segments = list(self._cut(source))
        self._starts = [start for start, _, _ in self._segments]
        self._tracker = ListTracker()
        self._base = RANK["point"]

    def _cut(self, source: SourceText) -> Iterator[tuple[int, int, Block]]:
        """Blocks, cut where a number follows a sentence or heading without a line of its own."""
        for block in source.blocks:
            cuts = [match.end() for match in _GLUED.finditer(self.text, block.start, block.end)]
            for left, right in zip([block.start, *cuts], [*cuts, block.end], strict=True):
                yield left, right, block

    def units(self) -> list[Unit]:
        """All units, sorted; together they cover the text from its first character."""
        units: list[Unit] = []
        for index, (start, end, block) in enumerate(self._segments):
            if index == 0 and self._is_title(start, end, block):
                units.append(Unit("title", start, RANK["front"], "title"))
            elif block.kind == "heading":
                units.append(self._heading(start, end, block))
            else:
                units.extend(self._numbered(start, end) or self._bare(start, end) or [self._plain(start, block)])
        _name_measures(units)
        return units

    def _is_title(self, start: int, end: int, block: Block) -> bool:
        if block.kind == "heading" and block.level == 1:
            return True
        line = self.text[start:end]
        return len(line) <= _LONGEST_HEADING and not _SENTENCE_END.search(line) and not markers_at(self.text, start, end)

    def _heading(self, start: int, end: int, block: Block) -> Unit:
        self._tracker.reset()
        line = self.text[start:end]
        markers = markers_at(self.text, start, end)
        number = markers[0].label if markers else None
        rank = _TITLE_RANKS + 2 * block.level
        title = line[markers[0].end - start :].strip() or line if markers else line
        token = f"sec_{number}" if number else "sec"
        return Unit("section", start, rank, token, number, title, body=self._next_start(start, end))

    def _numbered(self, start: int, end: int) -> list[Unit]:
        units: list[Unit] = []
        markers = markers_at(self.text, start, end)
        for index, marker in enumerate(markers):
            place = self._tracker.place(marker, markers[index + 1 :] or self._next_markers(end))
            if place is None:
                break
            depth, reading = place
            label = str(reading.value) if _spelled(reading.style) else marker.label
            begin = start if index == 0 else marker.start
            unit = Unit("point", begin, self._base + depth, f"point_{label}", label)
            unit.heading = self._line_heading(marker, end)
            unit.decimal = reading.style.startswith("decimal")
            if unit.heading and index + 1 == len(markers):
                unit.body = self._next_start(start, end)
            units.append(unit)
        return units

    def _bare(self, start: int, end: int) -> list[Unit]:
        """A heading numbered without a full stop, as standards have it: "5 Requirements"."""
        match = _BARE_NUMBER.match(self.text, start, end)
        line = self.text[start:end]
        if not match or len(line) > _LONGEST_HEADING or _SENTENCE_END.search(line):
            return []
        reading = Reading("decimal-1:", int(match[1]))
        place = self._tracker.place(Marker(start, match.end(), match[1], (reading,)))
        if place is None:
            return []
        unit = Unit("point", start, self._base + place[0], f"point_{match[1]}", match[1], line[len(match.group()) :])
        unit.decimal = True
        unit.body = self._next_start(start, end)
        return [unit]

    def _next_start(self, start: int, end: int) -> int:
        index = bisect_right(self._starts, start)
        return self._starts[index] if index < len(self._starts) else end

    def _line_heading(self, marker: Marker, end: int) -> str | None:
        """The words of a numbered line that is only a heading."""
        line = self.text[marker.end : end].strip()
        return line if 0 < len(line) <= _LONGEST_HEADING and not _SENTENCE_END.search(line) else None

    def _plain(self, start: int, block: Block) -> Unit:
        if self._tracker.depth:
            # Text below a numbered heading belongs to it.
            return Unit("paragraph", start, self._base + self._tracker.depth + 1, "para")
        return Unit("table" if block.kind == "table-row" else "paragraph", start, RANK["paragraph"], "para")

    def _next_markers(self, start: int) -> list[Marker]:
        found: list[Marker] = []
        index = bisect_right(self._starts, start)
        for left, right, block in self._segments[index : index + 12]:
            if block.kind == "heading" or len(found) >= 6:
                break
            found.extend(markers_at(self.text, left, right))
        return found


def _spelled(style: str) -> bool:
    return style.startswith(("cn", "circled", "roman_dot"))


def _name_measures(units: list[Unit]) -> None:
    """Call the outermost numbered units parts and the next ones measures, or measures where nothing stands below.

    Municipal measures number their measures through all parts (一、 … （一） or 1.), so the second level is what
    people cite; a plain numbered list of principles has one level, and that is what they cite.
    """
    numbered = [unit for unit in units if unit.kind == "point"]
    if not numbered:
        return
    ranks = sorted({unit.rank for unit in numbered})
    outer = [unit for unit in numbered if unit.rank == ranks[0]]
    inner = [unit for unit in numbered if len(ranks) > 1 and unit.rank == ranks[1]]
    headed = sum(unit.heading is not None for unit in outer)
    if inner and headed * 2 > len(outer) and len(outer) > 1:
        _rename(outer, "part", "part")
        _rename(inner, "measure", "measure")
    else:
        _rename(outer, "measure", "measure")


def _rename(units: list[Unit], kind: ProvisionKind, token: str) -> None:
    for unit in units:
        # Decimal numbers name sections (5.1), as standards and guidelines have them.
        unit.kind = "section" if unit.decimal else kind
        unit.token = f"{'sec' if unit.decimal else token}_{unit.number}"


def cite_generic(unit: Unit) -> str | None:
    """Part 2; Measure 12; Section 3.1; paragraph 4; Measure 12(a)."""
    number = unit.number or ""
    words = {"part": "Part", "measure": "Measure", "section": "Section"}
    if unit.kind in words and number:
        return f"{words[unit.kind]} {number}"
    if unit.kind == "section":
        return f"“{unit.heading}”" if unit.heading else None
    if unit.kind == "point":
        above = cite_generic(unit.parent) if unit.parent else ""
        return f"{above or ''}({number})"
    if unit.kind in ("paragraph", "table"):
        position = _position(unit)
        above = cite_generic(unit.parent) if unit.parent else None
        return f"{above}, paragraph {position}" if above else f"paragraph {position}"
    return {"title": "Title"}.get(unit.kind)


def cite_generic_chinese(unit: Unit) -> str | None:
    """第二部分; 第十二项措施; 第（一）点; 第4段."""
    number = unit.number or ""
    if unit.kind in ("part", "measure") and number.isdigit():
        word = "部分" if unit.kind == "part" else "项"
        return f"第{spell_chinese(int(number))}{word}"
    if unit.kind == "section":
        return f"“{unit.heading}”" if unit.heading else None
    if unit.kind == "point":
        above = cite_generic_chinese(unit.parent) if unit.parent else ""
        return f"{above or ''}（{number}）"
    if unit.kind in ("paragraph", "table"):
        above = cite_generic_chinese(unit.parent) if unit.parent else None
        return f"{above or ''}第{_position(unit)}段"
    return {"title": "标题"}.get(unit.kind)


def _position(unit: Unit) -> int:
    """The place of a plain paragraph among its siblings, from 1."""
    siblings = [other for other in (unit.parent.children if unit.parent else [unit]) if other.kind == unit.kind]
    return next((index for index, other in enumerate(siblings, start=1) if other is unit), 1)
