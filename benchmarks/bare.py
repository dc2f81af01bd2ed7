"""What a bare regular expression makes of the same texts: the yardsticks of speed.

Three of them, each with one expression over the whole text and nothing but tuples. None checks anything: a cited
article at the beginning of a line, a table of contents, a quoted law or a repeated number are taken as they come, and
a text without line marks (as PDF extraction leaves it) gives nothing. They say how fast Python can be, not how right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from regatlas.model.numerals import spell_chinese
from regatlas.structure.numerals import HAN, chinese_number

_AT_ONCE = rf"^#{{0,6}}\s*第([{HAN}\d]+)条(?:之([{HAN}]+))?"
_ARTICLE = re.compile(rf"{_AT_ONCE}(?=[\s　]|$)", re.MULTILINE)
_ARTICLE_AT_ONCE = re.compile(_AT_ONCE, re.MULTILINE)
# Every line that is not blank opens something: a heading above the articles, an article, a point, or a paragraph.
_LINE = re.compile(
    rf"^[#\s]*(?:第([{HAN}\d]+)(编|章|节|条)(?:之([{HAN}]+))?(?=[\s　]|$)|[（(]([{HAN}]+)[)）]|(\d+)[.．、]|(?=\S))",
    re.MULTILINE,
)
_LEVELS = {"编": ("part", "part"), "章": ("chapter", "chp"), "节": ("section", "sec"), "条": ("article", "art")}

Slice = tuple[str, str | None, int, int]
Row = tuple[str, str | None, str, str | None, str, None, int, int]


def split_articles(text: str) -> list[tuple[str, str]]:
    """Number and words of every article: what most scripts do."""
    return _between(text, list(_ARTICLE.finditer(text)))


def split_articles_at_once(text: str) -> list[tuple[str, str]]:
    """The same where no space stands behind the number, as PDF extraction leaves it; takes what is cited at the
    beginning of a line for an article too."""
    return _between(text, list(_ARTICLE_AT_ONCE.finditer(text)))


def _between(text: str, found: list[re.Match[str]]) -> list[tuple[str, str]]:
    ends = [*(match.start() for match in found), len(text)][1:]
    return [(match[1], text[match.end() : end]) for match, end in zip(found, ends, strict=True)]


def split_levels(text: str) -> list[Slice]:
    """Kind, number as printed, and place of everything that a line opens, paragraphs and points too."""
    found: list[Slice] = []
    kind, number, start = "", None, 0
    for match in _LINE.finditer(text):
        here = match.start()
        if kind:
            found.append((kind, number, start, here))
        group = match.lastindex
        if group is None:
            kind, number = "paragraph", None
        elif group == 4:
            kind, number = "point", match[4]
        elif group == 5:
            kind, number = "subpoint", match[5]
        else:
            kind, number = match[2], match[1]
        start = here
    if kind:
        found.append((kind, number, start, len(text)))
    return found


def split_tree(text: str) -> list[Row]:
    """The same with the fields of our provisions, as tuples: eid, parent, kind, number, citation, heading, span."""
    return list(_rows(split_levels(text)))


def _rows(slices: list[Slice]) -> Iterator[Row]:
    above: dict[str, tuple[str, str]] = {}
    holder = item = ("", "")
    paragraphs = 0
    for sign, printed, start, end in slices:
        if sign == "paragraph":
            paragraphs += 1
            eid = f"{holder[0]}__para_{paragraphs}"
            item = eid, f"{holder[1]}{_cited(sign, paragraphs)}"
            yield eid, holder[0], sign, None, item[1], None, start, end
            continue
        value = _value(printed or "")
        if sign in ("point", "subpoint"):
            parent = item if sign == "subpoint" or paragraphs else holder
            eid = f"{parent[0]}__{sign}_{value}"
            yield eid, parent[0], sign, str(value), f"{parent[1]}{_cited(sign, value)}", None, start, end
            continue
        kind, token = _LEVELS[sign]
        parent = above.get({"节": "章", "条": "节"}.get(sign, ""), above.get("章", ("", "")))
        eid = f"{parent[0]}__{token}_{value}" if sign == "节" else f"{token}_{value}"
        holder = above[sign] = eid, _cited(sign, value)
        if sign == "章":
            above.pop("节", None)
        paragraphs = 0
        yield eid, parent[0] if sign != "章" else None, kind, str(value), holder[1], None, start, end


@lru_cache(maxsize=4096)
def _value(printed: str) -> int:
    return chinese_number(printed) or 0


@lru_cache(maxsize=4096)
def _cited(sign: str, value: int) -> str:
    word = {"paragraph": "款", "point": "项", "subpoint": "目"}.get(sign, sign)
    return f"第（{spell_chinese(value)}）项" if sign == "point" else f"第{spell_chinese(value)}{word}"
