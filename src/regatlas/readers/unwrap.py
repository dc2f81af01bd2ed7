"""Lines to blocks: which line ends are typographic, and which end a paragraph.

A file whose lines were cut at a width has many *full* lines: lines that the first word of the next one would have
made too long. Only then is a line end doubtful; elsewhere a line is a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from regatlas.readers.compose import is_cjk
from regatlas.readers.lines import Draft, Dropped, Line
from regatlas.readers.marks import NOTE_END, PAGE_MARK, SENTENCE_END, STRONG_MARK

_LONGEST_WRAP = 160
_FULL_SHARE = 0.45
_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"\w")
_LOWER = re.compile(r"[a-z]")
_OPEN_END = re.compile(r"(?:[,，、\-–—（(“]|\b(?:of|the|and|or|to|in|for|by|with|a|an|from|on|as|that))$")


class Wrap(NamedTuple):
    """The width at which lines were cut, in characters, and whether a line may fall short of it by a word."""

    width: int
    ragged: bool

    def full(self, line: str, following: str) -> bool:
        """Whether ``line`` had no room for the beginning of ``following``."""
        if not self.ragged:
            return len(line) >= self.width - 2
        first = following.split(" ", 1)[0]
        return _columns(line) + 1 + _columns(first) > self.width * 0.9

    def near(self, line: str) -> bool:
        """Whether ``line`` comes close enough to the width to go on, if its words do."""
        return _columns(line) > self.width * 0.55


def _columns(text: str) -> int:
    """Columns on the page: an ideograph takes two."""
    return len(text) + sum(map(is_cjk, text)) if not text.isascii() else len(text)


def find_wrap(lines: list[str]) -> Wrap | None:
    """The width at which the lines were cut, or None where lines are paragraphs."""
    filled = [line for line in lines if line]
    if len(filled) < 4:
        return None
    lengths = sorted(len(line) for line in filled)
    longest = lengths[max(0, int(len(lengths) * 0.98) - 1)]
    if longest > _LONGEST_WRAP or longest < 16:
        return None
    cjk = sum(is_cjk(line[-1]) for line in filled) > len(filled) / 2
    return _cjk_wrap(lengths) if cjk else _latin_wrap(lines, longest)


def _cjk_wrap(lengths: list[int]) -> Wrap | None:
    """Ideographs are cut at one width: many lines have just that length, give or take a barred punctuation mark."""
    counts = Counter(lengths)
    width = max(counts, key=lambda length: (counts[length] + counts[length - 1] + counts[length + 1], length))
    near = counts[width] + counts[width - 1] + counts[width + 1]
    return Wrap(width, ragged=False) if near >= 0.3 * len(lengths) and width >= 16 else None


def _latin_wrap(lines: list[str], longest: int) -> Wrap | None:
    pairs = [(line, after) for line, after in zip(lines, lines[1:], strict=False) if line and after]
    if len(pairs) < 3:
        return None
    wrap = Wrap(longest, ragged=True)
    full = sum(wrap.full(line, after) for line, after in pairs)
    lower = sum(bool(_LOWER.match(after)) for _, after in pairs)
    return wrap if full >= _FULL_SHARE * len(pairs) or lower >= 0.3 * len(pairs) else None


def drop_page_furniture(draft: Draft) -> None:
    """Move page numbers and running heads from the lines to ``draft.dropped``."""
    texts = [line.text.strip() for line in draft.lines]
    marks = [_page_mark(line, text) for line, text in zip(draft.lines, texts, strict=True)]
    heads = _running_heads(draft.lines, texts, marks)
    kept: list[Line] = []
    for line, text, mark in zip(draft.lines, texts, marks, strict=True):
        if mark or _masked(text) in heads and _at_border(line, marks, texts):
            draft.dropped.append(Dropped("page-number" if mark else "running-head", line.text, line.raw))
        else:
            kept.append(line)
    draft.lines = kept


def _page_mark(line: Line, text: str) -> bool:
    """A line that only numbers a page. Without pages to look at, a bare number is taken for one only if dressed."""
    if not text or not PAGE_MARK.match(text):
        return False
    if line.edge is not None:
        return line.edge <= 2
    return not text.isdigit()


def _masked(text: str) -> str:
    return _DIGITS.sub("#", text)


def _running_heads(lines: list[Line], texts: list[str], marks: list[bool]) -> set[str]:
    """Lines that come back, but for their digits, at the border of page after page."""
    pages = lines[-1].page + 1 if lines else 0
    seen: Counter[str] = Counter()
    for index, (line, text) in enumerate(zip(lines, texts, strict=True)):
        border = line.edge <= 2 if line.edge is not None else _beside_mark(index, marks)
        if border and not marks[index] and len(text) <= 200 and len(_WORDS.findall(text)) >= 4:
            seen[_masked(text)] += 1
    least = max(3, pages // 4) if pages > 1 else 3
    return {text for text, count in seen.items() if count >= least and not STRONG_MARK.match(text)}


def _beside_mark(index: int, marks: list[bool]) -> bool:
    return any(marks[max(0, index - 2) : index + 3])


def _at_border(line: Line, marks: list[bool], texts: list[str]) -> bool:
    return line.edge is None or line.edge <= 2


def group_lines(draft: Draft) -> list[list[Line]]:
    """The lines of a draft as blocks, in order. Blank lines end a block and are dropped."""
    texts = [line.text.strip() for line in draft.lines]
    wrap = find_wrap(texts) if draft.wrapped else None
    blocks: list[list[Line]] = []
    current: list[Line] = []
    previous = ""
    for line, text in zip(draft.lines, texts, strict=True):
        if not text:
            if not _page_turns_inside(previous, current, line, wrap):
                current = []
            continue
        if current and _continues(current[-1], previous, line, text, wrap, wrapped=draft.wrapped):
            current.append(line)
        else:
            current = [line]
            blocks.append(current)
        previous = text
    return blocks


def _page_turns_inside(previous: str, current: list[Line], line: Line, wrap: Wrap | None) -> bool:
    """A blank line left at the border of a page does not end a sentence that goes on overleaf."""
    if not current or wrap is None or line.edge is None or line.edge > 2:
        return False
    return not SENTENCE_END.search(previous)


def _continues(before: Line, previous: str, line: Line, text: str, wrap: Wrap | None, *, wrapped: bool) -> bool:
    if before.ends_block or line.kind != before.kind or line.kind in ("heading", "table-row"):
        return False
    if not wrapped:
        return not (STRONG_MARK.match(text) and (SENTENCE_END.search(previous) or len(previous) < 60))
    if line.kind == "list-item" and line.level:
        return False
    if wrap is None:
        return False
    if STRONG_MARK.match(text):
        ended = SENTENCE_END.search(previous) or NOTE_END.search(previous)
        return not ended and wrap.full(previous, text) and not _heading_like(previous)
    if wrap.full(previous, text):
        return True
    if not wrap.ragged:
        return False
    if SENTENCE_END.search(previous):
        return False
    return bool(_LOWER.match(text) or _OPEN_END.search(previous) or wrap.near(previous)) and not _heading_like(previous)


def _heading_like(text: str) -> bool:
    """A short line in capitals or opened by a structural mark, without a sentence's end."""
    return text.isupper() or (len(text) < 60 and STRONG_MARK.match(text) is not None)


