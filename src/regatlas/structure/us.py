"""United States acts, bills, orders and codes: divisions, titles, sections, subsections (a)(1)(A)(i)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from regatlas.model.document import ProvisionKind
from regatlas.model.text import SourceText
from regatlas.structure.english import word_number
from regatlas.structure.lists import ListTracker
from regatlas.structure.markers import Marker, markers_at
from regatlas.structure.outline import RANK, Unit
from regatlas.structure.quoted import quoted_spans

# "SECTION 1. SHORT TITLE.", "SEC. 2.", "Sec. 3. Definitions.", "Section 4. ", "§ 5.", "§ 22757.10."
SECTION = re.compile(
    r"(?P<word>SECTION|SEC\.|Section|Sec\.|§{1,2})\s?(?P<number>\d{1,5}(?:[-.–]\d{1,5}){0,3}[A-Za-z]{0,2})"
    r"(?:\.(?!\d)|:|\s?[—–-]\s|(?=\s[A-Z“\"(\[])|$)"
)
_CODE_SECTION = re.compile(r"(?P<number>\d{1,3}-\d{1,2}-\d{2,5}(?:\.\d+)?)\.\s(?=[A-Z“\"])")
_DIVISION = re.compile(
    r"(?P<word>DIVISION|TITLE|SUBTITLE|Subtitle|PART|Part|CHAPTER|Chapter|SUBCHAPTER|Subchapter|ARTICLE|Article)\s"
    r"(?P<number>[IVXLC]{1,6}|\d{1,3}|[A-Z])(?=\s?[-—–.:]|\s[A-Z]|\s*$)"
)
_INLINE_SECTION = re.compile(r"(?<=[.”\"’:;)\]])\s?(?=(?:SECTION|SEC\.)\s\d{1,4}[A-Z]?\.\s)")
_REFERENCE = re.compile(r"\s?(?:of|and|or|to|through|shall|is|as|,|\()")
_KINDS: dict[str, tuple[ProvisionKind, str, str]] = {
    "division": ("division", "division", "dvs"),
    "title": ("title-division", "title", "title"),
    "subtitle": ("subtitle", "subtitle", "subtitle"),
    "part": ("part", "part", "part"),
    "chapter": ("chapter", "chapter", "chp"),
    "subchapter": ("subchapter", "subchapter", "subchp"),
    "article": ("chapter", "chapter", "chp"),
}
# Parts stand below titles in federal bills, above sections.
_RANKS = {**{kind: RANK[name] for kind, (_, name, _) in _KINDS.items()}, "part": 26}
_BELOW: tuple[ProvisionKind, ...] = ("subsection", "paragraph", "subparagraph", "clause", "subclause")
_TOKENS = {"subsection": "subsec", "paragraph": "para", "subparagraph": "subpara", "clause": "cl", "subclause": "subcl"}
_STYLE_DEPTH = {"paren-lower": 0, "paren-digit": 1, "paren-upper": 2, "paren-roman-lower": 3, "paren-roman-upper": 4}
_LONGEST_HEADING = 220


def section_starts(source: SourceText) -> list[re.Match[str]]:
    """The beginnings of sections: at a block, or behind a sentence that ran into the next heading."""
    text = source.text
    quoted = quoted_spans(text, source.blocks)
    starts = {block.start for block in source.blocks}
    inline = {match.end() for match in _INLINE_SECTION.finditer(text)}
    found = []
    for offset in sorted(starts | inline):
        match = SECTION.match(text, offset) or _CODE_SECTION.match(text, offset)
        if match is None or any(left <= offset < right for left, right in quoted):
            continue
        if match.re is SECTION and _REFERENCE.match(text, match.end()) and not match.group().endswith("."):
            continue
        found.append(match)
    return found


class UsParser:
    """Finds the units of one text, in reading order."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.text = source.text
        self._starts = [block.start for block in source.blocks]
        self._sections = {match.start(): match for match in section_starts(source)}
        self._tracker = ListTracker()
        self._styles: list[str] = []

    def units(self) -> list[Unit]:
        """All units, sorted; together they cover the text from its first character."""
        units: list[Unit] = []
        in_section = False
        for start, end in self._segments():
            section = self._sections.get(start)
            division = self._division(start, end, in_section=bool(self._sections))
            if section:
                in_section = True
                units.extend(self._section(section, end))
            elif division:
                in_section = False
                units.append(division)
            elif in_section:
                units.extend(self._inside(start, end))
            elif units and units[-1].body == start and not units[-1].heading:
                units[-1].heading, units[-1].body = self.text[start:end], end + 1
            elif any(unit.rank > RANK["front"] for unit in units):
                units.append(Unit("paragraph", start, RANK["paragraph"], "para"))
            else:
                units.append(self._front(start, end, first=not units))
        return units

    def _segments(self) -> Iterator[tuple[int, int]]:
        """Blocks, cut where a section begins inside one."""
        inside = sorted(self._sections)
        for block in self.source.blocks:
            cuts = inside[bisect_right(inside, block.start) : bisect_right(inside, block.end - 1)]
            for left, right in zip([block.start, *cuts], [*cuts, block.end], strict=True):
                yield left, right

    def _front(self, start: int, end: int, *, first: bool) -> Unit:
        line = self.text[start:end]
        if first and len(line) <= 200:
            return Unit("title", start, RANK["front"], "title")
        enacting = re.match(r"(?i)be it (?:enacted|resolved)|by the authority vested", line)
        return Unit("enacting" if enacting else "preamble", start, RANK["front"], "enacting" if enacting else "preamble")

    def _division(self, start: int, end: int, *, in_section: bool) -> Unit | None:
        line = self.text[start:end]
        match = _DIVISION.match(line)
        if not match or len(line) > _LONGEST_HEADING or not in_section:
            return None
        if line.rstrip().endswith((".", ";", ",")) and not line.isupper():
            return None
        name = match["word"].lower()
        kind, _, token = _KINDS[name]
        number = match["number"]
        value = number if len(number) == 1 and number.isalpha() and name in ("division", "subtitle") else None
        shown = value or str(word_number(number) or number)
        heading = line[match.end() :].strip(" -—–.:") or None
        return Unit(kind, start, _RANKS[name], f"{token}_{shown}", number=shown, heading=heading, body=end + 1)

    def _section(self, match: re.Match[str], end: int) -> Iterator[Unit]:
        self._tracker.reset()
        self._styles = []
        number = match["number"].rstrip(".")
        heading, body = self._section_heading(match.end(), end)
        # What follows the heading on its line opens the section's own text.
        yield Unit(
            "section", match.start(), RANK["section"], f"sec_{number}", number=number, heading=heading,
            body=body if body > match.end() else -1,
        )  # fmt: skip
        if body < end:
            yield from self._inside(body, end)

    def _section_heading(self, start: int, end: int) -> tuple[str | None, int]:
        """A heading in capitals or in title case up to the first full stop, and where the text goes on."""
        while start < end and self.text[start] == " ":
            start += 1
        match = re.compile(r"[^.]{2,160}?(?:\.(?=\s|$|[—–(“\"])|[—–](?=\())|[^.(]{2,160}$").match(self.text, start, end)
        if not match:
            return None, start
        line = match.group().rstrip(".—– ")
        words = re.findall(r"[A-Za-z][\w’'-]*", line)
        capitals = sum(word[0].isupper() for word in words)
        if not words or capitals < 0.5 * len(words) or not words[0][0].isupper() or len(words) > 24:
            return None, start
        stop = match.end()
        while stop < end and self.text[stop] in " —–":
            stop += 1
        return line, stop if stop < end else end + 1

    def _inside(self, start: int, end: int) -> Iterator[Unit]:
        """Subsections, paragraphs and so on that one block opens; text without a number goes on where it stands."""
        skip = start
        while skip < end and self.text[skip] in "“\"‘":
            skip += 1
        markers = markers_at(self.text, skip, end)
        opened = False
        for index, marker in enumerate(markers):
            unit = self._place(marker, markers[index + 1 :] or self._next_markers(end))
            if unit is None:
                break
            unit.start = start if not opened else unit.start
            opened = True
            yield unit
        if not opened and self._tracker.depth == 0:
            yield Unit("paragraph", start, RANK["paragraph"], "para", optional=True)

    def _place(self, marker: Marker, following: list[Marker]) -> Unit | None:
        if not self.text.startswith(("(", "（"), marker.start):
            return None
        place = self._tracker.place(marker, following)
        if place is None:
            return None
        depth, reading = place
        del self._styles[depth - 1 :]
        self._styles.append(reading.style)
        level = min(max(_STYLE_DEPTH.get(reading.style, depth - 1), depth - 1), len(_BELOW) - 1)
        kind = _BELOW[level]
        return Unit(kind, marker.start, RANK["point"] + depth, f"{_TOKENS[kind]}_{marker.label}", marker.label)

    def _next_markers(self, start: int) -> list[Marker]:
        found: list[Marker] = []
        index = bisect_right(self._starts, start)
        for block in self.source.blocks[index : index + 10]:
            if block.start in self._sections or len(found) >= 6:
                break
            found.extend(markers_at(self.text, block.start, block.end))
        return found


def cite_us(unit: Unit) -> str | None:
    """Sec. 3(b)(2)(A); Title II; Part 17."""
    number = unit.number or ""
    if unit.kind == "section":
        return f"Sec. {number}"
    if unit.kind in ("subsection", "paragraph", "subparagraph", "clause", "subclause"):
        above = cite_us(unit.parent) if unit.parent else ""
        if not number:
            siblings = [other for other in (unit.parent.children if unit.parent else []) if not other.number]
            position = next((index for index, other in enumerate(siblings, start=1) if other is unit), 1)
            return f"{above}, paragraph {position}"
        return f"{above or ''}({number})"
    words = {"title-division": "Title", "division": "Division", "subtitle": "Subtitle", "part": "Part",
             "chapter": "Chapter", "subchapter": "Subchapter"}  # fmt: skip
    if unit.kind in words:
        return f"{words[unit.kind]} {number}".strip()
    return {"title": "Title", "preamble": "Preamble", "enacting": "Enacting clause"}.get(unit.kind)
