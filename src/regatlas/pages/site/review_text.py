"""The text beside a coding form: its paragraphs and where each begins, so that a selection can be located."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from regatlas.model.document import Document
from regatlas.model.text import Span
from regatlas.pages.claims import citation_at

_LONGEST_SHOWN = 110


@dataclass(frozen=True, slots=True)
class TextLine:
    """A paragraph: ``text`` is the document's from code point ``at``.

    ``citation`` names the provision that begins here, unless the text itself does.
    """

    at: int
    text: str
    block: str
    citation: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote as a form shows it: its span as ``120-140``, its words shortened, and the line where it begins."""

    span: str
    words: str
    citation: str
    line: int


class TextView:
    """A document as lines, and its quotes by the line on which they begin."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.lines = tuple(_lines(document))
        self._starts = [line.at for line in self.lines]

    def quote(self, span: Span) -> QuoteView:
        """A quote of the text."""
        start, end = span
        words = " ".join(self._document.text[start:end].split())
        short = words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1].rstrip() + "…"
        line = self._starts[max(0, bisect_right(self._starts, start) - 1)] if self._starts else 0
        return QuoteView(f"{start}-{end}", short, citation_at(self._document, start), line)


def _lines(document: Document) -> Iterator[TextLine]:
    blocks = document.source.blocks
    starts = [block.start for block in blocks]
    begins = {leaf.span.start: _citation(document, leaf.eid) for leaf in document.leaves}
    position, waiting = 0, ""
    for piece in document.text.split("\n"):
        # A provision may begin inside a paragraph, or with white space before it; its name goes to the first words.
        named = [begins[at] for at in range(position, position + len(piece) + 1) if begins.get(at)]
        waiting = waiting or (named[0] if named else "")
        if piece.strip():
            index = bisect_right(starts, position) - 1
            # Most provisions begin with their own name, which need not stand twice.
            name = "" if _bare(piece).startswith(_bare(waiting)) else waiting
            yield TextLine(position, piece, blocks[index].kind if index >= 0 else "paragraph", name)
            waiting = ""
        position += len(piece) + 1


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


def _citation(document: Document, eid: str) -> str:
    """The citation of a leaf, or of what it begins: the introduction of an article bears the article's."""
    leaf = document.by_eid[eid]
    if leaf.citation or leaf.parent is None:
        return leaf.citation or ""
    parent = document.by_eid[leaf.parent]
    return (parent.citation or "") if parent.span.start == leaf.span.start else ""
