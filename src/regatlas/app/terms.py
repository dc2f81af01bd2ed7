"""The same query in the other language, from fixed terms and from the names in the taxonomies and the catalog."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Literal

from pydantic import Field

from regatlas.catalog.catalog import Catalog
from regatlas.catalog.loading import builtin_catalog
from regatlas.catalog.taxonomies import builtin_taxonomies
from regatlas.catalog.yaml_source import parse_yaml, validated
from regatlas.model.base import Frozen
from regatlas.model.taxonomy import Bilingual
from regatlas.store.search import fold

Language = Literal["en", "zh"]
_FILE = "terms.yaml"
# A term inside a longer query stands for it only where it is at least this share of it.
_SHARE = 0.5
_MOST = 3
_OTHER: dict[Language, Language] = {"en": "zh", "zh": "en"}
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")


class Term(Frozen):
    """A term in both languages; the first of each list is the usual one."""

    en: tuple[str, ...] = Field(min_length=1)
    zh: tuple[str, ...] = Field(min_length=1)


class Name(Frozen):
    """A term as it is written, and its language."""

    text: str
    language: Language


class _Terms(Frozen):
    schema_: Literal["regatlas/terms/1"] = Field(alias="schema")
    terms: tuple[Term, ...]


class Counterpart(Frozen):
    """What to search for in the other language. ``of`` is the part of the query that it stands for."""

    language: Language
    term: str
    of: str


@functools.cache
def fixed_terms() -> tuple[Term, ...]:
    """The authored terms. Raises :class:`regatlas.errors.DataError` where the file is wrong."""
    source = parse_yaml(files("regatlas.data").joinpath(_FILE).read_bytes(), f"regatlas/data/{_FILE}")
    return validated(_Terms, source, source.value).terms


class TermBook:
    """All terms, found by either language. The authored ones win over names of categories and instruments.

    ``names`` has every term of either language once by its folded form, for suggestions; ``aliases`` are further names
    without a counterpart.
    """

    def __init__(self, terms: Iterable[Term], aliases: Iterable[str] = ()) -> None:
        self.names: dict[str, Name] = {}
        self._found: dict[str, list[tuple[Language, str, str]]] = {}
        for term in terms:
            self._add("zh", term.en, term.zh)
            self._add("en", term.zh, term.en)
        for alias in aliases:
            self.names.setdefault(fold(alias), Name(text=alias, language=_language(alias)))

    def _add(self, language: Language, names: tuple[str, ...], others: tuple[str, ...]) -> None:
        for name in names:
            known = self._found.setdefault(fold(name), [])
            known.extend((language, name, other) for other in others)
            self.names.setdefault(fold(name), Name(text=name, language=_OTHER[language]))

    def counterparts(self, query: str) -> tuple[Counterpart, ...]:
        """The same in the other language, best first: of the whole query, else of the longest term inside it."""
        wanted = fold(query)
        key = wanted if wanted in self._found else self._inside(wanted)
        told = [Counterpart(language=lang, term=other, of=name) for lang, name, other in self._found.get(key, ())]
        different: dict[str, Counterpart] = {}
        for one in told:
            if fold(one.term) != wanted:
                different.setdefault(fold(one.term), one)
        return tuple(different.values())[:_MOST]

    def _inside(self, wanted: str) -> str:
        held = [key for key in self._found if len(key) >= max(2, _SHARE * len(wanted)) and _holds(wanted, key)]
        return max(held, key=len, default="")


def _holds(text: str, term: str) -> bool:
    """Whether a term stands in a text, an English one as whole words."""
    place = text.find(term)
    if place < 0 or not term.isascii():
        return place >= 0
    around = f" {text} "[place], f" {text} "[place + len(term) + 1]
    return not any(sign.isalnum() for sign in around)


def term_book(catalog: Catalog) -> TermBook:
    """The book of a catalog and the built-in taxonomies."""
    names = (Term(en=(name.en,), zh=(name.zh,)) for name in _names(catalog))
    return TermBook([*fixed_terms(), *names], (alias for one in catalog.instruments for alias in one.aliases))


def _language(text: str) -> Language:
    return "zh" if _IDEOGRAPH.search(text) else "en"


@functools.cache
def builtin_terms() -> TermBook:
    """The book of the catalog that comes with Regatlas; made once in a process."""
    return term_book(builtin_catalog())


def _names(catalog: Catalog) -> Iterator[Bilingual]:
    for taxonomy in builtin_taxonomies().values():
        yield from (category.label for category in taxonomy.categories)
    for instrument in catalog.instruments:
        yield from (title for title in (instrument.short_title, instrument.title) if title)
    for agency in catalog.agencies:
        yield from (name for name in (agency.name, agency.short_name) if name)
    for fact in catalog.facts:
        yield from (choice.label for choice in fact.choices)
