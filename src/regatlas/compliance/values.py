"""The values that facts have once they are known, and how they are written in JSON.

A boolean is a ``bool``, a choice or text a ``str``, choices a ``frozenset`` closed under what each value implies, an
integer an ``int`` or an :class:`Interval`, a date a ``date`` or :data:`NO_DATE`. A fact that is not known has no value.
"""

from __future__ import annotations

import datetime
from typing import Final, NamedTuple, TypeAlias

from pydantic import JsonValue

from regatlas.model.obligation import Fact


class Interval(NamedTuple):
    """A number known only between two bounds, both included; ``high`` is None where there is no upper bound."""

    low: int
    high: int | None


class NoDate(NamedTuple):
    """The answer that there is no such date: the service has not ended, nothing has changed."""


NO_DATE: Final = NoDate()
NONE_WORD: Final = "none"
UNKNOWN_WORD: Final = "unknown"

Value: TypeAlias = bool | str | int | frozenset[str] | datetime.date | Interval | NoDate


def closed(fact: Fact, chosen: frozenset[str]) -> frozenset[str]:
    """``chosen`` with every wider value that they imply: a city's code also means its country."""
    wider = {choice.id: choice.within for choice in fact.choices}
    found = set(chosen)
    for value in chosen:
        above = _wider(fact, wider, value)
        while above is not None and above not in found:
            found.add(above)
            above = _wider(fact, wider, above)
    return frozenset(found)


def _wider(fact: Fact, known: dict[str, str | None], value: str) -> str | None:
    if value in known:
        return known[value]
    return value.partition("-")[0] if fact.jurisdictions and "-" in value else None


def narrowest(fact: Fact, value: frozenset[str]) -> list[str]:
    """The values that say everything: those implied by others left out, in the order of the fact's choices."""
    implied = frozenset().union(*(closed(fact, frozenset({one})) - {one} for one in value))
    order = {choice.id: place for place, choice in enumerate(fact.choices)}
    return sorted(value - implied, key=lambda one: (order.get(one, len(order)), one))


def to_json(fact: Fact, value: Value | None) -> JsonValue:
    """A value as profiles write it; ``unknown`` where there is none."""
    if value is None:
        return UNKNOWN_WORD
    if isinstance(value, NoDate):
        return NONE_WORD
    if isinstance(value, Interval):
        bounds: dict[str, JsonValue] = {"at_least": value.low}
        return bounds if value.high is None else {**bounds, "at_most": value.high}
    if isinstance(value, frozenset):
        return list(narrowest(fact, value))
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value
