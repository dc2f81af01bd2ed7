"""When a text was adopted and issued, and since when it has effect, in the text's own words."""

from __future__ import annotations

import re

from regatlas.model.document import Statement
from regatlas.model.text import SourceText, Span
from regatlas.structure.metadata.calendar import ANY_DATE, CHINESE_DATE, ENGLISH_DATE, dates_in, parse_date
from regatlas.structure.metadata.regions import Regions

_EFFECT = re.compile(
    rf"""
    自\s?(?P<zh>{CHINESE_DATE})\s?(?:起)?\s?(?:施行|实施|生效|执行|试行)
    | (?P<zh2>{CHINESE_DATE})\s?起?(?:施行|实施|生效|执行)
    | \b(?:(?:take|takes|taking|takes?\sinto|come|comes|enter|enters|enter\sinto|be\sput)
          \s(?:full\s)?(?:into\s)?(?:effect|force)
        | effective | be\simplemented | shall\sapply | applies | apply | is\simplemented | are\simplemented)
      (?:\s(?:as\s)?(?:on|from|of|since|starting|beginning|and\safter|as|it|shall)){{0,4}}\s(?P<en>{ENGLISH_DATE})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ON_ISSUE = re.compile(
    r"自(?:公布|发布|印发|颁布)之日起(?:施行|实施|生效|执行)|"
    r"(?:effect|force|effective|implemented)\s(?:as\s)?(?:on|from|of|upon)\s(?:the\s)?(?:date|"
    r"day)?\s?(?:of\s)?(?:its\s|their\s)?"
    r"(?:promulgation|publication|issuance|release)",
    re.IGNORECASE,
)
# The words that go with a date, before the next one: "2024年3月1日…通过 2024年3月8日公布" has two.
_SAME_DATE = rf"(?:(?!{CHINESE_DATE})[^。；\n）)]){{0,60}}?"
_ADOPTED = re.compile(
    rf"(?P<date>{CHINESE_DATE}){_SAME_DATE}通过|(?:adopted|passed|approved)\b[^.;\n]{{0,160}}?\s(?P<en>{ENGLISH_DATE})",
    re.IGNORECASE,
)
_ISSUED = re.compile(
    rf"(?P<date>{CHINESE_DATE}){_SAME_DATE}(?:公布|发布|颁布|印发)|"
    rf"(?i:promulgated|issued|published|signed|released)\b(?:(?!effective|force|effect)[^.;\n"
    rf"]){{0,120}}?\s(?P<en>{ENGLISH_DATE})|"
    rf"(?:Executive\sOrder\s\d+|REGULATION|DIRECTIVE|Regulation|Directive)\b[^.;\n]{{0,90}}\n"
    rf"?\s?of\s(?P<of>{ENGLISH_DATE})|"
    rf"^of\s(?P<alone>{ENGLISH_DATE})$",
    re.MULTILINE,
)
_DONE_AT = re.compile(rf"Done at [A-Z][a-z]+,\s(?P<en>{ENGLISH_DATE})")
_BARE_DATE = re.compile(rf"^{ANY_DATE}$")


def find_dates(regions: Regions) -> dict[str, Statement]:
    """The dates a text gives for itself, under ``adopted``, ``issued`` and ``effective``."""
    source, front = regions.source, regions.front
    found = {
        "adopted": _search(source, _ADOPTED, front) or _search(source, _DONE_AT, Span(0, len(source.text))),
        "issued": _search(source, _ISSUED, front) or _signed(regions),
    }
    found["effective"] = _effect(regions, front) or _on_issue(regions, found["issued"])
    return {key: statement for key, statement in found.items() if statement}


def _search(source: SourceText, pattern: re.Pattern[str], span: Span) -> Statement | None:
    match = pattern.search(source.text, span.start, span.end)
    return _statement(source, match) if match else None


def _statement(source: SourceText, match: re.Match[str]) -> Statement | None:
    words = next((value for value in match.groupdict().values() if value), "")
    value = parse_date(words)
    return Statement(value=value, evidence=(source.quote(match.span()),)) if value else None


def _effect(regions: Regions, front: Span) -> Statement | None:
    """The effective date: said at the end of the text, or by the order that promulgates it."""
    source = regions.source
    for span in [*regions.last_articles, front]:
        for match in _EFFECT.finditer(source.text, span.start, span.end):
            statement = _statement(source, match)
            if statement:
                return statement
    return None


def _on_issue(regions: Regions, issued: Statement | None) -> Statement | None:
    """Effect from the day of issue, where that day is known."""
    if issued is None:
        return None
    source = regions.source
    for span in regions.last_articles:
        match = _ON_ISSUE.search(source.text, span.start, span.end)
        if match:
            return Statement(value=issued.value, evidence=(source.quote(match.span()), *issued.evidence))
    return None


def _signed(regions: Regions) -> Statement | None:
    """A line with nothing but a date, among the signatures or before the body."""
    source = regions.source
    for block in [*regions.signature_blocks, *regions.front_blocks]:
        line = source.text[block.start : block.end].strip("（）() ")
        if _BARE_DATE.match(line):
            place = next(dates_in(source.text, block.start, block.end), None)
            if place:
                return Statement(value=place.value, evidence=(source.quote((place.start, place.end)),))
    return None
