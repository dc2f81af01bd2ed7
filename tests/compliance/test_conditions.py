from __future__ import annotations

import datetime
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compliance import specimen as s

from regatlas.compliance.conditions import Compiler
from regatlas.compliance.truth import FALSE, OPEN, TRUE, UNKNOWN, conjunction, disjunction
from regatlas.compliance.values import NO_DATE, Interval, Value, closed
from regatlas.model.obligation import Condition

ALL = (FALSE, TRUE, UNKNOWN, OPEN)


def truth(value: dict[str, Any], known: dict[str, Value]) -> int:
    return Compiler(s.FACTS).condition(s.condition(value)).evaluate(known)


def slow(condition: Condition, known: dict[str, Value]) -> int:
    """The same by the definitions, with no compiling."""
    if condition.all_of is not None:
        return conjunction(slow(part, known) for part in condition.all_of)
    if condition.any_of is not None:
        return disjunction(slow(part, known) for part in condition.any_of)
    if condition.none_of is not None:
        return (TRUE, FALSE, UNKNOWN, OPEN)[slow(condition.none_of, known)]
    if condition.fact is None:
        return TRUE if condition.always else OPEN
    value = known.get(condition.fact)
    return UNKNOWN if value is None else Compiler(s.FACTS).condition(condition).evaluate(known)


@pytest.mark.parametrize(("left", "right"), list(itertools.product(ALL, ALL)))
def test_connectives_are_those_of_kleene(left: int, right: int) -> None:
    both, either = conjunction([left, right]), disjunction([left, right])
    assert both == conjunction([right, left])
    assert either == disjunction([right, left])
    assert (both == FALSE) == (FALSE in (left, right))
    assert (both == TRUE) == (left == right == TRUE)
    assert (either == TRUE) == (TRUE in (left, right))
    assert (either == FALSE) == (left == right == FALSE)
    if UNKNOWN in (left, right):
        assert both in (FALSE, UNKNOWN)
        assert either in (TRUE, UNKNOWN)


@given(s.conditions(), s.profiles())
def test_compiled_conditions_say_what_the_definitions_say(value: dict[str, Any], profile: s.Profile) -> None:
    condition = s.condition(value)
    assert Compiler(s.FACTS).condition(condition).evaluate(profile.values) == slow(condition, profile.values)


@given(s.conditions(), s.profiles(), st.data())
def test_an_answer_never_flips_what_was_decided(value: dict[str, Any], profile: s.Profile, data: st.DataObject) -> None:
    compiled = Compiler(s.FACTS).condition(s.condition(value))
    before = compiled.evaluate(profile.values)
    after = compiled.evaluate(data.draw(s.completions(profile)).values)
    assert before in (UNKNOWN, after)
    assert after != UNKNOWN


@pytest.mark.parametrize(
    ("test", "value", "expected"),
    [
        ({"at_least": 100}, 100, TRUE),
        ({"at_least": 100}, 99, FALSE),
        ({"above": 100}, 100, FALSE),
        ({"at_most": 100}, 100, TRUE),
        ({"below": 100}, 100, FALSE),
        ({"at_least": 100, "below": 200}, 200, FALSE),
        ({"is": 5}, 5, TRUE),
        ({"at_least": 100}, Interval(100, None), TRUE),
        ({"at_least": 100}, Interval(50, 150), UNKNOWN),
        ({"at_least": 100}, Interval(50, 99), FALSE),
        ({"below": 100}, Interval(50, None), UNKNOWN),
        ({"below": 100}, Interval(100, None), FALSE),
        ({"known": True}, Interval(0, 9), TRUE),
    ],
)
def test_numbers_and_intervals(test: dict[str, Any], value: Value, expected: int) -> None:
    assert truth({"fact": "people", **test}, {"people": value}) == expected


@pytest.mark.parametrize(
    ("test", "value", "expected"),
    [
        ({"on_or_after": "2025-01-10"}, datetime.date(2025, 1, 10), TRUE),
        ({"before": "2025-01-10"}, datetime.date(2025, 1, 10), FALSE),
        ({"on_or_after": "2025-01-10", "before": "2025-02-01"}, datetime.date(2025, 2, 1), FALSE),
        ({"is": "2025-01-10"}, datetime.date(2025, 1, 10), TRUE),
        ({"known": True}, datetime.date(2025, 1, 10), TRUE),
        ({"known": True}, NO_DATE, FALSE),
        ({"before": "2025-01-10"}, NO_DATE, FALSE),
    ],
)
def test_dates(test: dict[str, Any], value: Value, expected: int) -> None:
    assert truth({"fact": "start", **test}, {"start": value}) == expected


def test_a_date_that_was_not_given_is_unknown_and_not_absent() -> None:
    assert truth({"fact": "end", "known": True}, {}) == UNKNOWN


def test_lists_are_closed_and_a_city_means_its_country() -> None:
    assert truth({"fact": "role", "includes": "app-store"}, {"role": frozenset({"provider"})}) == FALSE
    shenzhen = closed(s.FACTS["place"], frozenset({"CN-SZ"}))
    assert truth({"fact": "place", "includes": "CN"}, {"place": shenzhen}) == TRUE
    assert truth({"fact": "place", "includes": "CN-SZ"}, {"place": frozenset({"CN"})}) == FALSE
    assert closed(s.FACTS["place"], frozenset({"CN-GD"})) == {"CN-GD", "CN"}
    assert closed(s.FACTS["role"], frozenset({"app-store"})) == {"app-store"}


def test_an_exception_defeats_and_an_unknown_one_leaves_the_duty_unknown() -> None:
    unless = [s.exemption({"fact": "public", "is": False})]
    duty = Compiler(s.FACTS).duty(s.obligation("x", {"fact": "generates", "is": True}, unless=unless))
    assert duty.evaluate({"generates": True, "public": True}) == TRUE
    assert duty.evaluate({"generates": True, "public": False}) == FALSE
    assert duty.evaluate({"generates": True}) == UNKNOWN
    assert duty.evaluate({"generates": False}) == FALSE


@pytest.mark.parametrize(
    "wrong",
    [
        {"fact": "public", "is": "yes"},
        {"fact": "public", "at_least": 3},
        {"fact": "people", "includes": "x"},
        {"fact": "role", "is": "provider"},
        {"fact": "risk", "includes": "low"},
        {"fact": "start", "at_least": 3},
        {"fact": "start", "is": "soon"},
    ],
)
def test_a_test_that_the_type_has_not_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not tested by"):
        Compiler(s.FACTS).condition(s.condition(wrong))
