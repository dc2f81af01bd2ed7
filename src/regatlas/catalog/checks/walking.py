"""Everything inside an authored value, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from regatlas.catalog.yaml_source import Location
from regatlas.model.obligation import Citation


def walk(value: object, at: Location = ()) -> Iterator[tuple[Location, Any]]:
    """``value`` and everything in it, each with its place, from the outside in."""
    yield at, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, (*at, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from walk(item, (*at, number))


def citations(value: object) -> Iterator[tuple[Location, Citation]]:
    """The citations in ``value``; what does not fit their schema is passed over, and reported as that."""
    for at, item in under(value, "citation", "citations", "basis"):
        try:
            yield at, Citation.model_validate(item)
        except ValidationError:
            continue


def under(value: object, *keys: str) -> Iterator[tuple[Location, Any]]:
    """The mappings that stand in ``value`` under one of the keys, alone or in a list."""
    for at, item in walk(value):
        if isinstance(item, dict) and not {*keys}.isdisjoint(at[-2:]):
            yield at, item
