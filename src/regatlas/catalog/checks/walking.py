"""Everything inside an authored value, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from regatlas.catalog.yaml_source import Location


def walk(value: object, at: Location = ()) -> Iterator[tuple[Location, Any]]:
    """``value`` and everything in it, each with its place, from the outside in."""
    yield at, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, (*at, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from walk(item, (*at, number))


def under(value: object, *keys: str) -> Iterator[tuple[Location, Any]]:
    """The mappings that stand in ``value`` under one of the keys, alone or in a list."""
    for at, item in walk(value):
        if isinstance(item, dict) and not {*keys}.isdisjoint(at[-2:]):
            yield at, item
