"""A page of search results: hits with their marks, the filters and their facets, and what else one may ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from regatlas.app.searching import Hit, Results, Snippet
from regatlas.app.suggesting import Instead
from regatlas.app.terms import Counterpart, Name
from regatlas.pages.site.frame import Frame
from regatlas.pages.site.narrowing import FacetView, Link, facet_views, set_filters
from regatlas.pages.words import HTML_LANG

__all__ = ["LAST_PAGE", "SIZE", "Advice", "Asked", "Link", "SearchView", "view_search"]
SIZE = 20
# What can be looked through page by page; a query with more hits is to be narrowed.
LAST_PAGE = 25


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked for, as it stands in the address."""

    query: str = ""
    mode: str = ""
    jurisdiction: str = ""
    language: str = ""
    as_of: str = ""
    type: str = ""
    status: str = ""
    category: str = ""
    level: str = ""
    actor: str = ""
    issued_from: str = ""
    issued_to: str = ""
    effective_from: str = ""
    effective_to: str = ""
    page: int = 1

    def filters(self) -> dict[str, str]:
        """The filters by name, empty where not set."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("query", "mode", "page")}

    def pairs(self, **changed: str) -> list[tuple[str, str]]:
        """The questions of the address, some of them changed."""
        return list(({"q": self.query, "mode": self.mode} | self.filters() | changed).items())


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit in words."""

    href: str
    document: str
    citation: str
    heading: str
    title: str
    lang: str
    about: tuple[str, ...]
    snippet: Snippet
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Other:
    """Another search, and how many provisions it finds; None where they were not counted."""

    href: str
    term: str
    lang: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Advice:
    """What else one may ask: in the other language, for all words, for something like it, for what goes on so."""

    others: Sequence[tuple[Counterpart, int]] = ()
    all_words: Instead | None = None
    instead: Sequence[Instead] = ()
    names: Sequence[Name] = ()


@dataclass(frozen=True, slots=True)
class SearchView:
    """Everything that a page of results shows. ``set`` are the filters that are set, each link removing one."""

    query: str
    mode: str
    chosen: dict[str, str]
    options: dict[str, tuple[tuple[str, str], ...]]
    asked: bool = False
    summary: str = ""
    total: int = 0
    first: int = 1
    hits: tuple[HitView, ...] = ()
    beside_total: int = 0
    beside: tuple[HitView, ...] = ()
    set: tuple[Link, ...] = ()
    unfiltered: Link | None = None
    facets: tuple[FacetView, ...] = ()
    pages: tuple[Link, ...] = ()
    cut: int = 0
    counterparts: tuple[Other, ...] = ()
    all_words: Other | None = None
    instead: tuple[Other, ...] = ()
    names: tuple[Other, ...] = ()


def view_search(
    frame: Frame,
    asked: Asked,
    options: dict[str, tuple[tuple[str, str], ...]],
    results: Results | None,
    advice: Advice,
) -> SearchView:
    """The page. ``options`` are those of the form; without ``results`` nothing was asked."""
    if results is None:
        return SearchView(query=asked.query, mode=asked.mode, chosen=asked.filters(), options=options)
    summary = "site.search.found.all" if asked.mode == "all" else "site.search.found"
    return SearchView(
        query=asked.query,
        mode=asked.mode,
        chosen=asked.filters(),
        options=options,
        asked=True,
        summary=frame.words(summary, n=results.total, q=asked.query),
        total=results.total + results.beside_total,
        first=(asked.page - 1) * SIZE + 1,
        hits=tuple(_hit(frame, hit) for hit in results.hits),
        beside_total=results.beside_total,
        beside=tuple(_hit(frame, hit) for hit in results.beside),
        set=tuple(set_filters(frame, asked)),
        unfiltered=_unfiltered(frame, asked, results),
        facets=tuple(facet_views(frame, asked, results.facets)),
        pages=tuple(_pages(frame, asked, results.total)),
        cut=SIZE * LAST_PAGE if results.total > SIZE * LAST_PAGE and asked.page == LAST_PAGE else 0,
        counterparts=tuple(_counterparts(frame, asked, advice.others)),
        all_words=_instead(frame, asked, advice.all_words) if advice.all_words else None,
        instead=tuple(_instead(frame, asked, one) for one in advice.instead),
        names=tuple(_names(frame, asked, advice.names)),
    )


def _hit(frame: Frame, hit: Hit) -> HitView:
    found, words = hit.found, frame.words
    about = [frame.place(hit.jurisdiction)] if hit.jurisdiction else []
    about.append(frame.language(found.language))
    if hit.status:
        about.append(words.tag("catalog.status", hit.status))
    place = found.text.find(hit.snippet.text)
    return HitView(
        href=frame.href("documents", found.sha256, anchor=found.eid),
        document=frame.href("documents", found.sha256),
        citation=found.citation or words("site.search.passage"),
        heading=found.heading or "",
        title=found.title or found.source,
        lang="" if found.language == "und" else found.language,
        about=tuple(about),
        snippet=hit.snippet,
        before=place > 0,
        after=place + len(hit.snippet.text) < len(found.text.rstrip()),
    )


def _unfiltered(frame: Frame, asked: Asked, results: Results) -> Link | None:
    """The same without filters, where they left nothing."""
    if results.total or not results.unfiltered:
        return None
    href = frame.href_with("search", query=[("q", asked.query), ("mode", asked.mode)])
    return Link(href, frame.words("site.search.unfiltered", n=results.unfiltered), results.unfiltered)


def _pages(frame: Frame, asked: Asked, total: int) -> Iterator[Link]:
    last = min(LAST_PAGE, -(-total // SIZE))
    if last < 2:
        return
    shown = sorted({1, last, *range(max(1, asked.page - 2), min(last, asked.page + 2) + 1)})
    for number in shown:
        href = frame.href_with("search", query=[*asked.pairs(), ("page", str(number) if number > 1 else "")])
        yield Link(href, str(number), current=number == asked.page)


def _counterparts(frame: Frame, asked: Asked, others: Iterable[tuple[Counterpart, int]]) -> Iterator[Other]:
    for one, count in others:
        href = frame.href_with("search", query=asked.pairs(q=one.term, mode="", language=""))
        yield Other(href, one.term, HTML_LANG[one.language], count)


def _instead(frame: Frame, asked: Asked, one: Instead) -> Other:
    mode = "" if one.mode == "phrase" else one.mode
    return Other(frame.href_with("search", query=asked.pairs(q=one.query, mode=mode)), one.query, "", one.total)


def _names(frame: Frame, asked: Asked, names: Iterable[Name]) -> Iterator[Other]:
    for one in names:
        href = frame.href_with("search", query=asked.pairs(q=one.text, mode=""))
        yield Other(href, one.text, HTML_LANG[one.language], None)
