"""Citations from and to the words of lawyers."""

from __future__ import annotations

import re

from regatlas.model.reference import Citation
from regatlas.structure.references.chinese_citation import chinese_citations
from regatlas.structure.references.english_citation import UNIT, citations_of, phrase_at
from regatlas.structure.references.japanese_citation import japanese_citation
from regatlas.structure.references.printed import (
    PLAIN,
    american_citation,
    plain_chinese_citation,
    plain_citation,
    without_marks,
)

_UNIT = re.compile(UNIT)
_FIRST_UNIT = re.compile(rf"(?:the )?(?:[a-z]+(?:, | and | or |, and )?)*?\s?(?P<unit>{UNIT})")


def parse_citations(text: str) -> tuple[Citation, ...]:
    """Every provision that a citation names: two for "Articles 5 and 6". Raises ValueError where the text is none."""
    cleaned = text.strip()
    japanese = japanese_citation(cleaned)
    if japanese:
        return (japanese,)
    found, end = chinese_citations(cleaned, 0)
    if not found or end != len(cleaned):
        found, end = _english(cleaned)
    if PLAIN.match(cleaned) or ", Sec. " in cleaned:
        found = []
    if not found or end != len(cleaned):
        printed = without_marks(cleaned, _printed) or _printed(cleaned)
        if printed is None:
            raise ValueError(f"{text!r} is no citation of a provision")
        return (printed,)
    return tuple(found)


def _printed(text: str) -> Citation | None:
    """A citation that a document prints of one of its own provisions, in words that running text does not use."""
    if PLAIN.match(text):
        return plain_citation(text) or _one(text)
    if ", Sec. " in text:
        return american_citation(text, _one) or _one(text)
    return _one(text) or american_citation(text, _one) or plain_citation(text) or plain_chinese_citation(text)


def _one(text: str) -> Citation | None:
    for found, end in (chinese_citations(text, 0), _english(text)):
        if len(found) == 1 and end == len(text):
            return found[0]
    return None


def parse_citation(text: str) -> Citation:
    """The one provision that a citation names; ``parse_citation(str(c)) == c``. Raises ValueError for anything else."""
    found = parse_citations(text)
    if len(found) > 1:
        raise ValueError(f"{text!r} names {len(found)} provisions; parse_citations gives them all")
    return found[0]


def _english(text: str) -> tuple[list[Citation], int]:
    # A citation begins with its first unit, or with an ordinal before it: "first subparagraph".
    first = _FIRST_UNIT.match(text)
    unit = _UNIT.match(text, first.start("unit")) if first else None
    phrase = phrase_at(text, unit, 0) if unit else None
    if phrase is None or phrase.start or phrase.here:
        return [], 0
    return citations_of(phrase, american=False), phrase.end
