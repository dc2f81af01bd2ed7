"""A document: its legal structure and what it says of itself."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import Literal

from pydantic import Field

from regatlas.model.base import Frozen
from regatlas.model.text import Quote, SourceText, Span

_new = object.__new__
_set = object.__setattr__

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


class Provision(Frozen):
    """A place in the structure of a law.

    ``eid`` follows the Akoma Ntoso naming convention (``chp_2__art_17__para_1``); ``parent`` is the eid of the
    enclosing provision. ``number`` is in Arabic digits (``23-1`` for 第二十三条之一). ``citation`` is what lawyers of
    the tradition write. The spans of a provision's children lie inside its own and follow each other; the spans of
    all leaves, in order, are the whole text.
    """

    eid: str
    parent: str | None
    kind: ProvisionKind
    number: str | None
    citation: str | None
    heading: str | None
    span: Span

    @classmethod
    def of(
        cls,
        eid: str,
        parent: str | None,
        kind: ProvisionKind,
        number: str | None,
        citation: str | None,
        heading: str | None,
        span: Span,
    ) -> Provision:
        """The same as the constructor, without validation: for code that made every field itself.

        A law has thousands of provisions; validating one takes 4 microseconds, and this less than one.
        """
        made = _new(cls)
        fields = {
            "eid": eid,
            "parent": parent,
            "kind": kind,
            "number": number,
            "citation": citation,
            "heading": heading,
            "span": span,
        }
        _set(made, "__dict__", fields)
        _set(made, "__pydantic_fields_set__", _PROVISION_FIELDS)
        _set(made, "__pydantic_extra__", None)
        _set(made, "__pydantic_private__", None)
        return made


# Shared by all provisions made so: pydantic copies the set before it changes one.
_PROVISION_FIELDS = set(Provision.model_fields)


class Statement(Frozen):
    """What a document says of itself (its title, an issuer, a date), with the words that say so."""

    value: str
    evidence: tuple[Quote, ...] = ()
    origin: Origin = "text"


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


class Document(Frozen):
    """A text with its structure. ``tradition`` names the grammar that the text follows (``chinese``, ``eu``, …)."""

    source: SourceText
    tradition: str
    provisions: tuple[Provision, ...]
    metadata: Metadata

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
