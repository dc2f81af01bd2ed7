"""Headings of the levels above the article: which lines are headings, and where their titles end."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from regatlas.structure.chain import Candidate
from regatlas.structure.dialect import Level

if TYPE_CHECKING:
    from regatlas.structure.articles import ArticleParser

_LONGEST_TITLE = 150
_SPACED = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_SENTENCE = re.compile(r"[。；;]$|[^.]\.$")


class Heading(NamedTuple):
    """A heading line: its level, number in Arabic digits, title, and where the text after it begins."""

    start: int
    end: int
    level: Level
    number: str
    title: str


def tidy_heading(title: str) -> str:
    """A title without the spaces that typesetters put between ideographs (总 则)."""
    joined = _SPACED.sub("", title)
    return joined if len(joined.replace(" ", "")) <= 4 else title


def find_headings(parser: ArticleParser, articles: Sequence[Candidate]) -> list[Heading]:
    """All headings outside the table of contents, in order."""
    starts = [article.start for article in articles]
    opening = frozenset(starts)
    found: list[Heading] = []
    blocks = parser.blocks
    skip_until = 0
    for index, block in enumerate(blocks):
        if block.start in opening or block.start < skip_until:
            continue
        if parser.contents[0] <= block.start < parser.contents[1]:
            continue
        heading = _heading_at(parser, index, starts)
        if heading:
            found.append(heading)
            skip_until = heading.end
    return found


def _heading_at(parser: ArticleParser, index: int, starts: list[int]) -> Heading | None:
    block = parser.blocks[index]
    stop = _first_between(starts, block.start, block.end)
    line = parser.text[block.start : stop].rstrip()
    if len(line) > _LONGEST_TITLE:
        return None
    annex = parser.dialect.annex.match(line)
    levels = parser.dialect.levels
    for level in levels:
        match = level.pattern.match(line)
        if match and not _SENTENCE.search(line) and parser.dialect.number(match["number"]) is not None:
            number = str(parser.dialect.number(match["number"]))
            return _with_title(parser, index, level, number, line[match.end() :].strip(" :：.—–-　"), stop)
    if annex:
        level = Level("annex", 2, "annex", parser.dialect.annex)
        number = (annex["number"] or "").strip()
        value = parser.dialect.number(number) if number else None
        return _with_title(parser, index, level, str(value) if value else number, line[annex.end() :].strip(" :："), stop)
    return None


def _first_between(starts: list[int], start: int, end: int) -> int:
    """The first article that begins inside a block, or the block's end."""
    index = bisect_right(starts, start)
    return starts[index] if index < len(starts) and starts[index] < end else end


def _with_title(
    parser: ArticleParser, index: int, level: Level, number: str, title: str, stop: int
) -> Heading:
    """Take the title from the next block where the heading line has only the number."""
    block = parser.blocks[index]
    if title or index + 1 >= len(parser.blocks):
        return Heading(block.start, _next_start(parser, index, stop), level, number, title)
    following = parser.blocks[index + 1]
    line = parser.text[following.start : following.end]
    if len(line) > _LONGEST_TITLE or _SENTENCE.search(line) or _is_mark(parser, line):
        return Heading(block.start, _next_start(parser, index, stop), level, number, "")
    return Heading(block.start, _next_start(parser, index + 1, following.end), level, number, line)


def _is_mark(parser: ArticleParser, line: str) -> bool:
    """Whether a line opens a unit of its own and so is no title."""
    if parser.dialect.article.match(line) or parser.dialect.annex.match(line):
        return True
    return any(level.pattern.match(line) for level in parser.dialect.levels)


def _next_start(parser: ArticleParser, index: int, stop: int) -> int:
    """Where the text after a heading begins: the next block, or the article inside the same block."""
    if stop < parser.blocks[index].end:
        return stop
    return parser.blocks[index + 1].start if index + 1 < len(parser.blocks) else len(parser.text)
