from __future__ import annotations

import datetime
from typing import Any

import pytest
from tests.compliance import specimen as s

from regatlas.compliance.cases import run_cases

DAY = datetime.date(2025, 10, 15)


def problem(case: dict[str, Any], **more: object) -> str:
    duty = s.obligation(
        "a",
        {"all": [{"fact": "public", "is": True}, {"fact": "role", "includes": "provider"}]},
        deadline=s.deadline(10, "working-days"),
        cases=[{"name": s.said("a case"), **case}],
        **more,
    )
    (result,) = run_cases(s.book(duty))
    return result.problem


GOOD = {"public": True, "role": ["provider"], "start": "2025-09-25"}


@pytest.mark.parametrize(
    "case",
    [
        {"facts": GOOD, "verdict": "applies", "due": DAY},
        {"facts": {**GOOD, "public": "unknown"}, "verdict": "unknown"},
        {"facts": {"role": []}, "verdict": "does-not-apply"},
        {"facts": GOOD, "as_of": datetime.date(2022, 1, 1), "verdict": "does-not-apply"},
    ],
)
def test_cases_that_come_out_as_written(case: dict[str, Any]) -> None:
    assert problem(case) == ""


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({"facts": GOOD, "verdict": "unknown"}, "the verdict is applies, not unknown"),
        ({"facts": {"public": True}, "verdict": "applies"}, "it hinges on role"),
        ({"facts": GOOD, "verdict": "applies", "due": datetime.date(2025, 10, 9)}, "2025-10-15, not 2025-10-09"),
        ({"facts": {"public": True, "role": "provider"}, "verdict": "applies", "due": DAY}, "has not been given"),
        ({"facts": {"publik": True}, "verdict": "applies"}, "no fact 'publik'"),
        ({"facts": {"role": ["king"]}, "verdict": "applies"}, "no value of role"),
        ({"facts": {"people": {"at_least": "many"}}, "verdict": "unknown"}, "whole number"),
    ],
)
def test_cases_that_do_not_say_why(case: dict[str, Any], words: str) -> None:
    assert words in problem(case)


def test_a_draft_is_judged_by_what_it_would_say() -> None:
    assert problem({"facts": GOOD, "verdict": "applies"}, draft=True) == ""
