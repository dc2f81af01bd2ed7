"""Searching the store: which documents may answer, in what order, what a hit looks like, and what else one may ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pydantic import JsonValue

from regatlas.app.search_facets import Facet, facets_of, narrowed_by
from regatlas.app.search_facts import DocumentFacts, known_documents
from regatlas.app.search_requests import SearchRequest, checked
from regatlas.app.snippets import Snippet, snippet
from regatlas.catalog.catalog import Catalog
from regatlas.exchange.json_search import HitFacts, search_json
from regatlas.model.base import Frozen
from regatlas.model.instrument import Status
from regatlas.store import DocumentStore
from regatlas.store.search import SearchHit

__all__ = ["Hit", "Results", "SearchRequest", "Snippet", "results_json", "search", "total_of"]


class Hit(Frozen):
    """A provision that holds the phrase. ``instrument`` is the catalog's id of the document, where it has one."""

    found: SearchHit
    snippet: Snippet
    instrument: str | None
    jurisdiction: str | None
    status: Status | None


class Results(Frozen):
    """What a search found. ``beside`` are hits in recitals, annexes and headings of texts that have articles.

    ``unfiltered`` is the total in all documents, whatever the filters.
    """

    query: str
    mode: str
    total: int
    hits: tuple[Hit, ...]
    beside_total: int
    beside: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    unfiltered: int


def search(store: DocumentStore, catalog: Catalog, request: SearchRequest, today: date) -> Results:
    """The provisions of the store that hold the phrase. Raises :class:`regatlas.errors.BadArgument` for a query
    without a sign, and for filters that name nothing.

    Order: documents whose title holds the phrase, headings that do, documents in force, operative text.
    """
    checked(request)
    book = known_documents(store, catalog, request.as_of or today)
    narrowed, phrases = narrowed_by(request, book), request.phrases()
    page = store.search(
        phrases, limit=request.limit, skip=request.skip, documents=narrowed.documents, first=book.in_force
    )
    return Results(
        query=request.query,
        mode=request.mode,
        total=page.total,
        hits=tuple(_hits(page.hits, phrases, book.facts)),
        beside_total=page.beside_total,
        beside=tuple(_hits(page.beside, phrases, book.facts)),
        facets=facets_of(request, book, narrowed, page.counts),
        unfiltered=sum(page.counts.values()),
    )


def total_of(store: DocumentStore, catalog: Catalog, request: SearchRequest, today: date) -> int:
    """How many provisions a search finds, and nothing else of it."""
    checked(request)
    narrowed = narrowed_by(request, known_documents(store, catalog, request.as_of or today))
    return store.search(request.phrases(), limit=0, documents=narrowed.documents).total


def _hits(found: tuple[SearchHit, ...], phrases: tuple[str, ...], facts: Mapping[int, DocumentFacts]) -> Iterator[Hit]:
    for one in found:
        about = facts[one.document_id]
        yield Hit(
            found=one,
            snippet=snippet(one.text, phrases),
            instrument=about.instrument,
            jurisdiction=about.jurisdiction,
            status=about.status,
        )


def results_json(results: Results) -> dict[str, JsonValue]:
    """The results as the contract has them, with the mode and the facets besides."""
    hits, beside = ([_facts(hit) for hit in some] for some in (results.hits, results.beside))
    facets: dict[str, JsonValue] = {
        one.group: [{"value": each.value, "count": each.count, "chosen": each.chosen} for each in one.values]
        for one in results.facets
    }
    whole = search_json(results.query, results.total, hits, results.beside_total, beside)
    return whole | {"mode": results.mode, "unfiltered": results.unfiltered, "facets": facets}


def _facts(hit: Hit) -> HitFacts:
    found = hit.found.model_dump(exclude={"document_id", "text"})
    return HitFacts(
        **found,
        snippet=hit.snippet.text,
        marks=hit.snippet.marks,
        instrument=hit.instrument,
        jurisdiction=hit.jurisdiction,
        status=hit.status,
    )
