"""``regatlas/mining/1``: what a text says of instruments and events, held to the catalog (see docs/mining.md)."""

from __future__ import annotations

from collections import Counter

from pydantic import JsonValue

from regatlas.exchange.json_documents import document_json
from regatlas.model.document import Document
from regatlas.model.mining import CatalogValue, MinedClaim, Mining, NamedThing
from regatlas.model.sourcing import SourceReference
from regatlas.model.text import Quote

MINING_SCHEMA = "regatlas/mining/1"
_LISTS = {"instrument": "instruments", "agency": "agencies", "company": "companies"}


def mining_json(document: Document, mining: Mining, source_name: str) -> dict[str, JsonValue]:
    """A mining with the facts of its document. Raises EvidenceError where a quote does not stand in the text."""
    for quote in mining.quotes():
        quote.check(document.text)
    counts = Counter(claim.verdict for claim in mining.claims)
    things: dict[str, list[JsonValue]] = {name: [] for name in _LISTS.values()}
    for thing in mining.things:
        things[_LISTS[thing.kind]].append(_thing(thing))
    named: dict[str, JsonValue] = {name: list(found) for name, found in things.items()}
    return {
        "schema": MINING_SCHEMA,
        "document": document_json(document, source_name, text=False),
        "as_of": mining.as_of,
        "catalog_sha256": mining.catalog_sha256,
        "counts": {
            **{verdict: counts[verdict] for verdict in ("agrees", "contradicts", "new")},
            "unresolved": len(mining.unresolved),
        },
        **named,
        "dates": [{"value": one.value, **_quote(one.quote)} for one in mining.dates],
        "claims": [_claim(one) for one in mining.claims],
        "unresolved": [
            {**_quote(one.quote), "reason": one.reason, "candidates": list(one.candidates)} for one in mining.unresolved
        ],
    }


def _thing(thing: NamedThing) -> dict[str, JsonValue]:
    return {
        "id": thing.id,
        "name": thing.name,
        "known": thing.known,
        "near": list(thing.near),
        "mentions": [_quote(quote) for quote in thing.quotes],
    }


def _claim(claim: MinedClaim) -> dict[str, JsonValue]:
    return {
        "subject": claim.subject,
        "name": claim.name,
        "property": claim.property,
        "value": claim.value,
        "draft": claim.draft,
        "verdict": claim.verdict,
        **_quote(claim.quote),
        "value_at": _quote(claim.value_quote),
        "resolved_from": _quote(claim.resolved_from) if claim.resolved_from else None,
        "catalog": [_value(one) for one in claim.catalog],
        "also": claim.also,
        "known": [{"claim": one.id, "standing": one.standing, "said": one.said} for one in claim.known],
    }


def _value(value: CatalogValue) -> dict[str, JsonValue]:
    return {
        "value": value.value,
        "of": value.of,
        "verified": value.verified,
        "sources": [_source(one) for one in value.sources],
    }


def _source(source: SourceReference) -> dict[str, JsonValue]:
    return {
        "publisher": {"en": source.publisher.en, "zh": source.publisher.zh},
        "url": source.url,
        "says": source.says,
        "official": source.official,
    }


def _quote(quote: Quote) -> dict[str, JsonValue]:
    return {"span": list(quote.span), "quote": quote.exact}
