"""Passages that a text quotes from another one ("is amended to read: “Article 3 …”"): no provisions of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from regatlas.model.text import Block

# An amendment that replaces a chapter may quote many paragraphs; a lost closing mark must not swallow the law.
_MOST_BLOCKS = 80
_MOST_SINGLE = 3
_CLOSING = {"“": "”", "「": "」", "‘": "’"}
OPENING = frozenset(_CLOSING)
"""With one of these a block begins that may be quoted."""
# A single mark also stands for an apostrophe, so only one at the end of a paragraph closes.
_ENDS_SINGLE = re.compile(r"’[\s;,.:）)]*[”\"]?$")
_INTRODUCED = re.compile(r"[:：—]\s*$")
_TAIL = 40
# Closing mark and punctuation after it: ”；and
_LONGEST_TAIL = 6


def quoted_spans(text: str, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Spans of quotations that open a block and fill it, or run over several."""
    spans: list[tuple[int, int]] = []
    reached = -1
    # How many quotations a block leaves open: asked again from every block before it whose own never closes.
    balances: dict[tuple[str, int], int] = {}
    for index in [index for index, block in enumerate(blocks) if text[block[0]] in _CLOSING]:
        last = _last_block(text, blocks, index, balances) if index > reached else None
        if last is not None:
            spans.append((blocks[index].start, blocks[last].end))
            reached = last
    return spans


def _last_block(text: str, blocks: Sequence[Block], index: int, balances: dict[tuple[str, int], int]) -> int | None:
    """The block in which the quotation that opens block ``index`` closes, or None where it never does."""
    opened = text[blocks[index].start]
    if opened == "‘":
        return _last_of_single(text, blocks, index)
    closed = _CLOSING[opened]
    balance = 0
    for position in range(index, min(index + _MOST_BLOCKS, len(blocks))):
        left = balances.get((opened, position))
        if left is None:
            left = balances[opened, position] = _left_open(text, blocks[position], opened, closed)
        # The mark that opens the quotation itself is no repetition of it.
        balance += left + (position == index)
        if balance <= 0:
            return position if position > index or _fills(text, blocks[position], opened, closed) else None
    return None


def _left_open(text: str, block: Block, opened: str, closed: str) -> int:
    """Opening marks less closing ones. American drafting opens every paragraph of a quotation anew and closes the last
    one only, so that a mark at the beginning of a block does not count."""
    again = text[block.start] == opened
    return text.count(opened, block.start, block.end) - text.count(closed, block.start, block.end) - again


def _fills(text: str, block: Block, opened: str, closed: str) -> bool:
    """Whether the quotation that opens a block closes only at its end; “Network” in front of a definition does not."""
    depth = 0
    for offset in range(block.start, block.end):
        depth += (text[offset] == opened) - (text[offset] == closed)
        if depth == 0:
            return block.end - offset <= _LONGEST_TAIL
    return False


def _last_of_single(text: str, blocks: Sequence[Block], index: int) -> int | None:
    """The same for single marks, which quote provisions only behind a colon, and of which some never close."""
    if index == 0 or not _INTRODUCED.search(text, blocks[index - 1].start, blocks[index - 1].end):
        return None
    for position in range(index, min(index + _MOST_SINGLE, len(blocks))):
        block = blocks[position]
        if _ENDS_SINGLE.search(text, max(block.start, block.end - _TAIL), block.end):
            return position
    return index
