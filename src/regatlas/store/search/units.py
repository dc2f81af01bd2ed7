"""What can be found: the articles of a document, or its leaves where it has none, and what stands beside articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from regatlas.model.document import Document, Provision
from regatlas.model.text import Span


@dataclass(frozen=True, slots=True)
class SearchUnit:
    """A stretch of text that is one hit. ``main`` is false for recitals, annexes and headings beside articles.

    ``heading`` is its own; a leaf without one has that of what encloses it, as the paragraphs of a section do.
    """

    eid: str
    article: str | None
    citation: str | None
    heading: str | None
    span: Span
    main: bool


def units_of(document: Document) -> Iterator[SearchUnit]:
    """The units of a document in the order of its text. They do not overlap; contents lists are none."""
    inside = _inside_articles(document)
    articles = [one for one in document.provisions if one.kind == "article" and one.eid not in inside]
    leaves = [leaf for leaf in document.leaves if leaf.kind != "toc"]
    headings = _headings(document)
    if not articles:
        yield from (_unit(leaf, None, headings[leaf.eid], main=True) for leaf in leaves)
        return
    covered = inside | {one.eid for one in articles}
    beside = [_unit(leaf, None, headings[leaf.eid], main=False) for leaf in leaves if leaf.eid not in covered]
    main = [_unit(one, one.number, one.heading, main=True) for one in articles]
    yield from sorted(main + beside, key=lambda unit: unit.span)


def _headings(document: Document) -> dict[str, str | None]:
    """The heading of each provision, or of the nearest that encloses it and has one, by eId."""
    found: dict[str, str | None] = {}
    for provision in document.provisions:
        found[provision.eid] = provision.heading or (found.get(provision.parent) if provision.parent else None)
    return found


def _inside_articles(document: Document) -> set[str]:
    """The eids of what stands below an article; provisions come after those that enclose them."""
    inside: set[str] = set()
    articles: set[str] = set()
    for provision in document.provisions:
        if provision.parent in articles or provision.parent in inside:
            inside.add(provision.eid)
        if provision.kind == "article":
            articles.add(provision.eid)
    return inside


def _unit(provision: Provision, article: str | None, heading: str | None, *, main: bool) -> SearchUnit:
    return SearchUnit(
        eid=provision.eid,
        article=article,
        citation=provision.citation,
        heading=heading,
        span=provision.span,
        main=main,
    )
