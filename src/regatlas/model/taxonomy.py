"""Published taxonomies, as data: what each category means and the words that betray it."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from regatlas.model.base import Frozen

Level = Literal["none", "minimal", "good"]


class Bilingual(Frozen):
    """The same words in English and Simplified Chinese."""

    en: str
    zh: str


class BilingualList(Frozen):
    """The same list in English and Simplified Chinese."""

    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()


class Cues(Frozen):
    """Patterns for one language. ``strong`` ones speak of the category, ``weak`` ones only lean to it.

    ``negative`` patterns cancel every cue of the category that they overlap ("social security" for "security").
    The pattern language is described in :mod:`regatlas.engines.lexicon.cues`.
    """

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()


class CueSet(Frozen):
    """Cues by language; ``zh`` serves Simplified Chinese, and Traditional through the matcher's folding."""

    en: Cues = Cues()
    zh: Cues = Cues()


class Example(Frozen):
    """A worked example: an invented provision, the level that a text of nothing else deserves, and why.

    ``none`` stands for a near miss, which has something of the category and does not count.
    """

    level: Level
    text: Bilingual
    why: Bilingual


class Category(Frozen):
    """One category of a taxonomy. ``code`` is what records carry; ``near`` names categories often taken for it.

    ``examples`` teach people and test engines; no engine reads them, and they are no part of a taxonomy's digest.
    """

    code: str
    label: Bilingual
    definition: Bilingual
    group: Bilingual | None = None
    parent: str | None = None
    includes: BilingualList = BilingualList()
    excludes: BilingualList = BilingualList()
    near: tuple[str, ...] = ()
    cues: CueSet = CueSet()
    examples: tuple[Example, ...] = ()


class CategoryExamples(Frozen):
    """The worked examples of one category, as a file of their own holds them."""

    code: str
    examples: tuple[Example, ...]


class TaxonomyExamples(Frozen):
    """Worked examples of the taxonomy of that id."""

    taxonomy: str
    categories: tuple[CategoryExamples, ...]


class Taxonomy(Frozen):
    """A published list of categories. ``levels`` are those that a judgement under it may give."""

    id: str
    version: str
    title: Bilingual
    publisher: str
    source: str
    verified: bool
    note: Bilingual | None = None
    levels: tuple[Level, ...] = ("none", "minimal", "good")
    categories: tuple[Category, ...]

    @cached_property
    def by_code(self) -> dict[str, Category]:
        """Every category by its code."""
        return {category.code: category for category in self.categories}
