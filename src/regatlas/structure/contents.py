"""The table of contents: chapters listed before they begin, announced by a word for it or only by their repetition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from regatlas.structure.dialect import Dialect
from regatlas.structure.layout import Layout
from regatlas.structure.signs import openers_of

# How far down a table of contents may begin: promulgation notes and a preface stand before it.
_LATEST_WORD = 80
_LATEST_LINE = 600
# The shortest list of chapters that counts as contents where no word announces it.
_FEWEST_LISTED = 2
_LONGEST_ENTRY = 120

Line = tuple[int, str]


def find_contents(layout: Layout, dialect: Dialect, opens_article: Callable[[int], bool]) -> tuple[int, int]:
    """Where the table of contents begins and ends; ``(0, 0)`` where there is none."""
    word = _announced(layout, dialect)
    listed, body = _headings(layout, dialect, opens_article, after=layout.starts[word] if word is not None else -1)
    if word is None:
        return _repeated(listed, dialect) or (0, 0)
    begin = layout.starts[word]
    again = _repeated(listed, dialect)
    if again:
        return begin, again[1]
    return begin, _end_of_list(layout, dialect, word, body)


def heading_key(line: str, dialect: Dialect) -> str | None:
    """``chapter:3`` for the line of a heading; the same for its line in the contents."""
    if len(line) > _LONGEST_ENTRY or line[:1] not in dialect.initials:
        return None
    for level in dialect.levels:
        match = level.pattern.match(line)
        if match:
            return f"{level.kind}:{match['number']}"
    return None


def _announced(layout: Layout, dialect: Dialect) -> int | None:
    # One search says of nearly all laws that there is none; line by line it took a tenth of all reading.
    ends = layout.ends[:_LATEST_WORD]
    for match in dialect.contents.finditer(layout.text, 0, ends[-1] if ends else 0):
        index = layout.index_at(match.start())
        following = layout.pieces(index + 1, index + 2)
        if following and heading_key(layout.text[slice(*following[0])], dialect):
            return index
    return None


def _headings(
    layout: Layout, dialect: Dialect, opens_article: Callable[[int], bool], after: int
) -> tuple[list[Line], int]:
    """The heading lines before the first article, with their keys, and where that article begins."""
    listed: list[Line] = []
    text, lines = layout.text, layout.line_starts
    only = bytes(openers_of(dialect.initials)) if dialect.han else b""
    line = 0
    for index, start in enumerate(layout.starts[:_LATEST_LINE]):
        end = layout.ends[index]
        while line < len(lines) and lines[line] <= start:
            line += 1
        inside = line < len(lines) and lines[line] < end
        # Nine blocks in ten before the first article begin otherwise.
        if start <= after or (only and not inside and layout.openers[index] not in only):
            continue
        if opens_article(start):
            return listed, start
        breaks = layout.lines(start, end) if inside else []
        for left, right in pairwise([start, *breaks, end]):
            key = heading_key(text[left:right].strip(), dialect)
            if key:
                listed.append((left, key))
    return listed, len(text)


def _kind(key: str) -> str:
    return key.split(":", maxsplit=1)[0]


def _repeated(listed: Sequence[Line], dialect: Dialect) -> tuple[int, int] | None:
    """From the first heading line to where the same heading stands for the last time before the first article."""
    if not listed:
        return None
    first = listed[0][1]
    rank: dict[str, int] = {level.kind: level.rank for level in dialect.levels}
    last = max(index for index, (_, key) in enumerate(listed) if key == first)
    if last < _FEWEST_LISTED:
        return None
    # The contents may name the chapters only; a part's heading above the first chapter is no entry of them.
    while last > 1 and rank[_kind(listed[last - 1][1])] < rank[_kind(first)]:
        last -= 1
    return listed[0][0], listed[last][0]


def _end_of_list(layout: Layout, dialect: Dialect, word: int, body: int) -> int:
    """Where an announced list ends whose entries do not come again: at its first line that is no entry."""
    for start, end in layout.pieces(word + 1):
        if start >= body or heading_key(layout.text[start:end], dialect) is None:
            return start
    return len(layout.text)
