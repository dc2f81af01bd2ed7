"""What stands inside articles that are built alike, found out once for each way of building.

Nine in ten articles of Chinese laws are paragraphs and points with plain numbers: （一）, （二）. What the grammar
makes of such an article depends on nothing but how its segments open, in order. So the grammar (:mod:`.body`) reads
one specimen for each such order, and its provisions serve all articles that open so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from regatlas.model.numerals import spell_chinese
from regatlas.model.text import Block, Quality, SourceText
from regatlas.structure.body import Body, breaks_off_after, has_words
from regatlas.structure.chinese import CHINESE
from regatlas.structure.layout import Layout
from regatlas.structure.markers import may_mark
from regatlas.structure.outline import RANK, Inner, Unit, build, provisions

# How a segment opens: with plain words, with a point's number （三） (then the number), or in some other way.
PLAIN, OTHER = 0, -1
# Segments of the longest article that is worth keeping: what is kept is bounded, also where a text is made to fill it.
LONGEST = 64
# The number of a point has at most four characters, and may spell its digits: （一二三） is 123, which no law needs.
_HIGHEST = 100
_NUMBERS = {
    f"{left}{spell_chinese(value)}{right}": value for value in range(1, _HIGHEST) for left, right in ("（）", "()")
}
# At most one character behind a number: the end of the text or segment, or the beginning of a second number.
_CLOSE = frozenset(["", *"(（\n"])
_QUALITY = Quality(status="ok", score=1.0)


class _Openings(dict[str, int]):
    """PLAIN for characters with which only plain words open, OTHER for all others; filled when it is asked."""

    def __missing__(self, character: str) -> int:
        self[character] = found = PLAIN if character.isalpha() and not may_mark(character) else OTHER
        return found


opens_with = _Openings()


def openings(layout: Layout) -> list[int]:
    """How each piece of a text opens that quotes no other."""
    text, starts, numbers, close = layout.text, layout.starts, _NUMBERS, _CLOSE
    found = list(map(opens_with.__getitem__, layout.firsts))
    for index, first in enumerate(found):
        if not first:
            continue
        start = starts[index]
        # （三）, （十三）, （二十三）: nearly all points have one of these numbers, with words behind it.
        for behind in (start + 3, start + 4, start + 5):
            value = numbers.get(text[start:behind])
            if value is not None:
                break
        if value is None or text[behind : behind + 1] in close or text[behind + 1 : behind + 2] in close:
            value = _opening(layout, *layout.pieces[index])
        found[index] = value
    for index in breaks_off_after(layout):
        found[index] = OTHER
    return found


def _opening(layout: Layout, start: int, end: int) -> int:
    """How ``start:end`` opens, as its number and words say."""
    markers = layout.markers(start, end)
    if not markers:
        return PLAIN if has_words(layout.text, start, end) else OTHER
    first = markers[0]
    if len(markers) > 1 or first.end >= end or first.readings[0].style != "cn_paren":
        return OTHER
    value = first.readings[0].value
    return value if value < _HIGHEST else OTHER


@lru_cache(maxsize=1024)
def shape(found: tuple[int, ...]) -> tuple[Inner, ...]:
    """The provisions of an article whose segments behind the first, which is plain, open so."""
    source = _specimen(["第一条 文", *(f"（{spell_chinese(value)}）文" if value else "文" for value in found)])
    layout = Layout(source)
    article, *places = layout.pieces
    units = [Unit("article", article[0], RANK["article"], "art_1", number="1")]
    body = Body(layout, CHINESE, len(source.text))
    units += body.units(article[1] - 1, article[1], article[0])
    body.fill(units, places)
    whole, *inside = provisions(build(units, len(source.text)), CHINESE.cite)
    index = {start: place for place, (start, _) in enumerate(layout.pieces)}
    index[len(source.text)] = len(layout.pieces)
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
