"""What is known of one jurisdiction on one day, taken from the catalog and, where there is one, from the store."""

from __future__ import annotations

from datetime import date

from regatlas.model.base import Frozen
from regatlas.model.chronicle import Agency, Claim, Commitment, Event
from regatlas.model.instrument import Expression, Instrument, InstrumentType, Status
from regatlas.model.sourcing import CatalogId, PartialDate, SourceReference
from regatlas.model.taxonomy import Level

BINDING: frozenset[InstrumentType] = frozenset({"law", "regulation", "rule", "normative-document"})
"""The types that bind while they are in force; standards, plans, initiatives and principles do not by themselves."""


class InForce(Frozen):
    """An instrument in force on the day: the version that was, and since when, where that is known."""

    instrument: Instrument
    expression: Expression | None
    since: PartialDate | None

    @property
    def binding(self) -> bool:
        """Whether it binds of itself."""
        return self.instrument.type in BINDING


class Held(Frozen):
    """A document of the store with the levels that an engine gave it, by taxonomy and category; ``none`` is left out.

    ``instrument`` is its entry in the catalog, where it has one, ``status`` what the law says of this version on the
    day; ``binding`` is true where it is a version in force of an instrument that binds.
    """

    sha256: str
    title: str
    source: str
    language: str
    instrument: CatalogId | None
    status: Status | None
    binding: bool
    engine: str
    levels: dict[str, dict[str, Level]]


class Holdings(Frozen):
    """The documents of the store that belong to the jurisdiction.

    ``elsewhere`` counts those of other jurisdictions, ``unplaced`` names those whose jurisdiction nothing tells, and
    ``unjudged`` those of which there is no record, or whose text could not be judged.
    """

    documents: tuple[Held, ...]
    elsewhere: int = 0
    unplaced: tuple[str, ...] = ()
    unjudged: tuple[str, ...] = ()


class RiskGap(Frozen):
    """A risk subdomain on which no binding document of the store has operative provisions.

    ``level`` is the best that any of them has, ``documents`` are the SHA-256 of those that have it.
    """

    category: str
    level: Level
    documents: tuple[str, ...] = ()


class Reading(Frozen):
    """Something to read on an instrument."""

    instrument: CatalogId
    source: SourceReference


class Dossier(Frozen):
    """A jurisdiction on a day. Instruments and events stand in the order of time, the latest events newest first.

    ``ahead`` are the ids of events that lie after the day and were known then. ``holdings`` and ``risk_gaps`` are None
    where there is no store. ``within`` tells that the jurisdiction lies in another one, whose law binds there too.
    """

    jurisdiction: str
    within: str | None
    as_of: date
    instruments: tuple[Instrument, ...]
    in_force: tuple[InForce, ...]
    agencies: tuple[Agency, ...]
    events: tuple[Event, ...]
    ahead: tuple[str, ...]
    latest: tuple[Event, ...]
    commitments: tuple[Commitment, ...]
    claims: tuple[Claim, ...]
    reading: tuple[Reading, ...]
    holdings: Holdings | None = None
    risk_gaps: tuple[RiskGap, ...] | None = None

    @property
    def unsettled(self) -> tuple[Commitment, ...]:
        """The commitments of which no source tells what became of them."""
        return tuple(one for one in self.commitments if one.status == "unknown")

    @property
    def undigested(self) -> tuple[InForce, ...]:
        """The binding instruments in force whose articles the catalog does not yet tell."""
        return tuple(one for one in self.in_force if one.binding and not (one.expression and one.expression.digest))
