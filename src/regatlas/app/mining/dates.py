"""Dates as pages write them, whole or not, in English and Chinese, to ISO 8601 as exact as they are."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from regatlas.structure.numerals import chinese_number

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_N = r"[〇零○一二三四五六七八九十\d０-９]"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d{2}"
_SAME = r"(?:(?:of |in )?(?:the same|that) year)"

# Whole dates come first, then what is left of them, so that the longest way of reading wins at each place.
_ANY = re.compile(
    rf"(?P<zy>{_N}{{4}})\s?年(?:\s?(?P<zm>{_N}{{1,3}})\s?月份?(?:\s?(?P<zd>{_N}{{1,3}})\s?[日号])?)?(?!度|代|版|期|级|\s*月)"
    rf"|(?:(?P<zsame>同年|当年)\s?|(?<![年\d]))(?P<znm>{_N}{{1,3}})\s?月\s?(?P<znd>{_N}{{1,3}})\s?日"
    rf"|\b(?P<iy>{_YEAR})[-/.](?P<im>\d{{1,2}})[-/.](?P<id>\d{{1,2}})(?![\d/-])"
    rf"|\b(?P<d>{_DAY})(?: day)?(?: of)? (?P<m>{_MONTH})\b(?:,? (?P<y>{_YEAR})\b|,? (?P<same1>{_SAME}))?"
    rf"|\b(?P<m2>{_MONTH}) (?P<d2>{_DAY})\b(?!:)(?:,? (?P<y2>{_YEAR})\b|,? (?P<same2>{_SAME}))?"
    rf"|\b(?P<m3>{_MONTH}),? (?:of )?(?P<y3>{_YEAR})\b"
    rf"|(?<=\b[Ii]n )(?:early |late |mid-)?(?P<y4>{_YEAR})\b(?![-–/.]\d)"
    rf"|(?<=\b[Ss]ince )(?P<y5>{_YEAR})\b(?![-–/.]\d)"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date where it stands. Without a year ``value`` is None, and ``month_day`` is ``-07-10``.

    ``same_year`` tells that the text says "of the same year".
    """

    start: int
    end: int
    value: str | None
    month_day: str = ""
    same_year: bool = False

    def in_year(self, year: str) -> FoundDate:
        """The same date in a year that was found elsewhere; without a value where that year has no such day."""
        return FoundDate(self.start, self.end, _real(f"{year}{self.month_day}"), self.month_day, self.same_year)


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[FoundDate]:
    """The dates of ``text[start:end]`` in order; impossible ones (31 April 2024) are passed over."""
    for match in _ANY.finditer(text, start, len(text) if end is None else end):
        found = _found(match)
        if found is not None:
            yield found


def _found(match: re.Match[str]) -> FoundDate | None:
    year, month, day = _parts(match)
    if month == "" or day == "":
        return None
    tail = "".join(f"-{part}" for part in (month, day) if part)
    if year is None:
        same = any(match[name] for name in ("zsame", "same1", "same2"))
        # 2024 has a 29 February, so that it may stand in any year that has one.
        return FoundDate(*match.span(), None, tail, same) if _real(f"2024{tail}") else None
    value = _real(f"{year}{tail}")
    return FoundDate(*match.span(), value) if value else None


def _parts(match: re.Match[str]) -> tuple[str | None, str | None, str | None]:
    """Year, month and day in digits; None for what is not said, empty for what is no number."""
    groups = match.groupdict()
    if groups["zy"]:
        return _digits(groups["zy"], 4), _digits(groups["zm"], 2), _digits(groups["zd"], 2)
    if groups["znm"]:
        return None, _digits(groups["znm"], 2), _digits(groups["znd"], 2)
    if groups["iy"]:
        return groups["iy"], groups["im"].zfill(2), groups["id"].zfill(2)
    day = groups["d"] or groups["d2"]
    month = groups["m"] or groups["m2"] or groups["m3"]
    year = next((groups[name] for name in ("y", "y2", "y3", "y4", "y5") if groups[name]), None)
    return year, _month(month), re.sub(r"\D", "", day).zfill(2) if day else None


def _month(name: str | None) -> str | None:
    return None if name is None else f"{_MONTHS.index(name.lower()[:3]) + 1:02}"


def _digits(words: str | None, width: int) -> str | None:
    if words is None:
        return None
    number = chinese_number(words)
    return "" if number is None else f"{number:0{width}}"


def _real(value: str) -> str | None:
    try:
        datetime.date.fromisoformat(value + {4: "-01-01", 7: "-01"}.get(len(value), ""))
    except ValueError:
        return None
    return value


def dates_agree(one: str, other: str) -> bool:
    """Whether two dates can be the same day: July 2023 agrees with 10 July 2023."""
    return one.startswith(other) or other.startswith(one)
