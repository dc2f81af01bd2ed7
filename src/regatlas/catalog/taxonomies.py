"""The published taxonomies: loaded from YAML, checked, and identified by a digest."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from regatlas.catalog.yaml_source import Location, YamlSource, load_yaml, parse_yaml, validated
from regatlas.errors import DataError
from regatlas.model.taxonomy import Taxonomy

SCHEMA = "regatlas/taxonomy/1"
BUILTIN_IDS = ("risk-subdomain", "sector", "lifecycle", "actor", "legal-status", "technical-scope", "agora")


def load_taxonomy(path: Path) -> Taxonomy:
    """The taxonomy in a YAML file. Raises :class:`DataError` naming file and line.

    Checked: the schema, the shape, unique codes, that ``parent`` and ``near`` name other categories, and that no
    category gives the same cue twice for one language. Whether each cue can be read is checked by the engine.
    """
    return _checked(load_yaml(path))


@functools.cache
def builtin_taxonomy(taxonomy_id: str) -> Taxonomy:
    """The built-in taxonomy of that id; parsed once in a process. Raises :class:`DataError` if there is none."""
    if taxonomy_id not in BUILTIN_IDS:
        raise DataError(f"no taxonomy is called {taxonomy_id!r}", hint=f"choose among {', '.join(BUILTIN_IDS)}")
    resource = files("regatlas.data").joinpath("taxonomies", f"{taxonomy_id}.yaml")
    name = f"regatlas/data/taxonomies/{taxonomy_id}.yaml"
    try:
        data = resource.read_bytes()
    except OSError:
        raise DataError("a built-in taxonomy is missing", where=name, hint="install Regatlas again") from None
    source = parse_yaml(data, name)
    taxonomy = _checked(source)
    if taxonomy.id != taxonomy_id:
        raise source.error(f"the id is {taxonomy.id!r} but the file is named {taxonomy_id!r}", ("id",))
    return taxonomy


def builtin_taxonomies() -> dict[str, Taxonomy]:
    """Every built-in taxonomy by its id, in the order in which records list them."""
    return {taxonomy_id: builtin_taxonomy(taxonomy_id) for taxonomy_id in BUILTIN_IDS}


def taxonomy_digest(taxonomy: Taxonomy) -> str:
    """SHA-256 of the taxonomy's canonical JSON: any change of a label, definition or cue changes it."""
    canonical = json.dumps(taxonomy.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _checked(source: YamlSource) -> Taxonomy:
    value = source.value
    if not isinstance(value, dict):
        raise source.error("a taxonomy is a mapping of keys to values", hint=f"begin with 'schema: {SCHEMA}'")
    if value.get("schema") != SCHEMA:
        raise source.error(f"the schema is {value.get('schema')!r}", ("schema",), hint=f"write 'schema: {SCHEMA}'")
    taxonomy = validated(Taxonomy, source, {key: item for key, item in value.items() if key != "schema"})
    for location, what in _problems(taxonomy):
        raise source.error(what, location)
    return taxonomy


def _problems(taxonomy: Taxonomy) -> Iterator[tuple[Location, str]]:
    if taxonomy.levels[:1] != ("none",) or len(set(taxonomy.levels)) < max(2, len(taxonomy.levels)):
        yield ("levels",), "levels begin with none, and each stands there once"
    if not taxonomy.categories:
        yield ("categories",), "a taxonomy has at least one category"
    yield from _code_problems(taxonomy)
    yield from _cue_problems(taxonomy)


def _code_problems(taxonomy: Taxonomy) -> Iterator[tuple[Location, str]]:
    known: set[str] = set()
    for number, category in enumerate(taxonomy.categories):
        if category.code in known:
            yield ("categories", number, "code"), f"the code {category.code!r} is given to two categories"
        known.add(category.code)
    for number, category in enumerate(taxonomy.categories):
        at = ("categories", number)
        others = known - {category.code}
        if category.parent is not None and category.parent not in others:
            yield (*at, "parent"), f"the parent {category.parent!r} of {category.code!r} is no other category"
        for position, code in enumerate(category.near):
            if code not in others:
                yield (
                    (*at, "near", position),
                    f"{category.code!r} is said to be near {code!r}, which is no other category",
                )


def _cue_problems(taxonomy: Taxonomy) -> Iterator[tuple[Location, str]]:
    for number, category in enumerate(taxonomy.categories):
        for language, cues in (("en", category.cues.en), ("zh", category.cues.zh)):
            seen: set[str] = set()
            for strength in ("strong", "weak", "negative"):
                for position, cue in enumerate(getattr(cues, strength)):
                    if cue in seen:
                        at = ("categories", number, "cues", language, strength, position)
                        yield at, f"the cue {cue!r} of {category.code!r} is given twice for {language}"
                    seen.add(cue)
