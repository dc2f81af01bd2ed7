"""Laws drafted in articles, in English: translations of Chinese law, and the Union's acts."""

from __future__ import annotations

import re

from regatlas.model.citing import ordinal_subparagraph
from regatlas.structure.dialect import Dialect, Level
from regatlas.structure.numerals import chinese_number, letter_number, roman_number
from regatlas.structure.outline import RANK, Unit

# fmt: off
_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)
# fmt: on
_NUMBER = rf"(?P<number>\d{{1,3}}|[IVXLC]{{1,7}}|[A-Z]\b|(?i:{'|'.join(_WORDS)}))"

# "Article 5 of that law", "Article 5(1)", "Article 5, paragraph 2", "Articles 5 and 6": a citation, not the article.
_REFERENCE = re.compile(
    r"""
    \s?[,;)\]]
    | \s?\((?:\d{1,2}|[a-z])\)
    | \s(?:of|and|or|to|through|in|is|are|was|shall|may|must|has|have|above|below|hereof|thereof|paragraphs?|points?|
        items?|apply|applies|applied|concerning|under|with|which|that|as|for|by)\b
    | [-–—]\d
    """,
    re.VERBOSE,
)


def word_number(text: str) -> int | None:
    """The value of a number in digits, Roman numerals, an English word up to twenty, or Chinese numerals."""
    lowered = text.lower()
    if lowered in _WORDS:
        return _WORDS.index(lowered) + 1
    if text.isdigit():
        return int(text)
    return roman_number(text) or chinese_number(text)


def _level(kind: str, token: str, word: str) -> Level:
    pattern = re.compile(rf"(?:{word})\s?{_NUMBER}(?=[\s:：.．,—–-]|$)")
    return Level(kind, RANK[kind if kind != "title-division" else "title"], token, pattern)  # type: ignore[arg-type]


_LEVELS = (
    _level("part", "part", "Part|PART"),
    _level("title-division", "title", "Title|TITLE"),
    _level("chapter", "chp", "Chapter|CHAPTER"),
    _level("section", "sec", "Section|SECTION"),
)


_HEADED = {"part": "Part", "title-division": "Title", "chapter": "Chapter", "section": "Section", "annex": "Annex"}
_NAMED = {"title": "Title", "toc": "Contents", "preamble": "Preamble", "signature": "Signature"}


def cite_article(unit: Unit) -> str | None:
    """Article 24(1)(a); Chapter III, Section 2; Annex III, point 1(a); Recital 12."""
    if unit.kind in ("article", "recital"):
        return f"{unit.kind.capitalize()} {unit.number}"
    if unit.kind in _HEADED:
        own = f"{_HEADED[unit.kind]} {unit.printed or unit.number or ''}".strip()
        return f"{cite_article(unit.parent)}, {own}" if unit.kind == "section" and unit.parent else own
    if unit.kind in ("paragraph", "subparagraph", "point", "subpoint"):
        return _below(unit)
    name = _NAMED.get(unit.kind)
    return f"{name}, paragraph {unit.position}" if name and unit.position > 1 else name


def cite_within(unit: Unit) -> str | None:
    """The longer citation of a point whose number another subparagraph has too; that of an article in another part."""
    parent = unit.parent
    if parent is None or parent.citation is None or unit.kind in _NAMED:
        return None
    if parent.kind == "subparagraph" and unit.kind in ("point", "subpoint"):
        return f"{parent.citation}, point ({unit.number})"
    return f"{parent.citation}, {cite_article(unit)}" if unit.kind in ("article", *_HEADED) else None


def _below(unit: Unit) -> str | None:
    parent = unit.parent
    if unit.kind == "subparagraph":
        return f"{_above(parent)}, {ordinal_subparagraph(unit.position)}"
    if parent is not None and parent.kind == "subparagraph":
        # Points are cited by the paragraph's number, without that of its subparagraph.
        parent = parent.parent
    above = _above(parent) or None
    number = unit.number or str(unit.position)
    if parent is not None and parent.kind in ("annex", "section"):
        word = "point" if unit.number else "paragraph"
        return f"{above}, {word} {number if number[0].isdigit() else f'({number})'}"
    if unit.decimal and above:
        # 3.1 holds the number of the point above it.
        return f"{above.rpartition(' ')[0]} {number}"
    return f"{above or ''}({number})"


def _above(parent: Unit | None) -> str:
    """The citation of what a unit stands in, which was given first."""
    return (parent.citation or cite_article(parent) if parent else None) or ""


def _label(number: int, inserted: int) -> str:
    return f"{number}{chr(ord('a') + inserted - 1)}" if inserted else str(number)


def _inserted(text: str) -> int:
    return letter_number(text) or 0


_ARTICLE = re.compile(r"(?:Article|ARTICLE|Art\.)\s?(?P<number>\d{1,3})(?P<inserted>[a-z]?)(?![\w%])")
_ANNEX = re.compile(
    r"(?:Annex|ANNEX|Appendix|APPENDIX|Attachment|Schedule|SCHEDULE)\b\s?(?P<number>[IVXLC]{1,7}\b|\d{1,2}\b|[A-Z]\b|)"
    r"(?=\s*(?:[:：.—–-]|$)|\s+[A-Z(])(?!\s(?:of|to|and|or)\b)"
)
# Part, Title, Chapter, Section; Annex, Appendix, Attachment, Schedule.
_INITIALS = frozenset("PTCSA")
_CONTENTS = re.compile(r"(?:table of |^)contents\s*$", re.IGNORECASE | re.MULTILINE)
_TITLE = re.compile(
    r"\b(?:Laws?|Act|Regulations?|Provisions|Measures|Rules|Opinions?|Decision|Code|Convention)\b", re.IGNORECASE
)
_EU_TITLE = re.compile(
    r"^(?:COUNCIL |COMMISSION )?(?:IMPLEMENTING |DELEGATED )?(?:REGULATION|DIRECTIVE|DECISION)\b|^Proposal for"
)
_EU_CLOSING = re.compile(
    r"This (?:Regulation|Directive|Decision) (?:shall be binding in its entirety|is addressed)|Done at "
)

CHINESE_IN_ENGLISH = Dialect(
    name="chinese-in-english",
    article=_ARTICLE,
    reference=_REFERENCE,
    levels=_LEVELS,
    annex=_ANNEX,
    contents=_CONTENTS,
    initials=_INITIALS,
    title=_TITLE,
    number=word_number,
    inserted=_inserted,
    cite=cite_article,
    label=_label,
    heading_below=True,
)

EU = Dialect(
    name="eu",
    article=_ARTICLE,
    reference=_REFERENCE,
    levels=_LEVELS,
    annex=_ANNEX,
    contents=_CONTENTS,
    initials=_INITIALS,
    title=_EU_TITLE,
    closing=_EU_CLOSING,
    number=word_number,
    inserted=_inserted,
    cite=cite_article,
    label=_label,
    numbered_paragraphs=True,
    recital=re.compile(r"[(（](\d{1,3})[)）]\s"),
    heading_below=True,
)
