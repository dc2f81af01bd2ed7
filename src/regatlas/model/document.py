"""A document: its legal structure and what it says of itself."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Literal, NamedTuple

from pydantic import Field

from regatlas.model.base import Frozen, unchecked
from regatlas.model.text import Quote, SourceText, Span

ProvisionKind = Literal[
    "title",
    "preamble",
    "recital",
    "toc",
    "part",
    "title-division",
    "division",
    "subtitle",
    "chapter",
    "subchapter",
    "section",
    "subsection",
    "article",
    "paragraph",
    "subparagraph",
    "clause",
    "subclause",
    "point",
    "subpoint",
    "measure",
    "annex",
    "heading",
    "intro",
    "content",
    "signature",
    "citation",
    "enacting",
    "table",
]
Origin = Literal["text", "front-matter"]


class Provision(NamedTuple):
    """A place in the structure of a law.

    ``eid`` follows the Akoma Ntoso naming convention (``chp_2__art_17__para_1``); ``parent`` is the eid of the
    enclosing provision. ``number`` is in Arabic digits (``23-1`` for 第二十三条之一). ``citation`` is what lawyers of
    the tradition write. The spans of a provision's children lie inside its own and follow each other; the spans of
    all leaves, in order, are the whole text.

    A law has thousands of provisions, so they are tuples, which are made in a sixth of the time of a pydantic model;
    a :class:`Document` validates them when it is not made by a grammar.
    """

    eid: str
    parent: str | None
    kind: ProvisionKind
    number: str | None
    citation: str | None
    heading: str | None
    span: Span


class Statement(Frozen):
    """What a document says of itself (its title, an issuer, a date), with the words that say so."""

    value: str
    evidence: tuple[Quote, ...] = ()
    origin: Origin = "text"

    @classmethod
    def of(cls, value: str, evidence: tuple[Quote, ...] = (), origin: Origin = "text") -> Statement:
        """The same as the constructor, without validation: for code that made every field itself."""
        return unchecked(cls, _STATEMENT_FIELDS, {"value": value, "evidence": evidence, "origin": origin})


_STATEMENT_FIELDS = set(Statement.model_fields)


class Metadata(Frozen):
    """What a document says of itself. Dates are ISO 8601 strings; their keys are adopted, issued, effective.

    ``otherwise`` has, by key, what the text states where its front matter states something else: both are kept.
    """

    title: Statement | None = None
    issuers: tuple[Statement, ...] = ()
    number: Statement | None = None
    dates: dict[str, Statement] = Field(default_factory=dict)
    legal_basis: tuple[Statement, ...] = ()
    otherwise: dict[str, Statement] = Field(default_factory=dict)

    @classmethod
    def of(
        cls,
        title: Statement | None,
        issuers: tuple[Statement, ...],
        number: Statement | None,
        dates: dict[str, Statement],
        legal_basis: tuple[Statement, ...],
        otherwise: dict[str, Statement],
    ) -> Metadata:
        """The same as the constructor, without validation: for code that made every field itself."""
        fields: dict[str, object] = {
            "title": title,
            "issuers": issuers,
            "number": number,
            "dates": dates,
            "legal_basis": legal_basis,
            "otherwise": otherwise,
        }
        return unchecked(cls, _METADATA_FIELDS, fields)


_METADATA_FIELDS = set(Metadata.model_fields)


class Document(Frozen):
    """A text with its structure. ``tradition`` names the grammar that the text follows (``chinese``, ``eu``, …)."""

    source: SourceText
    tradition: str
    provisions: tuple[Provision, ...]
    metadata: Metadata

    @classmethod
    def of(cls, source: SourceText, tradition: str, provisions: tuple[Provision, ...], metadata: Metadata) -> Document:
        """The same as the constructor, without validation, which looks at each of thousands of provisions."""
        fields: dict[str, object] = {
            "source": source,
            "tradition": tradition,
            "provisions": provisions,
            "metadata": metadata,
        }
        return unchecked(cls, _DOCUMENT_FIELDS, fields)

    @property
    def text(self) -> str:
        """The normalised text."""
        return self.source.text

    @property
    def language(self) -> str:
        """The BCP 47 tag of the text's language, ``und`` where unknown."""
        return self.source.language

    @cached_property
    def leaves(self) -> tuple[Provision, ...]:
        """The provisions without children, in order: together they are the whole text."""
        parents = {provision.parent for provision in self.provisions}
        return tuple(provision for provision in self.provisions if provision.eid not in parents)

    @cached_property
    def by_eid(self) -> dict[str, Provision]:
        """Every provision by its eid."""
        return {provision.eid: provision for provision in self.provisions}

    @cached_property
    def _leaf_starts(self) -> list[int]:
        return [leaf.span.start for leaf in self.leaves]

    def leaf_at(self, offset: int) -> Provision:
        """The leaf provision in which the character at ``offset`` stands."""
        return self.leaves[max(0, bisect_right(self._leaf_starts, offset) - 1)]

    def ancestors(self, eid: str) -> tuple[Provision, ...]:
        """The provision named ``eid`` and all that enclose it, innermost first."""
        chain: list[Provision] = []
        current: str | None = eid
        while current is not None:
            provision = self.by_eid[current]
            chain.append(provision)
            current = provision.parent
        return tuple(chain)


_DOCUMENT_FIELDS = set(Document.model_fields)
