"""Searching the store: which documents may answer, in what order, and what a hit looks like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import JsonValue

from regatlas.catalog.catalog import Catalog, status_on
from regatlas.errors import BadArgument
from regatlas.exchange.json_search import HitFacts, search_json
from regatlas.model.base import Frozen
from regatlas.model.instrument import Instrument, Status
from regatlas.model.text import Span
from regatlas.store import DocumentStore, SearchableDocument
from regatlas.store.search import SearchHit, fold, folded

# Characters around the first mark of a snippet: about two lines on a wide page.
_BEFORE = 40
_LENGTH = 200
_COUNTRY = {"chinese": "CN", "chinese-in-english": "CN", "eu": "EU", "us": "US", "japanese": "JP"}


class Snippet(Frozen):
    """The words around the first place of the phrase; ``marks`` are spans into ``text``."""

    text: str
    marks: tuple[Span, ...]


class Hit(Frozen):
    """A provision that holds the phrase. ``instrument`` is the catalog's id of the document, where it has one."""

    found: SearchHit
    snippet: Snippet
    instrument: str | None
    jurisdiction: str | None
    status: Status | None


class Results(Frozen):
    """What a search found. ``beside`` are hits in recitals, annexes and headings of texts that have articles."""

    query: str
    total: int
    hits: tuple[Hit, ...]
    beside_total: int
    beside: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What to search for, and in what. ``as_of`` leaves out what was not in force then, where that is known."""

    query: str
    limit: int = 20
    as_of: date | None = None
    jurisdiction: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a document beside its text."""

    instrument: Instrument | None
    jurisdiction: str | None
    status: Status | None


def search(store: DocumentStore, catalog: Catalog, request: SearchRequest, today: date) -> Results:
    """The provisions of the store that hold the phrase. Raises :class:`BadArgument` for a query without a sign.

    Documents in force come first among hits that are otherwise alike.
    """
    if not fold(request.query):
        raise BadArgument("there is nothing to search for", where="QUERY", hint="give a word or a phrase")
    if request.limit < 1:
        raise BadArgument(f"{request.limit} leaves no hit", where="--limit", hint="give 1 or more")
    day = request.as_of or today
    known = {one.id: _known(catalog, one, day) for one in store.searchable()}
    languages = {one.id: one.language for one in store.searchable()}
    allowed = {number for number, each in known.items() if _allowed(each, languages[number], request)}
    page = store.search(
        request.query,
        limit=request.limit,
        documents=None if len(allowed) == len(known) else allowed,
        first=frozenset(number for number, each in known.items() if each.status == "in-force"),
    )
    wanted = fold(request.query)
    return Results(
        query=request.query,
        total=page.total,
        hits=tuple(_hits(page.hits, wanted, known)),
        beside_total=page.beside_total,
        beside=tuple(_hits(page.beside, wanted, known)),
    )


def _allowed(known: _Known, language: str, request: SearchRequest) -> bool:
    if request.language and not _same_language(language, request.language):
        return False
    if request.jurisdiction and not _lies_in(known.jurisdiction, request.jurisdiction):
        return False
    if known.status is None:
        # Of an instrument of the catalog it means that there was none yet; else that nothing is known.
        return request.as_of is None or known.instrument is None
    return request.as_of is None or known.status in ("in-force", "policy")


def _same_language(language: str, wanted: str) -> bool:
    """``zh`` asks for every Chinese, ``zh-Hans`` for that script only."""
    return language.casefold() == wanted.casefold() or language.casefold().startswith(f"{wanted.casefold()}-")


def _lies_in(jurisdiction: str | None, wanted: str) -> bool:
    """``CN`` asks for its cities too."""
    return jurisdiction is not None and (jurisdiction == wanted or jurisdiction.startswith(f"{wanted}-"))


def _known(catalog: Catalog, document: SearchableDocument, day: date) -> _Known:
    instrument = instrument_of(catalog, document)
    if instrument is None:
        return _Known(None, _COUNTRY.get(document.tradition), _stated_status(document, day))
    return _Known(instrument, instrument.jurisdiction, status_on(instrument, day))


def instrument_of(catalog: Catalog, document: SearchableDocument) -> Instrument | None:
    """The instrument of the catalog that a document of the store is, by its number or its title."""
    for name in (document.number, document.title):
        for kind, entry in catalog.find(name) if name else ():
            if kind == "instruments" and isinstance(entry, Instrument):
                return entry
    return None


def _stated_status(document: SearchableDocument, day: date) -> Status | None:
    """What the text itself says: in force from its date of effect on; nothing where it states none."""
    if document.effective is None:
        return None
    return "in-force" if document.effective <= day.isoformat() else "not-yet-in-force"


def _hits(found: tuple[SearchHit, ...], wanted: str, known: Mapping[int, _Known]) -> Iterator[Hit]:
    for one in found:
        about = known[one.document_id]
        yield Hit(
            found=one,
            snippet=snippet(one.text, wanted),
            instrument=about.instrument.id if about.instrument else None,
            jurisdiction=about.jurisdiction,
            status=about.status,
        )


def snippet(text: str, wanted: str) -> Snippet:
    """The stretch of ``text`` around the first place of the folded phrase, with every place in it marked."""
    marks = folded(text).marks(wanted)
    first = marks[0][0] if marks else 0
    start = max(0, first - _BEFORE)
    end = min(len(text), max(start + _LENGTH, marks[0][1] if marks else 0))
    inside = tuple(Span(mark[0] - start, mark[1] - start) for mark in marks if mark[1] <= end)
    return Snippet(text=text[start:end], marks=inside)


def results_json(results: Results) -> dict[str, JsonValue]:
    """The results as the contract has them."""
    hits, beside = ([_facts(hit) for hit in some] for some in (results.hits, results.beside))
    return search_json(results.query, results.total, hits, results.beside_total, beside)


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
