"""When a text was adopted and issued, and since when it has effect, in the text's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from regatlas.model.document import Statement
from regatlas.model.text import SourceText, Span
from regatlas.structure.metadata.calendar import (
    ANY_DATE,
    ENGLISH_DATE,
    FROM_YEAR,
    LATIN,
    chinese_dates,
    dates_in,
    may_date_in_english,
    parse_date,
    start_of_date,
)
from regatlas.structure.metadata.regions import Regions

# Chinese and English words have expressions of their own: one that tries both, at every character, took a third of
# the time of all metadata. Chinese ones are tried where a date stands only, English ones where a year may be one.
_CHINESE_EFFECT = re.compile(rf"{FROM_YEAR}(?P<verb>\s?起?\s?(?:施行|实施|生效|执行|试行))")
# Without 自 before the date.
_BARE_EFFECT = re.compile(r"\s?起?(?:施行|实施|生效|执行)")
_ENGLISH_EFFECT = re.compile(
    rf"""
    \b(?:(?:take|takes|taking|takes?\sinto|come|comes|enter|enters|enter\sinto|be\sput)
          \s(?:full\s)?(?:into\s)?(?:effect|force)
        | effective | be\simplemented | shall\sapply | applies | apply | is\simplemented | are\simplemented)
      (?:\s(?:as\s)?(?:on|from|of|since|starting|beginning|and\safter|as|it|shall)){{0,4}}\s(?P<en>{ENGLISH_DATE})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CHINESE_ON_ISSUE = re.compile(r"自(?:公布|发布|印发|颁布)之日起(?:施行|实施|生效|执行)")
_ENGLISH_ON_ISSUE = re.compile(
    r"(?:effect|force|effective|implemented)\s(?:as\s)?(?:on|from|of|upon)\s(?:the\s)?(?:date|"
    r"day)?\s?(?:of\s)?(?:its\s|their\s)?"
    r"(?:promulgation|publication|issuance|release)",
    re.IGNORECASE,
)
# The words that go with a date, before the next one: "2024年3月1日…通过 2024年3月8日公布" has two.
_SAME_DATE = r"[^。；\n）)]{0,60}?"
_CHINESE_ADOPTED = re.compile(rf"{_SAME_DATE}通过")
_ENGLISH_ADOPTED = re.compile(rf"(?:adopted|passed|approved)\b[^.;\n]{{0,160}}?\s(?P<en>{ENGLISH_DATE})", re.IGNORECASE)
_CHINESE_ISSUED = re.compile(rf"{_SAME_DATE}(?:公布|发布|颁布|印发)")
_ENGLISH_ISSUED = re.compile(
    rf"(?i:promulgated|issued|published|signed|released)\b(?:(?!effective|force|effect)[^.;\n"
    rf"]){{0,120}}?\s(?P<en>{ENGLISH_DATE})|"
    rf"(?:Executive\sOrder\s\d+|REGULATION|DIRECTIVE|Regulation|Directive)\b[^.;\n]{{0,90}}\n"
    rf"?\s?of\s(?P<of>{ENGLISH_DATE})|"
    rf"^of\s(?P<alone>{ENGLISH_DATE})$",
    re.MULTILINE,
)
_DONE_AT = re.compile(rf"Done at [A-Z][a-z]+,\s(?P<en>{ENGLISH_DATE})")
_BARE_DATE = re.compile(rf"^{ANY_DATE}$")
# "30th of September, 2024", and a line feed that $ lets pass.
_LONGEST_BARE_DATE = 24


class _Words(NamedTuple):
    """Words that date the text: where they stand, and the date among them as it is written."""

    start: int
    end: int
    date: str


def find_dates(regions: Regions) -> dict[str, Statement]:
    """The dates a text gives for itself, under ``adopted``, ``issued`` and ``effective``."""
    source, front = regions.source, regions.front
    dates = chinese_dates(source.text, front.start, front.end)
    english = may_date_in_english(source.text, front.start, front.end, front.end)
    found = {
        "adopted": _said(source, _adopted(source.text, front, dates, english)) or _done_at(source),
        "issued": _said(source, _issued(source.text, front, dates, english)) or _signed(regions),
    }
    found["effective"] = _effect(regions) or _on_issue(regions, found["issued"])
    return {key: statement for key, statement in found.items() if statement}


def _said(source: SourceText, words: _Words | None) -> Statement | None:
    value = parse_date(words.date) if words else None
    return Statement.of(value, (source.quote((words.start, words.end)),)) if words and value else None


def _adopted(text: str, front: Span, dates: Sequence[tuple[int, int]], english: bool) -> _Words | None:
    chinese = _dated(text, _CHINESE_ADOPTED, front, dates) if text.find("通过", front.start, front.end) >= 0 else None
    return _earlier(chinese, _search(text, _ENGLISH_ADOPTED, front) if english else None)


def _issued(text: str, front: Span, dates: Sequence[tuple[int, int]], english: bool) -> _Words | None:
    # 公布, 发布 and 颁布 have one sign.
    said = text.find("布", front.start, front.end) >= 0 or text.find("印发", front.start, front.end) >= 0
    chinese = _dated(text, _CHINESE_ISSUED, front, dates) if said else None
    return _earlier(chinese, _search(text, _ENGLISH_ISSUED, front) if english else None)


def _done_at(source: SourceText) -> Statement | None:
    text = source.text
    start = text.find("Done at ")
    return _said(source, _search(text, _DONE_AT, Span(start, len(text)))) if start >= 0 else None


def _dated(text: str, following: re.Pattern[str], span: Span, dates: Sequence[tuple[int, int]]) -> _Words | None:
    """The first date in Chinese with certain words between it and the next one."""
    for index, (start, end) in enumerate(dates):
        limit = dates[index + 1][0] if index + 1 < len(dates) else span.end
        match = following.match(text, end, limit)
        if match:
            return _Words(start, match.end(), text[start:end])
    return None


def _search(text: str, pattern: re.Pattern[str], span: Span) -> _Words | None:
    match = pattern.search(text, span.start, span.end)
    return _words(match) if match else None


def _words(match: re.Match[str]) -> _Words:
    """The words of a match. The one group of the expression that took part is the date."""
    return _Words(match.start(), match.end(), match[match.lastgroup or 0])


def _earlier(one: _Words | None, other: _Words | None) -> _Words | None:
    return min(one, other) if one and other else one or other


def _effect(regions: Regions) -> Statement | None:
    """The effective date: said at the end of the text, or by the order that promulgates it."""
    for span in [*regions.last_articles, regions.front]:
        for words in _effects(regions.text, span):
            statement = _said(regions.source, words)
            if statement:
                return statement
    return None


def _effects(text: str, span: Span) -> Iterator[_Words]:
    """All words of a passage on its effect, in order."""
    start, end = span
    while True:
        chinese = _chinese_effect(text, start, end)
        before = chinese.start if chinese else end
        english = may_date_in_english(text, start, before, end)
        words = _earlier(chinese, _search(text, _ENGLISH_EFFECT, Span(start, end)) if english else None)
        if words is None:
            return
        yield words
        start = words.end


def _chinese_effect(text: str, start: int, end: int) -> _Words | None:
    """The first date that is said to be that of the effect, with the 自 before it, if there is one."""
    for match in _CHINESE_EFFECT.finditer(text, start, end):
        date, verb = start_of_date(text, match.start()), match.start("verb")
        since = text.rfind("自", max(start, date - 2), date)
        if since >= 0 and (since == date - 1 or text[date - 1].isspace()):
            return _Words(since, match.end(), text[date:verb])
        bare = _BARE_EFFECT.match(text, verb, end) if date >= start else None
        if bare:
            return _Words(date, bare.end(), text[date:verb])
    return None


def _on_issue(regions: Regions, issued: Statement | None) -> Statement | None:
    """Effect from the day of issue, where that day is known."""
    if issued is None:
        return None
    source = regions.source
    for span in regions.last_articles:
        place = _from_issue(source.text, span)
        if place:
            return Statement.of(issued.value, (source.quote(place), *issued.evidence))
    return None


def _from_issue(text: str, span: Span) -> tuple[int, int] | None:
    chinese = _CHINESE_ON_ISSUE.search(text, span.start, span.end)
    latin = LATIN.search(text, span.start, span.end)
    english = _ENGLISH_ON_ISSUE.search(text, span.start, span.end) if latin else None
    places = [match.span() for match in (chinese, english) if match]
    return min(places) if places else None


def _signed(regions: Regions) -> Statement | None:
    """A line with nothing but a date, among the signatures or before the body."""
    source = regions.source
    for block in [*regions.signature_blocks, *regions.front_blocks]:
        line = source.text[block.start : block.end].strip("（）() ")
        if len(line) <= _LONGEST_BARE_DATE and _BARE_DATE.match(line):
            place = next(dates_in(source.text, block.start, block.end), None)
            if place:
                return Statement.of(place.value, (source.quote((place.start, place.end)),))
    return None
