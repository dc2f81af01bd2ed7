"""A parallel text as a page that stands alone: the original on one side, its translation on the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from regatlas.model.comparison import Alignment, Block, Row, Side
from regatlas.model.document import Document
from regatlas.pages.record import notices_of_reading
from regatlas.pages.side_by_side import Head, head_of
from regatlas.pages.template import render_page
from regatlas.pages.words import Lang, Words

# Below this confidence a person should look; of the rows of the seven pairs measured, one in several hundred is.
DOUBTFUL = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the words of either side as they stand there (empty at a gap), and a remark where one is needed."""

    original: str
    translation: str
    remark: str


@dataclass(frozen=True, slots=True)
class Part:
    """An article or another unit: both citations, a remark on how they were matched, and its rows."""

    anchor: str
    role: str
    original: str
    translation: str
    remark: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class AlignmentView:
    """Everything that a page or a terminal shows of a parallel text, in one language and in the order of reading."""

    head: Head
    notices: tuple[str, ...]
    counts: tuple[str, ...]
    parts: tuple[Part, ...]


def render_alignment(
    alignment: Alignment, documents: tuple[Document, Document], names: tuple[str, str], lang: Lang
) -> str:
    """The parallel text as one HTML file that needs no other."""
    words = Words(lang)
    view = view_alignment(alignment, documents, names, words)
    return render_page("alignment.html.j2", words, styles=("gazette.css", "side_by_side.css"), view=view)


def view_alignment(
    alignment: Alignment, documents: tuple[Document, Document], names: tuple[str, str], words: Words
) -> AlignmentView:
    """The parallel text in words."""
    warnings = [notice for document in documents for notice in notices_of_reading(document, words)]
    blocks = enumerate(alignment.blocks, start=1)
    return AlignmentView(
        head=head_of(documents, names, words, roles=("align.original", "align.translation")),
        notices=(*dict.fromkeys(warnings), words("align.notice")),
        counts=tuple(_counts(alignment, words)),
        parts=tuple(_part(f"part-{number}", block, documents, words) for number, block in blocks),
    )


def _counts(alignment: Alignment, words: Words) -> Iterator[str]:
    counts = alignment.counts()
    both = counts["rows"] - counts["original_only"] - counts["translation_only"]
    doubtful = sum(_doubtful(row) for row in alignment.rows)
    yield words("align.count.both", n=both)
    yield words("align.count.original", n=counts["original_only"])
    yield words("align.count.translation", n=counts["translation_only"])
    if doubtful:
        yield words("align.count.doubtful", n=doubtful)


def _doubtful(row: Row) -> bool:
    return row.original is not None and row.translation is not None and row.confidence < DOUBTFUL


def _part(anchor: str, block: Block, documents: tuple[Document, Document], words: Words) -> Part:
    citations = [(side.citation or "") if side else "" for side in (block.original, block.translation)]
    by_content = block.basis == "content" and block.role == "provision" and all(citations)
    return Part(
        anchor=anchor,
        role=block.role,
        original=citations[0],
        translation=citations[1],
        remark=words("align.by-content") if by_content else "",
        lines=tuple(_line(row, documents, words) for row in block.rows),
    )


def _line(row: Row, documents: tuple[Document, Document], words: Words) -> Line:
    return Line(
        original=_text(row.original, documents[0]),
        translation=_text(row.translation, documents[1]),
        remark=words("align.doubtful", value=f"{row.confidence:.2f}") if _doubtful(row) else "",
    )


def _text(side: Side | None, document: Document) -> str:
    return document.text[slice(*side.span)] if side else ""
