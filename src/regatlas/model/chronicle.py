"""What happened, who acts, what was promised, and where sources disagree."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import StringConstraints

from regatlas.model.base import Frozen
from regatlas.model.sourcing import CatalogId, PartialDate, Precision, ProvisionId, SourceReference, precision_of
from regatlas.model.taxonomy import Bilingual

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Agency(Frozen):
    """A body that makes, keeps or enforces rules. ``parent`` is the body it answers to."""

    id: CatalogId
    name: Bilingual
    short_name: Bilingual | None = None
    jurisdiction: str
    kind: Literal["legislature", "government", "ministry", "commission", "academy", "standards-body", "court", "local"]
    parent: CatalogId | None = None
    roles: tuple[Bilingual, ...]
    sources: tuple[SourceReference, ...]
    note: Bilingual | None = None
    verified: bool = False


class Event(Frozen):
    """Something that happened on a date, known to the day, month or year."""

    id: Slug
    jurisdiction: str
    date: PartialDate
    until: PartialDate | None = None
    kind: Literal["instrument", "draft", "institution", "programme", "pilot", "company", "diplomacy", "goal", "use"]
    title: Bilingual
    summary: Bilingual
    instruments: tuple[CatalogId, ...] = ()
    agencies: tuple[CatalogId, ...] = ()
    companies: tuple[Bilingual, ...] = ()
    sources: tuple[SourceReference, ...]
    verified: bool = False

    @cached_property
    def precision(self) -> Precision:
        """Day, month or year."""
        return precision_of(self.date)


class Commitment(Frozen):
    """What a plan or measure promises to do. ``status`` is unknown until a source in ``status_sources`` says more."""

    id: Slug
    instrument: CatalogId
    provision: ProvisionId | None = None
    text: Bilingual
    bodies: tuple[CatalogId, ...] = ()
    body_names: tuple[Bilingual, ...] = ()
    due: PartialDate | None = None
    topic: Slug
    status: Literal["unknown", "announced", "under-way", "delivered", "abandoned"] = "unknown"
    status_sources: tuple[SourceReference, ...] = ()
    sources: tuple[SourceReference, ...]
    verified: bool = False


class Assertion(Frozen):
    """One value that sources give for a property."""

    value: str
    sources: tuple[SourceReference, ...]


class Claim(Frozen):
    """A fact that sources give differently. Every value stays; ``explanation`` tells how they fit, where they do.

    ``subject`` is the id of an instrument or event, ``property`` what is disputed (``issued``, ``date``, ``place``).
    ``standing`` is ``explained`` where the values name different things or one is a known slip, else ``disputed``.
    """

    id: Slug
    subject: str
    property: Slug
    assertions: tuple[Assertion, ...]
    standing: Literal["disputed", "explained"]
    explanation: Bilingual
    verified: bool = False
