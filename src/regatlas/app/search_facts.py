"""What is known of each document of the store beside its text: what the filters and facets of search ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from weakref import WeakKeyDictionary

from regatlas.catalog.catalog import Catalog, status_on
from regatlas.model.instrument import DateKind, Instrument, InstrumentType, Status
from regatlas.model.sourcing import first_day
from regatlas.model.taxonomy import Level
from regatlas.store import DocumentStore, SearchableDocument
from regatlas.store.coverage import Covered

COUNTRY = {"chinese": "CN", "chinese-in-english": "CN", "eu": "EU", "us": "US", "japanese": "JP"}
"""The jurisdiction that a drafting tradition tells, for documents that the catalog does not know."""
# Days whose facts are remembered for one store: today, and what people ask for besides.
_DAYS = 8


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """One document on one day. ``covered`` has the levels other than none, by taxonomy and category.

    ``instrument`` is the catalog's id; ``type`` is known only of documents that the catalog knows.
    """

    language: str
    instrument: str | None = None
    jurisdiction: str | None = None
    type: InstrumentType | None = None
    status: Status | None = None
    issued: date | None = None
    effective: date | None = None
    covered: Mapping[tuple[str, str], Level] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class FactBook:
    """The facts of all documents on one day, by id, and the documents in force.

    ``narrowed`` remembers what sets of filters leave of them, for as long as the facts hold.
    """

    documents: tuple[SearchableDocument, ...]
    coverage: Mapping[int, frozenset[Covered]]
    catalog: Catalog
    facts: Mapping[int, DocumentFacts]
    in_force: frozenset[int]
    narrowed: dict[object, object] = field(default_factory=dict)
    _codes: dict[tuple[str, bool], Mapping[int, tuple[str, ...]]] = field(default_factory=dict)

    @cached_property
    def kinds(self) -> Mapping[int, tuple[str | None, ...]]:
        """Jurisdiction, type, status and language of each document."""
        return {number: (one.jurisdiction, one.type, one.status, one.language) for number, one in self.facts.items()}

    def codes(self, taxonomy: str, *, good: bool) -> Mapping[int, tuple[str, ...]]:
        """The codes of a taxonomy that each document covers, or covers well; documents without any are left out."""
        key = (taxonomy, good)
        if key not in self._codes:
            found = {
                number: tuple(
                    code
                    for (of, code), level in one.covered.items()
                    if of == taxonomy and (level == "good" or not good)
                )
                for number, one in self.facts.items()
                if one.covered
            }
            self._codes[key] = {number: codes for number, codes in found.items() if codes}
        return self._codes[key]

    def is_of(
        self, documents: tuple[SearchableDocument, ...], coverage: Mapping[int, frozenset[Covered]], catalog: Catalog
    ) -> bool:
        """Whether it was made of these values themselves; the store gives others as soon as something is new."""
        return self.documents is documents and self.coverage is coverage and self.catalog is catalog


_BOOKS: WeakKeyDictionary[DocumentStore, dict[date, FactBook]] = WeakKeyDictionary()


def known_documents(store: DocumentStore, catalog: Catalog, day: date) -> FactBook:
    """The facts of every document; remembered for the day until the store or the catalog is another.

    To look 3,264 titles up in the catalog takes 40 milliseconds.
    """
    documents, coverage = store.searchable(), store.covered()
    days = _BOOKS.setdefault(store, {})
    book = days.get(day)
    if book is None or not book.is_of(documents, coverage, catalog):
        book = _made(documents, coverage, catalog, day)
        while len(days) >= _DAYS:
            days.pop(next(iter(days)), None)
        days[day] = book
    return book


def _made(
    documents: tuple[SearchableDocument, ...],
    coverage: Mapping[int, frozenset[Covered]],
    catalog: Catalog,
    day: date,
) -> FactBook:
    facts = {one.id: _facts(catalog, one, coverage.get(one.id, frozenset()), day) for one in documents}
    in_force = frozenset(number for number, one in facts.items() if one.status == "in-force")
    return FactBook(documents, coverage, catalog, facts, in_force)


def _facts(catalog: Catalog, document: SearchableDocument, covered: frozenset[Covered], day: date) -> DocumentFacts:
    instrument = instrument_of(catalog, document)
    effective = _stated(document.effective) or _dated(instrument, "effective")
    return DocumentFacts(
        language=document.language,
        instrument=instrument.id if instrument else None,
        jurisdiction=instrument.jurisdiction if instrument else COUNTRY.get(document.tradition),
        type=instrument.type if instrument else None,
        status=status_on(instrument, day) if instrument else _stated_status(effective, day),
        issued=_stated(document.issued) or _dated(instrument, "issued", "published", "adopted"),
        effective=effective,
        covered={(taxonomy, category): level for taxonomy, category, level in covered},
    )


def instrument_of(catalog: Catalog, document: SearchableDocument) -> Instrument | None:
    """The instrument of the catalog that a document of the store is, by its number or its title."""
    for name in (document.number, document.title):
        for kind, entry in catalog.find(name) if name else ():
            if kind == "instruments" and isinstance(entry, Instrument):
                return entry
    return None


def _stated(value: str | None) -> date | None:
    """The first day that a date in a text can mean."""
    return first_day(value) if value else None


def _dated(instrument: Instrument | None, *kinds: DateKind) -> date | None:
    dates = instrument.dates if instrument else {}
    return next((first_day(dates[kind].date) for kind in kinds if kind in dates), None)


def _stated_status(effective: date | None, day: date) -> Status | None:
    """What the text itself says: in force from its date of effect on; nothing where it states none."""
    if effective is None:
        return None
    return "in-force" if effective <= day else "not-yet-in-force"
