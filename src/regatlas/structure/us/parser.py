"""From the text of an American act or order to its units."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from regatlas.model.text import SourceText
from regatlas.structure.layout import Layout
from regatlas.structure.outline import RANK, Unit
from regatlas.structure.sections import Role, Section, inline_cuts, judge_sections
from regatlas.structure.us.bodies import SectionBody, federal
from regatlas.structure.us.divisions import division_at
from regatlas.structure.us.items import item_cuts

_INNER = 2
_LONGEST_TITLE = 200
_HEADING = re.compile(r"[^.]{2,160}?(?:\.(?=\s|$|[—–(“\"])|[—–](?=\())|[^.(]{2,160}$")
_WORDS = re.compile(r"[A-Za-z][\w’'-]*")
_ENACTING = re.compile(
    r"(?i)be it (?:enacted|resolved)|by the authority vested|the people of the state of .{4,40} do enact"
)
_MASTHEAD = re.compile(
    r"(?i)(?:S T A T E|STATE OF|GENERAL ASSEMBLY|IN THE (?:HOUSE|SENATE)|H\. ?R\.|S\. ?\d|A "
    r"BILL$|AN ACT$|be it enacted|Presidential Documents|Federal Register|Vol\. |\w+day, |CHAPTER \d+$|"
    r"(?:SENATE|HOUSE|ASSEMBLY) (?:BILL|FILE)|Title 3|The President$|Executive Order \d+ of |\W*\d+\W*$|_+$)"
)
_CLOSING = re.compile(r"THE WHITE HOUSE,?$|\[FR Doc\.|IN WITNESS WHEREOF|In witness whereof|Approved:? +[A-Z][a-z]+ \d")
# Executive orders divide their longer sections: 4.1, 4.2 under Sec. 4.
_NUMBERED = re.compile(r"(?P<section>\d{1,2})\.(?P<part>\d{1,2})\.?\s(?=[A-Z(“])")


# Connecticut's acts say so before the text: (NEW) (Effective July 1, 2023) (a) …
_NOTE = re.compile(r"(?:\((?:NEW|Effective|EFFECTIVE)[^()]{0,60}\)\s?)+")


class UsParser:
    """Finds the units of one text, in reading order."""

    def __init__(self, source: SourceText) -> None:
        self.text = source.text
        self.layout = Layout(source, [*inline_cuts(source.text), *item_cuts(source.text)])
        judged = judge_sections(self.layout)
        self._contents = _contents_span([section for section, role in judged if role is Role.CONTENTS])
        self._sections = {section.start: (section, role) for section, role in judged if role is not Role.CONTENTS}
        self._order = sorted(self._sections)
        self._enacted = self._enacting_clause()
        self._titled_after = self._last_before_title()
        self._body: SectionBody | None = None
        self._section: Section | None = None
        self._part = 0
        self._titled = self._begun = False

    @property
    def has_sections(self) -> bool:
        """Whether the text is drafted in sections at all."""
        return bool(self._sections)

    def units(self) -> list[Unit]:
        """All units, sorted; together they cover the text from its first character."""
        skeleton: list[Unit | SectionBody] = []
        for start, end in self.layout.pieces():
            for part in self._piece(start, end, skeleton[-1] if skeleton else None):
                if part is not (skeleton[-1] if skeleton else None):
                    skeleton.append(part)
        bodies = [part for part in skeleton if isinstance(part, SectionBody)]
        for body in bodies:
            body.settle()
        style = federal(bodies)
        return [unit for part in skeleton for unit in ([part] if isinstance(part, Unit) else part.units(federal=style))]

    def _piece(self, start: int, end: int, before: Unit | SectionBody | None) -> Iterator[Unit | SectionBody]:
        section = self._sections.get(start)
        if section:
            yield from self._open_section(*section, end)
            return
        opened = self._numbered(start, end) or self._division(start, end) or self._closing(start, end)
        if opened:
            yield opened
            if self._body:
                yield self._body
        elif self._body:
            self._body.add(start, end)
            yield self._body
        elif isinstance(before, Unit) and before.body == start and not before.heading:
            before.heading, before.body = self.text[start:end], end + 1
        else:
            yield from self._outside(start, end, before)

    # Before and after the sections

    def _enacting_clause(self) -> int:
        """Where the enacting clause stands, if before the first section: what is above it is the masthead."""
        first = self._order[0] if self._order else len(self.text)
        return next((left for left, _ in self.layout.pieces() if left < first and _ENACTING.match(self.text, left)), -1)

    def _last_before_title(self) -> int:
        """Where the line AN ACT stands alone: the title follows it, and no line before it is one."""
        return next((left for left, right in self.layout.pieces() if self.text[left:right].strip() == "AN ACT"), -1)

    def _outside(self, start: int, end: int, before: Unit | SectionBody | None) -> Iterator[Unit]:
        """What stands before the first section, or between the heading of a title and its first section."""
        line = self.text[start:end]
        kind = before.kind if isinstance(before, Unit) else None
        if kind == "signature":
            return
        if self._begun:
            yield Unit("paragraph", start, RANK["paragraph"], "para")
        elif _ENACTING.match(line):
            yield Unit("enacting", start, RANK["front"], "enacting")
        elif not self._titled and start > self._titled_after and self._may_be_title(line):
            self._titled = True
            yield Unit("title", start, RANK["front"], "title")
        elif kind != "preamble":
            yield Unit("preamble", start, RANK["front"], "preamble")

    def _may_be_title(self, line: str) -> bool:
        return len(line) <= _LONGEST_TITLE and not _MASTHEAD.match(line)

    def _closing(self, start: int, end: int) -> Unit | None:
        """The words under an order; nothing of the act comes behind them."""
        if not self._body or not self._order or start < self._order[-1] or not _CLOSING.match(self.text, start, end):
            return None
        self._body = None
        return Unit("signature", start, RANK["front"], "signature")

    # Headings

    def _division(self, start: int, end: int) -> Unit | None:
        if not self._sections or start < self._enacted or self.layout.quotation_at(start):
            return None
        if self._contents[0] <= start < self._contents[1]:
            return None
        rank = RANK["section"] + _INNER if self._next_is_inner(start) else None
        unit = division_at(self.text, start, end, rank=rank)
        if unit:
            self._body, self._section, self._begun = None, None, True
        return unit

    def _next_is_inner(self, start: int) -> bool:
        """Whether the sections below a heading are those of an amended code, so that the heading is the code's too."""
        index = bisect_right(self._order, start)
        return index < len(self._order) and self._sections[self._order[index]][1] is Role.INNER

    def _open_section(self, section: Section, role: Role, end: int) -> Iterator[Unit | SectionBody]:
        if role is Role.AGAIN and self._body:
            self._body.add(section.end, end, section.start)
            yield self._body
            return
        self._section, self._part, self._begun = section, 0, True
        heading, body = self._heading(section.end, end)
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
            body=body,
        )
        yield self._new_body(body, end, coded=section.value is None)

    def _new_body(self, start: int, end: int, *, coded: bool) -> SectionBody:
        self._body = SectionBody(self.layout, coded=coded)
        if start < end:
            note = _NOTE.match(self.text, start, end)
            self._body.add(note.end() if note else start, end, start)
        return self._body

    def _numbered(self, start: int, end: int) -> Unit | None:
        """4.1 under Sec. 4, where the count of the section goes on."""
        match = _NUMBERED.match(self.text, start, end) if self._section else None
        if not match or not self._section or match["section"] != self._section.number:
            return None
        if int(match["part"]) != self._part + 1:
            return None
        self._part += 1
        number = f"{match['section']}.{match['part']}"
        heading, body = self._heading(match.end(), end)
        self._new_body(body, end, coded=False)
        return Unit("section", start, RANK["section"] + 1, f"sec_{number}", number, heading, body=body)

    def _heading(self, start: int, end: int) -> tuple[str | None, int]:
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


def _contents_span(entries: list[Section]) -> tuple[int, int]:
    return (entries[0].start, entries[-1].end) if entries else (0, 0)
