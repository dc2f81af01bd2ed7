"""Lines to normalised text: one block a line, one space between words, every character mapped to its origin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from regatlas.model.text import Block, Segment
from regatlas.readers.lines import Line, Piece

# A word of the raw text: anything but white space, controls, and marks that take no room.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060\u2061-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_WORD = re.compile(rf"[^\s{_INVISIBLE}{_CONTROL}]+")
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
        self.segments: list[Segment] = []
        self.blocks: list[Block] = []
        self.soft_breaks: list[int] = []

    def add_block(self, lines: list[Line]) -> None:
        """Add one block made of lines; their ends become a space between words and nothing between ideographs."""
        start = self._length + (1 if self.blocks else 0)
        pending = _Pending(self, opens_block=bool(self.blocks))
        for index, line in enumerate(lines):
            if index and pending.any:
                pending.soft_break()
            for piece in line.pieces:
                pending.add(piece)
        if pending.any:
            self.blocks.append(Block(start, self._length, lines[0].kind, lines[0].level))

    def emit(self, text: str, raw: int, *, mapped: bool) -> None:
        """Append characters, joining them to the last segment where both sides go on without a gap."""
        if mapped:
            last = self.segments[-1] if self.segments else None
            if last and last.start + last.length == self._length and last.raw + last.length == raw:
                self.segments[-1] = Segment(last.start, last.raw, last.length + len(text))
            else:
                self.segments.append(Segment(self._length, raw, len(text)))
        self._parts.append(text)
        self._length += len(text)

    @property
    def length(self) -> int:
        """How many characters the text has so far."""
        return self._length

    def finish(self) -> str:
        """The normalised text."""
        return "".join(self._parts)


class _Pending:
    """The state between two words of one block: whether white space or a line end stood between them."""

    def __init__(self, composer: Composer, *, opens_block: bool) -> None:
        self._composer = composer
        self._opens_block = opens_block
        self.any = False
        self._space = False
        self._space_raw = -1
        self._broken = False
        self._last = ""

    def soft_break(self) -> None:
        self._broken = True

    def add(self, piece: Piece) -> None:
        position = 0
        for match in _WORD.finditer(piece.text):
            self._gap(piece, position, match.start())
            self._word(piece, match)
            position = match.end()
        self._gap(piece, position, len(piece.text))

    def _gap(self, piece: Piece, start: int, end: int) -> None:
        if start < end and _BLANK.search(piece.text, start, end) and not self._space:
            self._space = True
            self._space_raw = piece.raw + min(start, piece.width)

    def _word(self, piece: Piece, match: re.Match[str]) -> None:
        word = match.group()
        if _RADICAL.search(word):
            word = word.translate(_RADICALS)
        if self.any:
            self._join(word[0])
        elif self._opens_block:
            self._composer.emit("\n", -1, mapped=False)
        linear = piece.width == len(piece.text)
        self._composer.emit(word, piece.raw + (match.start() if linear else 0), mapped=piece.width > 0)
        self.any, self._space, self._broken, self._last = True, False, False, word[-1]

    def _join(self, first: str) -> None:
        composer = self._composer
        if self._broken:
            glued = is_cjk(self._last) and is_cjk(first)
            if not glued:
                composer.emit(" ", -1, mapped=False)
            composer.soft_breaks.append(composer.length)
        elif self._space:
            composer.emit(" ", self._space_raw, mapped=True)


def compose(blocks: Iterable[list[Line]]) -> Composer:
    """All blocks as one normalised text."""
    composer = Composer()
    for lines in blocks:
        composer.add_block(lines)
    return composer
