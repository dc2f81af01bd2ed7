"""``regatlas/diff/1`` and ``regatlas/align/1``: two texts side by side as JSON (see docs/comparison.md)."""

from __future__ import annotations

from pydantic import JsonValue

from regatlas.exchange.json_documents import document_json
from regatlas.model.comparison import Alignment, Block, Comparison, Pair, Piece, Row, Side, Unit
from regatlas.model.document import Document
from regatlas.model.text import Span

DIFF_SCHEMA = "regatlas/diff/1"
ALIGN_SCHEMA = "regatlas/align/1"


def comparison_json(
    comparison: Comparison, documents: tuple[Document, Document], names: tuple[str, str]
) -> dict[str, JsonValue]:
    """A comparison; each piece carries its words, so that it can be read without the texts."""
    before, after = documents
    return {
        "schema": DIFF_SCHEMA,
        "before": document_json(before, names[0], text=False),
        "after": document_json(after, names[1], text=False),
        "counts": dict(comparison.counts()),
        "pairs": [_pair(pair, before.text, after.text) for pair in comparison.pairs],
    }


def _pair(pair: Pair, before: str, after: str) -> dict[str, JsonValue]:
    return {
        "state": pair.state,
        "role": pair.unit.role,
        "basis": pair.basis,
        "similarity": pair.similarity,
        "moved": pair.moved,
        "renumbered": pair.renumbered,
        "reparagraphed": pair.reparagraphed,
        "only_references": pair.only_references,
        "kin": list(pair.kin),
        "before": _unit(pair.before),
        "after": _unit(pair.after),
        "pieces": [_piece(piece, before, after) for piece in pair.pieces],
    }


def _unit(unit: Unit | None) -> dict[str, JsonValue] | None:
    if unit is None:
        return None
    return {
        "eid": unit.eid,
        "kind": unit.kind,
        "number": unit.number,
        "citation": unit.citation,
        "span": list(unit.span),
        "body": list(unit.body),
    }


def _piece(piece: Piece, before: str, after: str) -> dict[str, JsonValue]:
    text = after[slice(*piece.after)] if piece.after else before[slice(*piece.before)] if piece.before else ""
    return {
        "kind": piece.kind,
        "follows": piece.follows,
        "before": _span(piece.before),
        "after": _span(piece.after),
        "text": text,
    }


def _span(span: Span | None) -> list[JsonValue] | None:
    return None if span is None else list(span)


def alignment_json(
    alignment: Alignment, documents: tuple[Document, Document], names: tuple[str, str]
) -> dict[str, JsonValue]:
    """A parallel text; each side of each row carries its words."""
    original, translation = documents
    return {
        "schema": ALIGN_SCHEMA,
        "original": document_json(original, names[0], text=False),
        "translation": document_json(translation, names[1], text=False),
        "ratio": alignment.ratio,
        "counts": dict(alignment.counts()),
        "blocks": [_block(block, original.text, translation.text) for block in alignment.blocks],
    }


def _block(block: Block, original: str, translation: str) -> dict[str, JsonValue]:
    return {
        "role": block.role,
        "basis": block.basis,
        **_row(block, original, translation),
        "rows": [_row(row, original, translation) for row in block.rows],
    }


def _row(row: Row, original: str, translation: str) -> dict[str, JsonValue]:
    return {
        "original": _side(row.original, original),
        "translation": _side(row.translation, translation),
        "confidence": row.confidence,
        "shared": list(row.shared),
    }


def _side(side: Side | None, text: str) -> dict[str, JsonValue] | None:
    if side is None:
        return None
    return {
        "eids": list(side.eids),
        "citation": side.citation,
        "span": list(side.span),
        "text": text[slice(*side.span)],
    }
