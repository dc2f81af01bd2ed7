"""Lines to blocks: which line ends are typographic, and which end a paragraph.

A file whose lines were cut at a width has many *full* lines: lines that the first word of the next one would have
made too long. Only then is a line end doubtful; elsewhere a line is a paragraph. Where the places of lines on the page
are known, they say which lines are full and which are indented (:mod:`regatlas.readers.layout`).
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from regatlas.readers.compose import count_cjk
from regatlas.readers.layout import Layout
from regatlas.readers.lines import Draft, Line, Piece
from regatlas.readers.marks import NOTE_END, SENTENCE_END, STRONG_MARK

_LONGEST_WRAP = 160
_FULL_SHARE = 0.45
# Of lines cut at one width, at least this share has just that length, give or take one.
_CUT_SHARE = 0.3
_WORDS = re.compile(r"[^\W_]")
_LOWER = re.compile(r"[a-z]")
_OPEN_END = re.compile(r"(?:[,，、\-–—（(“]|\b(?:of|the|and|or|to|in|for|by|with|a|an|from|on|as|that))$")
_CUT = re.compile(r"([A-Za-z]+)-\s*$")
_WORD_START = re.compile(r"[A-Za-z]+")
_HYPHENATED = re.compile(r"[a-z]+(?:-[a-z]+)*")
_LONGEST_WORD = 40
# The last item but one of a list often ends so, and the last one follows.
_ITEM_END = re.compile(r"[;,]\s+(?:and|or|and/or)$")
# No mark that ends a line is longer, and looking at more would read every line many times.
_TAIL = 24


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
    return len(text) + count_cjk(text)


def find_wrap(lines: list[str]) -> Wrap | None:
    """The width at which the lines were cut, or None where lines are paragraphs."""
    filled = [line for line in lines if line]
    if len(filled) < 4:
        return None
    lengths = sorted(map(len, filled))
    longest = lengths[max(0, int(len(lengths) * 0.98) - 1)]
    if longest > _LONGEST_WRAP or longest < 16:
        return None
    ends = "".join([line[-1] for line in filled])
    return _cjk_wrap(lengths) if count_cjk(ends) > len(filled) / 2 else _latin_wrap(lines, longest)


def _cjk_wrap(lengths: list[int]) -> Wrap | None:
    """Ideographs are cut at one width: many lines have just that length, give or take a barred punctuation mark."""
    counts = Counter(lengths)
    if 3 * max(counts.values()) < _CUT_SHARE * len(lengths):
        return None
    near, width = max((_about(counts, length), length) for length in counts)
    return Wrap(width, ragged=False) if near >= _CUT_SHARE * len(lengths) and width >= 16 else None


def _about(counts: Counter[int], length: int) -> int:
    return counts[length] + counts.get(length - 1, 0) + counts.get(length + 1, 0)


def _latin_wrap(lines: list[str], longest: int) -> Wrap | None:
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    if len(pairs) < 3:
        return None
    wrap = Wrap(longest, ragged=True)
    full = sum(wrap.full(line, after) for line, after in pairs)
    lower = sum(bool(_LOWER.match(after)) for _, after in pairs)
    return wrap if full >= _FULL_SHARE * len(pairs) or lower >= 0.3 * len(pairs) else None


def group_lines(draft: Draft) -> list[list[Line]]:
    """The lines of a draft as blocks, in order. Blank lines end a block and are dropped."""
    texts = [line.text.strip() for line in draft.lines]
    grouper = _Grouper(draft, texts)
    if grouper.parts_all:
        return [[line] for line, text in zip(draft.lines, texts, strict=True) if text]
    blocks: list[list[Line]] = []
    cuts: list[tuple[Line, Line]] = []
    current: list[Line] = []
    previous = ""
    for line, text in zip(draft.lines, texts, strict=True):
        if not text:
            if not grouper.page_turns_inside(previous, current, line):
                current = []
            continue
        if current and grouper.continues(current[-1], previous, line, text):
            if previous[-1] == "-":
                cuts.append((current[-1], line))
            current.append(line)
        else:
            current = [line]
            blocks.append(current)
        previous = text
    if cuts:
        _mark_hyphens(blocks, cuts)
    return blocks


def _mark_hyphens(blocks: list[list[Line]], pairs: list[tuple[Line, Line]]) -> None:
    """Find the hyphens that only cut a word: the file has the whole word elsewhere, and never with that hyphen.

    ``pairs`` are the lines that end in a hyphen, each with the one in which its block goes on.
    """
    cuts = [
        (line, head.group(1), tail.group())
        for line, following in pairs
        if (head := _CUT.search(line.text[-_LONGEST_WORD:])) and (tail := _WORD_START.match(following.text.lstrip()))
    ]
    if not cuts:
        return
    text = "\n".join(line.text for block in blocks for line in block).lower()
    words = set(_HYPHENATED.findall(text))
    for line, before, after in cuts:
        if f"{before}{after}".lower() in words and f"{before}-{after}".lower() not in words:
            line.hyphenated = True
            line.put([*line.parts[:-1], _without_hyphen(line.parts[-1])])


def _without_hyphen(piece: Piece) -> Piece:
    text = piece.text.rstrip()[:-1]
    return Piece(text, piece.raw, len(text))


class _Grouper:
    """Decides for two lines in succession whether they belong to one block."""

    def __init__(self, draft: Draft, texts: list[str]) -> None:
        self._wrapped = draft.wrapped
        boxed = draft.paged and any(line.box for line in draft.lines)
        self._layout = Layout(draft.lines) if boxed else None
        self._wrap = wrap = find_wrap(texts) if draft.wrapped else None
        # Where ideographs are cut at one width, a shorter line ends its paragraph, whatever follows.
        self._least = wrap.width - 2 if wrap and not wrap.ragged and not self._layout else 0

    @property
    def parts_all(self) -> bool:
        """Whether no line can go on in the next: those of a file that is neither cut at a width nor laid out."""
        return self._wrapped and self._layout is None and self._wrap is None

    def page_turns_inside(self, previous: str, current: list[Line], line: Line) -> bool:
        """A blank line left at the border of a page does not end a sentence that goes on overleaf."""
        if not current or self._wrap is None or line.edge is None or line.edge > 2:
            return False
        return not _ends_sentence(previous)

    def continues(self, before: Line, previous: str, line: Line, text: str) -> bool:
        """Whether ``line`` goes on with the block that ``before`` ends so far."""
        if len(previous) < self._least or before.ends_block or line.kind in ("heading", "table-row"):
            return False
        if not self._wrapped:
            ended = len(previous) < 60 or _ends_sentence(previous)
            return line.kind == before.kind and not (ended and _opens_unit(text))
        if line.kind == "list-item":
            return False
        if self._layout and before.box and line.box:
            return self._continues_on_page(self._layout, before, previous, line, text)
        return self._wrap is not None and self._continues_by_width(self._wrap, previous, text)

    def _continues_by_width(self, wrap: Wrap, previous: str, text: str) -> bool:
        if wrap.full(previous, text):
            return not (_opens_unit(text) and (_ended(previous) or _heading_like(previous)))
        return wrap.ragged and not _opens_unit(text) and self._flows(previous, text, near=wrap.near(previous))

    def _flows(self, previous: str, text: str, *, near: bool) -> bool:
        """Whether the words go on over the end of a line that had room for more."""
        if _ends_sentence(previous) or _heading_like(previous):
            return False
        return bool(_LOWER.match(text) or _OPEN_END.search(previous[-_TAIL:]) or near)

    def _continues_on_page(self, layout: Layout, before: Line, previous: str, line: Line, text: str) -> bool:
        """The same by the page: a full line goes on, unless the next one is set in or set off as paragraphs are."""
        marked = _opens_unit(text)
        if not (_WORDS.search(previous) and _WORDS.search(text) and layout.aligned(before, line)):
            return False
        if layout.turned(before, line) or not layout.full(before, line, text):
            return not marked and self._flows(previous, text, near=False)
        if _ends_sentence(previous) or _ITEM_END.search(previous[-_TAIL:]):
            return not (marked or layout.set_in(before, line) or layout.set_off(before, line))
        return not (marked and (layout.indented(line) or _heading_like(previous)))


def _opens_unit(text: str) -> bool:
    return STRONG_MARK.match(text) is not None


def _ends_sentence(text: str) -> bool:
    return SENTENCE_END.search(text[-_TAIL:]) is not None


def _ended(text: str) -> bool:
    return _ends_sentence(text) or NOTE_END.search(text[-_TAIL:]) is not None


def _heading_like(text: str) -> bool:
    """A short line in capitals or opened by a structural mark, without a sentence's end."""
    return text.isupper() or (len(text) < 60 and _opens_unit(text))
