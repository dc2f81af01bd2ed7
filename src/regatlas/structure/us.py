"""United States acts, bills, orders and codes: divisions, titles, sections, subsections (a)(1)(A)(i)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from regatlas.model.document import ProvisionKind
from regatlas.model.text import SourceText
from regatlas.structure.english import word_number
from regatlas.structure.layout import Layout
from regatlas.structure.lists import ListTracker
from regatlas.structure.markers import Marker
from regatlas.structure.outline import RANK, Unit
from regatlas.structure.sections import Role, Section, inline_cuts, judge_sections

_DIVISION = re.compile(
    r"(?P<word>DIVISION|TITLE|SUBTITLE|Subtitle|PART|Part|CHAPTER|Chapter|SUBCHAPTER|Subchapter|ARTICLE|Article)\s"
    r"(?P<number>[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,2})?[A-Z]?(?:-[A-Z])?|[A-Z])"
    r"(?=\s?[-—–.:]|\s[A-Z]|\s*$)(?!\s(?:OF|AND|OR)\b)"
)
_KINDS: dict[str, tuple[ProvisionKind, str]] = {
    "division": ("division", "dvs"),
    "title": ("title-division", "title"),
    "subtitle": ("subtitle", "subtitle"),
    "part": ("part", "part"),
    "chapter": ("chapter", "chp"),
    "subchapter": ("subchapter", "subchp"),
    "article": ("chapter", "chp"),
}
# Parts stand below titles in federal bills, above sections.
_RANKS = {**RANK, "part": 26, "title-division": RANK["title"]}
_INNER = 2
_BELOW: tuple[ProvisionKind, ...] = ("subsection", "paragraph", "subparagraph", "clause", "subclause")
_TOKENS = {"subsection": "subsec", "paragraph": "para", "subparagraph": "subpara", "clause": "cl", "subclause": "subcl"}
_STYLE_DEPTH = {"paren-lower": 0, "paren-digit": 1, "paren-upper": 2, "paren-roman-lower": 3, "paren-roman-upper": 4}
_LONGEST_HEADING = 220
_LONGEST_TITLE = 200
_HEADING = re.compile(r"[^.]{2,160}?(?:\.(?=\s|$|[—–(“\"])|[—–](?=\())|[^.(]{2,160}$")
_WORDS = re.compile(r"[A-Za-z][\w’'-]*")
_ENACTING = re.compile(
    r"(?i)be it (?:enacted|resolved)|by the authority vested|the people of the state of .{4,40} do enact"
)
_MASTHEAD = re.compile(
    r"(?i)(?:S T A T E|STATE OF|GENERAL ASSEMBLY|IN THE (?:HOUSE|SENATE)|H\. ?R\.|S\. ?\d|A "
    r"BILL$|AN ACT$|be it enacted|Presidential Documents|Federal Register|Vol\. |\w+day, |"
    r"Title 3|The President$|Executive Order \d+ of |\W*\d+\W*$)"
)
_QUOTED_SECTION = re.compile(r"[“\"]?\s?(?:SEC(?:TION|\.)|Sec(?:tion|\.)|§{1,2})\s?(?P<number>\d[\w.–-]*?)\.?(?=[.\s])")


class UsParser:
    """Finds the units of one text, in reading order."""

    def __init__(self, source: SourceText) -> None:
        self.text = source.text
        self.layout = Layout(source, inline_cuts(source.text))
        judged = judge_sections(self.layout)
        self._contents = _contents_span([section for section, role in judged if role is Role.CONTENTS])
        self._sections = {section.start: (section, role) for section, role in judged if role is not Role.CONTENTS}
        self._order = sorted(self._sections)
        self._tracker = ListTracker()
        self._quotation: tuple[int, int] | None = None
        self._around: ListTracker | None = None
        self._quoted_section = False
        self._coded = self._in_section = self._titled = self._begun = False

    @property
    def has_sections(self) -> bool:
        """Whether the text is drafted in sections at all."""
        return bool(self._sections)

    def units(self) -> list[Unit]:
        """All units, sorted; together they cover the text from its first character."""
        units: list[Unit] = []
        for start, end in self.layout.pieces:
            section = self._sections.get(start)
            division = None if section else self._division(start, end)
            if section:
                self._in_section = self._begun = True
                units.extend(self._section(*section, end))
            elif division:
                self._in_section, self._begun = False, True
                units.append(division)
            elif self._in_section:
                units.extend(self._inside(start, end))
            elif units and units[-1].body == start and not units[-1].heading:
                units[-1].heading, units[-1].body = self.text[start:end], end + 1
            else:
                units.append(self._outside(start, end))
        return units

    def _outside(self, start: int, end: int) -> Unit:
        """What stands before the first section, or between the heading of a title and its first section."""
        if self._begun:
            return Unit("paragraph", start, RANK["paragraph"], "para")
        line = self.text[start:end]
        if _ENACTING.match(line):
            return Unit("enacting", start, RANK["front"], "enacting")
        if not self._titled and len(line) <= _LONGEST_TITLE and not _MASTHEAD.match(line):
            self._titled = True
            return Unit("title", start, RANK["front"], "title")
        return Unit("preamble", start, RANK["front"], "preamble")

    def _division(self, start: int, end: int) -> Unit | None:
        match = _DIVISION.match(self.text, start, end)
        if not match or end - start > _LONGEST_HEADING or not self._sections or self.layout.quotation_at(start):
            return None
        line = self.text[start:end].rstrip()
        if self._contents[0] <= start < self._contents[1] or (line.endswith((".", ";", ",")) and not line.isupper()):
            return None
        name = match["word"].lower()
        kind, token = _KINDS[name]
        number = match["number"]
        letter = len(number) == 1 and number.isalpha() and name in ("division", "subtitle")
        shown = number if letter else str(word_number(number) or number)
        rank = RANK["section"] + _INNER if self._next_is_inner(start) else _RANKS[kind]
        heading = self.text[match.end() : end].strip(" -—–.:") or None
        return Unit(kind, start, rank, f"{token}_{shown}", shown, heading, printed=number, body=end + 1)

    def _next_is_inner(self, start: int) -> bool:
        """Whether the sections below a heading are those of an amended code, so that the heading is the code's too."""
        index = bisect_right(self._order, start)
        return index < len(self._order) and self._sections[self._order[index]][1] is Role.INNER

    def _section(self, section: Section, role: Role, end: int) -> Iterator[Unit]:
        if role is Role.AGAIN:
            yield from self._inside(section.end, end, section.start)
            return
        self._leave_quotation()
        self._tracker.reset()
        self._coded = section.value is None
        heading, body = self._section_heading(section.end, end)
        inner = role is Role.INNER
        yield Unit(
            "section",
            section.start,
            RANK["section"] + 2 * _INNER * inner,
            f"sec_{section.number}",
            section.number,
            heading,
            printed=f"{section.word} {section.number}".strip() if inner else None,
            # What follows the heading on its line opens the section's own text.
            body=body if body > section.end else -1,
        )
        if body < end:
            yield from self._inside(body, end)

    def _section_heading(self, start: int, end: int) -> tuple[str | None, int]:
        """A heading in capitals or in title case up to the first full stop, and where the text goes on."""
        while start < end and self.text[start] == " ":
            start += 1
        match = _HEADING.match(self.text, start, end)
        line = match.group().rstrip(".—– ") if match else ""
        words = _WORDS.findall(line)
        capitals = sum(word[0].isupper() for word in words)
        if not match or not words or capitals < 0.5 * len(words) or not words[0][0].isupper() or len(words) > 24:
            return None, start
        stop = match.end()
        while stop < end and self.text[stop] in " —–":
            stop += 1
        return line, stop if stop < end else end + 1

    # Below the section

    def _inside(self, start: int, end: int, opening: int | None = None) -> Iterator[Unit]:
        """Subsections, paragraphs and so on that one block opens; text without a number goes on where it stands."""
        begin = start if opening is None else opening
        self._follow_quotation(start)
        quoted = _QUOTED_SECTION.match(self.text, start, end) if self._quotation else None
        if quoted:
            self._tracker, self._quoted_section = ListTracker(), True
            number = quoted["number"]
            yield Unit("section", begin, self._base(), f"sec_{number}", number, printed=f"“Sec. {number}”")
            start = quoted.end()
        while start < end and self.text[start] in '“"‘ ':
            start += 1
        markers = self.layout.markers(start, end)
        opened = quoted is not None
        for index, marker in enumerate(markers):
            unit = self._place(marker, markers[index + 1 :] or self.layout.markers_after(end, self._section_end(end)))
            if unit is None:
                break
            unit.start = unit.start if opened else begin
            opened = True
            yield unit
        if not opened and self._tracker.depth == 0 and not self._quotation:
            yield Unit("paragraph", begin, RANK["paragraph"], "para", optional=True)

    def _follow_quotation(self, start: int) -> None:
        """Count the items of a quotation apart, so that the lists around it go on behind it."""
        if self._quotation and start >= self._quotation[1]:
            self._leave_quotation()
        if self._quotation is None:
            self._quotation = self.layout.quotation_at(start)
            if self._quotation:
                self._around, self._tracker = self._tracker, ListTracker()

    def _leave_quotation(self) -> None:
        if self._around is not None:
            self._tracker, self._around = self._around, None
        self._quotation, self._quoted_section = None, False

    def _base(self) -> int:
        """The rank below which the items of a quotation stand: that of the item that quotes them."""
        return RANK["point"] + (self._around.depth + 1 if self._around else 0)

    def _section_end(self, offset: int) -> int:
        index = bisect_right(self._order, offset)
        return self._order[index] if index < len(self._order) else len(self.text)

    def _place(self, marker: Marker, following: list[Marker]) -> Unit | None:
        if not self.text.startswith(("(", "（"), marker.start):
            return None
        place = self._tracker.place(marker, following)
        if place is None:
            return None
        depth, reading = place
        # Codes of the states nest (1)(a)(I)(A), acts of Congress (a)(1)(A)(i), or (1)(A)(i) where they start lower.
        level = depth - 1 if self._coded else max(_STYLE_DEPTH.get(reading.style, depth - 1), depth - 1)
        level = min(level, len(_BELOW) - 1)
        kind = _BELOW[level]
        unit = Unit(kind, marker.start, self._base() + depth, f"{_TOKENS[kind]}_{marker.label}", marker.label)
        if self._quotation and depth == 1:
            unit.printed = None if self._quoted_section else f" “({marker.label})”"
        return unit


def _contents_span(entries: list[Section]) -> tuple[int, int]:
    return (entries[0].start, entries[-1].end) if entries else (0, 0)


_DIVISION_WORDS = {
    "title-division": "Title",
    "division": "Division",
    "subtitle": "Subtitle",
    "part": "Part",
    "chapter": "Chapter",
    "subchapter": "Subchapter",
}
_NAMED = {"title": "Title", "preamble": "Preamble", "enacting": "Enacting clause"}


def cite_us(unit: Unit) -> str | None:
    """Sec. 3(b)(2)(A); Sec. 2, § 6-1-1701(a) for a section put into a code; Title II; Part 17."""
    if unit.kind == "section":
        above = _enclosing_section(unit)
        return f"{above}, {unit.printed or unit.number}" if above else f"Sec. {unit.number}"
    if unit.kind in _BELOW:
        above = cite_us(unit.parent) if unit.parent else ""
        if not unit.number:
            return f"{above}, paragraph {unit.position}" if above else f"paragraph {unit.position}"
        return f"{above or ''}{unit.printed or f'({unit.number})'}"
    if unit.kind in _DIVISION_WORDS:
        return f"{_DIVISION_WORDS[unit.kind]} {unit.printed or unit.number or ''}".strip()
    return _NAMED.get(unit.kind)


def _enclosing_section(unit: Unit) -> str | None:
    """The citation of what quotes a section, past the headings of the amended code."""
    parent = unit.parent
    while parent is not None and parent.kind in _DIVISION_WORDS:
        parent = parent.parent
    return cite_us(parent) if parent is not None else None
