"""Conditions and deadlines have one form each, and JSON keeps what YAML says."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from regatlas.model.obligation import Condition, Deadline, WorkedCase

_TESTS = st.one_of(
    st.builds(lambda value: {"is": value}, st.booleans() | st.integers() | st.dates() | st.text(min_size=1)),
    st.builds(lambda values: {"includes_any": values}, st.lists(st.text(), min_size=1)),
    st.builds(lambda low, high: {"at_least": low, "below": high}, st.integers(), st.integers()),
    st.builds(lambda day: {"on_or_after": day}, st.dates()),
    st.just({"known": True}),
)
_LEAVES = st.builds(lambda test: {"fact": "f", **test}, _TESTS) | st.just({"always": True})
CONDITIONS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)
RULE = {"en": "R", "zh": "规"}
CITED = {"instrument": "cn/rules", "provision": "art_1"}


@given(CONDITIONS)
def test_json_keeps_a_condition(value: dict[str, Any]) -> None:
    condition = Condition.model_validate(value)
    dumped = condition.model_dump(mode="json", by_alias=True, exclude_none=True)
    assert Condition.model_validate_json(json.dumps(dumped)) == condition
    assert Condition.model_validate(dumped) == condition


@pytest.mark.parametrize("given_", ["2025-09-25", date(2025, 9, 25)])
def test_a_day_is_a_date_wherever_it_was_read_from(given_: object) -> None:
    assert Condition.model_validate({"fact": "f", "is": given_}).equals == date(2025, 9, 25)
    case = WorkedCase.model_validate({"name": RULE, "facts": {"f": given_}, "verdict": "applies"})
    assert case.facts == {"f": date(2025, 9, 25)}


def test_true_is_no_number() -> None:
    assert Condition.model_validate({"fact": "f", "is": True}).equals is True
    assert Condition.model_validate({"fact": "f", "is": 1}).equals is not True


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ({}, "exactly one of all"),
        ({"all": [], "any": []}, "exactly one of all"),
        ({"fact": "f", "always": True}, "exactly one of all"),
        ({"fact": "f"}, "fact needs one"),
        ({"always": True, "is": 1}, "beside fact"),
        ({"fact": "f", "is": 1, "known": True}, "do not stand together: equals, known"),
        ({"fact": "f", "at_least": 1, "before": "2020-01-01"}, "do not stand together"),
    ],
)
def test_other_forms_are_refused(value: dict[str, object], what: str) -> None:
    with pytest.raises(ValidationError, match=what):
        Condition.model_validate(value)


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ({"starts": "f", "count": 10, "unit": "days"}, True),
        ({"at_latest": "2025-01-01"}, True),
        ({"starts": "f", "count": 10}, False),
        ({"at_latest": "2025-01-01", "count": 3}, False),
        ({"starts": "f", "count": -1, "unit": "days"}, False),
    ],
)
def test_deadlines(value: dict[str, object], right: bool) -> None:
    whole = {**value, "rule": RULE, "citation": CITED}
    if right:
        assert Deadline.model_validate(whole).rule.en == "R"
    else:
        with pytest.raises(ValidationError):
            Deadline.model_validate(whole)
