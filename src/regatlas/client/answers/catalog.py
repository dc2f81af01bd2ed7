"""What is known of the law: instruments, bodies, events, duties, promises, and where sources disagree."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from regatlas.client.answers.base import Answer, Json, Next, Words
from regatlas.model.instrument import InstrumentType, RelationKind, Status
from regatlas.model.obligation import Modality, Timing

Kind = Literal["instruments", "agencies", "events", "commitments", "claims", "facts", "obligations"]


class Source(Answer):
    """Where a statement can be read."""

    url: str | None
    says: str | None
    publisher: Words
    official: bool
    verified: bool


class CitedProvision(Answer):
    """A provision of an instrument."""

    instrument: str
    provision: str
    expression: str | None = None


class RelationItem(Answer):
    """How an instrument stands to another; ``outside`` gives the title of one beyond the catalog."""

    kind: RelationKind
    target: str
    outside: Words | None
    provision: str | None


class InstrumentItem(Answer):
    """An instrument with its status on a day."""

    id: str
    title: Words
    type: InstrumentType
    jurisdiction: str
    status: Status | None
    number: Words | None
    issuers: tuple[str, ...]
    issued: str | None
    effective: str | None
    dates: dict[str, str]
    relations: tuple[RelationItem, ...]
    sources: tuple[str, ...]
    verified: bool


class AgencyItem(Answer):
    """A body that makes, keeps or enforces rules."""

    id: str
    name: Words
    short_name: Words | None
    kind: str
    jurisdiction: str
    parent: str | None
    roles: tuple[Words, ...]
    sources: tuple[str, ...]
    verified: bool


class EventItem(Answer):
    """Something that happened on a date, known to the day, month or year."""

    id: str
    date: str
    until: str | None
    precision: Literal["day", "month", "year"]
    kind: str
    jurisdiction: str
    title: Words
    summary: Words
    instruments: tuple[str, ...]
    agencies: tuple[str, ...]
    sources: tuple[Source, ...]
    disputed: bool
    verified: bool


class ObligationItem(Answer):
    """A duty or permission, with its status on a day; ``when`` is its condition over facts."""

    id: str
    instrument: str
    title: Words
    duty: Words
    who: tuple[str, ...]
    modality: Modality
    timing: Timing
    when: Json
    authorities: tuple[str, ...]
    citations: tuple[CitedProvision, ...]
    since: date
    until: date | None = None
    draft: bool
    gravity: int
    status: Status
    verified: bool


class CommitmentItem(Answer):
    """What a plan or measure promises to do."""

    id: str
    instrument: str
    text: Words
    topic: str
    due: str | None = None
    status: Literal["unknown", "announced", "under-way", "delivered", "abandoned"]
    verified: bool


class ClaimItem(Answer):
    """A fact that sources give differently; every value stays."""

    id: str
    subject: str
    property: str
    assertions: tuple[Json, ...]
    standing: Literal["disputed", "explained"]
    explanation: Words
    verified: bool


class _CatalogPage(Answer):
    schema_id: Literal["regatlas/catalog-list/1"] = Field(alias="schema")
    as_of: date
    next: Next


class InstrumentPage(_CatalogPage):
    """A page of instruments."""

    instruments: tuple[InstrumentItem, ...]


class AgencyPage(_CatalogPage):
    """A page of agencies."""

    agencies: tuple[AgencyItem, ...]


class EventPage(_CatalogPage):
    """A page of events, in the order of time."""

    events: tuple[EventItem, ...]


class ObligationPage(_CatalogPage):
    """A page of obligations."""

    obligations: tuple[ObligationItem, ...]


class CommitmentPage(_CatalogPage):
    """A page of commitments."""

    commitments: tuple[CommitmentItem, ...]


class ClaimPage(_CatalogPage):
    """A page of claims."""

    claims: tuple[ClaimItem, ...]


class CatalogPage(_CatalogPage):
    """A page of entries of one kind, under the name of the kind."""

    instruments: tuple[InstrumentItem, ...] = ()
    agencies: tuple[AgencyItem, ...] = ()
    events: tuple[EventItem, ...] = ()
    obligations: tuple[ObligationItem, ...] = ()
    commitments: tuple[CommitmentItem, ...] = ()
    claims: tuple[ClaimItem, ...] = ()
    facts: tuple[Json, ...] = ()


class EntryAnswer(Answer):
    """One entry with all that belongs to it; ``entry`` is in the words of the authored file."""

    schema_id: Literal["regatlas/catalog-entry/1"] = Field(alias="schema")
    as_of: date
    kind: Kind
    id: str
    status: str | None
    entry: Json
    claims: tuple[ClaimItem, ...]
    events: tuple[EventItem, ...] = ()
    commitments: tuple[CommitmentItem, ...] = ()
    obligations: tuple[str, ...] = ()
    related_from: tuple[Json, ...] = ()


class RelationRow(Answer):
    """One instrument and how it stands to another."""

    instrument: str
    kind: RelationKind
    target: str
    outside: Words | None
    provision: str | None
    note: Words | None
    verified: bool


class RelationPage(Answer):
    """A page of relations between instruments."""

    schema_id: Literal["regatlas/relations/1"] = Field(alias="schema")
    relations: tuple[RelationRow, ...]
    next: Next


class DossierItem(Answer):
    """A jurisdiction, and how much the catalog has of it alone."""

    jurisdiction: str
    instruments: int
    events: int
    agencies: int


class DossierList(Answer):
    """The jurisdictions that have a dossier."""

    schema_id: Literal["regatlas/dossiers/1"] = Field(alias="schema")
    dossiers: tuple[DossierItem, ...]


class DossierAnswer(Answer):
    """One jurisdiction on a day."""

    schema_id: Literal["regatlas/dossier/1"] = Field(alias="schema")
    jurisdiction: str
    within: str | None
    as_of: date
    catalog_sha256: str
    overview: Json
    instruments: tuple[InstrumentItem, ...]
    events: tuple[EventItem, ...]
    agencies: tuple[AgencyItem, ...]
    in_force: tuple[Json, ...]
    commitments: tuple[CommitmentItem, ...]
    claims: tuple[ClaimItem, ...]
    coverage: Json
    gaps: tuple[Json, ...]
    latest: tuple[EventItem, ...]
    reading: tuple[Json, ...]


class Labelled(Answer):
    """A fact in words, and what it is called."""

    label: str
    value: str


class BriefAnswer(Answer):
    """An instrument on one page, in words."""

    schema_id: Literal["regatlas/brief/1"] = Field(alias="schema")
    instrument: str
    as_of: date
    lang: Literal["en", "zh"]
    title: str
    facts: tuple[Labelled, ...]
    what: str
    points: tuple[Json, ...]
    acts: tuple[Json, ...]
    related: tuple[Json, ...]
    sources: tuple[Json, ...]
    notices: tuple[str, ...]


class ExportItem(Answer):
    """A form in which the whole catalog can be had: where, and of what media type."""

    format: str
    href: str
    media_type: str


class ExportList(Answer):
    """The forms in which the whole catalog can be had."""

    schema_id: Literal["regatlas/exports/1"] = Field(alias="schema")
    catalog_sha256: str
    exports: tuple[ExportItem, ...]
