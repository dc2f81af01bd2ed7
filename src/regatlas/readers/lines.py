"""Lines as a decoder gives them, each character tied to its place in the raw text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from regatlas.model.text import BlockKind, FurnitureKind


class Piece(NamedTuple):
    """Characters that stand together in the raw text from ``raw`` on.

    ``width`` is how many raw characters they came from: equal to ``len(text)`` but for an entity such as ``&amp;``,
    or 0 for characters that the markup only implies (the number of an ordered list's item).
    """

    text: str
    raw: int
    width: int


class Box(NamedTuple):
    """Where a line stands on its page, in points: the left and right edge, and the height of its base line at both
    ends (a line that goes on overleaf after a hyphen has its end on the next line of the page)."""

    left: float
    right: float
    first_base: float
    last_base: float


@dataclass(slots=True)
class Line:
    """One line of the raw text, or one block of a format that knows its blocks.

    ``text`` is its characters, of which the first came from ``raw``. They stand in the raw text as they are, unless
    ``pieces`` say where each part came from: most lines have one piece, and to make it, and the list that holds it,
    would take longer than to make the line (0.75 µs instead of 0.3).

    ``ends_block`` says that a paragraph certainly ends here. ``page`` counts from 0, ``edge`` is the distance in
    lines to the nearest page border (None where the format has no pages), ``box`` its place on the page if known.
    ``hyphenated`` says that its last character is a hyphen that only cut a word.
    """

    text: str = ""
    raw: int = 0
    kind: BlockKind = "paragraph"
    level: int = 0
    ends_block: bool = False
    page: int = 0
    edge: int | None = None
    box: Box | None = None
    hyphenated: bool = False
    pieces: list[Piece] | None = None

    @property
    def parts(self) -> list[Piece]:
        """The pieces of the line, also where it has but one."""
        return [Piece(self.text, self.raw, len(self.text))] if self.pieces is None else self.pieces

    def put(self, pieces: list[Piece]) -> None:
        """Make the line one of these pieces."""
        self.text = joined(pieces)
        self.raw = pieces[0].raw if pieces else 0
        self.pieces = None if len(pieces) <= 1 and len(self.text) == sum(piece.width for piece in pieces) else pieces


def line_of(pieces: list[Piece], kind: BlockKind = "paragraph", level: int = 0, *, ends_block: bool = False) -> Line:
    """A line made of pieces."""
    line = Line("", 0, kind, level, ends_block)
    line.put(pieces)
    return line


def joined(pieces: list[Piece]) -> str:
    """The characters of all pieces."""
    return pieces[0].text if len(pieces) == 1 else "".join([piece.text for piece in pieces])


class Dropped(NamedTuple):
    """A line that belongs to the page, not to the law."""

    kind: FurnitureKind
    text: str
    raw: int


@dataclass(slots=True)
class Draft:
    """What a format's decoder gives: lines in reading order, and what it left out.

    ``wrapped`` says that line ends may be typographic, so that paragraphs must be put together from lines;
    otherwise a line end inside a block only ends it before a structural mark. ``missing`` is the share of pages
    without text.
    """

    lines: list[Line]
    media_type: str
    encoding: str
    dropped: list[Dropped] = field(default_factory=list)
    front_matter: tuple[tuple[str, str], ...] = ()
    wrapped: bool = True
    remarks: tuple[str, ...] = ()
    missing: float = 0.0

    @property
    def paged(self) -> bool:
        """Whether the format has pages: then every line knows how far from the border of its own it stands."""
        return bool(self.lines) and self.lines[0].edge is not None
