"""Claims as a page shows them: numbered, each with its quotes, each quote with an anchor in the text.

A page that shows a quote has checked it: :meth:`ClaimBook.add` raises :class:`regatlas.errors.EvidenceError` for one
that does not stand in the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from regatlas.model.document import Document
from regatlas.model.judgement import Evidence
from regatlas.model.text import Quote

# Long enough for any article, paragraph and point; longer "citations" are headings that a grammar took for one.
_HEADING_AS_CITATION = 40


@dataclass(frozen=True, slots=True)
class Mention:
    """One quote of one claim. ``anchor`` is its id in the full text, ``citation`` what a lawyer would write."""

    anchor: str
    quote: Quote
    citation: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that is said of the document.

    ``family`` names the heading under which the margin lists it (a taxonomy's title, *Actor*, …); ``label`` and
    ``detail`` are its words there. ``tint`` is the risk domain 1 to 7, and 0 for every other claim.
    """

    anchor: str
    family: str
    label: str
    detail: str
    tint: int
    mentions: tuple[Mention, ...]


class ClaimBook:
    """All claims of a page in the order in which they were added."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.claims: list[Claim] = []

    def add(self, family: str, label: str, quotes: Iterable[Quote], *, detail: str = "", tint: int = 0) -> Claim:
        """Number a claim, check its quotes and give each its place in the text."""
        number = len(self.claims) + 1
        mentions = tuple(self._mention(number, index, quote) for index, quote in enumerate(quotes, start=1))
        claim = Claim(f"claim-{number}", family, label, detail, tint, mentions)
        self.claims.append(claim)
        return claim

    def _mention(self, number: int, index: int, quote: Quote) -> Mention:
        quote.check(self.document.text)
        return Mention(f"quote-{number}-{index}", quote, citation_at(self.document, quote.span.start))


def quotes_of(evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
    """The quotes of some evidence."""
    return tuple(item.quote for item in evidence)


def citation_at(document: Document, offset: int) -> str:
    """How a lawyer cites the character at ``offset``: the innermost citation, else a heading, else nothing."""
    if not document.leaves:
        return ""
    for provision in document.ancestors(document.leaf_at(offset).eid):
        if provision.citation:
            return provision.citation
        if provision.heading:
            return _shorten(provision.heading)
    return ""


def _shorten(heading: str) -> str:
    return heading if len(heading) <= _HEADING_AS_CITATION else heading[: _HEADING_AS_CITATION - 1].rstrip() + "…"
