"""Which "Sec. 2" is section 2 of an American act: not its table of contents, not a section of the code it amends.

An act that amends a code quotes the code's new sections, with quotation marks or without: "SECTION 1. IC 2-5-53.7 is
added to read: Sec. 1. …"; "§ 3. The civil rights law is amended: § 85. …". They stand inside the section that quotes
them and do not continue its count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from regatlas.structure.layout import Layout

# "SECTION 1. SHORT TITLE.", "SEC. 2.", "Sec. 3. Definitions.", "Section 4. ", "§ 5.", "§ 22757.10."
_SECTION = re.compile(
    r"(?P<word>SECTION|SEC\.|Section|Sec\.|§{1,2})\s?(?P<number>\d{1,5}(?:[-.–]\d{1,5}){0,3}[A-Za-z]{0,2}(?![\w-]))"
    r"(?:\.(?!\d)|:|\s?[—–-]\s|(?=\s[A-Z“\"(\[])|$)"
)
_CODE_SECTION = re.compile(r"(?P<word>)(?P<number>\d{1,3}-\d{1,2}-\d{2,5}(?:\.\d+)?)\.\s(?=[A-Z“\"])")
_INLINE = re.compile(r"(?<=[.”\"’:;)\]])\s?(?=(?:SECTION|SEC\.)\s\d{1,4}[A-Z]?\.\s)")
_REFERENCE = re.compile(r"\s?(?:of|and|or|to|through|shall|is|as|,|\()")
_PARTNERS = {"SECTION": ("SECTION", "SEC."), "Section": ("Section", "Sec.", "§"), "SEC.": ("SEC.",)}
_AMENDING = re.compile(r"\b(?:amend|add(?:ed|ing)|insert(?:ed|ing)|reads? as|changing|IS ADDED|AMEND)", re.IGNORECASE)
_OPENING = 600
# State acts number their sections 5, 10, 15, so that others fit between.
_WIDEST_STEP = 10
_LONGEST_ENTRY = 220


class Role(Enum):
    """What a place that looks like a section is."""

    OUTER = "a section of the act"
    INNER = "a section that the act puts into a code"
    AGAIN = "a further subsection of the section before it: SECTION 2.(b)"
    CONTENTS = "an entry of the table of contents"


class Section(NamedTuple):
    """A place that looks like the beginning of a section; its text goes on at ``end``."""

    start: int
    end: int
    word: str
    number: str

    @property
    def value(self) -> int | None:
        """The number, where it is a plain one: 2 for 2A, None for 6-1-1701 and 551.001."""
        match = re.fullmatch(r"(\d+)[A-Za-z]*", self.number)
        return int(match[1]) if match else None


def inline_cuts(text: str) -> list[int]:
    """Where a heading follows a sentence that ran into it: "… this Act. SEC. 3. DEFINITIONS."."""
    return [match.end() for match in _INLINE.finditer(text)]


def find_sections(layout: Layout) -> list[Section]:
    """All places that look like a section, outside quotations."""
    found = []
    for start in layout.starts:
        match = _SECTION.match(layout.text, start) or _CODE_SECTION.match(layout.text, start)
        if match is None or layout.quotation_at(start):
            continue
        closed = match.group().endswith((".", ":"))
        if match["word"] and not closed and _REFERENCE.match(layout.text, match.end()):
            continue
        found.append(Section(start, match.end(), match["word"].replace("§§", "§"), match["number"].strip(".")))
    return found


class _Judge:
    """Decides the roles in reading order."""

    def __init__(self, layout: Layout, sections: Sequence[Section]) -> None:
        self._layout = layout
        self._sections = sections
        self._places: dict[tuple[str, int | None], list[int]] = defaultdict(list)
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for section in sections:
            self._places[section.word, section.value].append(section.start)
            self._numbers[section.number].append(section.start)
        self._forms: tuple[str, ...] = ()
        self._outer: Section | None = None
        self._inner: Section | None = None
        self._amending = False

    def roles(self) -> Iterator[Role]:
        """One role a section."""
        for index, section in enumerate(self._sections):
            following = self._sections[index + 1].start if index + 1 < len(self._sections) else -1
            role = self._role(section, following)
            if role is Role.OUTER:
                self._outer, self._inner = section, None
                self._forms = _PARTNERS.get(section.word, (section.word,)) if not self._forms else self._forms
                opening = self._layout.text[section.end : section.end + _OPENING]
                self._amending = bool(_AMENDING.search(opening[: max(0, following - section.end)]))
            elif role is Role.INNER:
                self._inner = section
            yield role

    def _role(self, section: Section, following: int) -> Role:
        if self._is_entry(section, following):
            return Role.CONTENTS
        if self._outer is None:
            return Role.OUTER
        if section.number == self._outer.number and self._layout.text.startswith(("(", " ("), section.end):
            return Role.AGAIN if section.word == self._outer.word else Role.INNER
        if self._outer.value is None:
            return Role.OUTER if section.value is None or not self._amending else Role.INNER
        return Role.INNER if section.value is None or self._is_inner(section, section.value) else Role.OUTER

    def _is_inner(self, section: Section, value: int) -> bool:
        outer = self._outer
        if outer is None or outer.value is None or not self._amending:
            return False
        if section.word not in self._forms:
            return True
        if self._inner and section.word == self._inner.word != outer.word and self._inner.value is not None:
            # An inner count goes on: Sec. 1, Sec. 2 of a new chapter.
            if value in (self._inner.value, self._inner.value + 1):
                return True
        if value == outer.value + 1:
            return False
        if value <= outer.value:
            return True
        return self._comes_later(section, outer.value + 1) or (
            section.word != outer.word and value - outer.value > _WIDEST_STEP
        )

    def _comes_later(self, section: Section, value: int) -> bool:
        return any(
            bisect_right(self._places[form, value], section.start) < len(self._places[form, value])
            for form in self._forms
        )

    def _is_entry(self, section: Section, following: int) -> bool:
        """One line, below it the next entry or a heading, and the same number again further on."""
        index = self._layout.index_at(section.start)
        start, end = self._layout.pieces[index]
        if end - start > _LONGEST_ENTRY or self._numbers[section.number][-1] == section.start:
            return False
        if following < 0 or self._layout.index_at(following) - index > 3:
            return False
        between = self._layout.text[end:following]
        return len(between) <= _LONGEST_ENTRY and "." not in between


def judge_sections(layout: Layout) -> list[tuple[Section, Role]]:
    """Every place that looks like a section, with its role."""
    sections = find_sections(layout)
    return list(zip(sections, _Judge(layout, sections).roles(), strict=True))
