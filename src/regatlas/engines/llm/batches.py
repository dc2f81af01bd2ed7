"""A document in pieces that fit one question: whole provisions where possible, and never a character left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from regatlas.engines.llm.orders import orders
from regatlas.engines.llm.tokens import roomy
from regatlas.engines.sentences import sentences
from regatlas.model.document import Document, Provision
from regatlas.model.text import Span

_UNITS = frozenset({"article", "section", "measure", "recital"})
LABEL_TOKENS = 6
"""What the label of a piece and its line feed take, on the safe side."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A leaf provision, or a part of one too long for one question. ``tokens`` is on the safe side."""

    span: Span
    tokens: int
    ordered: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Neighbouring pieces that are shown to the model at once."""

    pieces: tuple[Piece, ...]

    @property
    def span(self) -> Span:
        """Everything from the first piece to the last."""
        return Span(self.pieces[0].span.start, self.pieces[-1].span.end)

    def halves(self) -> tuple[Batch, Batch] | None:
        """The batch in two, or None where it is a single piece."""
        middle = len(self.pieces) // 2
        return (Batch(self.pieces[:middle]), Batch(self.pieces[middle:])) if middle else None


def batches(document: Document, room: int) -> tuple[Batch, ...]:
    """The document in batches of at most ``room`` tokens; a piece that gives orders to machines is a batch alone.

    Provisions of one article stay together where they fit. Only white space stands in no piece.
    """
    found: list[Batch] = []
    current: list[Piece] = []
    for group in _units(document, room):
        for part in _fitting(group, room):
            if current and (_alone(current) or _alone(part) or _tokens([*current, *part]) > room):
                found.append(Batch(tuple(current)))
                current = []
            current.extend(part)
    return (*found, Batch(tuple(current))) if current else tuple(found)


def _fitting(group: list[Piece], room: int) -> Iterator[list[Piece]]:
    """The group as it is where it fits whole, and otherwise piece by piece."""
    if _tokens(group) <= room and not any(piece.ordered for piece in group):
        yield group
    else:
        yield from ([piece] for piece in group)


def _alone(pieces: list[Piece]) -> bool:
    return any(piece.ordered for piece in pieces)


def _tokens(pieces: Iterable[Piece]) -> int:
    return sum(piece.tokens + LABEL_TOKENS for piece in pieces)


def _units(document: Document, room: int) -> Iterator[list[Piece]]:
    """The pieces of the text by the article, section or measure to which they belong."""
    for _, leaves in groupby(document.leaves, key=lambda leaf: _unit(document, leaf)):
        yield [piece for leaf in leaves for piece in _pieces(document.text, leaf.span, room)]


def _unit(document: Document, leaf: Provision) -> str:
    around = document.ancestors(leaf.eid)
    return next((provision.eid for provision in around if provision.kind in _UNITS), leaf.eid)


def _pieces(text: str, span: Span, room: int) -> Iterator[Piece]:
    for start, end in _parts(text, span, room - LABEL_TOKENS):
        if text[start:end].strip():
            place = Span(start, end)
            yield Piece(place, roomy(text[start:end]), bool(orders(text, place)))


def _parts(text: str, span: Span, room: int) -> Iterator[Span]:
    """The span itself where it fits; otherwise runs of whole sentences that do, and cut sentences where none does."""
    if roomy(text[span.start : span.end]) <= room:
        yield span
        return
    edges = [*(sentence.start for sentence in sentences(text, span)), span.end]
    start = span.start
    for position, edge in enumerate(edges[:-1]):
        after = edges[position + 1]
        if edge > start and roomy(text[start:after]) > room:
            yield Span(start, edge)
            start = edge
        if roomy(text[start:after]) > room:
            yield from _cut(text, Span(start, after), room)
            start = after
    if start < span.end:
        yield Span(start, span.end)


def _cut(text: str, span: Span, room: int) -> Iterator[Span]:
    """A sentence longer than a question, cut at white space where there is some; no tokenizer's room is overrun.

    An ideograph counts for 1.4 tokens on the safe side, so that ``room / 1.5`` characters of any script fit.
    """
    length = max(1, int(room / 1.5))
    start = span.start
    while span.end - start > length:
        space = text.rfind(" ", start + length // 2, start + length)
        end = space + 1 if space > 0 else start + length
        yield Span(start, end)
        start = end
    yield Span(start, span.end)
