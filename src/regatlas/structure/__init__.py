"""Text to legal structure: a small grammar for each tradition of drafting, chosen from the text itself."""

from __future__ import annotations

from operator import attrgetter

from regatlas.model.document import Document
from regatlas.model.text import SourceText
from regatlas.structure.detect import choose_grammar
from regatlas.structure.metadata import read_metadata
from regatlas.structure.outline import Unit, build, provisions

__all__ = ["parse"]


def parse(source: SourceText) -> Document:
    """The document that a text is. Its provisions' leaves tile the text; the grammar is named in ``tradition``."""
    if not source.text:
        return Document(source=source, tradition="none", provisions=(), metadata=read_metadata(source, ()))
    grammar = choose_grammar(source)
    units = grammar.units()
    if not units or units[0].start > 0:
        units.insert(0, Unit("preamble", 0, 1, "preamble"))
    units.sort(key=attrgetter("start", "rank"))
    found = provisions(build(units, len(source.text)), grammar.cite)
    return Document(source=source, tradition=grammar.name, provisions=found, metadata=read_metadata(source, found))
