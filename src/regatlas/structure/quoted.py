"""Passages that a text quotes from another one ("is amended to read: “Article 3 …”"): no provisions of its own."""

from __future__ import annotations

from collections.abc import Sequence

from regatlas.model.text import Block

_MOST_BLOCKS = 80


def quoted_spans(text: str, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Spans of quotations that begin a block with a quotation mark and run over several blocks."""
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if text[block.start] in "“「\"":
            last = _closing(text, blocks, index)
            if last is not None:
                spans.append((block.start, blocks[last].end))
                index = last
        index += 1
    return spans


def _closing(text: str, blocks: Sequence[Block], index: int) -> int | None:
    """The block in which the quotation that opens block ``index`` closes, or None where it never does."""
    opened = text[blocks[index].start]
    closed = {"“": "”", "「": "」", '"': '"'}[opened]
    if opened == closed:
        return None
    balance = 0
    for position in range(index, min(index + _MOST_BLOCKS, len(blocks))):
        block = blocks[position]
        balance += text.count(opened, block.start, block.end) - text.count(closed, block.start, block.end)
        if balance <= 0:
            return position
    return None
