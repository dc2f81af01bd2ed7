"""A page of search results: hits with their marks, the filters, the same search in the other language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from regatlas.app.searching import Hit, Results, Snippet
from regatlas.app.terms import Counterpart
from regatlas.pages.site.frame import Frame
from regatlas.pages.words import HTML_LANG

SIZE = 20
# What can be looked through page by page; a query with more hits is to be narrowed.
LAST_PAGE = 25
# Facets are counted from the hits themselves, as long as these are all there.
COUNTED = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked for, as it stands in the address."""

    query: str = ""
    jurisdiction: str = ""
    language: str = ""
    as_of: str = ""
    page: int = 1

    def pairs(self, **changed: str) -> list[tuple[str, str]]:
        """The questions of the address, some of them changed."""
        given = {"q": self.query, "jurisdiction": self.jurisdiction, "language": self.language, "as_of": self.as_of}
        return list((given | changed).items())


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
class Link:
    """A link of the page with what it leads to."""

    href: str
    label: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class Other:
    """The same search in the other language, and how many provisions it finds."""

    href: str
    term: str
    lang: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchView:
    """Everything that a page of results shows."""

    query: str
    chosen: dict[str, str]
    jurisdictions: tuple[tuple[str, str], ...]
    languages: tuple[tuple[str, str], ...]
    asked: bool = False
    summary: str = ""
    total: int = 0
    first: int = 1
    hits: tuple[HitView, ...] = ()
    beside_total: int = 0
    beside: tuple[HitView, ...] = ()
    facets: tuple[Link, ...] = ()
    pages: tuple[Link, ...] = ()
    cut: int = 0
    counterparts: tuple[Other, ...] = field(default=())


def view_search(
    frame: Frame,
    asked: Asked,
    known: tuple[Iterable[str], Iterable[str]],
    results: Results | None,
    others: Iterable[tuple[Counterpart, int]] = (),
) -> SearchView:
    """The page. ``known`` are the jurisdictions and languages of the store; without ``results`` nothing was asked."""
    jurisdictions, languages = known
    start = (asked.page - 1) * SIZE
    words = frame.words
    base = SearchView(
        query=asked.query,
        chosen=dict(asked.pairs()),
        jurisdictions=tuple((code, frame.place(code)) for code in jurisdictions),
        languages=tuple((tag, frame.language(tag)) for tag in languages),
    )
    if results is None:
        return base
    return SearchView(
        **{name: getattr(base, name) for name in ("query", "chosen", "jurisdictions", "languages")},
        asked=True,
        summary=words("site.search.found", n=results.total, q=asked.query),
        total=results.total + results.beside_total,
        first=start + 1,
        hits=tuple(_hit(frame, hit) for hit in results.hits[start : start + SIZE]),
        beside_total=results.beside_total,
        beside=tuple(_hit(frame, hit) for hit in results.beside[:SIZE]) if asked.page == 1 else (),
        facets=tuple(_facets(frame, asked, results)),
        pages=tuple(_pages(frame, asked, results.total)),
        cut=SIZE * LAST_PAGE if results.total > SIZE * LAST_PAGE and asked.page == LAST_PAGE else 0,
        counterparts=tuple(_others(frame, asked, others)),
    )


def _hit(frame: Frame, hit: Hit) -> HitView:
    found, words = hit.found, frame.words
    page = frame.href("documents", found.sha256)
    about = [frame.place(hit.jurisdiction)] if hit.jurisdiction else []
    about.append(frame.language(found.language))
    if hit.status:
        about.append(words.tag("catalog.status", hit.status))
    place = found.text.find(hit.snippet.text)
    return HitView(
        href=frame.href("documents", found.sha256, anchor=found.eid),
        document=page,
        citation=found.citation or words("site.search.passage"),
        heading=found.heading or "",
        title=found.title or found.source,
        lang="" if found.language == "und" else found.language,
        about=tuple(about),
        snippet=hit.snippet,
        before=place > 0,
        after=place + len(hit.snippet.text) < len(found.text.rstrip()),
    )


def _facets(frame: Frame, asked: Asked, results: Results) -> Iterator[Link]:
    """Jurisdictions and languages among the hits, with their counts, where there is something to choose."""
    if results.total > len(results.hits):
        return
    places = Counter(hit.jurisdiction for hit in results.hits if hit.jurisdiction)
    tongues = Counter(hit.found.language for hit in results.hits)
    for counts, name, label in ((places, "jurisdiction", frame.place), (tongues, "language", frame.language)):
        if len(counts) > 1:
            for value, count in counts.most_common():
                href = frame.href_with("search", query=asked.pairs(**{name: value}))
                yield Link(href, label(value), count)


def _pages(frame: Frame, asked: Asked, total: int) -> Iterator[Link]:
    last = min(LAST_PAGE, -(-total // SIZE))
    if last < 2:
        return
    shown = sorted({1, last, *range(max(1, asked.page - 2), min(last, asked.page + 2) + 1)})
    for number in shown:
        href = frame.href_with("search", query=[*asked.pairs(), ("page", str(number) if number > 1 else "")])
        yield Link(href, str(number), current=number == asked.page)


def _others(frame: Frame, asked: Asked, others: Iterable[tuple[Counterpart, int]]) -> Iterator[Other]:
    for one, count in others:
        href = frame.href_with("search", query=asked.pairs(q=one.term, language=""))
        yield Other(href, one.term, HTML_LANG[one.language], count)
