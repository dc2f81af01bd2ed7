"""The entries of the catalog narrowed as the pages of the site narrow them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from regatlas.app.cataloguing import found_entry, found_instrument
from regatlas.catalog.catalog import Catalog, folded, obligation_status
from regatlas.errors import BadArgument
from regatlas.model.chronicle import Agency, Claim, Commitment, Event
from regatlas.model.instrument import Instrument, Relation
from regatlas.model.obligation import Obligation
from regatlas.model.sourcing import first_day


@dataclass(frozen=True, slots=True)
class Duties:
    """Which obligations are meant; what is empty does not matter. ``day``: those in force then."""

    instrument: str = ""
    modality: str = ""
    timing: str = ""
    who: str = ""
    word: str = ""
    day: date | None = None


def obligations(catalog: Catalog, wanted: Duties) -> Sequence[Obligation]:
    """The obligations that fit. Raises :class:`BadArgument` for an instrument or role that none has."""
    instrument = found_instrument(catalog, wanted.instrument).id if wanted.instrument else ""
    roles = {role for one in catalog.obligations for role in one.who}
    if wanted.who and wanted.who not in roles:
        hint = f"choose among {', '.join(sorted(roles))}"
        raise BadArgument(f"no obligation addresses {wanted.who!r}", where="who", hint=hint)
    return [one for one in catalog.obligations if _is_meant(one, wanted, instrument)]


def _is_meant(one: Obligation, wanted: Duties, instrument: str) -> bool:
    return (
        instrument in ("", one.instrument)
        and wanted.modality in ("", one.modality)
        and wanted.timing in ("", one.timing)
        and (not wanted.who or wanted.who in one.who)
        and (wanted.day is None or obligation_status(one, wanted.day) == "in-force")
        and (not wanted.word or folded(wanted.word) in folded(_words(one)))
    )


def _words(one: Obligation) -> str:
    return "\n".join((one.title.en, one.duty.en, one.title.zh, one.duty.zh))


def agencies(catalog: Catalog, jurisdiction: str = "", kind: str = "") -> Sequence[Agency]:
    """The agencies that fit."""
    return [one for one in catalog.agencies if jurisdiction in ("", one.jurisdiction) and kind in ("", one.kind)]


@dataclass(frozen=True, slots=True)
class Happened:
    """Which events are meant; what is empty does not matter. ``since`` and ``until`` bound the first day of each."""

    jurisdiction: str = ""
    instrument: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None


def events(catalog: Catalog, wanted: Happened) -> Sequence[Event]:
    """The events that fit, in the order of time. Raises :class:`BadArgument` for an unknown instrument."""
    instrument = found_instrument(catalog, wanted.instrument).id if wanted.instrument else ""
    return [
        one
        for one in catalog.events
        if wanted.jurisdiction in ("", one.jurisdiction)
        and (not instrument or instrument in one.instruments)
        and wanted.kind in ("", one.kind)
        and (wanted.since is None or first_day(one.date) >= wanted.since)
        and (wanted.until is None or first_day(one.date) <= wanted.until)
    ]


def commitments(catalog: Catalog, instrument: str = "", status: str = "", topic: str = "") -> Sequence[Commitment]:
    """The commitments that fit. Raises :class:`BadArgument` for an unknown instrument."""
    owner = found_instrument(catalog, instrument).id if instrument else ""
    return [
        one
        for one in catalog.commitments
        if owner in ("", one.instrument) and status in ("", one.status) and topic in ("", one.topic)
    ]


def claims(catalog: Catalog, subject: str = "", standing: str = "") -> Sequence[Claim]:
    """The claims that fit; ``subject`` names an instrument or event. Raises :class:`BadArgument` for an unknown one."""
    owner = found_entry(catalog, subject)[1].id if subject else ""
    return [one for one in catalog.claims if owner in ("", one.subject) and standing in ("", one.standing)]


def relations(catalog: Catalog, instrument: str = "", kind: str = "") -> Iterator[tuple[Instrument, Relation]]:
    """The relations from or to an instrument, or all of them. Raises :class:`BadArgument` for an unknown instrument."""
    one = found_instrument(catalog, instrument).id if instrument else ""
    for owner in catalog.instruments:
        for relation in owner.relations:
            if one in ("", owner.id, relation.target) and kind in ("", relation.kind):
                yield owner, relation
