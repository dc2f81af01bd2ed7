"""The parts of a text that speak of the text itself: what stands before the first provision, and its last words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import islice

from regatlas.model.document import Provision
from regatlas.model.text import Block, SourceText, Span

_MOST_FRONT_BLOCKS = 40
_LAST_ARTICLES = 4
_BODY = frozenset({"article", "section", "chapter", "part", "measure", "title-division", "division"})


class Regions:
    """The front, the last articles and the signature of one text, each found once and asked for many times."""

    def __init__(self, source: SourceText, provisions: Sequence[Provision]) -> None:
        self.source = source
        self.text = source.text
        self.provisions = provisions

    @cached_property
    def front(self) -> Span:
        """From the beginning to the first provision of the body, at most 40 blocks."""
        blocks = self.source.blocks
        first = next((one.span.start for one in self.provisions if one.kind in _BODY), len(self.text))
        last = blocks[min(_MOST_FRONT_BLOCKS, len(blocks)) - 1].end if blocks else 0
        return Span(0, min(first, last))

    @cached_property
    def front_blocks(self) -> list[Block]:
        """The blocks before the body, without a table of contents and recitals."""
        end = self.front.end
        hidden: list[Span] = []
        for provision in self.provisions:
            if provision.span.start >= end:
                break
            if provision.kind in ("toc", "recital"):
                hidden.append(provision.span)
        return [
            block
            for block in self.source.blocks[:_MOST_FRONT_BLOCKS]
            if block.start < end and not any(span.start <= block.start < span.end for span in hidden)
        ]

    @cached_property
    def first_article(self) -> Span | None:
        """Where the first article stands."""
        return next((one.span for one in self.provisions if one.kind == "article"), None)

    @cached_property
    def last_articles(self) -> list[Span]:
        """The spans of the last four articles or sections of the body, latest first."""
        latest = (one.span for one in reversed(self.provisions) if one.kind in ("article", "section", "measure"))
        return list(islice(latest, _LAST_ARTICLES))

    @cached_property
    def signature_blocks(self) -> list[Block]:
        """The short lines after the last provision, which sign and date the text."""
        blocks = self.source.blocks
        starts = sorted({one.span.start for one in self.provisions if one.kind == "signature"})
        places = [(start, bisect_left(blocks, start, key=lambda block: block.start)) for start in starts]
        return [blocks[index] for start, index in places if index < len(blocks) and blocks[index].start == start]
