"""An instrument of law or policy: what is known of it, its versions, and what each of its articles does."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field

from regatlas.model.base import Frozen
from regatlas.model.sourcing import CatalogId, DatedStatement, PartialDate, ProvisionId, SourceReference
from regatlas.model.taxonomy import Bilingual

InstrumentType = Literal[
    "law", "regulation", "rule", "normative-document", "standard", "plan", "initiative", "principles"
]
Status = Literal["in-force", "draft", "not-yet-in-force", "repealed", "superseded", "policy"]
RelationKind = Literal["based-on", "implements", "amends", "repeals", "cites", "supersedes"]
DateKind = Literal["drafted", "adopted", "issued", "published", "effective", "amended", "repealed"]


class Relation(Frozen):
    """How an instrument stands to another; ``provision`` says so there.

    ``target`` may lie outside the catalog: then ``outside`` gives its title.
    """

    kind: RelationKind
    target: CatalogId
    outside: Bilingual | None = None
    provision: ProvisionId | None = None
    note: Bilingual | None = None
    verified: bool = False


class ArticleDigest(Frozen):
    """What one article does and for whom, in our own words.

    ``operative`` is false for purpose, definitions, commencement and the like: articles that ask nothing of anyone.
    ``addressees`` say whom it binds or serves. ``no_obligation`` is the reason why an operative article has no
    obligation in the catalog, where it has none.
    """

    provision: ProvisionId
    does: Bilingual
    addressees: tuple[Bilingual, ...] = ()
    operative: bool = True
    no_obligation: Bilingual | None = None
    verified: bool = False


class Expression(Frozen):
    """One version of an instrument: a draft, the first text, or the text after an amendment.

    ``articles`` is the number of articles (or measures) that the official text has; ``corpus`` and ``agora`` name the
    texts with which the digest was compared. ``effective`` and ``ended`` bound its time in force: from the first,
    up to but not including the second.
    """

    id: str
    stage: Literal["draft", "final"] = "final"
    language: str = "zh-Hans"
    date: PartialDate
    effective: PartialDate | None = None
    ended: PartialDate | None = None
    articles: int | None = Field(default=None, ge=1)
    corpus: str | None = None
    agora: int | None = None
    comments_until: PartialDate | None = None
    digest: tuple[ArticleDigest, ...] = ()
    verified: bool = False

    @cached_property
    def by_provision(self) -> dict[str, ArticleDigest]:
        """The digest by provision."""
        return {article.provision: article for article in self.digest}


class BriefPoint(Frozen):
    """One point of the one-page brief, with the provisions that carry it."""

    text: Bilingual
    provisions: tuple[ProvisionId, ...] = ()


class StatusChange(Frozen):
    """From ``since`` on the instrument has ``status``."""

    since: PartialDate
    status: Status
    note: Bilingual | None = None


class Instrument(Frozen):
    """A work of law or policy. ``id`` is the short alias by which everything else names it.

    ``expressions`` are its versions, oldest first. ``history`` is its status over time, oldest first. ``sources`` are
    addresses of the official text and of descriptions. ``verified`` tells whether title, issuers, number and dates
    were compared with a primary text.
    """

    id: CatalogId
    work: str | None = None
    jurisdiction: str
    type: InstrumentType
    title: Bilingual
    short_title: Bilingual | None = None
    aliases: tuple[str, ...] = ()
    number: Bilingual | None = None
    issuers: tuple[CatalogId, ...]
    languages: tuple[str, ...] = ("zh-Hans",)
    dates: dict[DateKind, DatedStatement]
    history: tuple[StatusChange, ...]
    expressions: tuple[Expression, ...] = ()
    relations: tuple[Relation, ...] = ()
    category: Bilingual
    summary: Bilingual
    points: tuple[BriefPoint, ...] = ()
    sources: tuple[SourceReference, ...]
    reading: tuple[SourceReference, ...] = ()
    note: Bilingual | None = None
    verified: bool = False
