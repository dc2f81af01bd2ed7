"""The parts of a text that speak of the text itself: what stands before the first provision, and its last words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter

from regatlas.model.document import Provision
from regatlas.model.text import Block, SourceText, Span

_MOST_FRONT_BLOCKS = 40
_LAST_ARTICLES = 4
_BODY = frozenset({"article", "section", "chapter", "part", "measure", "title-division", "division"})
_kind = itemgetter(Provision._fields.index("kind"))
_LATE = frozenset({"article", "section", "measure"})


class Regions:
    """The front, the last articles and the signature of one text, each found once and asked for many times.

    ``front`` runs from the beginning to the first provision of the body, at most 40 blocks; ``front_blocks`` are its
    blocks without a table of contents and recitals. ``first_article`` is where the first article stands, if there is
    one. ``last_articles`` are the last four articles or sections of the body, latest first. ``signature_blocks`` are
    the short lines after the last provision, which sign and date the text.
    """

    def __init__(self, source: SourceText, provisions: Sequence[Provision]) -> None:
        # A look at the kind of every provision is what costs most here, so that there is one for all regions.
        kinds: list[str] = list(map(_kind, provisions))
        self.source = source
        self.text = source.text
        self.chinese = source.language.startswith("zh")
        self.front = _front(source, provisions, kinds)
        self.front_blocks = _front_blocks(source, provisions, self.front.end)
        self.first_article = provisions[kinds.index("article")].span if "article" in kinds else None
        self.last_articles = _last_articles(provisions, kinds)
        self.signature_blocks = _signature_blocks(source, provisions, kinds) if "signature" in kinds else []


def _front(source: SourceText, provisions: Sequence[Provision], kinds: Sequence[str]) -> Span:
    blocks = source.blocks
    end = blocks[min(_MOST_FRONT_BLOCKS, len(blocks)) - 1].end if blocks else 0
    for provision, kind in zip(provisions, kinds, strict=True):
        if kind in _BODY:
            return Span(0, min(provision.span.start, end))
    return Span(0, min(len(source.text), end))


def _front_blocks(source: SourceText, provisions: Sequence[Provision], end: int) -> list[Block]:
    hidden: list[Span] = []
    for provision in provisions:
        if provision.span.start >= end:
            break
        if provision.kind in ("toc", "recital"):
            hidden.append(provision.span)
    blocks: list[Block] = []
    for block in source.blocks[:_MOST_FRONT_BLOCKS]:
        if block.start >= end:
            break
        if not hidden or not any(span.start <= block.start < span.end for span in hidden):
            blocks.append(block)
    return blocks


def _last_articles(provisions: Sequence[Provision], kinds: Sequence[str]) -> list[Span]:
    spans: list[Span] = []
    for index in range(len(kinds) - 1, -1, -1):
        if kinds[index] in _LATE:
            spans.append(provisions[index].span)
            if len(spans) == _LAST_ARTICLES:
                break
    return spans


def _signature_blocks(source: SourceText, provisions: Sequence[Provision], kinds: Sequence[str]) -> list[Block]:
    blocks = source.blocks
    starts = sorted({one.span.start for one, kind in zip(provisions, kinds, strict=True) if kind == "signature"})
    places = [(start, bisect_left(blocks, start, key=lambda block: block.start)) for start in starts]
    return [blocks[index] for start, index in places if index < len(blocks) and blocks[index].start == start]
