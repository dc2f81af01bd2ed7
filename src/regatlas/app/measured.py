"""How good Regatlas is at what it does, as its benchmarks measured it: for the page that tells people."""

from __future__ import annotations

import functools
from datetime import date
from importlib.resources import files
from typing import Literal

from pydantic import Field

from regatlas.catalog.yaml_source import parse_yaml, validated
from regatlas.model.base import Frozen

_FILE = "measured.yaml"


class Figure(Frozen):
    """A share or a coefficient between 0 and 1, and what it is of. ``floor`` is the name of the floor that holds it."""

    value: float = Field(ge=0, le=1)
    en: str
    zh: str
    floor: str | None = None


class Measured(Frozen):
    """The figures, and the day on which they were measured."""

    schema_: Literal["regatlas/measured/1"] = Field(alias="schema")
    measured: date
    figures: tuple[Figure, ...]


@functools.cache
def measured() -> Measured:
    """The figures. Raises :class:`regatlas.errors.DataError` where the file is wrong."""
    source = parse_yaml(files("regatlas.data").joinpath(_FILE).read_bytes(), f"regatlas/data/{_FILE}")
    return validated(Measured, source, source.value)
