"""Reads a catalog so that everything knows its place: for telling a person all that is wrong, not for speed.

A file in which one entry is wrong keeps its other entries, so that one mistake is not reported twenty times over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Literal

from pydantic import ValidationError

from regatlas.catalog.assembly import assembled, files_digest
from regatlas.catalog.cache import JsonCache
from regatlas.catalog.catalog import Catalog
from regatlas.catalog.files import CatalogFile
from regatlas.catalog.kinds import SHAPES, DigestFile, Folder, Shape
from regatlas.catalog.problems import Problem
from regatlas.catalog.yaml_source import Location, YamlSource, misfits, parse_yaml
from regatlas.errors import DataError
from regatlas.model.base import Frozen
from regatlas.model.instrument import Instrument


@dataclass(frozen=True)
class Authored:
    """An entry as it was written: its id, its model (None where it does not fit the schema), its value, its place.

    A digest is one entry whose id is that of its instrument and that of its expression.
    """

    folder: Folder
    id: str
    model: Frozen | None
    value: dict[str, Any]
    file: CatalogFile
    at: Location = ()


@dataclass
class Reading:
    """A catalog as it was written. ``incomplete`` names files of which something could not be read."""

    files: Sequence[CatalogFile]
    entries: list[Authored] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    incomplete: set[str] = field(default_factory=set)
    models: dict[Folder, list[Frozen]] = field(default_factory=dict)
    _sources: dict[str, YamlSource] = field(default_factory=dict)

    def of(self, folder: Folder) -> Iterator[Authored]:
        """The entries of a folder."""
        return (entry for entry in self.entries if entry.folder == folder)

    def catalog(self) -> Catalog:
        """What could be read, as a catalog."""
        return assembled(files_digest(self.files), self.models)

    def where(self, file: CatalogFile, at: Location = ()) -> str:
        """``file:line`` of a place; the file is parsed again, once, to know its lines."""
        if file.name not in self._sources:
            self._sources[file.name] = parse_yaml(file.data, file.name)
        return self._sources[file.name].where(at)

    def complain(
        self,
        file: CatalogFile,
        at: Location,
        what: str,
        hint: str = "",
        severity: Literal["problem", "note"] = "problem",
    ) -> None:
        """Add a problem."""
        self.problems.append(Problem(what, self.where(file, at), hint, severity))


def read_entries(files: Sequence[CatalogFile], cache: JsonCache) -> Reading:
    """Read the files; what does not parse, does not fit its schema, or stands twice is among the problems."""
    reading = Reading(files)
    for file in files:
        try:
            value = json.loads(cache.json_of(file))
        except DataError as error:
            reading.problems.append(Problem(error.what, error.where, error.hint))
            reading.incomplete.add(file.name)
            continue
        _read(reading, file, value)
    _find_duplicates(reading)
    _find_lost_digests(reading)
    return reading


def _read(reading: Reading, file: CatalogFile, value: dict[str, Any]) -> None:
    shape = SHAPES[file.folder]
    model = _fitting(reading, file, shape, value)
    if model is not None:
        reading.models.setdefault(file.folder, []).append(model)
    reading.entries.extend(_authored(file, shape, value, model))


def _fitting(reading: Reading, file: CatalogFile, shape: Shape, value: dict[str, Any]) -> Frozen | None:
    """The model of a file, or of what is right in it."""
    try:
        return shape.file.model_validate(value)
    except ValidationError as error:
        reading.incomplete.add(file.name)
        for location, what in misfits(error):
            reading.complain(file, location, what, _remedy(location, what))
    items = value.get(shape.items)
    if not shape.item or not isinstance(items, list):
        return None
    right = [item for item in items if _fits(shape.item, item)]
    try:
        return shape.file.model_validate({**value, shape.items: right})
    except ValidationError:
        return None


def _remedy(at: Location, what: str) -> str:
    """What to do about a sentence of :func:`misfits`."""
    key = str(at[-1]) if at else ""
    if what.endswith("this key is missing"):
        return f"add '{key}:' here"
    if what.endswith("no such key is known here"):
        near = get_close_matches(key, _keys(), n=1)
        return f"write '{near[0]}'" if near else "take it out; docs/catalog.md has the keys"
    return "docs/catalog.md has the form"


def _keys() -> set[str]:
    """Every key that some file of a catalog may have."""
    schemas = [shape.file.model_json_schema() for shape in SHAPES.values()]
    parts = [part for schema in schemas for part in (schema, *schema.get("$defs", {}).values())]
    return {key for part in parts for key in part.get("properties", {})}


def _fits(model: type[Frozen], value: object) -> bool:
    try:
        model.model_validate(value)
    except ValidationError:
        return False
    return True


def _authored(file: CatalogFile, shape: Shape, value: dict[str, Any], model: Frozen | None) -> Iterable[Authored]:
    if file.folder == "instruments":
        yield Authored(file.folder, str(value.get("id")), model, value, file)
    elif file.folder == "digests":
        name = f"{value.get('instrument')} {value.get('expression')}"
        yield Authored(file.folder, name, model, value, file)
    else:
        known = {entry.id: entry for entry in getattr(model, shape.items, ())}
        items = value.get(shape.items)
        for number, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict):
                entry_id = str(item.get("id"))
                yield Authored(file.folder, entry_id, known.get(entry_id), item, file, (shape.items, number))


def _find_duplicates(reading: Reading) -> None:
    seen: dict[tuple[str, str], Authored] = {}
    for entry in reading.entries:
        # Instruments and agencies are named alike, so no id may mean both.
        room = "instruments" if entry.folder == "agencies" else entry.folder
        first = seen.setdefault((room, entry.id), entry)
        if first is not entry:
            reading.complain(
                entry.file,
                (*entry.at, "id"),
                f"the id {entry.id!r} stands twice, first at {reading.where(first.file, (*first.at, 'id'))}",
                "give one of the two another id, or take it out",
            )


def _find_lost_digests(reading: Reading) -> None:
    """Digests of instruments or expressions that are not there."""
    broken = {entry.id for entry in reading.of("instruments") if entry.model is None}
    known = {
        entry.id: [each.id for each in entry.model.expressions]
        for entry in reading.of("instruments")
        if isinstance(entry.model, Instrument)
    }
    for entry in reading.of("digests"):
        if not isinstance(entry.model, DigestFile) or entry.model.instrument in broken:
            continue
        expressions = known.get(entry.model.instrument)
        if expressions is None:
            what = f"there is no instrument {entry.model.instrument!r}"
            reading.complain(entry.file, ("instrument",), what, "write its file in instruments/, or correct the id")
        elif entry.model.expression not in expressions:
            what = f"{entry.model.instrument} has no expression {entry.model.expression!r}"
            hint = f"it has {', '.join(expressions) or 'none'}"
            reading.complain(entry.file, ("expression",), what, hint)
