"""The legal basis: the laws on which a text says that it rests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regatlas.model.document import Statement
from regatlas.model.text import Span
from regatlas.structure.metadata.regions import Regions

# First a look for a verb in the sentence: the front of amended laws is full of 根据 without one, and took four times
# as long without the look.
_VERB = r"(?:制定|出台|发布|作出|修订)"
_CHINESE = re.compile(
    rf"(?:根据|依据|依照|按照)(?=[^。]*?{_VERB})(?P<names>[^。；]{{2,600}}?)(?:，|,)?"
    rf"(?:并|结合[^。，]{{2,30}}，)?(?:[^。；，《》]{{0,12}}，)?{_VERB}"
)
_TITLE = re.compile(r"《([^《》]*(?:〈[^〈〉]*〉[^《》]*)*)》|(?<=根据)宪法|(?<=[、和])宪法")
_ENGLISH_CUE = re.compile(
    r"(?:in accordance with|on the basis of|pursuant to|based on|according to|in line with)\s(?P<names>.{5,900}?)"
    r"(?=;|\.\s|\.$|, (?:these|this|so as|in order|to (?:promote|strengthen|ensure|regulate|"
    r"protect|further))|, and (?:based|in light)|"
    r"\s(?:so as|in order) to|\sfor the purposes?)",
    re.IGNORECASE | re.DOTALL,
)
_ENGLISH_TITLE = re.compile(
    r"(?:[“\"‘](?P<quoted>[A-Z](?:[^”\"’]|’(?=[a-z])){5,140})[”\"’]|(?P<plain>(?:PRC |Chinese "
    r")?(?:[A-Z][\w&’'/-]*)(?:\s(?:(?:and|of|on|the|for|in|to|with|S&T|"
    r"from)\s)*[A-Z][\w&’'/()-]*)*"
    r"(?:\sof the P(?:eople[’']s Republic of China|RC))?))"
)
_LAW_WORD = re.compile(
    r"\b(?:Law|Regulations?|Measures|Provisions|Act|Opinions|Constitution|Rules|Plan|Code|Decision|Principles|Treaty)\b"
)
_MADE = re.compile(r"formulat|drafted|enacted|developed|adopt|made|issued|hereby")
_HAVING_REGARD = re.compile(r"Having regard to the (Treaty[^,\n]{3,120})")
_VESTED = re.compile(
    r"authority vested in me as President by (the Constitution and the laws of the United States of America)"
)


def find_legal_basis(regions: Regions) -> tuple[Statement, ...]:
    """The named sources of authority, each where it stands."""
    source = regions.source
    places: list[tuple[int, int]] = []
    for span in _openings(regions):
        found = _chinese(source.text, span) if regions.chinese else _english(source.text, span)
        places.extend(found)
        if places:
            break
    seen: set[str] = set()
    statements = []
    for start, end in places:
        value = source.text[start:end]
        if value not in seen:
            seen.add(value)
            statements.append(Statement.of(value, (source.quote((start, end)),)))
    return tuple(statements)


def _openings(regions: Regions) -> Iterator[Span]:
    """The first article, or what stands before the body."""
    first = regions.first_article
    if first:
        yield first
    yield Span(0, min(len(regions.text), first.start if first else 6_000))


def _chinese(text: str, span: Span) -> list[tuple[int, int]]:
    match = _CHINESE.search(text, span.start, span.end)
    if not match:
        return []
    titles = _TITLE.finditer(text, match.start(), match.end("names"))
    return [title.span(1) if title[1] else title.span() for title in titles]


def _english(text: str, span: Span) -> list[tuple[int, int]]:
    for pattern in (_HAVING_REGARD, _VESTED):
        match = pattern.search(text, span.start, span.end)
        if match:
            return [match.span(1)]
    for match in _ENGLISH_CUE.finditer(text, span.start, span.end):
        sentence = text[max(span.start, match.start() - 600) : min(span.end, match.end() + 400)]
        if _MADE.search(sentence):
            found = list(_english_titles(text, match.start("names"), match.end("names")))
            if found:
                return found
    return []


def _english_titles(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for title in _ENGLISH_TITLE.finditer(text, start, end):
        group = "quoted" if title["quoted"] else "plain"
        if not _LAW_WORD.search(title[group]):
            continue
        left, right = title.span(group)
        words = text[left:right]
        trimmed = words.rstrip(" ,")
        skipped = len(trimmed) - len(trimmed.removeprefix("The ").lstrip())
        yield left + skipped, left + len(trimmed)
