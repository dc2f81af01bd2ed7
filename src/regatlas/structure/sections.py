"""Which "Sec. 2" is section 2 of an American act: not its table of contents, not a section of the code it amends.

An act that amends a code quotes the code's new sections, with quotation marks or without: "SECTION 1. IC 2-5-53.7 is
added to read: Sec. 1. …"; "§ 3. The civil rights law is amended: § 85. …". They stand inside the section that quotes
them and do not continue its count.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from regatlas.structure.layout import Layout

# "SECTION 1. SHORT TITLE.", "SEC. 2.", "Sec. 3. Definitions.", "Section 4. ", "§ 5.", "§ 22757.10."
# Washington's acts mark what they add to the code: "NEW SECTION. Sec. 2. ".
_SECTION = re.compile(
    r"(?:NEW SECTION\.\s)?(?P<word>SECTION|SEC\.|Section|Sec\.|§{1,2})\s?"
    r"(?P<number>\d{1,5}(?:[-.–]\d{1,5}){0,3}[A-Za-z]{0,2}(?![\w-]))"
    r"(?:\s?\.(?!\d)|:|\s?[—–-]\s|(?=\s[A-Z“\"(\[])|$)"
)
_CODE_SECTION = re.compile(r"(?P<word>)(?P<number>\d{1,3}-\d{1,2}-\d{2,5}(?:\.\d+)?)\.\s(?=[A-Z“\"])")
_ACT = re.compile(r"(?im)be it enacted|^an act (?:concerning|relat)")
_BARE = re.compile(r"(?P<number>\d{1,2})\.\s(?=[A-Za-z(“\"])")
# Saved bills lose the break between a title's heading and its first section: "TITLE I—INNOVATIONSEC. 101. DATA".
_INLINE = re.compile(
    r"(?<=[.”\"’:;)\]@])\s?(?=(?:SECTION|SEC\.)\s\d{1,4}[A-Z]?\.\s)|(?<=[A-Za-z])(?=SEC\.\s\d{1,4}[A-Z]?\.\s[A-Z]{2})"
    r"|(?<=[a-z)][.”])(?=Sec\.\s\d{1,4}[A-Z]?\s?\.\s[A-Z(“])"
    r"|(?<=[.”])\s?(?=NEW SECTION\.\sSec\.\s\d)"
)
_CLOSED = re.compile(r"[”\"][.;]?\s?$")
# The end of "42 U.S.C. Sec. 234", broken over two lines.
_CODE_BEFORE = re.compile(r"(?i)\bU\.? ?S\.? ?C\.?,?\s?$")
_REFERENCE = re.compile(r"\s?(?:of|and|or|to|through|shall|is|as|,|\()")
_PARTNERS = {"SECTION": ("SECTION", "SEC."), "Section": ("Section", "Sec.", "§"), "SEC.": ("SEC.",)}
_AMENDING = re.compile(r"\b(?:amend|add(?:ed|ing)|insert(?:ed|ing)|reads? as|changing|IS ADDED|AMEND)", re.IGNORECASE)
_OPENING = 600
# State acts number their sections 5, 10, 15, so that others fit between.
_WIDEST_STEP = 10
_LONGEST_ENTRY = 300
_MOST_ENTRIES = 400
_CONTENTS = re.compile(r"\bcontents\b", re.IGNORECASE)


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
        if match is None or _is_quoted(layout, start):
            continue
        if _CODE_BEFORE.search(layout.text, max(0, start - 10), start):
            continue
        closed = match.group().endswith((".", ":"))
        if match["word"] and not closed and _REFERENCE.match(layout.text, match.end()):
            continue
        found.append(Section(start, match.end(), match["word"].replace("§§", "§"), match["number"].strip(".")))
    return found


def _is_quoted(layout: Layout, start: int) -> bool:
    """Whether a place stands in a quotation, and not behind its closing mark: "… a right.”.SEC. 3. PENALTIES"."""
    return bool(layout.quotation_at(start)) and not _CLOSED.search(layout.text, max(0, start - 4), start)


class _Judge:
    """Decides the roles in reading order."""

    def __init__(self, layout: Layout, sections: Sequence[Section]) -> None:
        self._layout = layout
        self._sections = sections
        self._places: dict[tuple[str, int | None], list[int]] = defaultdict(list)
        self._entries = _entries(layout, sections)
        for section in sections:
            self._places[section.word, section.value].append(section.start)
        self._forms: tuple[str, ...] = ()
        self._outer: Section | None = None
        self._inner: Section | None = None
        self._amending = False

    def roles(self) -> Iterator[Role]:
        """One role a section."""
        for index, section in enumerate(self._sections):
            following = self._sections[index + 1].start if index + 1 < len(self._sections) else -1
            role = self._role(section)
            if role is Role.OUTER:
                self._outer, self._inner = section, None
                self._forms = _PARTNERS.get(section.word, (section.word,)) if not self._forms else self._forms
                opening = self._layout.text[section.end : section.end + _OPENING]
                self._amending = bool(_AMENDING.search(opening[: max(0, following - section.end)]))
            elif role is Role.INNER:
                self._inner = section
            yield role

    def _role(self, section: Section) -> Role:
        if section.start in self._entries:
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
        if self._goes_on_inside(section, value, outer):
            return True
        if value == outer.value + 1:
            return False
        if value <= outer.value:
            return True
        return self._comes_later(section, outer.value + 1) or (
            section.word != outer.word and value - outer.value > _WIDEST_STEP
        )

    def _goes_on_inside(self, section: Section, value: int, outer: Section) -> bool:
        """An inner count goes on: Sec. 1, Sec. 2 of a new chapter, inside SECTION 1."""
        inner = self._inner
        if inner is None or inner.value is None or not section.word == inner.word != outer.word:
            return False
        return value in (inner.value, inner.value + 1)

    def _comes_later(self, section: Section, value: int) -> bool:
        return any(
            bisect_right(self._places[form, value], section.start) < len(self._places[form, value])
            for form in self._forms
        )


def _entries(layout: Layout, sections: Sequence[Section]) -> set[int]:
    """Where the entries of tables of contents begin: one line each below the word, their numbers used again later."""
    last = {section.number: section.start for section in sections}
    starts = [section.start for section in sections]
    found: set[int] = set()
    reached = -1
    for match in _CONTENTS.finditer(layout.text):
        if match.start() < reached:
            continue
        first = bisect_left(starts, layout.starts[layout.index_at(match.start())])
        run = _run(layout, sections[first : first + _MOST_ENTRIES])
        reached = run[-1].start if run else len(layout.text)
        again = sum(last[section.number] > run[-1].start for section in run)
        if len(run) > 1 and 2 * again > len(run):
            found.update(section.start for section in run)
    return found


def _run(layout: Layout, sections: Sequence[Section]) -> list[Section]:
    run: list[Section] = []
    numbers: set[str] = set()
    ends = 0
    for section in sections:
        end = layout.ends[layout.index_at(section.start)]
        too_far = bool(run) and section.start - ends > _LONGEST_ENTRY
        if section.number in numbers or too_far or end - section.start > _LONGEST_ENTRY:
            break
        run.append(section)
        numbers.add(section.number)
        ends = end
    return run


def _bare_sections(layout: Layout) -> list[Section]:
    """Sections of acts that write no word before the number, as New Jersey's: 1. This act … 2. a. …."""
    if not _ACT.search(layout.text):
        return []
    found: list[Section] = []
    for start in layout.starts:
        match = _BARE.match(layout.text, start)
        if match and int(match["number"]) == len(found) + 1 and not layout.quotation_at(start):
            found.append(Section(start, match.end(), "", match["number"]))
    return found if len(found) > 1 else []


def judge_sections(layout: Layout) -> list[tuple[Section, Role]]:
    """Every place that looks like a section, with its role."""
    sections = find_sections(layout)
    if not sections:
        return [(section, Role.OUTER) for section in _bare_sections(layout)]
    return list(zip(sections, _Judge(layout, sections).roles(), strict=True))
