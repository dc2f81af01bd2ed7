"""The catalog as JSON: whole (``regatlas/catalog/1``), and its entries as the dossier carries them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import cast

from pydantic import JsonValue

from regatlas.catalog.catalog import Catalog, Entry, claims_on, disputed, status_of
from regatlas.catalog.kinds import KINDS
from regatlas.model.base import Frozen
from regatlas.model.chronicle import Agency, Event
from regatlas.model.instrument import Instrument, Relation
from regatlas.model.obligation import Obligation
from regatlas.model.sourcing import SourceReference
from regatlas.model.taxonomy import Bilingual

CATALOG_SCHEMA = "regatlas/catalog/1"

Json = dict[str, JsonValue]


def catalog_json(catalog: Catalog) -> Json:
    """Everything in the catalog, in the words of the YAML; it can be read back into the models."""
    kinds: Json = {kind: [whole_json(entry) for entry in catalog.entries(kind)] for kind in KINDS}
    groups: list[JsonValue] = [whole_json(group) for group in catalog.fact_groups]
    return {"schema": CATALOG_SCHEMA, "sha256": catalog.sha256, **kinds, "fact_groups": groups}


def whole_json(entry: Frozen) -> Json:
    """An entry with all that it has; what it has not is left out."""
    return cast("Json", entry.model_dump(mode="json", by_alias=True, exclude_none=True))


def instrument_json(instrument: Instrument, as_of: date) -> Json:
    """An instrument as the dossier carries it, with its status on a day."""
    dates = instrument.dates
    return {
        "id": instrument.id,
        "title": both(instrument.title),
        "type": instrument.type,
        "jurisdiction": instrument.jurisdiction,
        "status": status_of(instrument, as_of),
        "number": both(instrument.number) if instrument.number else None,
        "issuers": list(instrument.issuers),
        "issued": _stated(instrument, "issued", "published", "adopted"),
        "effective": dates["effective"].date if "effective" in dates else None,
        "dates": {str(kind): statement.date for kind, statement in dates.items()},
        "relations": [_relation(relation) for relation in instrument.relations],
        "sources": _addresses(instrument.sources),
        "verified": instrument.verified,
    }


def _stated(instrument: Instrument, *kinds: str) -> str | None:
    stated = {str(kind): statement.date for kind, statement in instrument.dates.items()}
    return next((stated[kind] for kind in kinds if kind in stated), None)


def _relation(relation: Relation) -> Json:
    return {
        "kind": relation.kind,
        "target": relation.target,
        "outside": both(relation.outside) if relation.outside else None,
        "provision": relation.provision,
    }


def event_json(catalog: Catalog, event: Event) -> Json:
    """An event as the dossier carries it; it is disputed where a claim about its date or place is."""
    return {
        "id": event.id,
        "date": event.date,
        "until": event.until,
        "precision": event.precision,
        "kind": event.kind,
        "jurisdiction": event.jurisdiction,
        "title": both(event.title),
        "summary": both(event.summary),
        "instruments": list(event.instruments),
        "agencies": list(event.agencies),
        "companies": [both(company) for company in event.companies],
        "sources": [source_json(source, event.date, _official(catalog, event)) for source in event.sources],
        "disputed": disputed(catalog, event),
        "claims": [claim.id for claim in claims_on(catalog, event)],
        "verified": event.verified,
    }


def agency_json(agency: Agency) -> Json:
    """An agency as the dossier carries it."""
    return {
        "id": agency.id,
        "name": both(agency.name),
        "short_name": both(agency.short_name) if agency.short_name else None,
        "kind": agency.kind,
        "jurisdiction": agency.jurisdiction,
        "parent": agency.parent,
        "roles": [both(role) for role in agency.roles],
        "sources": _addresses(agency.sources),
        "references": [source_json(source) for source in agency.sources],
        "verified": agency.verified,
    }


def obligation_json(obligation: Obligation, as_of: date) -> Json:
    """An obligation without its worked cases, with its status on a day."""
    return {**whole_json(obligation.model_copy(update={"cases": ()})), "status": status_of(obligation, as_of)}


def source_json(source: SourceReference, says: str | None = None, address: str | None = None) -> Json:
    """A source with what it says. ``corpus`` is the file of the corpus with which it was compared.

    A text that has no address of its own here stands at ``address``, the official one of the instrument.
    """
    return {
        "url": source.url or (address if source.corpus else None),
        "corpus": source.corpus,
        "says": source.says or says,
        "publisher": both(source.publisher),
        "title": both(source.title) if source.title else None,
        "official": source.official,
        "verified": source.verified,
    }


def _official(catalog: Catalog, event: Event) -> str | None:
    """The official address of the first of the event's instruments that has one."""
    instruments = (catalog.instrument[one] for one in event.instruments if one in catalog.instrument)
    addresses = (source.url for one in instruments for source in one.sources if source.url)
    return next(addresses, None)


def entry_json(catalog: Catalog, entry: Entry, as_of: date) -> Json:
    """An entry in a list: as the dossier carries it where it does, else whole."""
    if isinstance(entry, Instrument):
        return instrument_json(entry, as_of)
    if isinstance(entry, Event):
        return event_json(catalog, entry)
    if isinstance(entry, Agency):
        return agency_json(entry)
    if isinstance(entry, Obligation):
        return obligation_json(entry, as_of)
    return whole_json(entry)


def both(words: Bilingual) -> Json:
    """Words in both languages."""
    return {"en": words.en, "zh": words.zh}


def _addresses(sources: Iterable[SourceReference]) -> list[JsonValue]:
    return list(dict.fromkeys(source.url for source in sources if source.url))
