"""What can be wrong with a taxonomy or its worked examples, all of it, each with its place and a remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from regatlas.catalog.problems import Problem
from regatlas.catalog.yaml_source import Location, YamlSource, misfits
from regatlas.model.taxonomy import (
    Bilingual,
    BilingualList,
    Category,
    CategoryExamples,
    Cues,
    CueSet,
    Example,
    Taxonomy,
    TaxonomyExamples,
)

Model = TypeVar("Model", bound=BaseModel)
SCHEMA = "regatlas/taxonomy/1"
EXAMPLES_SCHEMA = "regatlas/taxonomy-examples/1"
GUIDE = "see docs/authoring-taxonomies.md"
_SHAPES = (Taxonomy, Category, Bilingual, BilingualList, CueSet, Cues, Example, TaxonomyExamples, CategoryExamples)
_KEYS = sorted({key for shape in _SHAPES for key in shape.model_fields})

Found = tuple[Location, str, str]
"""Where, what, and what to do."""


def examined(source: YamlSource) -> tuple[Taxonomy | None, list[Problem]]:
    """The taxonomy of a file, None where its shape does not allow one, and everything that is wrong with it."""
    taxonomy, found = shaped(Taxonomy, source, SCHEMA, "a taxonomy")
    if taxonomy is not None:
        found += taxonomy_faults(taxonomy)
    return taxonomy, told(source, found)


def examined_examples(source: YamlSource, taxonomy: Taxonomy) -> tuple[TaxonomyExamples | None, list[Problem]]:
    """The worked examples of a file for ``taxonomy``, and everything that is wrong with them."""
    examples, found = shaped(TaxonomyExamples, source, EXAMPLES_SCHEMA, "a list of worked examples")
    if examples is not None:
        found += _examples_faults(examples, taxonomy)
    return examples, told(source, found)


def told(source: YamlSource, found: Iterable[Found]) -> list[Problem]:
    """Faults as problems, in the order of the file."""
    problems = [Problem(what, source.where(at), hint) for at, what, hint in found]
    return sorted(problems, key=lambda problem: problem.order()[:2])


def shaped(model: type[Model], source: YamlSource, schema: str, name: str) -> tuple[Model | None, list[Found]]:
    """The file as a ``model``, or None and all that does not fit."""
    value = source.value
    first = f"begin with 'schema: {schema}'"
    if not isinstance(value, dict):
        return None, [((), f"{name} is a mapping of keys to values", first)]
    found: list[Found] = []
    if value.get("schema") != schema:
        given = "missing" if "schema" not in value else repr(value["schema"])
        found.append((("schema",), f"the schema is {given}", f"write 'schema: {schema}'"))
    try:
        return model.model_validate({key: item for key, item in value.items() if key != "schema"}), found
    except ValidationError as error:
        return None, [*found, *((at, what, _remedy(at, what)) for at, what in misfits(error))]


def _remedy(at: Location, what: str) -> str:
    key = str(at[-1]) if at else ""
    if what.endswith("this key is missing"):
        return f"add '{key}:' here"
    if what.endswith("no such key is known here"):
        close = get_close_matches(key, _KEYS, n=1)
        return f"write '{close[0]}'" if close else f"take it out, or {GUIDE}"
    return GUIDE


def taxonomy_faults(taxonomy: Taxonomy) -> Iterator[Found]:
    """What the shape alone does not show: levels, codes, references, cues given twice, levels of examples."""
    if taxonomy.levels[:1] != ("none",) or len(set(taxonomy.levels)) < max(2, len(taxonomy.levels)):
        yield ("levels",), "levels begin with none, and each stands there once", "write 'levels: [none, minimal, good]'"
    if not taxonomy.categories:
        yield ("categories",), "a taxonomy has at least one category", "add one with code, label and definition"
    yield from _code_faults(taxonomy)
    yield from _parent_faults(taxonomy)
    for number, category in enumerate(taxonomy.categories):
        at = ("categories", number)
        yield from _cue_faults(at, category)
        yield from _level_faults((*at, "examples"), category.examples, taxonomy)


def _code_faults(taxonomy: Taxonomy) -> Iterator[Found]:
    known: set[str] = set()
    for number, category in enumerate(taxonomy.categories):
        at = ("categories", number, "code")
        if not category.code.strip():
            yield at, "the code is empty", "give the word that records shall carry"
        if category.code in known:
            yield at, f"the code {category.code!r} is given to two categories", "change one of the two"
        known.add(category.code)


def _parent_faults(taxonomy: Taxonomy) -> Iterator[Found]:
    known = {category.code for category in taxonomy.categories}
    for number, category in enumerate(taxonomy.categories):
        at = ("categories", number)
        others = sorted(known - {category.code})
        if category.parent is not None and category.parent not in others:
            what = f"the parent {category.parent!r} of {category.code!r} is no other category"
            yield (*at, "parent"), what, _perhaps(category.parent, others)
        for position, code in enumerate(category.near):
            if code not in others:
                what = f"{category.code!r} is said to be near {code!r}, which is no other category"
                yield (*at, "near", position), what, _perhaps(code, others)


def _perhaps(code: str, others: Sequence[str]) -> str:
    close = get_close_matches(code, others, n=1)
    return f"write {close[0]!r}, or take it out" if close else "name the code of another category, or take it out"


def _cue_faults(at: tuple[int | str, ...], category: Category) -> Iterator[Found]:
    for language, cues in (("en", category.cues.en), ("zh", category.cues.zh)):
        seen: set[str] = set()
        for strength in ("strong", "weak", "negative"):
            for position, cue in enumerate(getattr(cues, strength)):
                here = (*at, "cues", language, strength, position)
                if cue in seen:
                    yield here, f"the cue {cue!r} of {category.code!r} is given twice for {language}", "keep one"
                seen.add(cue)


def _level_faults(at: tuple[int | str, ...], examples: Sequence[Example], taxonomy: Taxonomy) -> Iterator[Found]:
    for position, example in enumerate(examples):
        if example.level not in taxonomy.levels:
            what = f"the level {example.level!r} is none of {taxonomy.id!r}"
            yield (*at, position, "level"), what, f"choose among {', '.join(taxonomy.levels)}"


def _examples_faults(examples: TaxonomyExamples, taxonomy: Taxonomy) -> Iterator[Found]:
    if examples.taxonomy != taxonomy.id:
        what = f"the examples are of {examples.taxonomy!r}, not of {taxonomy.id!r}"
        yield ("taxonomy",), what, f"write 'taxonomy: {taxonomy.id}'"
    seen: set[str] = set()
    for number, category in enumerate(examples.categories):
        at = ("categories", number)
        if category.code not in taxonomy.by_code:
            what = f"{category.code!r} is no category of {taxonomy.id!r}"
            yield (*at, "code"), what, _perhaps(category.code, sorted(taxonomy.by_code))
        if category.code in seen:
            yield (*at, "code"), f"the examples of {category.code!r} stand in two places", "put them together"
        seen.add(category.code)
        yield from _level_faults((*at, "examples"), category.examples, taxonomy)


def gaps(source: YamlSource, taxonomy: Taxonomy) -> list[Problem]:
    """What a good taxonomy has and this one lacks; notes, since every engine can work without."""
    return sorted(
        (
            Problem(what, source.where(("categories", number)), "people and engines judge better with it", "note")
            for number, category in enumerate(taxonomy.categories)
            for what in _lacking(category)
        ),
        key=Problem.order,
    )


def _lacking(category: Category) -> Iterator[str]:
    for language in ("en", "zh"):
        for name, words in (("includes", category.includes), ("excludes", category.excludes)):
            if not getattr(words, language):
                yield f"{category.code!r} has no {name!r} in {language}"
        if not getattr(category.cues, language).strong:
            yield f"{category.code!r} has no strong cue in {language}, without which lexicon.v1 finds nothing"
    if not category.near:
        yield f"{category.code!r} names no near category"
