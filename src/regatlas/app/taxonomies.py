"""Taxonomies under examination: everything wrong with a file, and what an engine makes of the worked examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from regatlas.app.mapping import ENGINES, Mapper
from regatlas.catalog.problems import Problem
from regatlas.catalog.taxonomies import BUILTIN_IDS, builtin_source, illustrated, load_taxonomy
from regatlas.catalog.taxonomy_checks import GUIDE, examined, examined_examples, gaps
from regatlas.catalog.yaml_source import YamlSource, load_yaml
from regatlas.engines.lexicon.cues import parse_cue
from regatlas.errors import DataError
from regatlas.model.taxonomy import Category, Example, Level, Taxonomy
from regatlas.readers import Limits, read
from regatlas.structure import parse

Language = Literal["en", "zh"]
# An example is a provision among others: alone it could be taken for a title, and shorter ones for the rest of a scan.
# What stands beside it is on no subject of any taxonomy and obliges nobody.
_AROUND: dict[Language, str] = {
    "en": "Article 1 {}\n\nArticle 2 Place names in the table below stand in the order of the alphabet.\n",
    "zh": "第一条　{}\n\n第二条　下表所列地名以汉语拼音字母为序，同音者以笔画多少为序，页码位于每页下方正中。\n",
}


def problems_of(path: Path) -> list[Problem]:
    """Everything that is wrong with a taxonomy file, and as notes what it lacks. Nothing is raised."""
    try:
        return _examined(load_yaml(path))[1]
    except DataError as error:
        return [Problem(error.what, error.where, error.hint)]


def builtin_problems() -> list[Problem]:
    """Everything that is wrong with the taxonomies of the package and their worked examples."""
    found: list[Problem] = []
    for name in BUILTIN_IDS:
        taxonomy, problems = _examined(builtin_source(f"{name}.yaml"))
        found += problems
        if taxonomy is not None:
            found += examined_examples(builtin_source(f"examples/{name}.yaml"), taxonomy)[1]
    return found


def _examined(source: YamlSource) -> tuple[Taxonomy | None, list[Problem]]:
    taxonomy, found = examined(source)
    if taxonomy is None:
        return None, found
    found += _unreadable_cues(source, taxonomy)
    return taxonomy, [*sorted(found, key=lambda problem: problem.order()[:2]), *gaps(source, taxonomy)]


def _unreadable_cues(source: YamlSource, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Cues that the engine's cue language does not know; the catalog cannot tell, for it does not know engines."""
    for number, category in enumerate(taxonomy.categories):
        for language, strength, position, cue in _cues(category):
            try:
                parse_cue(cue)
            except DataError as error:
                where = source.where(("categories", number, "cues", language, strength, position))
                yield Problem(error.what, where, GUIDE)


def _cues(category: Category) -> Iterator[tuple[str, str, int, str]]:
    for language in ("en", "zh"):
        for strength in ("strong", "weak", "negative"):
            cues = getattr(getattr(category.cues, language), strength)
            yield from ((language, strength, position, cue) for position, cue in enumerate(cues))


@dataclass(frozen=True, slots=True)
class Trial:
    """One worked example in one language: the level that stands in the data, and the one that an engine gave.

    ``given`` is None where the engine abstained.
    """

    taxonomy: str
    category: str
    language: Language
    number: int
    stated: Level
    given: Level | None
    text: str

    @property
    def right(self) -> bool:
        """Whether the engine agrees with the data."""
        return self.stated == self.given


def named(name: str) -> Taxonomy:
    """A built-in taxonomy with its worked examples, by its id, or the one in a YAML file. Raises DataError."""
    return load_taxonomy(Path(name)) if name.endswith((".yaml", ".yml")) else illustrated(name)


def trials(name: str, engine: str = ENGINES[0], *, model: Path | None = None) -> list[Trial]:
    """What an engine makes of every worked example in both languages, each read as a text of one provision.

    ``name`` is the id of a built-in taxonomy or the path of a YAML file.
    """
    taxonomy = named(name)
    mapper = Mapper(engine, (name,), model=model)
    return [
        Trial(
            taxonomy.id,
            category.code,
            language,
            number,
            example.level,
            _level(mapper, category.code, language, text),
            text,
        )
        for category in taxonomy.categories
        for number, example in enumerate(category.examples, start=1)
        for language, text in _texts(example)
    ]


def _texts(example: Example) -> tuple[tuple[Language, str], tuple[Language, str]]:
    return ("en", example.text.en), ("zh", example.text.zh)


def _level(mapper: Mapper, category: str, language: Language, text: str) -> Level | None:
    document = parse(read(_AROUND[language].format(text).encode(), Limits()))
    record = mapper.map(document, manifest="")
    if record.abstained:
        return None
    return next(one.level for one in record.coverage if one.category == category)
