"""Lines to normalised text: one block a line, one space between words, every character mapped to its origin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from regatlas.model.text import Block, Segment
from regatlas.readers.lines import Line, Piece

# A word of the raw text: anything but white space, controls, and marks that take no room.
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060\u2061-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"
)
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_SOLID = rf"[^\s{_INVISIBLE}{_CONTROL}]+"
# Words with plain single spaces between them stay as they are, so that a usual line is one match and one segment.
_RUN = re.compile(rf"{_SOLID}(?: {_SOLID})*")
_BLANK = re.compile(r"\s")


def _radicals() -> dict[int, int]:
    """Kangxi and CJK supplement radicals, which PDF fonts give for the ideographs that look the same."""
    table = {}
    for code in [*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6)]:
        folded = unicodedata.normalize("NFKC", chr(code))
        if len(folded) == 1 and ord(folded) != code:
            table[code] = ord(folded)
    return table


_RADICALS = _radicals()
_RADICAL = re.compile("[\u2e80-\u2fd5]")


def is_cjk(character: str) -> bool:
    """Whether a character is written without spaces around it: ideographs, kana, full-width and CJK punctuation."""
    code = ord(character)
    return (
        0x2E80 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
        or character in "“”‘’—…·"
    )


class Composer:
    """Builds the normalised text block by block. ``finish`` has no trailing line feed."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        # The run that still grows, as start, raw and length.
        self._start, self._raw, self._kept = 0, 0, 0
        self._segments: list[Segment] = []
        self.blocks: list[Block] = []
        self.soft_breaks: list[int] = []

    def add_block(self, lines: list[Line]) -> None:
        """Add one block made of lines; their ends become a space between words and nothing between ideographs."""
        start = self._length + (1 if self.blocks else 0)
        if len(lines) == 1 and len(lines[0].pieces) == 1 and lines[0].pieces[0].width == len(lines[0].pieces[0].text):
            self._add_line(lines[0])
            return
        pending = _Pending(self, opens_block=bool(self.blocks))
        for index, line in enumerate(lines):
            if index:
                pending.line_end(hyphenated=lines[index - 1].hyphenated)
            for piece in line.pieces:
                pending.add(piece)
        if pending.any:
            self.blocks.append(Block(start, self._length, lines[0].kind, lines[0].level))

    def _add_line(self, line: Line) -> None:
        """Add a block that is one run of the raw text, as most blocks of a text file are: the same in fewer steps."""
        text, raw, _ = line.pieces[0]
        start = reached = -1
        for match in _RUN.finditer(text):
            left, right = match.span()
            if reached >= 0:
                blank = _BLANK.search(text, reached, left)
                if blank:
                    self.keep(" ", raw + blank.start())
            else:
                if self.blocks:
                    self.insert("\n")
                start = self._length
            run = text[left:right]
            if not run.isascii() and _RADICAL.search(run):
                run = run.translate(_RADICALS)
            if self._start + self._kept == self._length and self._raw + self._kept == raw + left:
                self._kept += right - left
            else:
                self._end_run()
                self._start, self._raw, self._kept = self._length, raw + left, right - left
            self._parts.append(run)
            self._length += right - left
            reached = right
        if start >= 0:
            self.blocks.append(Block(start, self._length, line.kind, line.level))

    def keep(self, text: str, raw: int) -> None:
        """Append characters that stand at ``raw``, joining them to the run before where nothing lies between."""
        if self._start + self._kept != self._length or self._raw + self._kept != raw:
            self._end_run()
            self._start, self._raw, self._kept = self._length, raw, 0
        self._kept += len(text)
        self._parts.append(text)
        self._length += len(text)

    def insert(self, text: str) -> None:
        """Append characters that have no place in the raw text."""
        self._parts.append(text)
        self._length += len(text)

    def _end_run(self) -> None:
        if self._kept:
            self._segments.append(Segment(self._start, self._raw, self._kept))
            self._kept = 0

    @property
    def length(self) -> int:
        """How many characters the text has so far."""
        return self._length

    @property
    def segments(self) -> list[Segment]:
        """The runs of characters that came from the raw text, in order."""
        self._end_run()
        return self._segments

    def finish(self) -> str:
        """The normalised text."""
        return "".join(self._parts)


class _Pending:
    """The state between two runs of one block: whether white space or a line end stood between them."""

    def __init__(self, composer: Composer, *, opens_block: bool) -> None:
        self._composer = composer
        self._opens_block = opens_block
        self.any = False
        self._space_raw: int | None = None
        self._broken = False
        self._hyphenated = False
        self._last = ""

    def line_end(self, *, hyphenated: bool) -> None:
        self._broken = self.any
        self._hyphenated = hyphenated

    def add(self, piece: Piece) -> None:
        text = piece.text
        position = 0
        for match in _RUN.finditer(text):
            start, end = match.span()
            if start > position:
                self._gap(piece, position, start)
            self._run(piece, match.group(), start)
            position = end
        if position < len(text):
            self._gap(piece, position, len(text))

    def _gap(self, piece: Piece, start: int, end: int) -> None:
        blank = _BLANK.search(piece.text, start, end) if self._space_raw is None else None
        if blank:
            # White space that the markup only implies has no place; an entity has one for all its characters.
            offset = blank.start() if piece.width == len(piece.text) else 0
            self._space_raw = piece.raw + offset if piece.width else -1

    def _run(self, piece: Piece, run: str, start: int) -> None:
        if not run.isascii() and _RADICAL.search(run):
            run = run.translate(_RADICALS)
        if self.any:
            self._join(run[0])
        elif self._opens_block:
            self._composer.insert("\n")
        if piece.width == len(piece.text):
            self._composer.keep(run, piece.raw + start)
        elif piece.width:
            self._composer.keep(run, piece.raw)
        else:
            self._composer.insert(run)
        self.any, self._space_raw, self._broken, self._last = True, None, False, run[-2:]

    def _join(self, first: str) -> None:
        composer = self._composer
        if self._broken:
            if not (self._hyphenated or _glued(self._last, first)):
                composer.insert(" ")
            composer.soft_breaks.append(composer.length)
        elif self._space_raw == -1:
            composer.insert(" ")
        elif self._space_raw is not None:
            composer.keep(" ", self._space_raw)


def _glued(last: str, first: str) -> bool:
    """Whether no space belongs between two lines: between ideographs, and after a word's hyphen (``state-owned``)."""
    return (is_cjk(last[-1]) and is_cjk(first)) or (last[-1] == "-" and last[0].isalpha() and first.isalpha())


def compose(blocks: Iterable[list[Line]]) -> Composer:
    """All blocks as one normalised text."""
    composer = Composer()
    for lines in blocks:
        composer.add_block(lines)
    return composer
