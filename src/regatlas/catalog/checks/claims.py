"""Sources that say something else are kept as claims, and claims know the value that the catalog has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from regatlas.catalog.catalog import Catalog, claims_on, contradicts
from regatlas.catalog.entries import Reading
from regatlas.catalog.yaml_source import Location
from regatlas.model.chronicle import Claim, Event
from regatlas.model.instrument import Instrument
from regatlas.model.sourcing import SourceReference

_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


def check_claims(reading: Reading, catalog: Catalog) -> None:
    """Claims whose values leave out the catalog's own, and sources that differ without a claim (these as notes)."""
    for entry in reading.entries:
        model = entry.model
        if isinstance(model, Claim):
            for at, what, hint in _unclaimed_value(model, catalog):
                reading.complain(entry.file, (*entry.at, *at), what, hint)
        for at, what in _differing(model, catalog):
            reading.complain(entry.file, (*entry.at, *at), what, "write a claim, or correct one of them", "note")


def _unclaimed_value(claim: Claim, catalog: Catalog) -> Iterator[tuple[Location, str, str]]:
    stated = _stated(claim, catalog)
    values = [assertion.value for assertion in claim.assertions]
    if stated is not None and all(_DATE.fullmatch(value) for value in values) and stated not in values:
        what = f"the catalog has {stated} for {claim.property} of {claim.subject}, a value that no source here gives"
        yield ("assertions",), what, "add it with its source, or correct the entry"


def _stated(claim: Claim, catalog: Catalog) -> str | None:
    """The value that the catalog has for what a claim is about; None where it has none."""
    instrument = catalog.instrument.get(claim.subject)
    event = catalog.event.get(claim.subject)
    if instrument is not None:
        return next((one.date for kind, one in instrument.dates.items() if kind == claim.property), None)
    return event.date if event is not None and claim.property == "date" else None


def _differing(model: object, catalog: Catalog) -> Iterator[tuple[Location, str]]:
    if isinstance(model, Event) and not claims_on(catalog, model):
        yield from ((("sources", n), what) for n, what in _said(model.date, model.sources))
    if isinstance(model, Instrument):
        claimed = {claim.property for claim in catalog.claims_about(model.id)}
        for kind, stated in model.dates.items():
            if kind not in claimed:
                yield from ((("dates", kind, "sources", n), what) for n, what in _said(stated.date, stated.sources))


def _said(date: str, sources: Iterable[SourceReference]) -> Iterator[tuple[int, str]]:
    for number, source in enumerate(sources):
        if contradicts(source, date):
            yield number, f"{source.publisher.en} says {source.says}, and the entry {date}"
