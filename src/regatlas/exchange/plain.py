"""A document as normalised text, or as Markdown whose headings are the structure that was found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regatlas.model.document import Document, Provision

_DEPTH = {
    "title": 1, "part": 2, "title-division": 2, "division": 2, "annex": 2, "subtitle": 3, "chapter": 2, "subchapter": 3,
    "section": 3, "subsection": 4,
}  # fmt: skip

# An underscore inside a word is no mark, and the ampersand of R&D no entity.
_MARKS = re.compile(r"[\\*`\[<]|(?<!\w)_|_(?!\w)|&(?=#|[A-Za-z]{2})|(?<=<)!(?=--)")
_OPENING = frozenset("#>|-+=~")


def to_text(document: Document) -> str:
    """The normalised text, one block a line."""
    return document.text + "\n"


def to_markdown(document: Document) -> str:
    """The text with Markdown headings at titles and headings, and a blank line between blocks."""
    return "\n\n".join(_blocks(document)) + "\n"


def _blocks(document: Document) -> Iterator[str]:
    for leaf in document.leaves:
        level = _heading_level(document, leaf)
        for line in document.text[leaf.span.start : leaf.span.end].splitlines():
            text = _escaped(line.strip())
            if text:
                yield f"{'#' * level} {text}" if level else text


def _heading_level(document: Document, leaf: Provision) -> int:
    if leaf.kind == "title":
        return 1
    if leaf.kind != "heading" or leaf.parent is None:
        return 0
    return _DEPTH.get(document.by_eid[leaf.parent].kind, 0)


def _escaped(line: str) -> str:
    """Keep signs that Markdown would take for marks: of emphasis, code and links, of lists, rules and tables."""
    line = _MARKS.sub(r"\\\g<0>", line)
    return "\\" + line if line[:1] in _OPENING else line
