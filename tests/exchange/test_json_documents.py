"""The outside contract of ``read --json``: its keys, and offsets that point at what they say."""

from __future__ import annotations

import json

from hypothesis import given
from tests.exchange.strategies import documents
from tests.pages.specimen import sample_document

from regatlas.exchange.json_documents import document_json
from regatlas.model.document import Document

_FACTS = {
    "schema", "sha256", "source", "language", "tradition", "title", "issuers", "number", "dates", "legal_basis",
    "quality",
}  # fmt: skip


@given(documents())
def test_the_keys_of_the_contract_are_there(document: Document) -> None:
    value = document_json(document, "kites.md")
    assert value["schema"] == "regatlas/document/1"
    assert _FACTS | {"text", "provisions"} <= value.keys()
    assert value["source"] == {
        "name": "kites.md",
        "media_type": document.source.media_type,
        "bytes": document.source.size,
        "encoding": document.source.encoding,
    }
    assert isinstance(value["quality"], dict)
    assert value["quality"].keys() == {"status", "score", "reasons"}
    assert json.loads(json.dumps(value)) == value


@given(documents())
def test_provisions_are_all_there_in_order(document: Document) -> None:
    provisions = document_json(document, "kites.md")["provisions"]
    assert isinstance(provisions, list)
    assert provisions == [
        {
            "eid": one.eid, "parent": one.parent, "kind": one.kind, "number": one.number, "citation": one.citation,
            "heading": one.heading, "span": [one.span.start, one.span.end],
        }
        for one in document.provisions
    ]  # fmt: skip


@given(documents())
def test_every_quote_stands_at_its_span(document: Document) -> None:
    stated = document_json(document, "kites.md")["stated"]
    assert isinstance(stated, dict)
    quotes = list(_quotes(stated))
    assert len(quotes) == sum(len(one.evidence) for one in _statements(document))
    for quote in quotes:
        start, end = quote["span"]
        assert document.text[start:end] == quote["quote"]


def test_without_text_only_the_facts_remain() -> None:
    document = sample_document()
    whole = document_json(document, "kites.md")
    facts = document_json(document, "kites.md", text=False)
    assert whole.keys() - facts.keys() == {"text", "provisions", "furniture"}
    assert facts.items() <= whole.items()


def _quotes(value: object) -> list[dict[str, list[int]]]:
    if isinstance(value, dict):
        inner = [quote for key, one in value.items() if key != "quotes" for quote in _quotes(one)]
        return [*value.get("quotes", []), *inner] if "value" in value else inner
    return [quote for one in value for quote in _quotes(one)] if isinstance(value, list) else []


def _statements(document: Document) -> list:
    metadata = document.metadata
    single = [metadata.title, metadata.number, *metadata.dates.values(), *metadata.otherwise.values()]
    return [one for one in (*single, *metadata.issuers, *metadata.legal_basis) if one]
