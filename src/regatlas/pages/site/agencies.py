"""Bodies that make, keep or enforce rules, by jurisdiction."""

from __future__ import annotations

from dataclasses import dataclass

from regatlas.model.chronicle import Agency
from regatlas.model.instrument import Instrument
from regatlas.pages.site.frame import Frame


@dataclass(frozen=True, slots=True)
class Body:
    """A body with the instruments that it issued and the number of obligations that it enforces."""

    agency: Agency
    issued: tuple[Instrument, ...]
    duties: int


def group_agencies(frame: Frame) -> tuple[tuple[str, tuple[Body, ...]], ...]:
    """The bodies by jurisdiction, the country before its cities."""
    found: dict[str, list[Body]] = {}
    for agency in sorted(frame.catalog.agencies, key=lambda one: one.jurisdiction):
        found.setdefault(agency.jurisdiction, []).append(_body(frame, agency))
    return tuple((place, tuple(bodies)) for place, bodies in found.items())


def _body(frame: Frame, agency: Agency) -> Body:
    catalog = frame.catalog
    return Body(
        agency,
        tuple(one for one in catalog.instruments if agency.id in one.issuers),
        sum(agency.id in one.authorities for one in catalog.obligations),
    )
