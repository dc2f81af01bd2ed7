"""The filters of a search: what can be chosen, what is set, and what each choice would leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regatlas.app.search_facets import Facet, FacetValue
from regatlas.app.search_requests import ACTORS, LEVELS, RISKS, STATUSES, TYPES, Group
from regatlas.catalog.taxonomies import builtin_taxonomies
from regatlas.pages.site.frame import Frame

if TYPE_CHECKING:
    from regatlas.pages.site.results import Asked

# Of a facet with many values the first are shown, the others on demand.
_SHOWN = 6
_DATES = ("as_of", "issued_from", "issued_to", "effective_from", "effective_to")
Options = dict[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the page with what it leads to."""

    href: str
    label: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class FacetView:
    """A filter with the values that can be chosen; ``more`` are those beyond the first."""

    name: str
    label: str
    values: tuple[Link, ...]
    more: tuple[Link, ...]


def options_of(frame: Frame, jurisdictions: Iterable[str], languages: Iterable[str]) -> Options:
    """What the fields of the form offer, given the jurisdictions and languages that there are."""

    def named(name: Group, values: Iterable[str]) -> tuple[tuple[str, str], ...]:
        return tuple((value, _named(frame, name)(value)) for value in values)

    return {
        "jurisdiction": named("jurisdiction", jurisdictions),
        "language": named("language", languages),
        "type": named("type", TYPES),
        "status": named("status", STATUSES),
        "category": named("category", (one.code for one in builtin_taxonomies()[RISKS].categories)),
        "level": tuple((level, frame.words.tag("level", level)) for level in LEVELS),
        "actor": named("actor", ACTORS),
    }


def set_filters(frame: Frame, asked: Asked) -> Iterator[Link]:
    """The filters that are set; each link leads to the same search without that one."""
    for name, value in asked.filters().items():
        # A level alone does nothing; it goes with its category.
        if value and not (name == "level" and not asked.category):
            changed = {name: "", "level": ""} if name == "category" else {name: ""}
            href = frame.href_with("search", query=asked.pairs(**changed))
            yield Link(href, frame.words("site.search.set", name=_label(frame, name), value=_value(frame, name, value)))


def facet_views(frame: Frame, asked: Asked, facets: Iterable[Facet]) -> Iterator[FacetView]:
    """The facets in which there is something to choose."""
    for facet in facets:
        if len(facet.values) > 1 or any(one.chosen for one in facet.values):
            links = [_link(frame, asked, facet.group, one) for one in facet.values]
            # What is chosen must not hide behind others.
            links.sort(key=lambda link: not link.current)
            yield FacetView(facet.group, _label(frame, facet.group), tuple(links[:_SHOWN]), tuple(links[_SHOWN:]))


def _link(frame: Frame, asked: Asked, group: Group, one: FacetValue) -> Link:
    href = frame.href_with("search", query=asked.pairs(**{group: "" if one.chosen else one.value}))
    return Link(href, _named(frame, group)(one.value), one.count, current=one.chosen)


def _label(frame: Frame, name: str) -> str:
    keys = {"status": "catalog.field.status", "as_of": "site.search.day"}
    return frame.words(keys.get(name, f"site.filter.{name.replace('_', '-')}"))


def _value(frame: Frame, name: str, value: str) -> str:
    if name in _DATES:
        return frame.date(value)
    return frame.words.tag("level", value) if name == "level" else _named(frame, name)(value)


def _named(frame: Frame, name: str) -> Callable[[str], str]:
    """The function that puts a value of a filter into words; one that the site does not know stays as it is."""
    words = frame.words
    families = {"type": "site.type", "status": "catalog.status", "actor": "actor"}
    if name == "jurisdiction":
        return frame.place
    if name == "language":
        return frame.language
    if name == "category":
        return lambda value: _category(frame, value)
    return lambda value: words(f"{families[name]}.{value}") if words.known(f"{families[name]}.{value}") else value


def _category(frame: Frame, value: str) -> str:
    taxonomy, colon, code = value.partition(":")
    if not colon:
        taxonomy, code = RISKS, value
    known = builtin_taxonomies().get(taxonomy)
    category = known.by_code.get(code) if known else None
    if category is None:
        return value
    return f"{code} {frame.said(category.label)}" if taxonomy == RISKS else frame.said(category.label)
