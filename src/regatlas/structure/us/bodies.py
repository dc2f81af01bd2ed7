"""What stands inside one section of an American text: its items, nested, and the paragraphs without a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from regatlas.model.document import ProvisionKind
from regatlas.structure.layout import Layout
from regatlas.structure.outline import RANK, Unit
from regatlas.structure.us.items import CLOSES_QUOTATION, OPENING, SUBDIVISION, Item, items_at
from regatlas.structure.us.nesting import Placed, nest

BELOW: tuple[ProvisionKind, ...] = ("subsection", "paragraph", "subparagraph", "clause", "subclause")
_TOKENS = {"subsection": "subsec", "paragraph": "para", "subparagraph": "subpara", "clause": "cl", "subclause": "subcl"}
# Acts of Congress: subsection (a), paragraph (1), subparagraph (A), clause (i), subclause (I), item (aa).
_FEDERAL = {"a": 0, "1": 1, "A": 2, "i": 3, "I": 4, "aa": 5, "AA": 6}
_QUOTED_SECTION = re.compile(
    r"(?:[“\"`‘]|‘‘|``)\s?(?:SEC(?:TION|\.)|Sec(?:tion|\.)|§{1,2})\s?(?P<number>\d[\w.–-]*?)\.?(?=[.\s])"
)
_LONGEST_HEADING = 240
_TAIL = 8
_DEFINES = re.compile(
    r"(?:[“\"]|‘‘)[^“”\"\n]{1,120}(?:[”\"]|’’)[^.;:\n]{0,80}? (?:means?|shall mean|ha(?:s|ve) the (?:same )?meaning)\b"
)
# Units that open a quotation; their citations show it.
QUOTED = "quoted"


@dataclass(slots=True)
class _Piece:
    """A piece of a section: where it begins, its text, the items it may open, and the quoted section it opens."""

    begin: int
    start: int
    end: int
    items: list[Item] = field(default_factory=list)
    quoted: str | None = None


class SectionBody:
    """The pieces of one section, nested when all of them are known."""

    def __init__(self, layout: Layout, *, coded: bool) -> None:
        """``coded`` sections are those of a code, whose levels have no names that depend on their style."""
        self._layout = layout
        self._text = layout.text
        self._coded = coded
        self._pieces: list[_Piece] = []
        self._placed: dict[int, Placed] = {}
        self._fresh = False

    def add(self, start: int, end: int, begin: int | None = None) -> None:
        """A further piece; ``begin`` is where its first unit begins, if not at ``start``.

        The first piece follows the number or heading of the section: an item there needs no proof.
        """
        piece = _Piece(start if begin is None else begin, start, end)
        heading = _QUOTED_SECTION.match(self._text, start, end)
        if heading:
            piece.quoted = heading["number"].rstrip(".–-")
            start = self._after_heading(heading.end(), end)
            piece.items.append(Item(piece.begin, start, "", (), "line", quoted=True))
        below = self._below_heading()
        sure = not self._pieces or heading is not None or begin is not None or below
        found = list(items_at(self._layout, start, end, fresh=self._fresh, sure=sure, quoted=below))
        if found and begin is not None and not heading:
            found[0] = _moved(found[0], begin)
        piece.items.extend(found)
        self._fresh = not piece.items
        self._pieces.append(piece)

    def _below_heading(self) -> bool:
        """Whether the piece before is nothing but the heading of a quoted section, and the quotation goes on."""
        if not self._pieces or self._pieces[-1].quoted is None or len(self._pieces[-1].items) > 1:
            return False
        end = self._pieces[-1].end
        return not CLOSES_QUOTATION.search(self._text, max(0, end - _TAIL), end)

    def _after_heading(self, start: int, end: int) -> int:
        """Where items may follow the heading of a quoted section on its line."""
        stop = self._text.find("(", start, min(end, start + _LONGEST_HEADING))
        before = self._text[start:stop].rstrip(f" {OPENING}") if stop >= 0 else ""
        return stop if before.endswith((".", "—")) else end

    def settle(self) -> None:
        """Nest the items."""
        items = [item for piece in self._pieces for item in piece.items]
        for item, placed in zip(items, nest(items), strict=True):
            if placed:
                self._placed[item.start] = placed

    def federal_votes(self) -> int:
        """How many items stand below one of the level that acts of Congress have there, less those that do not."""
        votes = 0
        for placed in self._placed.values():
            styles = (*placed.above, placed.style)
            levels = [_FEDERAL.get(style, -1) for style in styles if style]
            if len(levels) > 1:
                votes += 1 if -1 not in levels and levels == sorted(levels) and levels[-1] == levels[-2] + 1 else -1
        return votes

    def units(self, *, federal: bool) -> Iterator[Unit]:
        """The units of the section, in order. ``federal`` says that levels are named after their style."""
        bases = self._paragraph_bases()
        reached = in_section = defining = False
        for piece in self._pieces:
            opened = False
            for item in piece.items:
                placed = self._placed.get(item.start)
                if placed is None:
                    continue
                in_section = placed.quoted and (in_section or not placed.depth)
                yield self._unit(item, placed, piece, federal=federal, in_section=in_section)
                opened = reached = True
            if opened:
                continue
            defines = bool(_DEFINES.match(self._text, piece.start, piece.end))
            if piece.begin in bases:
                yield bases[piece.begin]
            elif not reached:
                defining = defining or defines
                holds = bool(bases) or defining
                yield Unit("paragraph", piece.begin, RANK["paragraph"], "para", optional=True, holds=holds)
            elif defining and defines:
                # The next definition is no part of the list that ends the one before it.
                yield Unit("paragraph", piece.begin, RANK["paragraph"], "para", holds=False)

    def _paragraph_bases(self) -> dict[int, Unit]:
        """Paragraphs without a number that introduce a second list of the same style."""
        found: dict[int, Unit] = {}
        before: _Piece | None = None
        for piece in self._pieces:
            first = next((self._placed[item.start] for item in piece.items if item.start in self._placed), None)
            if first and first.again and before is not None and not first.quoted and first.depth == 1:
                found[before.begin] = Unit("paragraph", before.begin, RANK["paragraph"], "para")
            before = None if first else piece
        return found

    def _unit(self, item: Item, placed: Placed, piece: _Piece, *, federal: bool, in_section: bool) -> Unit:
        rank = RANK["point"] + 2 * (placed.depth + placed.around)
        if not placed.depth:
            # The items of a quoted section stand below its heading, and that below the items around it.
            number = piece.quoted or ""
            return Unit("section", item.start, rank + 1, f"sec_{number}", number, printed=QUOTED)
        kind = BELOW[_level(placed, federal=federal and not self._coded)]
        token = SUBDIVISION if placed.style == SUBDIVISION else _TOKENS[kind]
        unit = Unit(kind, item.start, rank, f"{token}_{item.label}", item.label)
        unit.printed = SUBDIVISION if placed.style == SUBDIVISION else None
        if placed.quoted and placed.depth == 1 and not in_section:
            unit.printed = QUOTED
        return unit


def _level(placed: Placed, *, federal: bool) -> int:
    if not federal:
        return min(placed.depth - 1, len(BELOW) - 1)
    level = -1
    for style in (*placed.above, placed.style):
        level = max(_FEDERAL.get(style, 0), level + 1)
    return min(level, len(BELOW) - 1)


def _moved(item: Item, begin: int) -> Item:
    return Item(begin, item.end, item.label, item.readings, item.place, item.quoted, item.fresh)


def federal(bodies: Sequence[SectionBody]) -> bool:
    """Whether a text names its levels as acts of Congress do."""
    return sum(body.federal_votes() for body in bodies) >= 0
