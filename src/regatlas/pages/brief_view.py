"""A brief in words, the same for pages and for Markdown, whether made from the catalog or from a file."""

from __future__ import annotations

from dataclasses import dataclass

from regatlas.pages.telling import SourceView


@dataclass(frozen=True, slots=True)
class Point:
    """One point with its citation; ``lang`` is set where the words are those of the text itself."""

    text: str
    cited: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """Who must do what by when, and where that is written."""

    who: str
    what: str
    when: str
    cited: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class RelatedView:
    """Another instrument, and in a line why it is named."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class BriefView:
    """Everything that a brief shows. ``lang`` and ``other_lang`` are the tags of the two titles.

    ``acts_none`` and ``related_none`` stand where there are none; ``acts_more`` and ``related_more`` tell what was left
    out to keep to one page.
    """

    title: str
    lang: str
    other: str
    other_lang: str
    date: str
    facts: tuple[tuple[str, str], ...]
    what: str
    points: tuple[Point, ...]
    acts: tuple[Act, ...]
    acts_more: str
    acts_none: str
    related: tuple[RelatedView, ...]
    related_more: str
    related_heading: str
    related_none: str
    sources: tuple[SourceView, ...]
    notices: tuple[str, ...]
