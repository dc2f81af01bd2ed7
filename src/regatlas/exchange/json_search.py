"""Search results as JSON: ``regatlas/search/1`` of the contract, with what else is known of a hit."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import JsonValue

from regatlas.model.base import Frozen
from regatlas.model.text import Span

SEARCH_SCHEMA = "regatlas/search/1"


class HitFacts(Frozen):
    """A hit in plain values."""

    sha256: str
    title: str | None
    source: str
    language: str
    eid: str
    article: str | None
    citation: str | None
    heading: str | None
    snippet: str
    marks: tuple[Span, ...]
    instrument: str | None
    jurisdiction: str | None
    status: str | None


def search_json(
    query: str, total: int, hits: Sequence[HitFacts], beside_total: int, beside: Sequence[HitFacts]
) -> dict[str, JsonValue]:
    """The object of the contract. ``beside`` has the hits outside articles of texts that have articles."""
    return {
        "schema": SEARCH_SCHEMA,
        "query": query,
        "total": total,
        "hits": [_hit(one) for one in hits],
        "beside": {"total": beside_total, "hits": [_hit(one) for one in beside]},
    }


def _hit(hit: HitFacts) -> dict[str, JsonValue]:
    return {
        "document": {
            "sha256": hit.sha256,
            "title": hit.title,
            "source": hit.source,
            "language": hit.language,
            "instrument": hit.instrument,
            "jurisdiction": hit.jurisdiction,
            "status": hit.status,
        },
        "eid": hit.eid,
        "article": hit.article,
        "citation": hit.citation,
        "heading": hit.heading,
        "snippet": {"text": hit.snippet, "marks": [[mark.start, mark.end] for mark in hit.marks]},
    }
