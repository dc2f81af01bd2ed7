"""The dossier of a jurisdiction: what the catalog and the store know of it on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from regatlas.catalog.catalog import Catalog, expression_in_force, status_on
from regatlas.errors import BadArgument
from regatlas.exchange.catalog_json import Json
from regatlas.exchange.json_dossier import dossier_json
from regatlas.model.chronicle import Agency, Claim, Event
from regatlas.model.dossier import Dossier, InForce, Reading
from regatlas.model.instrument import Instrument
from regatlas.model.sourcing import first_day

if TYPE_CHECKING:
    from regatlas.store import DocumentStore

# The store that commands use where none is named (regatlas.app.importing, whose database libraries take a second).
_STORE = "regatlas.sqlite"
# About what fits on half a page; the timeline has the rest.
_LATEST = 8


def jurisdictions(catalog: Catalog) -> tuple[str, ...]:
    """The codes of which the catalog has a dossier."""
    entries: list[Instrument | Agency | Event] = [*catalog.instruments, *catalog.agencies, *catalog.events]
    return tuple(sorted({entry.jurisdiction for entry in entries}))


def make_dossier(catalog: Catalog, code: str, as_of: date, store: DocumentStore | None = None) -> Dossier:
    """The dossier of ``code`` on a day. Raises :class:`BadArgument` for a code that the catalog does not know."""
    known = jurisdictions(catalog)
    wanted = code.strip().upper()
    if wanted not in known:
        raise BadArgument(f"there is no dossier of {code!r}", hint=f"choose among {', '.join(known)}")
    instruments = _instruments(catalog, wanted, as_of)
    ids = {one.id for one in instruments}
    events, ahead = _events(catalog, wanted, as_of, ids)
    made = Dossier(
        jurisdiction=wanted,
        within=_within(wanted, known),
        as_of=as_of,
        instruments=instruments,
        in_force=tuple(_in_force(one, as_of) for one in instruments if status_on(one, as_of) == "in-force"),
        agencies=_agencies(catalog, wanted, instruments),
        events=events,
        ahead=ahead,
        latest=_latest(events, set(ahead)),
        commitments=tuple(one for one in catalog.commitments if one.instrument in ids),
        claims=_claims(catalog, ids | {one.id for one in events}),
        reading=tuple(Reading(instrument=one.id, source=source) for one in instruments for source in one.reading),
    )
    return made if store is None else _with_holdings(made, catalog, store)


def make_dossier_at(catalog: Catalog, code: str, as_of: date, db: str | None) -> Dossier:
    """The dossier with the store at an address: that of this folder, where there is one, if none is given.

    Raises :class:`BadArgument`, and :class:`regatlas.errors.StoreError` where the store that is named is not there.
    """
    if db is None and not Path(_STORE).exists():
        return make_dossier(catalog, code, as_of)
    from regatlas.app.importing import existing_store

    with existing_store(db) as store:
        return make_dossier(catalog, code, as_of, store)


def _with_holdings(dossier: Dossier, catalog: Catalog, store: DocumentStore) -> Dossier:
    from regatlas.app.dossier_holdings import holdings, risk_gaps

    held = holdings(store, catalog, dossier.jurisdiction, dossier.as_of)
    return dossier.model_copy(update={"holdings": held, "risk_gaps": risk_gaps(held)})


def as_json(catalog: Catalog, dossier: Dossier) -> Json:
    """The dossier as the contract has it, and more."""
    return dossier_json(catalog, dossier)


def lies_in(jurisdiction: str, code: str) -> bool:
    """Whether a jurisdiction is ``code`` or a part of it: the cities of China lie in CN."""
    return jurisdiction == code or jurisdiction.startswith(f"{code}-")


def _within(code: str, known: Iterable[str]) -> str | None:
    country = code.partition("-")[0]
    return country if country != code and country in known else None


def _instruments(catalog: Catalog, code: str, day: date) -> tuple[Instrument, ...]:
    found = [one for one in catalog.instruments if lies_in(one.jurisdiction, code) and status_on(one, day)]
    return tuple(sorted(found, key=lambda one: (_first_date(one), one.id)))


def _first_date(instrument: Instrument) -> date:
    """When it was made: issued, else published or adopted, else the first thing known of it."""
    stated = (instrument.dates.get(kind) for kind in ("issued", "published", "adopted"))
    day = next((one.date for one in stated if one), instrument.history[0].since)
    return first_day(day)


def _in_force(instrument: Instrument, day: date) -> InForce:
    expression = expression_in_force(instrument, day)
    effective = instrument.dates.get("effective")
    since = (expression and expression.effective) or (effective and effective.date)
    begun = [change.since for change in instrument.history if change.status == "in-force"]
    return InForce(instrument=instrument, expression=expression, since=since or (begun[0] if begun else None))


def _agencies(catalog: Catalog, code: str, instruments: Iterable[Instrument]) -> tuple[Agency, ...]:
    """Those of the jurisdiction, those that issued its instruments, and those that all of these answer to."""
    wanted = [one.id for one in catalog.agencies if lies_in(one.jurisdiction, code)]
    wanted += [issuer for one in instruments for issuer in one.issuers]
    found: dict[str, Agency] = {}
    while wanted:
        agency = catalog.agency.get(wanted.pop(0))
        if agency is not None and agency.id not in found:
            found[agency.id] = agency
            wanted += [agency.parent] if agency.parent else []
    return tuple(one for one in catalog.agencies if one.id in found)


def _events(catalog: Catalog, code: str, day: date, known: set[str]) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    """The events up to the day with those ahead of it that were known then; the ids of the latter."""
    ours = [one for one in catalog.events if lies_in(one.jurisdiction, code) or known.intersection(one.instruments)]
    past = [one for one in ours if first_day(one.date) <= day]
    ahead = [one for one in ours if first_day(one.date) > day and known.intersection(one.instruments)]
    # What an instrument known on the day became later (amended, in force) was foretold only where it says so itself.
    foretold = [one for one in ahead if one.kind == "goal" or _foretold(catalog, one, day)]
    return (*past, *foretold), tuple(one.id for one in foretold)


def _foretold(catalog: Catalog, event: Event, day: date) -> bool:
    """Whether the event is the entry into force of a text that had been issued on the day."""
    return any(
        expression.effective == event.date and expression.stage == "final" and first_day(expression.date) <= day
        for instrument in event.instruments
        if instrument in catalog.instrument
        for expression in catalog.instrument[instrument].expressions
    )


def _latest(events: Iterable[Event], ahead: set[str]) -> tuple[Event, ...]:
    """The newest events that have happened; a goal for a year is none."""
    happened = [one for one in events if one.id not in ahead and one.kind != "goal"]
    return tuple(reversed(happened[-_LATEST:]))


def _claims(catalog: Catalog, subjects: set[str]) -> tuple[Claim, ...]:
    return tuple(one for one in catalog.claims if one.subject in subjects)
