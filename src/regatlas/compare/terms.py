"""What an original and its translation write alike: numbers, dates, Latin words, names in quotation marks.

Numbers are brought to one form: 十万元, 100,000 yuan and RMB 0.1 million are ``100000``; 9月 and September ``9``. The
number one is left out: 一 and "a" stand everywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from regatlas.compare.numerals import CHINESE_NUMERAL, chinese_number
from regatlas.model.text import Span

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_SCALE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "万": 10**4, "亿": 10**8}
_ENGLISH_SCALE = "hundred|thousand|million|billion"
# After a Chinese numeral one of these must stand, or it is part of a word such as 统一 or 三角.
_UNIT = "[年月日条款项章节个元倍岁次天周级类种人名家份部户届时小]|以[上下]|分之"
_TERM = re.compile(
    rf"(?P<digits>\d+(?:[,，]\d{{3}})*(?:\.\d+)?)(?:\s*(?P<scale>(?:{_ENGLISH_SCALE})\b|[万亿]))?"
    rf"|(?P<chinese>{CHINESE_NUMERAL}+)(?:(?={_UNIT})|(?<=[十百千万]))"
    r"|[“\"「](?P<quoted>[^”\"」“]{1,80})[”\"」]"
    r"|(?P<latin>[A-Za-z]{2,})"
)


def terms(text: str, span: Span, known: frozenset[str] = frozenset()) -> Counter[str]:
    """The terms of a stretch of text. ``known`` are the Latin words that both texts have, in lower case."""
    return Counter(_terms(text, span.start, span.end, known))


def latin_words(text: str) -> frozenset[str]:
    """All Latin words of a text in lower case."""
    return frozenset(word.lower() for word in re.findall(r"[A-Za-z]{2,}", text))


def _terms(text: str, start: int, end: int, known: frozenset[str]) -> Iterator[str]:
    for match in _TERM.finditer(text, start, end):
        if match["quoted"]:
            yield "“”"
            yield from _terms(text, match.start() + 1, match.end() - 1, known)
            continue
        number = _number(match)
        if number is not None and number != 1:
            yield f"{number:g}" if number % 1 else str(int(number))
        elif match["latin"] and match["latin"].lower() in known:
            yield match["latin"].lower()


def _number(match: re.Match[str]) -> float | None:
    if match["digits"]:
        return float(match["digits"].replace(",", "").replace("，", "")) * _SCALE.get(match["scale"] or "", 1)
    if match["chinese"]:
        return chinese_number(match["chinese"])
    word = match["latin"].lower()
    return _MONTHS.index(word) + 1 if word in _MONTHS and word != "may" else _WORDS.get(word)
