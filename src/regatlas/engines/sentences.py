"""Where sentences begin and end, in English and Chinese legal text.

A full stop ends an English sentence only before a space and something that can open one, never after an abbreviation
of the law ("Sec. 3", "No. 5", "U.S.C.") or an enumerator that opens the sentence ("3.", "II."). A Chinese sentence
ends at 。；！？ with the closing quotes that follow. A line feed ends every sentence, since the blocks of a normalised
text are separated by one.
"""

from __future__ import annotations

import functools
import re

from regatlas.model.text import Span

_CANDIDATE = re.compile(
    r"\n"
    r"|[。！？；][”’」』）》\"']*"
    r"|(?<=[\u3400-\u9fff）》”]);"
    r"|[.!?]+[\"'”’)\]]*(?=\s|$)"
)
_ENUMERATOR = re.compile(
    r"\W*(?:(?:sec(?:tion)?|art(?:icle)?|chapter|part|title|annex|no)\.?\s+)?"
    r"(?:\d+(?:[.\-]\d+)*[a-z]?|[ivxlcdm]+|[a-z])\)?\Z",
    re.I,
)
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘]*\Z")
_ABBREVIATIONS = frozenset(
    [
        *(
            "e.g",
            "i.e",
            "cf",
            "viz",
            "vs",
            "v",
            "al",
            "ca",
            "approx",
            "inc",
            "ltd",
            "co",
            "corp",
            "llc",
            "bros",
            "dept",
        ),
        *("dr", "mr", "mrs", "ms", "prof", "hon", "rep", "sen", "gov", "gen", "messrs", "esq", "jr", "sr", "st"),
        *("sec", "secs", "art", "arts", "para", "paras", "subsec", "subd", "ch", "chap", "pt", "cl", "vol", "fig", "p"),
        *("pp", "pub", "l", "stat", "res", "reg", "regs", "fed", "cong", "sess", "rev", "ann", "ed", "eds", "supp"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
    ]
)
_BEFORE_NUMBER_ONLY = frozenset(["no", "nos", "art", "arts", "fig", "p", "pp", "ch", "pt", "cl", "l", "st"])
_OPENERS = frozenset(
    ["the", "this", "these", "those", "it", "in", "a", "an", "any", "such", "if", "for", "where", "when", "each", "no"]
)


def sentences(text: str, span: Span) -> list[Span]:
    """The sentences of ``text[span]`` in order, without surrounding white space; none is empty.

    Every character of the range that is not white space stands in exactly one of them.
    """
    return list(_sentences(text, span))


# Coverage and commitments read the same provisions one after the other.
@functools.lru_cache(maxsize=4096)
def _sentences(text: str, span: Span) -> tuple[Span, ...]:
    found: list[Span] = []
    start = span.start
    for match in _CANDIDATE.finditer(text, span.start, span.end):
        if match.end() > start and _ends(text, start, match.start(), match.end(), span.end):
            _keep(text, start, match.end(), found)
            start = match.end()
    _keep(text, start, span.end, found)
    return tuple(found)


def _keep(text: str, start: int, end: int, into: list[Span]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        into.append(Span(start, end))


def _ends(text: str, start: int, stop: int, after: int, limit: int) -> bool:
    """Whether the mark at ``stop`` ends the sentence that began at ``start``."""
    if text[stop] != ".":
        return True
    following = text[after : min(limit, after + 24)].split("\n", 1)[0].strip()
    if not following:
        return True
    if following[0].islower():
        return False
    before = text[start:stop]
    return not _is_abbreviation(before, following) and not (len(before) < 24 and _ENUMERATOR.match(before))


def _is_abbreviation(before: str, following: str) -> bool:
    match = _LAST_WORD.search(before)
    word = match.group().lower() if match else ""
    if word in _BEFORE_NUMBER_ONLY:
        return following[0].isdigit()
    if word in _ABBREVIATIONS:
        return True
    if "." in word or (len(word) == 1 and word.isalpha()):
        return re.split(r"\W", following, maxsplit=1)[0].lower() not in _OPENERS
    return False
