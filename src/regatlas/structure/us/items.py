"""Where an American text may open an item: (a), (1)(A), “(c), 1. or a. at the beginning of a line or run into one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Literal

from regatlas.structure.layout import Layout
from regatlas.structure.markers import Marker
from regatlas.structure.numerals import letter_number

Place = Literal["line", "glued", "inside", "dotted"]

OPENING = "“‘\"`'"
_QUOTE = re.compile(r"(?:‘‘|``|''|[“\"`])\s?")
_NUMBER = r"\((?:\d{1,3}[A-Za-z]?|[a-z]|[A-Z]|[ivx]{2,6}|[IVX]{2,6}|([a-z])\1|([A-Z])\2)\)"
# Saved bills lose line ends: "… of funds.“(c) Exceptions", "… the council.(b) The council", "In general.—(1) A person".
_CUT = re.compile(
    rf"(?:(?<=[.;:—–”’\"')])|(?<=--))(?P<between>\s?(?:(?:and|or|and/or) )?)(?=(?:‘‘|``|[“`])?{_NUMBER}\s?[^\s,;.)(])"
)
_CLOSED = frozenset(".;:—–")
# What stands before a number that is only cited: "42 U.S.C. (b)", "under subsection\n(6) of this section".
_CITED_BEFORE = re.compile(
    r"(?:\b(?:(?:sub-?)?(?:section|paragraph|clause|division|part|item|chapter|title)s?|subdivisions?|schedules?"
    r"|items?|U\.?\s?S\.?\s?C\.?|Secs?\.|§{1,2}|Code|Act|Law|Rule|Statutes)"
    r"(?:\s?(?:[\w.-]*\d)?[\w-]*\d[\w-]*)?,?\s?(?:\(\w{1,4}\),?\s?)*(?:(?:and|or|to|through|and/or)\s)?(?:\(\w{1,4}\),?\s?)*)$",
    re.IGNORECASE,
)
_CITED_AFTER = re.compile(
    r"\s?(?:of (?:this|such|that|subsection|section|paragraph|subdivision|subparagraph|clause)\b"
    r"|(?:,|and|or|through|to)\s?\()",
    re.IGNORECASE,
)
_LOOK_BACK = 60
# Behind these words a quotation is over, though its last paragraph goes on.
CLOSES_QUOTATION = re.compile(r"(?:[”\"]|’’|'')[.;,]?(?: and)?\s?$")
_TAIL = 8
_DOTTED_TEXT = re.compile(r"\s?[“\"‘A-Z(\[]")
# Minnesota's sections have subdivisions: Subdivision 1. Definitions. (a) …
SUBDIVISION = "subd"
_SUBDIVISION = re.compile(r"(?:Subdivision|Subd\.)\s(?P<number>\d{1,2}[a-z]?)\.\s?")
_MOST_ROMAN = 49
_STYLES = {
    "paren-lower": "a", "paren-digit": "1", "paren-upper": "A", "paren-roman-lower": "i", "paren-roman-upper": "I",
    "dot-digit": "1.", "letter_dot-lower": "a.", "letter_dot-upper": "A.", "roman_dot": "I.",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """A number that may open an item: ``readings`` are its styles (a, 1, A, i, I, aa; with a dot 1., a.) and values.

    ``place`` says how sure its place is: at the beginning of a line, run into one (``glued``), inside a sentence, or a
    number with a dot. ``quoted`` items stand in quotation marks, as text that an act puts into another one does.
    ``fresh`` says that a paragraph without a number stands before it.
    """

    start: int
    end: int
    label: str
    readings: tuple[tuple[str, int], ...]
    place: Place
    quoted: bool = False
    fresh: bool = False


def item_cuts(text: str) -> list[int]:
    """Places inside lines where an item may begin."""
    found = []
    for match in _CUT.finditer(text):
        before = text[match.start() - 1]
        closes = (
            before in _CLOSED
            or text.endswith("--", 0, match.start())
            or (match.start() > 1 and text[match.start() - 2] in _CLOSED)
        )
        if closes and not _CITED_BEFORE.search(text, max(0, match.start() - _LOOK_BACK), match.end()):
            found.append(match.end())
    return found


def items_at(
    layout: Layout, start: int, end: int, *, fresh: bool = False, sure: bool = False, quoted: bool = False
) -> Iterator[Item]:
    """The items that one piece of the text may open, the outermost first; none where its number is only cited.

    ``sure`` says that the piece follows a heading, ``quoted`` that this is the heading of a quoted section.
    """
    text = layout.text
    opened = _QUOTE.match(text, start, end)
    inside = layout.quotation_at(start)
    over = inside is None or inside[0] >= start or CLOSES_QUOTATION.search(text, max(0, start - _TAIL), start)
    quoted = quoted or bool(opened) or not over
    begin = opened.end() if opened else start
    named = _SUBDIVISION.match(text, begin, end)
    if named:
        number = named["number"]
        yield Item(start, named.end(), number, ((SUBDIVISION, int(number.rstrip(ascii_lowercase))),), "line", quoted)
        return
    markers = [marker for marker in layout.markers(begin, end) if _readings(marker)]
    if not markers or (not sure and _is_cited(text, start, markers)):
        return
    place = _place(text, start, markers[0], sure=sure)
    if place == "dotted" and not _DOTTED_TEXT.match(text, markers[0].end):
        return
    for index, marker in enumerate(markers):
        at = start if index == 0 else marker.start
        yield Item(at, marker.end, marker.label, _readings(marker), place, quoted, fresh and index == 0)


def _place(text: str, start: int, marker: Marker, *, sure: bool) -> Place:
    if text[marker.start] not in "(（":
        return "dotted"
    if sure or start == 0 or text[start - 1] == "\n":
        return "line"
    return "glued" if text[start - 1] in ".;:—–-”’\"'" else "inside"


def _is_cited(text: str, start: int, markers: list[Marker]) -> bool:
    if _CITED_AFTER.match(text, markers[-1].end):
        return True
    return bool(_CITED_BEFORE.search(text, max(0, start - _LOOK_BACK), start))


def _readings(marker: Marker) -> tuple[tuple[str, int], ...]:
    label = marker.label
    found = [
        (_STYLES[reading.style], reading.value)
        for reading in marker.readings
        # (c) is a letter; no list has a hundred items in Roman numerals.
        if reading.style in _STYLES and not ("roman" in reading.style and reading.value > _MOST_ROMAN)
    ]
    if len(label) == 2 and label[0] == label[1] and label.isalpha():
        found.append(("aa" if label.islower() else "AA", letter_number(label[0]) or 0))
    return tuple(found)
