"""Text to legal structure: a small grammar for each tradition of drafting, chosen from the text itself."""

from __future__ import annotations

from regatlas.model.document import Document, Provision
from regatlas.model.text import SourceText
from regatlas.structure.detect import choose_grammar
from regatlas.structure.metadata import read_metadata
from regatlas.structure.outline import Unit, build, in_order, provisions

__all__ = ["find_provisions", "parse"]


def parse(source: SourceText) -> Document:
    """The document that a text is: its provisions, and what it says of itself."""
    tradition, found = find_provisions(source)
    return Document.of(source, tradition, found, read_metadata(source, found))


def find_provisions(source: SourceText) -> tuple[str, tuple[Provision, ...]]:
    """The name of the grammar that a text follows, and its provisions, whose leaves tile the text.

    A text without a word has no provisions, and ``none`` for a grammar.
    """
    if not source.text:
        return "none", ()
    grammar = choose_grammar(source)
    units = grammar.units()
    if not units or units[0].start > 0:
        units.insert(0, Unit("preamble", 0, 1, "preamble"))
    return grammar.name, provisions(build(in_order(units), len(source.text)), grammar.cite)
