"""Text as it was read, and places in it.

All offsets are Unicode code points. *Normalised* text is what every span of Regatlas points into; *raw* text is what
the file's decoder gave before normalisation (the decoded source of a text, Markdown, HTML or XML file; the extracted
text of all pages of a PDF, joined by form feeds; the paragraphs of a DOCX, joined by line feeds).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal, NamedTuple, TypedDict, Unpack

from regatlas.errors import EvidenceError
from regatlas.model.base import Frozen, unchecked

BlockKind = Literal["paragraph", "heading", "list-item", "table-row"]
FurnitureKind = Literal["running-head", "page-number", "navigation", "front-matter", "comment", "signature-mark"]
QualityStatus = Literal["ok", "poor", "unusable"]


class Span(NamedTuple):
    """A half-open range of code points ``[start, end)`` in the normalised text."""

    start: int
    end: int


class Segment(NamedTuple):
    """A run of characters that normalisation kept in order: ``length`` characters at ``start`` came from ``raw``."""

    start: int
    raw: int
    length: int


class Block(NamedTuple):
    """A paragraph-like run of the normalised text, without its line feed.

    ``level`` is the heading level (1 is highest) or the nesting depth of a list item, and 0 elsewhere.
    """

    start: int
    end: int
    kind: BlockKind
    level: int


class Furniture(Frozen):
    """Characters of the file that belong to the page and not to the law, left out of the normalised text."""

    kind: FurnitureKind
    text: str
    raw: int


class Quality(Frozen):
    """How far the text can be trusted. ``score`` is the share of sound characters, 0 to 1."""

    status: QualityStatus
    score: float
    reasons: tuple[str, ...] = ()


class SourceFields(TypedDict):
    """What :class:`SourceText` is made of."""

    text: str
    sha256: str
    media_type: str
    size: int
    encoding: str
    language: str
    quality: Quality
    segments: tuple[Segment, ...]
    blocks: tuple[Block, ...]
    soft_breaks: tuple[int, ...]
    furniture: tuple[Furniture, ...]
    front_matter: tuple[tuple[str, str], ...]


class SourceText(Frozen):
    """A file's text after reading: normalised, mapped back to the original, and judged for quality.

    ``text`` is blocks joined by single line feeds; inside a block there is no line feed, no tab and no double space.
    ``soft_breaks`` are the places where a line of the original ended inside a block. ``front_matter`` is the YAML
    that stood before a Markdown text: what the file says of itself, never shown to an engine.
    """

    text: str
    sha256: str
    media_type: str
    size: int
    encoding: str
    language: str
    quality: Quality
    segments: tuple[Segment, ...]
    blocks: tuple[Block, ...]
    soft_breaks: tuple[int, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    front_matter: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, **fields: Unpack[SourceFields]) -> SourceText:
        """The same as the constructor, without validation, which looks at each of thousands of segments and blocks."""
        return unchecked(cls, _SOURCE_FIELDS, {**fields})

    def raw_offset(self, offset: int) -> int:
        """The place in the raw text of the character at ``offset``, or of the nearest kept one before it."""
        index = bisect_right(self.segments, offset, key=lambda segment: segment.start) - 1
        if index < 0:
            return 0
        segment = self.segments[index]
        return segment.raw + min(offset - segment.start, segment.length)

    def quote(self, span: Span | tuple[int, int]) -> Quote:
        """The quote that stands at ``span``."""
        # Made without validation, in half the time: both values are right by what they are made from.
        start, end = span
        return unchecked(Quote, _QUOTE_FIELDS, {"span": Span(start, end), "exact": self.text[start:end]})


class Quote(Frozen):
    """Words of the text and the place where they stand. Only code makes and checks quotes, never a model."""

    span: Span
    exact: str

    def check(self, text: str) -> None:
        """Raise :class:`EvidenceError` unless ``text[span] == exact``."""
        start, end = self.span
        if not 0 <= start < end <= len(text) or text[start:end] != self.exact:
            raise EvidenceError(
                f"the quote {self.exact[:60]!r} does not stand in the text",
                where=f"characters {start} to {end}",
                hint="locate it again or drop the claim",
            )


_SOURCE_FIELDS = set(SourceText.model_fields)
_QUOTE_FIELDS = set(Quote.model_fields)
