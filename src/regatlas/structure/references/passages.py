"""Where in a document words stand: in which leaf, in a passage for another law, in a table of contents."""

from __future__ import annotations

from bisect import bisect_right

from regatlas.model.document import Document
from regatlas.model.reference import Cited, Reference
from regatlas.model.text import Quote, Span
from regatlas.structure.quoted import quoted_spans


class Passages:
    """The leaves and quotations of one document, looked up by place."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._leaves = document.leaves
        self._starts = [leaf.span.start for leaf in self._leaves]
        self._quotations = quoted_spans(document.text, document.source.blocks)
        self._quotation_starts = [start for start, _ in self._quotations]
        self._blocks = frozenset(block.start for block in document.source.blocks)
        title = document.metadata.title
        self.title = title.value if title else None

    def opens(self, offset: int) -> bool:
        """Whether a block begins here."""
        return offset in self._blocks

    def source(self, offset: int) -> str:
        """The eid of the leaf in which a place stands."""
        return self._leaves[max(0, bisect_right(self._starts, offset) - 1)].eid

    def is_furniture(self, offset: int) -> bool:
        """Whether a place stands in a table of contents."""
        return self._leaves[max(0, bisect_right(self._starts, offset) - 1)].kind == "toc"

    def is_title(self, offset: int, name: str) -> bool:
        """Whether a name of an instrument is this document's own."""
        leaf = self._leaves[max(0, bisect_right(self._starts, offset) - 1)]
        return leaf.kind == "title" or name == self.title

    def quoted(self, offset: int) -> bool:
        """Whether a place stands in whole paragraphs that are quoted, as amendments quote what they insert."""
        index = bisect_right(self._quotation_starts, offset) - 1
        return index >= 0 and offset < self._quotations[index][1]

    def quote(self, start: int, end: int) -> Quote:
        """The words between two places."""
        return Quote(span=Span(start, end), exact=self._text[start:end])

    def reference(self, start: int, end: int, cites: tuple[Cited, ...], instrument: str | None) -> Reference:
        """A reference with its source. In a quoted passage its words lead nowhere in this document."""
        quoted = self.quoted(start)
        if quoted:
            cites = tuple(Cited(citation=cited.citation) for cited in cites)
        return Reference(
            source=self.source(start), quote=self.quote(start, end), cites=cites, instrument=instrument, quoted=quoted
        )
