"""``regatlas/document/1``: a document as JSON (see docs/record.md and the outside contract)."""

from __future__ import annotations

from pydantic import JsonValue

from regatlas.exchange.json_references import apparatus_json
from regatlas.exchange.json_store import provision_json
from regatlas.model.document import Document, Statement
from regatlas.model.reference import Apparatus
from regatlas.model.text import Quote

DOCUMENT_SCHEMA = "regatlas/document/1"


def document_json(
    document: Document, source_name: str, *, text: bool = True, apparatus: Apparatus | None = None
) -> dict[str, JsonValue]:
    """The document; without ``text`` its facts only, as they stand in a record.

    ``apparatus`` is what the text refers to, defines and punishes, for those who have read it.
    """
    facts = _facts(document, source_name)
    if not text:
        return facts
    return {
        **facts,
        "text": document.text,
        "provisions": [provision_json(provision) for provision in document.provisions],
        "furniture": [item.model_dump(mode="json") for item in document.source.furniture],
        **(apparatus_json(apparatus) if apparatus else {}),
    }


def _facts(document: Document, source_name: str) -> dict[str, JsonValue]:
    source, metadata = document.source, document.metadata
    return {
        "schema": DOCUMENT_SCHEMA,
        "sha256": source.sha256,
        "source": {
            "name": source_name,
            "media_type": source.media_type,
            "bytes": source.size,
            "encoding": source.encoding,
        },
        "language": source.language,
        "tradition": document.tradition,
        "title": metadata.title.value if metadata.title else None,
        "issuers": [issuer.value for issuer in metadata.issuers],
        "number": metadata.number.value if metadata.number else None,
        "dates": {key: statement.value for key, statement in metadata.dates.items()},
        "legal_basis": [basis.value for basis in metadata.legal_basis],
        "stated": _stated(document),
        "quality": {
            "status": source.quality.status,
            "score": source.quality.score,
            "reasons": list(source.quality.reasons),
        },
    }


def _stated(document: Document) -> dict[str, JsonValue]:
    """Where each statement of the document about itself stands, and whether the text or its front matter makes it."""
    metadata = document.metadata
    single = {"title": metadata.title, "number": metadata.number, **metadata.dates}
    several = {"issuers": metadata.issuers, "legal_basis": metadata.legal_basis}
    stated: dict[str, JsonValue] = {key: _statement(one) for key, one in single.items() if one}
    if metadata.otherwise:
        stated["otherwise"] = {key: _statement(one) for key, one in metadata.otherwise.items()}
    for key, statements in several.items():
        if statements:
            stated[key] = [_statement(one) for one in statements]
    return stated


def _statement(statement: Statement) -> dict[str, JsonValue]:
    return {"value": statement.value, "origin": statement.origin, "quotes": [_quote(q) for q in statement.evidence]}


def _quote(quote: Quote) -> dict[str, JsonValue]:
    return {"span": [quote.span.start, quote.span.end], "quote": quote.exact}
