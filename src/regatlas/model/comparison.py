"""Two texts side by side: two versions of one text, or an original and its translation.

Nothing here repeats words of a text: every shown word is a span into one of the two documents.
"""

from __future__ import annotations

from typing import Literal

from regatlas.model.base import Frozen
from regatlas.model.document import ProvisionKind
from regatlas.model.text import Span

UnitRole = Literal["provision", "heading", "frame"]
PairState = Literal["same", "changed", "added", "deleted"]
PieceKind = Literal["same", "deleted", "added"]
PairBasis = Literal["words", "number", "similarity", "neighbours"]
BlockBasis = Literal["number", "content"]


class Unit(Frozen):
    """What is compared as one: an article (else a measure, a section, a leaf), a heading, or a leaf outside them.

    ``span`` is the whole unit with its number; ``body`` its words without the number and the white space around them.
    ``role`` says what the unit is to its text: a ``provision`` of the law, a ``heading`` over provisions, or part of
    the ``frame`` (title, preamble, table of contents, signature).
    """

    eid: str
    kind: ProvisionKind
    role: UnitRole
    number: str | None
    citation: str | None
    span: Span
    body: Span


class Piece(Frozen):
    """A run of words that both texts have (``same``), or only the earlier (``deleted``) or the later one (``added``).

    The pieces of a pair, in order, are the whole body of each of its units. ``follows`` marks a cross-reference that
    names the same article as before under its new number: a change of words, but not of the rule.
    """

    kind: PieceKind
    before: Span | None
    after: Span | None
    follows: bool = False


class Pair(Frozen):
    """A unit of the earlier text and what became of it in the later one; one of the two is None where it has none.

    ``similarity`` (0 to 1) is the share of words in common, weighted by how rare they are in the two texts; ``basis``
    says what matched the pair. ``moved``: it changed its place among the others. ``renumbered``: its own number is
    another one. ``reparagraphed``: it is divided into another number of lines. ``kin`` are eids of units of the other
    text: those that an added unit took its words from (a split), or into which a deleted one went (a merger).
    """

    state: PairState
    before: Unit | None
    after: Unit | None
    basis: PairBasis | None = None
    similarity: float = 0.0
    moved: bool = False
    renumbered: bool = False
    reparagraphed: bool = False
    pieces: tuple[Piece, ...] = ()
    kin: tuple[str, ...] = ()

    @property
    def unit(self) -> Unit:
        """The unit of the later text, or of the earlier one where it was deleted."""
        unit = self.after or self.before
        assert unit is not None, "a pair has at least one unit"
        return unit

    @property
    def only_references(self) -> bool:
        """Whether all that changed are cross-references that follow a renumbering."""
        changes = [piece for piece in self.pieces if piece.kind != "same"]
        return self.state == "changed" and all(piece.follows for piece in changes)


class Comparison(Frozen):
    """What became of every unit, in the order of the later text; deleted units stand where they used to stand."""

    pairs: tuple[Pair, ...]

    @property
    def provisions(self) -> tuple[Pair, ...]:
        """The pairs of provisions, without headings and frame."""
        return tuple(pair for pair in self.pairs if pair.unit.role == "provision")

    def counts(self) -> dict[str, int]:
        """How many provisions are in each state, and how many were moved, renumbered, or changed in references only."""
        found = self.provisions
        states: tuple[PairState, ...] = ("same", "changed", "added", "deleted")
        return {
            **{state: sum(pair.state == state for pair in found) for state in states},
            "moved": sum(pair.moved for pair in found),
            "renumbered": sum(pair.renumbered for pair in found),
            "only_references": sum(pair.only_references for pair in found),
        }


class Side(Frozen):
    """Consecutive provisions of one of two parallel texts, with the citation of the first."""

    eids: tuple[str, ...]
    citation: str | None
    span: Span


class Row(Frozen):
    """Words of the original and the words that translate them; one of the two is None at a gap.

    ``confidence`` (0 to 1) orders rows, it is no probability; at a gap it is 0. ``shared`` are numbers, Latin words
    and quoted names that stand on both sides.
    """

    original: Side | None
    translation: Side | None
    confidence: float
    shared: tuple[str, ...] = ()


class Block(Row):
    """An article, heading or other unit of the original and of its translation, with the rows inside it.

    ``basis`` is ``number`` where both sides bear the same number, and ``content`` (length and shared terms) elsewhere.
    """

    role: UnitRole
    basis: BlockBasis | None
    rows: tuple[Row, ...]


class Alignment(Frozen):
    """A parallel text: each character of either document that is not white space stands in exactly one block."""

    blocks: tuple[Block, ...]
    ratio: float

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all blocks, in order."""
        return tuple(row for block in self.blocks for row in block.rows)

    def counts(self) -> dict[str, int]:
        """How many blocks and rows stand on both sides, and how many miss one."""
        return {
            "blocks": len(self.blocks),
            "rows": len(self.rows),
            "original_only": sum(row.translation is None for row in self.rows),
            "translation_only": sum(row.original is None for row in self.rows),
        }
