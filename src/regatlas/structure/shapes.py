"""What stands inside articles that are built alike, found out once for each way of building.

Nine in ten articles of Chinese laws are paragraphs and points with plain numbers: （一）, （二）. What the grammar
makes of such an article depends on nothing but how its segments open, in order. So the grammar (:mod:`.body`) reads
one specimen for each such order, and its provisions serve all articles that open so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from regatlas.model.numerals import spell_chinese
from regatlas.model.text import Block, Quality, SourceText
from regatlas.structure import signs
from regatlas.structure.body import Body, breaks_off_after, has_words
from regatlas.structure.chinese import CHINESE
from regatlas.structure.layout import Layout
from regatlas.structure.numerals import SPELLED
from regatlas.structure.outline import RANK, Inner, Unit, build, provisions

# How a segment opens: with plain words, with a point's number （三） (then the number), or in some other way.
PLAIN: Final = 0
OTHER: Final = 255
# Segments of the longest article that is worth keeping: what is kept is bounded, also where a text is made to fill it.
LONGEST = 64
# The number of a point has at most four characters, and may spell its digits: （一二三） is 123, which no law needs.
_HIGHEST: Final = 100
_QUALITY = Quality(status="ok", score=1.0)

# What openers mean for a segment of an article, where its words need not be looked at.
_BY_OPENER: Final = bytes(
    [PLAIN if one in (signs.PLAIN, signs.NUMBERED, signs.ANNEXED) else OTHER for one in range(256)]
)
OF_SEGMENT: Final = signs.OPENERS.translate(_BY_OPENER)
"""PLAIN for the characters with which only plain words begin, OTHER for all others; by code point."""


def openings(layout: Layout, first: int = 0) -> bytes:
    """How each piece of a text opens that quotes no other, a byte for each, from the piece ``first`` on."""
    by_opener = layout.openers.translate(_BY_OPENER)
    found = bytearray(by_opener)
    for index in signs.places_of(OTHER, by_opener):
        if index >= first:
            found[index] = _opening(layout, index)
    for index in breaks_off_after(layout):
        found[index] = OTHER
    return bytes(found)


def _opening(layout: Layout, index: int) -> int:
    """How a piece opens that may begin with a number, as its number and words say."""
    text, start, end = layout.text, layout.starts[index], layout.ends[index]
    if layout.openers[index] == signs.BRACKET:
        # （三）, （十三）, （二十三）: nearly all points have one of these numbers, with words behind it.
        close = text.find("）" if text[start] == "（" else ")", start + 2, start + 5)
        value = SPELLED.get(text[start + 1 : close], _HIGHEST) if close > 0 else _HIGHEST
        # A second number may stand behind the first, with or without a space between them.
        behind = text[close + 1 : close + 3]
        if value < _HIGHEST and close + 2 < end and "（" not in behind and "(" not in behind:
            return value
    return _by_markers(layout, start, end)


def _by_markers(layout: Layout, start: int, end: int) -> int:
    markers = layout.markers(start, end)
    if not markers:
        return PLAIN if has_words(layout.text, start, end) else OTHER
    first = markers[0]
    if len(markers) > 1 or first.end >= end or first.readings[0].style != "cn_paren":
        return OTHER
    value = first.readings[0].value
    return value if value < _HIGHEST else OTHER


@lru_cache(maxsize=1024)
def shape(found: bytes) -> tuple[Inner, ...]:
    """The provisions of an article whose segments behind the first, which is plain, open so."""
    source = _specimen(["第一条 文", *(f"（{spell_chinese(value)}）文" if value else "文" for value in found)])
    layout = Layout(source)
    article, *places = layout.pieces()
    units = [Unit("article", article[0], RANK["article"], "art_1", number="1")]
    body = Body(layout, CHINESE, len(source.text))
    units += body.units(article[1] - 1, article[1], article[0])
    body.fill(units, places)
    whole, *inside = provisions(build(units, len(source.text)), CHINESE.cite)
    index = {start: place for place, start in enumerate([*layout.starts, len(source.text)])}
    cited = len(whole.citation or "")
    return tuple(
        (
            one.eid.removeprefix(whole.eid),
            (one.parent or "").removeprefix(whole.eid),
            one.kind,
            one.number,
            (one.citation or "")[cited:],
            index[one.span.start],
            index[one.span.end],
        )
        for one in inside
    )


def _specimen(lines: Sequence[str]) -> SourceText:
    blocks: list[Block] = []
    start = 0
    for line in lines:
        blocks.append(Block(start, start + len(line), "paragraph", 0))
        start += len(line) + 1
    text = "\n".join(lines)
    return SourceText.of(
        text=text,
        sha256="",
        media_type="text/plain",
        size=len(text),
        encoding="utf-8",
        language="zh-Hans",
        quality=_QUALITY,
        segments=(),
        blocks=tuple(blocks),
        soft_breaks=(),
        furniture=(),
        front_matter=(),
    )
