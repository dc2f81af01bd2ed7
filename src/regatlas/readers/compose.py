"""Lines to normalised text: one block a line, one space between words, every character mapped to its origin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from regatlas.model.text import Block, Segment
from regatlas.readers.lines import Line, Piece
from regatlas.readers.tally import Tally

# A word of the raw text: anything but white space, controls, and marks that take no room.
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060\u2061-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"
)
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
# The same as \s, which would make a class of characters be asked twice for each, in two thirds more time.
_SPACE = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SOLID = rf"[^{_SPACE}{_INVISIBLE}{_CONTROL}]+"
# Words with plain single spaces between them stay as they are, so that a usual line is one match and one segment.
_RUN = re.compile(rf"{_SOLID}(?: {_SOLID})*")
_BLANK = re.compile(r"\s")
# Where the white space behind some words stands: there is none, it stands nowhere, or it is the end of a line.
_NO_GAP, _IMPLIED, _LINE_END = -1, -2, -3
_new = tuple.__new__


def _radicals() -> dict[int, int]:
    """Kangxi and CJK supplement radicals, which PDF fonts give for the ideographs that look the same."""
    table = {}
    for code in [*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6)]:
        folded = unicodedata.normalize("NFKC", chr(code))
        if len(folded) == 1 and ord(folded) != code:
            table[code] = ord(folded)
    return table


_RADICALS = _radicals()


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


_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff“”‘’—…·]+")


def count_cjk(text: str) -> int:
    """How many characters of a text :func:`is_cjk`."""
    return 0 if text.isascii() else sum(map(len, _CJK.findall(text)))


class Composer:
    """Builds the normalised text block by block. ``finish`` has no trailing line feed."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.soft_breaks: list[int] = []
        self._parts: list[str] = []
        self._length = 0
        self._segments: list[Segment] = []
        # The run that still grows, as start, raw and length.
        self._start, self._raw, self._kept = 0, 0, 0
        # Of the block that is being added: the words that came last, where the white space behind them stands in the
        # raw text (or one of the values above), and whether the line that they end has lost a hyphen.
        self._last = ""
        self._gap = _NO_GAP
        self._hyphenated = False

    def add_block(self, lines: list[Line]) -> None:
        """Add one block made of lines; their ends become a space between words and nothing between ideographs."""
        start = self._length + 1 if self.blocks else self._length
        self._last = ""
        for line in lines:
            text, pieces = line.text, line.pieces
            # White space at the ends of a line says nothing. That inside is a single plain or ideographic space in all
            # but one or two lines of a hundred; what is printable has neither other spaces nor invisible characters
            # nor controls. Such a line is one run, which is seen in a quarter of the time that the expression takes.
            body = text.strip()
            words = body.replace("\u3000", " ")
            if pieces is None and words.isprintable() and "  " not in words and words:
                indent = 0 if len(body) == len(text) else len(text) - len(text.lstrip())
                self._add_run(words, line.raw + indent, len(words))
            else:
                for piece in line.parts:
                    self._add_piece(piece)
            self._gap, self._hyphenated = _LINE_END, line.hyphenated
        if self._last:
            first = lines[0]
            self.blocks.append(_new(Block, (start, self._length, first.kind, first.level)))

    def _add_piece(self, piece: Piece) -> None:
        text, raw, width = piece
        position = 0
        for match in _RUN.finditer(text):
            start, end = match.span()
            if start > position:
                self._add_gap(piece, position, start)
            self._add_run(match.group(), raw + start if width == len(text) else raw, width)
            position = end
        if position < len(text):
            self._add_gap(piece, position, len(text))

    def _add_gap(self, piece: Piece, start: int, end: int) -> None:
        blank = _BLANK.search(piece.text, start, end) if self._gap == _NO_GAP else None
        if blank:
            # White space that the markup only implies has no place; an entity has one for all its characters.
            offset = blank.start() if piece.width == len(piece.text) else 0
            self._gap = piece.raw + offset if piece.width else _IMPLIED

    def _add_run(self, run: str, raw: int, width: int) -> None:
        """Add words that stand at ``raw``, or nowhere if ``width`` is 0, and what belongs between them and the last."""
        last = self._last
        if not last:
            if self.blocks:
                self._parts.append("\n")
                self._length += 1
        elif self._gap == _LINE_END:
            if not (self._hyphenated or _glued(last, run[0])):
                self._insert(" ")
            self.soft_breaks.append(self._length)
        elif self._gap == _IMPLIED:
            self._insert(" ")
        elif self._gap != _NO_GAP:
            self._keep(" ", self._gap)
        if width:
            self._keep(run, raw)
        else:
            self._insert(run)
        self._last, self._gap = run, _NO_GAP

    def _keep(self, text: str, raw: int) -> None:
        """Append characters that stand at ``raw``, joining them to the run before where nothing lies between."""
        length = self._length
        kept = self._kept
        if self._start + kept != length or self._raw + kept != raw:
            if kept:
                self._segments.append(_new(Segment, (self._start, self._raw, kept)))
            self._start, self._raw, kept = length, raw, 0
        self._kept = kept + len(text)
        self._parts.append(text)
        self._length = length + len(text)

    def _insert(self, text: str) -> None:
        """Append characters that have no place in the raw text."""
        self._parts.append(text)
        self._length += len(text)

    @property
    def segments(self) -> list[Segment]:
        """The runs of characters that came from the raw text, in order."""
        if self._kept:
            self._segments.append(_new(Segment, (self._start, self._raw, self._kept)))
            self._kept = 0
        return self._segments

    def finish(self) -> Tally:
        """The normalised text, counted."""
        tally = Tally("".join(self._parts))
        return Tally(tally.text.translate(_RADICALS)) if tally.pages(0x2E, 0x2F) else tally


def _glued(last: str, first: str) -> bool:
    """Whether no space belongs between two lines: between ideographs, and after a word's hyphen (``state-owned``)."""
    end = last[-1]
    return (is_cjk(end) and is_cjk(first)) or (end == "-" and _is_letter(last[-2:-1]) and _is_letter(first))


def _is_letter(character: str) -> bool:
    """Whether a character is a letter or an ideograph; a radical stands for one."""
    return character.translate(_RADICALS).isalpha()


def compose(blocks: Iterable[list[Line]]) -> Composer:
    """All blocks as one normalised text."""
    composer = Composer()
    for lines in blocks:
        composer.add_block(lines)
    return composer
