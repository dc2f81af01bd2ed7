"""The published taxonomies: loaded from YAML, checked, and identified by a digest."""

from __future__ import annotations

import functools
import hashlib
import json
from importlib.resources import files
from pathlib import Path

from regatlas.catalog.problems import Problem
from regatlas.catalog.taxonomy_checks import SCHEMA, examined, examined_examples
from regatlas.catalog.yaml_source import YamlSource, load_yaml, parse_yaml
from regatlas.errors import DataError
from regatlas.model.taxonomy import Taxonomy

__all__ = [
    "BUILTIN_IDS",
    "SCHEMA",
    "builtin_source",
    "builtin_taxonomies",
    "builtin_taxonomy",
    "illustrated",
    "load_taxonomy",
    "screening_taxonomy",
    "taxonomy_digest",
]
BUILTIN_IDS = ("risk-subdomain", "sector", "lifecycle", "actor", "legal-status", "technical-scope", "agora")


def load_taxonomy(path: Path) -> Taxonomy:
    """The taxonomy in a YAML file. Raises :class:`DataError` naming the file and line of the first problem.

    Checked: the schema, the shape, unique codes, that ``parent`` and ``near`` name other categories, and that no
    category gives the same cue twice for one language. Whether each cue can be read is checked by the engine.
    All problems at once: :func:`regatlas.catalog.taxonomy_checks.examined`.
    """
    return _checked(load_yaml(path))


@functools.cache
def builtin_taxonomy(taxonomy_id: str) -> Taxonomy:
    """The built-in taxonomy of that id; parsed once in a process. Raises :class:`DataError` if there is none."""
    if taxonomy_id not in BUILTIN_IDS:
        raise DataError(f"no taxonomy is called {taxonomy_id!r}", hint=f"choose among {', '.join(BUILTIN_IDS)}")
    source = builtin_source(f"{taxonomy_id}.yaml")
    taxonomy = _checked(source)
    if taxonomy.id != taxonomy_id:
        raise source.error(f"the id is {taxonomy.id!r} but the file is named {taxonomy_id!r}", ("id",))
    return taxonomy


def builtin_source(name: str) -> YamlSource:
    """A YAML file of the package's taxonomies, parsed: ``sector.yaml`` or ``examples/sector.yaml``."""
    resource = files("regatlas.data").joinpath("taxonomies", *name.split("/"))
    try:
        data = resource.read_bytes()
    except OSError:
        where = f"regatlas/data/taxonomies/{name}"
        raise DataError(
            "a file of a built-in taxonomy is missing", where=where, hint="install Regatlas again"
        ) from None
    return parse_yaml(data, f"regatlas/data/taxonomies/{name}")


@functools.cache
def screening_taxonomy() -> Taxonomy:
    """The two categories that a language model is asked about for scope screening; they stand in no record."""
    return _checked(builtin_source("screening/scope.yaml"))


@functools.cache
def illustrated(taxonomy_id: str) -> Taxonomy:
    """The built-in taxonomy with its worked examples, which stand in a file of their own since engines need none."""
    taxonomy = builtin_taxonomy(taxonomy_id)
    examples, problems = examined_examples(builtin_source(f"examples/{taxonomy_id}.yaml"), taxonomy)
    if examples is None or problems:
        raise _first(problems)
    by_code = {category.code: category.examples for category in examples.categories}
    joined = (
        category.model_copy(update={"examples": by_code.get(category.code, ())}) for category in taxonomy.categories
    )
    return taxonomy.model_copy(update={"categories": tuple(joined)})


def builtin_taxonomies() -> dict[str, Taxonomy]:
    """Every built-in taxonomy by its id, in the order in which records list them."""
    return {taxonomy_id: builtin_taxonomy(taxonomy_id) for taxonomy_id in BUILTIN_IDS}


def taxonomy_digest(taxonomy: Taxonomy) -> str:
    """SHA-256 of the taxonomy's canonical JSON: any change of a label, definition or cue changes it.

    Worked examples are left out: no engine reads them, and a better example must not make finished records stale.
    """
    value = taxonomy.model_dump(mode="json", exclude={"categories": {"__all__": {"examples"}}})
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _checked(source: YamlSource) -> Taxonomy:
    taxonomy, problems = examined(source)
    if taxonomy is None or problems:
        raise _first(problems)
    return taxonomy


def _first(problems: list[Problem]) -> DataError:
    """The error of the first problem, which says how many more there are."""
    error = problems[0].error()
    if more := len(problems) - 1:
        return DataError(f"{error.what} (and {more} more)", where=error.where, hint=error.hint)
    return error
