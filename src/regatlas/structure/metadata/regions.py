"""The parts of a text that speak of the text itself: what stands before the first provision, and its last words."""

from __future__ import annotations

from collections.abc import Sequence

from regatlas.model.document import Provision
from regatlas.model.text import Block, SourceText, Span

_FRONT_KINDS = frozenset({"title", "preamble", "toc", "enacting", "recital", "citation"})
_MOST_FRONT_BLOCKS = 40
_BODY = frozenset({"article", "section", "chapter", "part", "measure", "title-division", "division"})


def front_span(source: SourceText, provisions: Sequence[Provision]) -> Span:
    """From the beginning to the first provision of the body, at most 40 blocks."""
    first = next((provision.span.start for provision in provisions if provision.kind in _BODY), len(source.text))
    last = source.blocks[min(_MOST_FRONT_BLOCKS, len(source.blocks)) - 1].end if source.blocks else 0
    return Span(0, min(first, last))


def front_blocks(source: SourceText, provisions: Sequence[Provision]) -> list[Block]:
    """The blocks before the body, without a table of contents and recitals."""
    end = front_span(source, provisions).end
    hidden = [provision.span for provision in provisions if provision.kind in ("toc", "recital")]
    return [
        block
        for block in source.blocks[:_MOST_FRONT_BLOCKS]
        if block.start < end and not any(span.start <= block.start < span.end for span in hidden)
    ]


def last_articles(provisions: Sequence[Provision], count: int = 4) -> list[Span]:
    """The spans of the last articles or sections of the body, latest first."""
    found = [provision.span for provision in provisions if provision.kind in ("article", "section", "measure")]
    return list(reversed(found[-count:]))


def signature_blocks(source: SourceText, provisions: Sequence[Provision]) -> list[Block]:
    """The short lines after the last provision, which sign and date the text."""
    starts = {provision.span.start for provision in provisions if provision.kind == "signature"}
    return [block for block in source.blocks if block.start in starts]
