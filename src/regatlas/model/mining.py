"""What a text says of instruments, agencies and events, and how that stands to the catalog."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from regatlas.model.base import Frozen
from regatlas.model.sourcing import PartialDate, SourceReference
from regatlas.model.text import Quote

Verdict = Literal["agrees", "contradicts", "new"]
MentionKind = Literal["instrument", "agency", "company"]
UnresolvedReason = Literal["which-instrument", "which-year", "which-name"]
Property = Literal[
    "drafted",
    "adopted",
    "issued",
    "published",
    "effective",
    "amended",
    "repealed",
    "issuer",
    "place",
    "articles",
    "number",
    "status",
    "based-on",
    "implements",
    "amends",
    "cites",
    "supersedes",
    "event",
]


class NamedThing(Frozen):
    """An instrument, agency or company that a text names. ``id`` is that of the catalog, None where it has none.

    Companies have no id in the catalog; ``known`` tells whether an event of the catalog names them. ``near`` are ids
    of instruments with a similar title: for a person to decide, never decided by code.
    """

    kind: MentionKind
    id: str | None
    name: str
    known: bool
    quotes: tuple[Quote, ...]
    near: tuple[str, ...] = ()


class NamedDate(Frozen):
    """A date that a text gives, as exactly as it gives it."""

    value: PartialDate
    quote: Quote


class CatalogValue(Frozen):
    """What the catalog has for a property, with its sources. ``of`` names what it is the value of.

    That is the kind of date (``published``), a version (``2025``), an event, or the property itself.
    """

    value: str
    of: str
    sources: tuple[SourceReference, ...] = ()
    verified: bool = False


class KnownClaim(Frozen):
    """A claim of the catalog on the same matter. ``said`` tells whether a source there says the same already."""

    id: str
    standing: Literal["disputed", "explained"]
    said: bool


class MinedClaim(Frozen):
    """One statement of a text: ``subject`` has ``property`` with ``value``.

    ``subject`` is an id of the catalog, or None for what it does not have; ``name`` is what the text calls it.
    ``quote`` is the sentence, ``value_quote`` the words that give the value. ``resolved_from`` are the words ("the
    Measures", 该办法) by which the subject is meant, where it is not named itself. ``also`` names another date of the
    same subject that has this value: a page that mixes up the two.
    """

    subject: str | None
    name: str
    property: Property
    value: str
    quote: Quote
    value_quote: Quote
    verdict: Verdict
    catalog: tuple[CatalogValue, ...] = ()
    known: tuple[KnownClaim, ...] = ()
    also: str | None = None
    resolved_from: Quote | None = None
    draft: bool = False


class Unresolved(Frozen):
    """Words whose meaning the text leaves open; ``candidates`` are what they can mean."""

    quote: Quote
    reason: UnresolvedReason
    candidates: tuple[str, ...] = ()


class Mining(Frozen):
    """Everything that was found in one text, in the order of the text."""

    as_of: PartialDate
    catalog_sha256: str
    things: tuple[NamedThing, ...] = ()
    dates: tuple[NamedDate, ...] = ()
    claims: tuple[MinedClaim, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()

    def quotes(self) -> Iterator[Quote]:
        """Every quote, for checking."""
        for thing in self.things:
            yield from thing.quotes
        yield from (date.quote for date in self.dates)
        yield from (one.quote for one in self.unresolved)
        for claim in self.claims:
            yield claim.quote
            yield claim.value_quote
            if claim.resolved_from:
                yield claim.resolved_from
