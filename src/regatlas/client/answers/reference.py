"""Taxonomies and search."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from regatlas.client.answers.base import Answer, Json, Next, Sha256, Span, Words
from regatlas.model.taxonomy import Level


class WordLists(Answer):
    """A list in English and Simplified Chinese."""

    en: tuple[str, ...]
    zh: tuple[str, ...]


class CategoryItem(Answer):
    """What a category means."""

    code: str
    label: Words
    group: Words | None
    parent: str | None
    definition: Words
    includes: WordLists
    excludes: WordLists
    near: tuple[str, ...]


class TaxonomyItem(Answer):
    """A published list of categories."""

    id: str
    version: str
    title: Words
    publisher: str
    source: str
    verified: bool
    levels: tuple[Level, ...]
    categories: tuple[CategoryItem, ...]


class TaxonomyList(Answer):
    """The taxonomies."""

    schema_id: Literal["regatlas/taxonomies/1"] = Field(alias="schema")
    taxonomies: tuple[TaxonomyItem, ...]


class TaxonomyAnswer(TaxonomyItem):
    """One taxonomy."""

    schema_id: Literal["regatlas/taxonomy/1"] = Field(alias="schema")


class CategoryAnswer(CategoryItem):
    """One category, with invented examples of each level."""

    schema_id: Literal["regatlas/category/1"] = Field(alias="schema")
    taxonomy: str
    examples: tuple[Json, ...]


class HitDocument(Answer):
    """The document of a hit."""

    sha256: Sha256
    title: str | None
    source: str
    language: str
    instrument: str | None
    jurisdiction: str | None
    status: str | None


class SnippetAnswer(Answer):
    """The words around the first place of the phrase; ``marks`` are spans into ``text``."""

    text: str
    marks: tuple[Span, ...]


class HitItem(Answer):
    """A provision that holds the phrase."""

    document: HitDocument
    eid: str
    article: str | None
    citation: str | None
    heading: str | None
    snippet: SnippetAnswer


class BesideHits(Answer):
    """Hits in recitals, annexes and headings of texts that have articles."""

    total: int
    hits: tuple[HitItem, ...]


class FacetItem(Answer):
    """A value of a filter, and the hits that it would leave."""

    value: str
    count: int
    chosen: bool


Facets = dict[str, tuple[FacetItem, ...]]


class SearchAnswer(Answer):
    """The provisions that hold a phrase; ``total`` counts them all."""

    schema_id: Literal["regatlas/search/1"] = Field(alias="schema")
    query: str
    total: int
    hits: tuple[HitItem, ...]
    beside: BesideHits
    mode: str = "phrase"
    unfiltered: int | None = Field(default=None, description="The total in all documents, whatever the filters")
    facets: Facets = Field(default_factory=dict, description="The hits that each value of each filter leaves")
    next: Next = None


class SuggestedName(Answer):
    """A name that holds what was typed."""

    text: str
    language: Literal["en", "zh"]


class SuggestionList(Answer):
    """Names that hold what was typed, the nearest first."""

    schema_id: Literal["regatlas/suggestions/1"] = Field(alias="schema")
    query: str
    suggestions: tuple[SuggestedName, ...]
