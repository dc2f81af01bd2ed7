"""What a text refers to, what it defines, and what a breach of it costs."""

from __future__ import annotations

from regatlas.model.document import Document
from regatlas.model.reference import Apparatus, Penalty, Reference
from regatlas.structure.references.chinese_links import ChineseLinks
from regatlas.structure.references.citations import parse_citation, parse_citations
from regatlas.structure.references.definitions import read_definitions
from regatlas.structure.references.english_links import EnglishLinks
from regatlas.structure.references.passages import Passages
from regatlas.structure.references.penalties import find_penalties
from regatlas.structure.references.places import Places, resolve

__all__ = [
    "parse_citation",
    "parse_citations",
    "read_apparatus",
    "read_definitions",
    "read_penalties",
    "read_references",
    "resolve",
]


def read_references(document: Document) -> tuple[Reference, ...]:
    """The cross-references of a text, in order, each with the provisions of this document that it names."""
    if not document.provisions:
        return ()
    places, passages = Places(document), Passages(document)
    links = ChineseLinks if document.language.startswith("zh") else EnglishLinks
    return tuple(links(document, places, passages).references())


def read_penalties(document: Document) -> tuple[Penalty, ...]:
    """The sanctions of a text, in order, one for each kind of sanction in a clause."""
    return find_penalties(document, read_references(document))


def read_apparatus(document: Document) -> Apparatus:
    """References, definitions and penalties, the references read once."""
    references = read_references(document)
    return Apparatus(
        references=references,
        definitions=read_definitions(document),
        penalties=find_penalties(document, references),
    )
