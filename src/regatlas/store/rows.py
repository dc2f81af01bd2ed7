"""Between documents and rows, without loss: the document that comes out equals the one that went in."""

from __future__ import annotations

import hashlib
import json
from typing import cast

from regatlas.model.document import Document, Metadata, Provision, ProvisionKind
from regatlas.model.text import Quality, SourceText, Span
from regatlas.store.entries import DocumentEntry, SearchableDocument
from regatlas.store.tables import DocumentRow, ProvisionRow

_LAYOUT = {"segments", "blocks", "soft_breaks", "furniture", "front_matter"}


def text_sha256(document: Document) -> str:
    """The sha256 of the normalised text in UTF-8."""
    return hashlib.sha256(document.text.encode()).hexdigest()


def document_row(document: Document, source_name: str) -> DocumentRow:
    """The row of a document, without its place among the versions."""
    source, title = document.source, document.metadata.title
    return DocumentRow(
        sha256=source.sha256,
        source=source_name,
        media_type=source.media_type,
        size=source.size,
        encoding=source.encoding,
        language=source.language,
        title=title and title.value,
        text=source.text,
        quality_status=source.quality.status,
        quality_score=source.quality.score,
        quality_reasons=list(source.quality.reasons),
        tradition=document.tradition,
        layout=source.model_dump_json(include=_LAYOUT),
        statements=document.metadata.model_dump_json(),
    )


PROVISION_COLUMNS = (
    "document_id", "ordinal", "eid", "parent", "kind", "number", "citation", "heading", "start", "end",
)  # fmt: skip


def provision_values(document: Document, document_id: int) -> list[tuple[object, ...]]:
    """The rows of a document's provisions, in the order of PROVISION_COLUMNS.

    Plain values: a long act has thousands, for which objects are slow.
    """
    return [
        (document_id, ordinal, one.eid, one.parent, one.kind, one.number, one.citation, one.heading, *one.span)
        for ordinal, one in enumerate(document.provisions)
    ]


def document_of(row: DocumentRow, provisions: list[ProvisionRow]) -> Document:
    """The document of a row and its provisions, which come in the order of the text."""
    return Document(
        source=_source_of(row),
        tradition=row.tradition,
        provisions=tuple(_provision_of(provision) for provision in provisions),
        metadata=Metadata.model_validate_json(row.statements),
    )


def _source_of(row: DocumentRow) -> SourceText:
    values = {
        "text": row.text,
        "sha256": row.sha256,
        "media_type": row.media_type,
        "size": row.size,
        "encoding": row.encoding,
        "language": row.language,
        "quality": Quality.model_validate(
            {"status": row.quality_status, "score": row.quality_score, "reasons": row.quality_reasons}
        ),
    }
    return SourceText.model_validate(json.loads(row.layout) | values)


def _provision_of(row: ProvisionRow) -> Provision:
    return Provision(
        eid=row.eid,
        parent=row.parent,
        kind=cast("ProvisionKind", row.kind),  # validated with the whole document
        number=row.number,
        citation=row.citation,
        heading=row.heading,
        span=Span(row.start, row.end),
    )


def entry_of(row: DocumentRow) -> DocumentEntry:
    """What lists say of a document."""
    return DocumentEntry.model_validate(
        {
            "id": row.id,
            "sha256": row.sha256,
            "source": row.source,
            "media_type": row.media_type,
            "language": row.language,
            "title": row.title,
            "quality": row.quality_status,
            "work_id": row.version.work_id,
            "version": row.version.ordinal,
        }
    )


def searchable_of(row: DocumentRow) -> SearchableDocument:
    """What search asks of a document; its statements are read as JSON, since thousands are read at once."""
    stated = json.loads(row.statements)
    dates = {name: date["value"] for name, date in stated.get("dates", {}).items()}
    return SearchableDocument(
        id=row.id,
        sha256=row.sha256,
        title=row.title,
        language=row.language,
        tradition=row.tradition,
        number=stated["number"]["value"] if stated.get("number") else None,
        effective=dates.get("effective"),
        issued=dates.get("issued"),
    )
