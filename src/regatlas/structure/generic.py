"""Texts without articles or sections: headings, decimal sections, numbered parts and measures, plain paragraphs."""

from __future__ import annotations

import re

from regatlas.model.document import ProvisionKind
from regatlas.model.numerals import spell_chinese
from regatlas.model.text import Block, SourceText
from regatlas.structure.decimals import DecimalScheme
from regatlas.structure.english import word_number
from regatlas.structure.layout import Layout
from regatlas.structure.lists import ListTracker
from regatlas.structure.markers import Marker, Reading
from regatlas.structure.numerals import HAN
from regatlas.structure.outline import RANK, Unit

_LONGEST_HEADING = 120
# "(2) Basic requirements." alone on its line heads what follows, for all its full stop.
_LONGEST_LABEL = 50
_LONGEST_LINE_HEADING = 80
_SENTENCE_END = re.compile(r"[。；;.]$")
_PUNCTUATED = re.compile(r"[。；;.,，:：!?]")
# The clause on taking effect belongs to no measure.
_FINAL = re.compile(
    r"本(?:措施|意见|办法|方案|规划|计划|规定|指引)自|These (?:measures|Measures|opinions|"
    r"Opinions) (?:shall )?(?:take|come)"
)
_CHAPTER = re.compile(
    rf"(?:(?:Chapter|CHAPTER)\s(?P<number>\d{{1,2}}|[IVX]{{1,5}})(?=[\s.:：]|$)|"
    rf"第\s?(?P<chinese>[{HAN}]{{1,3}})\s?章)(?![的规])"
)
_INTRODUCES = re.compile(r"[:：]\s*$")
# Headings of a page rank 10 to 20 by level, decimal sections 26 to 34 by depth, list items from 42 on by twos.
_HEADING_RANK = 8
_DECIMAL_RANK = 24
_LIST_RANK = 40
# Saved pages lose line ends: "… has been formulated.I. The Situation", "The Requirements(1) Guiding Ideology".
# "… are to be followed.1. General Requirements" where that fills the line.
_GLUED = re.compile(
    r"(?<=[.。])(?=[IVX]{1,5}\.\s[A-Z])|(?<=[a-z.])(?=\(\d{1,2}\)\s[A-Z])"
    r"|(?<=[a-z)\]”]\.)(?=\d{1,2}\.\s[A-Z][A-Za-z ,-]{3,60}$)",
    re.MULTILINE,
)
_ANNEX = re.compile(
    r"(?:Annex|ANNEX|Appendix|APPENDIX|附录|附件)\s?(?P<number>[A-Z]\b|[IVX]{1,4}\b|\d{1,2}\b|)(?=\s*(?:[:：.(（—–-]|$)|\s+[A-Z])"
)
_IN_ANNEX = re.compile(r"(?P<number>[A-Z]\.\d{1,2}(?:\.\d{1,2})*)\.?\s")
# "Mr. President," is addressed to somebody; a title ends otherwise.
_ADDRESS = re.compile(r"[,，:：]$")
_EXCERPT = ("roman_dot", "cn_dun")


class GenericParser:
    """Finds the units of one text, in reading order."""

    def __init__(self, source: SourceText) -> None:
        self.text = source.text
        self.layout = Layout(source, [match.end() for match in _GLUED.finditer(source.text)])
        self._blocks = {block.start: block for block in source.blocks}
        self._tracker = ListTracker()
        self._decimals = DecimalScheme(self.layout)
        self._headed: dict[int, bool] = {}
        self._begun = False
        self._lettered = ""

    def units(self) -> list[Unit]:
        """All units, sorted; together they cover the text from its first character."""
        units: list[Unit] = []
        for index, (start, end) in enumerate(self.layout.pieces()):
            block = self._blocks.get(start)
            decimal = self._decimal(start, end)
            if decimal:
                units.append(decimal)
            elif index == 0 and self._is_title(start, end, block):
                units.append(Unit("title", start, RANK["front"], "title"))
            elif block and block.kind == "heading":
                units.append(self._heading(start, end, block))
            elif division := self._annex(start, end) or self._chapter(start, end) or self._line_above_list(start, end):
                units.append(division)
            else:
                units.extend(self._numbered(start, end) or [self._plain(start, end, block)])
        _name_measures(units)
        return units

    def _is_title(self, start: int, end: int, block: Block | None) -> bool:
        if block and block.kind == "heading" and block.level == 1:
            return True
        line = self.text[start:end]
        return (
            line[0] not in "[（("
            and len(line) <= _LONGEST_HEADING
            and not _SENTENCE_END.search(line)
            and not _ADDRESS.search(line.rstrip())
            and not self.layout.markers(start, end)
        )

    def _decimal(self, start: int, end: int) -> Unit | None:
        # Under an open list of "1." the number 1.1 belongs to that list.
        taken = self._decimals.take(start, end) if not self._tracker.depth or self._decimals.path else None
        if taken is None:
            return None
        self._tracker.reset()
        number, body = taken
        unit = Unit("section", start, _DECIMAL_RANK + 2 * len(self._decimals.path), f"sec_{number}", number)
        unit.decimal = True
        unit.heading = self._line_heading(body, end)
        unit.body = self.layout.next_start(start) if unit.heading else -1
        return unit

    def _heading(self, start: int, end: int, block: Block) -> Unit:
        self._tracker.reset()
        markers = self.layout.markers(start, end)
        number = markers[0].label if markers else None
        line = self.text[start:end]
        title = self.text[markers[0].end : end].strip() or line if markers else line
        token = f"sec_{number}" if number else "sec"
        rank = _HEADING_RANK + 2 * block.level
        return Unit("section", start, rank, token, number, title, body=self.layout.next_start(start))

    def _chapter(self, start: int, end: int) -> Unit | None:
        """A chapter of a text without articles; its measures may be numbered through."""
        match = _CHAPTER.match(self.text, start, end)
        if match is None or end - start > _LONGEST_HEADING:
            return None
        self._tracker.pause()
        number = str(word_number(match["number"] or match["chinese"]))
        title = self.text[match.end() : end].strip(" .:：—-") or None
        body = self.layout.next_start(start)
        return Unit("chapter", start, RANK["chapter"], f"chp_{number}", number, title, body=body)

    def _annex(self, start: int, end: int) -> Unit | None:
        """An annex, which counts its own sections, and a section of one: A.1."""
        inner = _IN_ANNEX.match(self.text, start, end)
        if inner and inner["number"][0] == self._lettered:
            return self._annex_section(inner, end)
        line = self.text[start:end].rstrip()
        match = _ANNEX.match(self.text, start, end)
        if match is None or len(line) > _LONGEST_HEADING or _PUNCTUATED.search(line[-1]):
            return None
        self._tracker.reset()
        self._decimals.reset()
        number = self._lettered = match["number"]
        heading = self.text[match.end() : end].strip(" .:：—-") or None
        token = f"annex_{number}" if number else "annex"
        body = self.layout.next_start(start)
        return Unit("annex", start, RANK["annex"], token, number or None, heading, printed=number, body=body)

    def _annex_section(self, match: re.Match[str], end: int) -> Unit:
        """Section A.1 of annex A."""
        self._tracker.reset()
        number, start = match["number"], match.start()
        heading = self._line_heading(match.end(), end)
        body = self.layout.next_start(start) if heading else match.end()
        rank = _DECIMAL_RANK + 2 * (number.count(".") + 1)
        return Unit("section", start, rank, f"sec_{number}", number, heading, body=body, decimal=True)

    def _line_above_list(self, start: int, end: int) -> Unit | None:
        """A short line without a stop above a list that begins with 1 is its heading."""
        line = self.text[start:end]
        if (
            len(line) > _LONGEST_LINE_HEADING
            or not line[0].isalpha()
            or _PUNCTUATED.search(line)
            or self.layout.markers(start, end)
        ):
            return None
        following = self.layout.markers_after(end, self.layout.next_start(self.layout.next_start(start)))
        if not following or all(reading.value != 1 for reading in following[0].readings):
            return None
        self._tracker.reset()
        return Unit("section", start, RANK["section"], "sec", None, line, body=self.layout.next_start(start))

    def _numbered(self, start: int, end: int) -> list[Unit]:
        units: list[Unit] = []
        markers = self.layout.markers(start, end)
        for index, marker in enumerate(markers):
            place = self._tracker.place(marker, markers[index + 1 :] or self.layout.markers_after(end, len(self.text)))
            if place is None:
                place = self._excerpt(marker, start)
            if place is None:
                break
            depth, reading = place
            label = str(reading.value) if _spelled(reading.style) else marker.label
            begin = start if index == 0 else marker.start
            unit = Unit("point", begin, _LIST_RANK + 2 * depth, f"point_{label}", label)
            unit.heading = self._line_heading(marker.end, end)
            if unit.heading and index + 1 == len(markers):
                unit.body = self.layout.next_start(start)
            self._headed[depth] = unit.heading is not None or end - marker.end <= _LONGEST_LABEL
            units.append(unit)
            self._begun = True
        return units

    def _excerpt(self, marker: Marker, start: int) -> tuple[int, Reading] | None:
        """Part III at the beginning of a text that has only this part."""
        if self._tracker.depth or self._begun or marker.start != start:
            return None
        reading = next((reading for reading in marker.readings if reading.style in _EXCERPT), None)
        if reading is None:
            return None
        self._tracker.start(reading)
        return 1, reading

    def _line_heading(self, start: int, end: int) -> str | None:
        """The words of a numbered line that is only a heading."""
        line = self.text[start:end].strip()
        introduces = _SENTENCE_END.search(line) or _INTRODUCES.search(line)
        return line if 0 < len(line) <= _LONGEST_HEADING and not introduces else None

    def _plain(self, start: int, end: int, block: Block | None) -> Unit:
        """Text below a numbered heading, or between the items of a list, belongs to the item."""
        if _FINAL.match(self.text, start, end):
            self._tracker.reset()
        depth = self._tracker.depth
        if depth and not self._headed.get(depth) and not self._goes_on(end):
            depth = self._tracker.close_letters()
            self._tracker.reset(depth)
        kind: ProvisionKind = "table" if block and block.kind == "table-row" and not depth else "paragraph"
        introduces = bool(_INTRODUCES.search(self.text, max(start, end - 3), end))
        return Unit(kind, start, _LIST_RANK + 2 * depth + 1, "para", holds=introduces)

    def _goes_on(self, end: int) -> bool:
        following: list[Marker] = self.layout.markers_after(end, len(self.text))
        return self._tracker.goes_on(following)


def _spelled(style: str) -> bool:
    return style.startswith(("cn", "circled", "roman_dot"))


def _name_measures(units: list[Unit]) -> None:
    """Call the outermost numbered units parts and the next ones measures, or measures where nothing stands below.

    Municipal measures number their measures through all parts (一、 … （一） or 1.), so the second level is what
    people cite; a plain numbered list of principles has one level, and that is what they cite. Lists inside decimal
    sections stay points.
    """
    numbered = [unit for unit in units if unit.kind == "point"]
    if not numbered or any(unit.decimal for unit in units):
        return
    if min(numbered, key=lambda unit: unit.rank).number == "a":
        # (a), (b) below a sentence are its points.
        return
    ranks = sorted({unit.rank for unit in numbered})
    outer = [unit for unit in numbered if unit.rank == ranks[0]]
    inner = [unit for unit in numbered if len(ranks) > 1 and unit.rank == ranks[1]]
    headed = sum(unit.heading is not None for unit in outer)
    excerpt = len(outer) == 1 and outer[0].number != "1" and len(inner) > 1
    if inner and ((headed * 2 > len(outer) and len(outer) > 1) or excerpt):
        _rename(outer, "part")
        _rename(inner, "measure")
        if len({unit.number for unit in inner}) < len(inner):
            # They begin to count anew in every part: Part 2, Measure 1.
            for unit in inner:
                unit.printed = _QUALIFIED
    else:
        _rename(outer, "measure")


_QUALIFIED = "qualified"


def _rename(units: list[Unit], kind: ProvisionKind) -> None:
    for unit in units:
        unit.kind = kind
        unit.token = f"{kind}_{unit.number}"


_ENGLISH = {"part": "Part", "measure": "Measure", "section": "Section", "chapter": "Chapter"}
_CHINESE = {"part": "部分", "measure": "项", "chapter": "章"}


def cite_generic(unit: Unit) -> str | None:
    """Part 2; Measure 12; Section 3.1; paragraph 4; Measure 12(a). The units above have their citations already."""
    number, above = unit.number or "", _above(unit)
    if unit.kind in _ENGLISH and number:
        own = f"{_ENGLISH[unit.kind]} {number}"
        return f"{_part(unit)}, {own}" if unit.printed == _QUALIFIED and _part(unit) else own
    if unit.kind == "annex":
        return f"Annex {number}".strip()
    if unit.kind == "section":
        return f"“{unit.heading}”" if unit.heading else None
    if unit.kind == "point":
        return f"{above}({number})" if above else f"Point {number}"
    if unit.kind in ("paragraph", "table"):
        return f"{above}, paragraph {unit.position}" if above else f"paragraph {unit.position}"
    return {"title": "Title", "preamble": "Preamble"}.get(unit.kind)


def cite_generic_chinese(unit: Unit) -> str | None:
    """第二部分; 第十二项; 5.1; 第十二项（1）; 第4段."""
    number = unit.number or ""
    if unit.kind in _CHINESE and number.isdigit():
        part = _part(unit) if unit.printed == _QUALIFIED else ""
        return f"{part}第{spell_chinese(int(number))}{_CHINESE[unit.kind]}"
    if unit.kind == "annex":
        return f"附件{number}"
    if unit.kind == "section":
        return number if unit.decimal else f"“{unit.heading}”"
    if unit.kind in _CHINESE or unit.kind == "point":
        return f"{_above(unit)}（{number}）"
    if unit.kind in ("paragraph", "table"):
        return f"{_above(unit)}第{unit.position}段"
    return {"title": "标题", "preamble": "序言"}.get(unit.kind)


def cite_generic_within(unit: Unit) -> str | None:
    """The longer citation of a unit whose number another one has: Part 2, Measure 1."""
    above = _qualifier(unit)
    return f"{above}, {cite_generic(unit) or ''}" if above else None


def cite_generic_chinese_within(unit: Unit) -> str | None:
    """The same in Chinese: 第二部分第一项."""
    above = _qualifier(unit)
    return f"{above}{cite_generic_chinese(unit) or ''}" if above else None


def _qualifier(unit: Unit) -> str | None:
    if unit.kind in ("point", "paragraph", "table") or unit.printed == _QUALIFIED or unit.parent is None:
        return None
    return unit.parent.citation


def _part(unit: Unit) -> str:
    """The citation of the part in which a measure stands, past the paragraph that introduces it."""
    parent = unit.parent
    while parent is not None and parent.kind != "part":
        parent = parent.parent
    return (parent.citation if parent is not None else None) or ""


def _above(unit: Unit) -> str:
    """What a unit is cited by: its parent, past a paragraph that only introduces the list."""
    parent = unit.parent
    while unit.kind == "point" and parent is not None and parent.kind == "paragraph" and parent.parent is not None:
        parent = parent.parent
    return (parent.citation if parent is not None else None) or ""
