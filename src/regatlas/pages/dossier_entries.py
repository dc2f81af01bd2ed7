"""The entries of a dossier in words: instruments, agencies, commitments, claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from regatlas.catalog.catalog import status_on
from regatlas.model.chronicle import Agency, Claim, Commitment
from regatlas.model.dossier import Dossier, InForce
from regatlas.model.instrument import Instrument, InstrumentType
from regatlas.pages.dossier_relations import TYPES, target_title
from regatlas.pages.provisions import cite_provision
from regatlas.pages.telling import SourceView, Telling, anchor


@dataclass(frozen=True, slots=True)
class InForceView:
    """An instrument in force: since when, in which version, by whom."""

    anchor: str
    title: str
    since: str
    version: str
    issuers: str
    verified: bool
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class InstrumentView:
    """An instrument in words; ``facts`` are labels with values, ``relations`` kinds with what they lead to."""

    id: str
    anchor: str
    title: str
    other: str
    status: str
    in_force: bool
    facts: tuple[tuple[str, str], ...]
    summary: str
    relations: tuple[tuple[str, str], ...]
    official: str
    verified: bool
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class AgencyView:
    """An agency with those that answer to it."""

    anchor: str
    name: str
    other: str
    roles: tuple[str, ...]
    issued: str
    note: str
    verified: bool
    sources: tuple[SourceView, ...]
    below: tuple[AgencyView, ...]


@dataclass(frozen=True, slots=True)
class CommitmentView:
    """A commitment in words."""

    anchor: str
    text: str
    place: str
    bodies: str
    status: str
    verified: bool
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """What sources say differently; ``values`` are the values, each with its sources and what they say."""

    anchor: str
    heading: str
    standing: str
    disputed: bool
    values: tuple[tuple[str, tuple[tuple[SourceView, str], ...]], ...]
    explanation: str


def in_force_by_type(dossier: Dossier, telling: Telling) -> tuple[tuple[str, tuple[InForceView, ...]], ...]:
    """What is in force, by type, oldest first."""
    found = []
    for kind in TYPES:
        members = [one for one in dossier.in_force if one.instrument.type == kind]
        if members:
            found.append((telling.words(f"dossier.type.{kind}"), tuple(_in_force(one, telling) for one in members)))
    return tuple(found)


def _in_force(one: InForce, telling: Telling) -> InForceView:
    instrument = one.instrument
    return InForceView(
        anchor=anchor("i", instrument.id),
        title=telling.said(instrument.title),
        since=telling.date(one.since) if one.since else "",
        version=one.expression.id if one.expression else "",
        issuers=telling.agencies(instrument.issuers, short=True),
        verified=instrument.verified,
        sources=telling.sources(instrument.sources),
    )


def instruments_by_type(
    dossier: Dossier, telling: Telling
) -> tuple[tuple[InstrumentType, str, tuple[InstrumentView, ...]], ...]:
    """All instruments, by type, oldest first."""
    found = []
    for kind in TYPES:
        members = tuple(view_instrument(dossier, one, telling) for one in dossier.instruments if one.type == kind)
        if members:
            found.append((kind, telling.words(f"dossier.type.{kind}"), members))
    return tuple(found)  # type: ignore[arg-type]


def view_instrument(dossier: Dossier, one: Instrument, telling: Telling) -> InstrumentView:
    """An instrument in words, with its status on the day."""
    status = status_on(one, dossier.as_of)
    official = next((source.url for source in one.sources if source.official and source.url), "")
    return InstrumentView(
        id=one.id,
        anchor=anchor("i", one.id),
        title=telling.said(one.title),
        other=telling.other(one.title),
        status=telling.status(status),
        in_force=status == "in-force",
        facts=tuple(_facts(one, telling)),
        summary=telling.said(one.summary),
        relations=tuple(_relations(one, telling)),
        official=official or "",
        verified=one.verified,
        sources=telling.sources(one.sources),
    )


def _facts(one: Instrument, telling: Telling) -> Iterator[tuple[str, str]]:
    words = telling.words
    yield words("catalog.field.issuers"), telling.agencies(one.issuers)
    if one.number:
        yield words("dossier.instrument.number"), telling.said(one.number)
    for kind, statement in one.dates.items():
        yield words(f"catalog.date.{kind}"), telling.date(statement.date)


def _relations(one: Instrument, telling: Telling) -> Iterator[tuple[str, str]]:
    """Each kind of relation with all its targets, in the order in which they are given."""
    found: dict[str, list[str]] = {}
    for relation in one.relations:
        targets = found.setdefault(relation.kind, [])
        title = target_title(relation, telling)
        targets += [] if title in targets else [title]
    for kind, targets in found.items():
        yield telling.words(f"catalog.relation.{kind}"), telling.words.join(targets)


def agency_tree(dossier: Dossier, telling: Telling) -> tuple[AgencyView, ...]:
    """The agencies, each under the one that it answers to; first those of the place itself that issued most."""
    issued = Counter(issuer for one in dossier.instruments for issuer in one.issuers)
    known = {one.id for one in dossier.agencies}
    ranked = sorted(dossier.agencies, key=lambda one: (one.jurisdiction != dossier.jurisdiction, -issued[one.id]))
    below: dict[str | None, list[Agency]] = {}
    for one in ranked:
        below.setdefault(one.parent if one.parent in known else None, []).append(one)
    return tuple(_agency(one, below, issued, telling) for one in below.get(None, ()))


def _agency(one: Agency, below: dict[str | None, list[Agency]], issued: Counter[str], telling: Telling) -> AgencyView:
    return AgencyView(
        anchor=anchor("a", one.id),
        name=telling.said(one.name),
        other=telling.other(one.name),
        roles=tuple(telling.said(role) for role in one.roles),
        issued=telling.words("dossier.agencies.issued", n=issued[one.id]) if issued[one.id] else "",
        note=telling.said(one.note) if one.note else "",
        verified=one.verified,
        sources=telling.sources(one.sources),
        below=tuple(_agency(each, below, issued, telling) for each in below.get(one.id, ())),
    )


def view_commitment(one: Commitment, telling: Telling) -> CommitmentView:
    """A commitment in words."""
    lang = telling.words.lang
    place = telling.instrument(one.instrument)
    if one.provision:
        place += ("" if lang == "zh" else ", ") + cite_provision(one.provision, lang)
    named = [telling.agencies(one.bodies, short=True), *(telling.said(name) for name in one.body_names)]
    return CommitmentView(
        anchor=anchor("k", one.id),
        text=telling.said(one.text),
        place=place,
        bodies=telling.words.join([name for name in named if name]),
        status=telling.status(one.status),
        verified=one.verified,
        sources=telling.sources((*one.status_sources, *one.sources)),
    )


def view_claim(claim: Claim, telling: Telling) -> ClaimView:
    """What sources say differently, value by value."""
    words = telling.words
    catalog = telling.catalog
    event = catalog.event.get(claim.subject)
    subject = telling.said(event.title) if event else telling.instrument(claim.subject)
    values = []
    for each in claim.assertions:
        says = [words("dossier.says", says=source.says) if source.says else "" for source in each.sources]
        told = tuple(zip((telling.source(source) for source in each.sources), says, strict=True))
        values.append((telling.date(each.value), told))
    return ClaimView(
        anchor=anchor("c", claim.id),
        heading=words("dossier.claim.about", subject=subject, property=words.tag("dossier.property", claim.property)),
        standing=telling.status(claim.standing),
        disputed=claim.standing == "disputed",
        values=tuple(values),
        explanation=telling.said(claim.explanation),
    )
