"""Loads the catalog fast: YAML once parsed is taken from the cache, and lines are looked up only when needed."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from regatlas.catalog.assembly import Loaded, assembled, files_digest
from regatlas.catalog.cache import JsonCache, cache_path
from regatlas.catalog.catalog import Catalog
from regatlas.catalog.entries import read_entries
from regatlas.catalog.files import CatalogFile, builtin_folder, catalog_files
from regatlas.catalog.kinds import SHAPES, DigestFile, Folder
from regatlas.model.base import Frozen
from regatlas.model.instrument import Instrument


def load_catalog(folder: Path | None = None) -> Catalog:
    """The catalog in a folder, the built-in one by default.

    Raises :class:`regatlas.errors.DataError` naming file and line of the first thing that does not fit the schema,
    stands twice, or digests an expression that is not there. What a person wants to see whole is
    :func:`regatlas.catalog.validation.validate`.
    """
    root = folder or builtin_folder()
    files = catalog_files(root)
    cache = JsonCache(cache_path(root))
    loaded: defaultdict[Folder, list[Frozen]] = defaultdict(list)
    for file in files:
        try:
            loaded[file.folder].append(SHAPES[file.folder].file.model_validate_json(cache.json_of(file)))
        except ValidationError:
            _explain(files, cache)
            raise
    cache.close()
    if _conflicting(loaded):
        _explain(files, cache)
    return assembled(files_digest(files), loaded)


@functools.cache
def builtin_catalog() -> Catalog:
    """The catalog that comes with Regatlas; loaded once in a process."""
    return load_catalog()


def _explain(files: list[CatalogFile], cache: JsonCache) -> None:
    """Raise the error that names file and line: the files are read again in the way that knows them."""
    for problem in read_entries(files, cache).problems:
        raise problem.error()


def _conflicting(loaded: Loaded) -> bool:
    """Whether an id stands twice, or a digest has no expression."""
    ids = list(_ids(loaded))
    expressions = {
        ("digests", one.id, each.id)
        for one in loaded.get("instruments", ())
        if isinstance(one, Instrument)
        for each in one.expressions
    }
    return len(set(ids)) < len(ids) or not {each for each in ids if each[0] == "digests"} <= expressions


def _ids(loaded: Loaded) -> Iterator[tuple[str, ...]]:
    for folder, models in loaded.items():
        for model in models:
            if isinstance(model, Instrument):
                yield "instruments", model.id
            elif isinstance(model, DigestFile):
                yield "digests", model.instrument, model.expression
            else:
                yield from ((folder, entry.id) for entry in getattr(model, SHAPES[folder].items))
