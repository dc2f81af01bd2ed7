"""What lists say of documents and of their codes: ``regatlas/documents/1``, ``regatlas/codes/1``, works, provisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from pydantic import JsonValue

from regatlas.exchange.csv_rows import Cell
from regatlas.model.base import Frozen
from regatlas.model.document import Provision
from regatlas.model.judgement import Judgement, Record
from regatlas.model.taxonomy import Level

DOCUMENTS_SCHEMA = "regatlas/documents/1"
CODES_SCHEMA = "regatlas/codes/1"
PROVISIONS_SCHEMA = "regatlas/provisions/1"
Json = dict[str, JsonValue]


class Listed(Frozen):
    """A document in a list. ``instrument`` is the catalog's id, ``jurisdiction`` told by it or by the tradition."""

    sha256: str
    title: str | None
    source: str
    language: str
    media_type: str
    quality: str
    version: int
    work: int
    instrument: str | None = None
    jurisdiction: str | None = None


class Code(Frozen):
    """One document and one category of its record; ``eid`` and ``quote`` are the first words that carry the level."""

    sha256: str
    title: str | None
    source: str
    language: str
    engine: str
    taxonomy: str
    category: str
    level: Level
    confidence: float
    evidence: int
    eid: str | None
    quote: str | None


DOCUMENT_COLUMNS = tuple(Listed.model_fields)
CODE_COLUMNS = tuple(Code.model_fields)
PROVISION_COLUMNS = ("eid", "parent", "kind", "number", "citation", "heading", "start", "end", "text")


def plain(value: Listed | Code) -> Json:
    """A document or code as JSON."""
    return cast("Json", value.model_dump(mode="json"))


def row(value: Listed | Code) -> dict[str, Cell]:
    """A document or code as a row of a table."""
    return cast("dict[str, Cell]", value.model_dump(mode="json"))


def codes_of(document: Listed, record: Record, wanted: Iterable[str] = ()) -> Iterator[Code]:
    """The codes of a record, in the order of the taxonomies; of the ``wanted`` ones, or of all where none is named."""
    chosen = frozenset(wanted)
    for one in record.coverage:
        if not chosen or one.taxonomy in chosen:
            yield _code(document, record, one)


def _code(document: Listed, record: Record, one: Judgement) -> Code:
    first = one.evidence[0] if one.evidence else None
    return Code(
        sha256=document.sha256,
        title=document.title,
        source=document.source,
        language=document.language,
        engine=record.engine,
        taxonomy=one.taxonomy,
        category=one.category,
        level=one.level,
        confidence=one.confidence,
        evidence=len(one.evidence),
        eid=first.eid if first else None,
        quote=first.quote.exact if first else None,
    )


def provision_json(provision: Provision) -> Json:
    """A provision without its words."""
    return {
        "eid": provision.eid,
        "parent": provision.parent,
        "kind": provision.kind,
        "number": provision.number,
        "citation": provision.citation,
        "heading": provision.heading,
        "span": [provision.span.start, provision.span.end],
    }


def provision_row(provision: Provision, text: str) -> dict[str, Cell]:
    """A provision as a row of a table, with its words; ``text`` is that of the document."""
    start, end = provision.span
    facts = provision._asdict()
    del facts["span"]
    return {**facts, "start": start, "end": end, "text": text[start:end]}
