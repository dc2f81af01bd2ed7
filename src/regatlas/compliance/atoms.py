"""Conditions over one fact: what they ask of a value, and which values they tell apart."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from pydantic import JsonValue

from regatlas.compliance.truth import FALSE, TRUE, UNKNOWN
from regatlas.compliance.values import NO_DATE, Interval, NoDate, Value, closed
from regatlas.model.obligation import Condition, Fact

Test: TypeAlias = Callable[[Value], int]
_DAY = datetime.timedelta(days=1)
# Stands for every text that no condition names; a person cannot type it.
_OTHER_TEXT = "\0"


@dataclass(frozen=True, slots=True, eq=False)
class Atom:
    """A condition over one fact. ``holds`` judges a known value; ``test`` is the condition as JSON, for traces."""

    fact: Fact
    holds: Test
    test: dict[str, JsonValue]
    values: frozenset[str]
    bounds: tuple[Value, ...]


def atom_of(condition: Condition, fact: Fact) -> Atom:
    """The atom that ``condition`` is, under the type of its fact.

    Raises :class:`ValueError` where the fact's type has no such test.
    """
    test = _as_json(condition)
    values, bounds = frozenset[str](), tuple[Value, ...]()
    if condition.known is not None:
        holds: Test = _is_given
    elif fact.type in ("integer", "date"):
        low, high = _range(condition, fact)
        holds = _number_within(low, high) if fact.type == "integer" else _date_within(low, high)
        bounds = tuple(bound for bound in (low, _after(high)) if bound is not None)
    elif fact.type == "boolean":
        holds = _equal(_only(condition, condition.equals, bool))
    else:
        values = frozenset(_named(condition, fact))
        holds = _meeting(values) if fact.type == "choices" else _member(values)
    return Atom(fact, holds, test, values, bounds)


def _as_json(condition: Condition) -> dict[str, JsonValue]:
    dumped = condition.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"fact"})
    return dict(dumped)


def _only(condition: Condition, value: object, kind: type) -> Value:
    if not isinstance(value, kind):
        raise ValueError(f"a fact of this type is not tested by {', '.join(sorted(condition.tests()))}")  # noqa: TRY004
    return value  # type: ignore[return-value]


def _named(condition: Condition, fact: Fact) -> Iterable[str]:
    """The choices, or the text, that a condition names."""
    if fact.type == "choices":
        named = (condition.includes,) if condition.includes is not None else condition.includes_any
    else:
        named = (condition.equals,) if isinstance(condition.equals, str) else condition.one_of
    if named is None:
        raise ValueError(f"a fact of type {fact.type} is not tested by {', '.join(sorted(condition.tests()))}")
    return [name for name in named if name is not None]


def _range(condition: Condition, fact: Fact) -> tuple[Value | None, Value | None]:
    """The first and the last value that satisfy a test of a number or date."""
    if fact.type == "integer":
        if condition.equals is not None:
            same = _only(condition, condition.equals, int)
            return same, same
        low = _most([condition.at_least, None if condition.above is None else condition.above + 1])
        high = _least([condition.at_most, None if condition.below is None else condition.below - 1])
    else:
        if condition.equals is not None:
            same = _only(condition, condition.equals, datetime.date)
            return same, same
        low = condition.on_or_after  # type: ignore[assignment]
        high = None if condition.before is None else condition.before - _DAY  # type: ignore[assignment]
    if low is None and high is None:
        raise ValueError(f"a fact of type {fact.type} is not tested by {', '.join(sorted(condition.tests()))}")
    return low, high


def _most(bounds: list[int | None]) -> int | None:
    return max((bound for bound in bounds if bound is not None), default=None)


def _least(bounds: list[int | None]) -> int | None:
    return min((bound for bound in bounds if bound is not None), default=None)


def _after(high: Value | None) -> Value | None:
    """The first value beyond ``high``."""
    if isinstance(high, datetime.date):
        return high + _DAY
    return high + 1 if isinstance(high, int) else None


def _is_given(value: Value) -> int:
    return FALSE if isinstance(value, NoDate) else TRUE


def _equal(wanted: Value) -> Test:
    return lambda value: TRUE if value == wanted else FALSE


def _member(wanted: frozenset[str]) -> Test:
    return lambda value: TRUE if value in wanted else FALSE


def _meeting(wanted: frozenset[str]) -> Test:
    return lambda value: FALSE if wanted.isdisjoint(value) else TRUE  # type: ignore[arg-type]


def _number_within(low: Value | None, high: Value | None) -> Test:
    least = low if isinstance(low, int) else 0
    most = high if isinstance(high, int) else None

    def holds(value: Value) -> int:
        if isinstance(value, Interval):
            return _overlap(value, least, most)
        return TRUE if least <= value and (most is None or value <= most) else FALSE  # type: ignore[operator]

    return holds


def _overlap(value: Interval, least: int, most: int | None) -> int:
    """Whether all, some or none of an interval's numbers lie between two bounds."""
    if (most is not None and value.low > most) or (value.high is not None and value.high < least):
        return FALSE
    inside = value.low >= least and (most is None or (value.high is not None and value.high <= most))
    return TRUE if inside else UNKNOWN


def _date_within(low: Value | None, high: Value | None) -> Test:
    least = low if isinstance(low, datetime.date) else datetime.date.min
    most = high if isinstance(high, datetime.date) else datetime.date.max

    def holds(value: Value) -> int:
        return TRUE if isinstance(value, datetime.date) and least <= value <= most else FALSE

    return holds


def samples(fact: Fact, atoms: Iterable[Atom], known: Value | None = None) -> Iterator[Value]:
    """Values of ``fact`` such that every value behaves under ``atoms`` as one of them.

    Where ``known`` is given, only of the values that it leaves possible.
    """
    if known is not None and not isinstance(known, Interval):
        yield known
    elif fact.type == "boolean":
        yield from (True, False)
    elif fact.type in ("integer", "date"):
        yield from _ordered(fact, atoms, known)
    else:
        yield from _worded(fact, frozenset().union(*(atom.values for atom in atoms)))


def _ordered(fact: Fact, atoms: Iterable[Atom], known: Value | None) -> Iterator[Value]:
    """The least value and every bound; for dates, also that there is none."""
    bounds = {bound for atom in atoms for bound in atom.bounds}
    if fact.type == "date":
        yield from (NO_DATE, datetime.date.min, *bounds)
        return
    low, high = known if isinstance(known, Interval) else (0, None)
    yield low
    for bound in bounds:
        if isinstance(bound, int) and low < bound and (high is None or bound <= high):
            yield bound


def _worded(fact: Fact, named: frozenset[str]) -> Iterator[Value]:
    if fact.type == "choice":
        yield from (choice.id for choice in fact.choices)
    elif fact.type == "choices":
        yield from _subsets(fact, sorted(named))
    else:
        yield from (*named, _OTHER_TEXT)


def _subsets(fact: Fact, named: list[str]) -> Iterator[frozenset[str]]:
    """Every combination of the named choices that can occur, wider values included."""
    seen: set[frozenset[str]] = set()
    for number in range(1 << len(named)):
        chosen = frozenset(name for place, name in enumerate(named) if number >> place & 1)
        found = closed(fact, chosen)
        if found not in seen:
            seen.add(found)
            yield found
