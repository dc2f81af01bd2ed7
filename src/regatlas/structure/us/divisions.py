"""Headings above the section: divisions, titles, subtitles, parts, chapters."""

from __future__ import annotations

import re

from regatlas.model.document import ProvisionKind
from regatlas.structure.english import word_number
from regatlas.structure.outline import RANK, Unit

_DIVISION = re.compile(
    r"(?P<word>DIVISION|Division|TITLE|Title|SUBTITLE|Subtitle|PART|Part|CHAPTER|Chapter|SUBCHAPTER|Subchapter|ARTICLE"
    r"|Article)\s(?P<number>[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,2})?[A-Z]?(?:-[A-Z])?|[A-Z])"
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
_LONGEST = 220
# "… ENFORCES THIS\nPART 17.": the end of a sentence that a page broke, and no heading.
_GOES_ON = re.compile(r"(?i)\b(?:this|these|of|in|under|to|and|or|the|by|with)\s*$")
_LOOK_BACK = 12


def division_at(text: str, start: int, end: int, *, rank: int | None = None) -> Unit | None:
    """The division whose heading the line ``start:end`` is. ``rank`` overrides that of its kind."""
    match = _DIVISION.match(text, start, end)
    if not match or end - start > _LONGEST:
        return None
    line = text[start:end].rstrip()
    if _GOES_ON.search(text, max(0, start - _LOOK_BACK), start) or text[match.end() : end].strip() == ".":
        return None
    if line.endswith((".", ";", ",")) and not line.isupper():
        return None
    name = match["word"].lower()
    kind, token = _KINDS[name]
    number = match["number"]
    lettered = len(number) == 1 and number.isalpha() and name in ("division", "subtitle", "subchapter")
    shown = number if lettered else str(word_number(number) or number)
    heading = text[match.end() : end].strip(" -—–.:") or None
    place = _RANKS[kind] if rank is None else rank
    return Unit(kind, start, place, f"{token}_{shown}", shown, heading, printed=number, body=end + 1)
