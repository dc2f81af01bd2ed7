from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compliance import specimen as s

from regatlas.compliance.calendar import (
    DAY,
    Unpublished,
    add_months,
    calendar_name,
    count_working_days,
    is_working_day,
    published_years,
    rolled,
)
from regatlas.compliance.deadlines import due_of
from regatlas.compliance.values import NO_DATE
from regatlas.model.obligation import Deadline

FIRST, LAST = min(published_years()), max(published_years())
DAYS = st.dates(datetime.date(FIRST, 2, 1), datetime.date(LAST, 6, 30))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2025-09-26", True),  # a Friday
        ("2025-09-27", False),  # a Saturday
        ("2025-09-28", True),  # a Sunday made up
        ("2025-10-01", False),  # National Day
        ("2025-10-08", False),  # the holiday's last day
        ("2025-10-11", True),  # a Saturday made up
        ("2025-10-12", False),
    ],
)
def test_working_days_are_those_of_the_notice(text: str, works: bool) -> None:
    assert is_working_day(day(text)) is works


def test_ten_working_days_over_golden_week() -> None:
    assert count_working_days(day("2025-09-25"), 10) == day("2025-10-15")


@given(DAYS, st.integers(1, 40))
def test_as_many_working_days_lie_between(start: datetime.date, count: int) -> None:
    end = count_working_days(start, count)
    between = [start + offset * DAY for offset in range(1, (end - start).days + 1)]
    assert sum(is_working_day(one) for one in between) == count
    assert is_working_day(end)


@given(DAYS, st.integers(1, 30), st.integers(1, 30))
def test_counting_goes_on_where_it_stopped(start: datetime.date, first: int, second: int) -> None:
    assert count_working_days(count_working_days(start, first), second) == count_working_days(start, first + second)


@given(DAYS, st.integers(1, 15))
def test_back_and_forth(start: datetime.date, count: int) -> None:
    last = rolled(start)
    assert count_working_days(count_working_days(last, count, -1), count) == last


@given(DAYS)
def test_rolling_stops_at_the_first_working_day(start: datetime.date) -> None:
    end = rolled(start)
    assert is_working_day(end)
    assert not any(is_working_day(start + offset * DAY) for offset in range((end - start).days))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-12-15", 1, "2026-01-15"),
        ("2025-01-15", -1, "2024-12-15"),
        ("2025-03-31", -1, "2025-02-28"),
    ],
)
def test_months_end_on_the_same_day_or_the_last(start: str, months: int, end: str) -> None:
    assert add_months(day(start), months) == day(end)


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2090, 1, 1)), st.integers(0, 60), st.integers(0, 60))
def test_months_never_go_backwards(start: datetime.date, less: int, more: int) -> None:
    less, more = sorted((less, more))
    assert start <= add_months(start, less) <= add_months(start, more)


def test_a_year_without_a_calendar_is_no_guess() -> None:
    with pytest.raises(Unpublished):
        is_working_day(datetime.date(LAST + 1, 1, 4))
    with pytest.raises(Unpublished):
        count_working_days(datetime.date(LAST, 12, 25), 10)
    with pytest.raises(Unpublished):
        is_working_day(datetime.date(FIRST - 1, 12, 31))
    with pytest.raises(OverflowError):
        add_months(datetime.date(9999, 1, 1), 12)
    assert str(LAST) in calendar_name()


def due(unit: str, count: int, start: str, **more: object) -> tuple[str | None, str]:
    limit = Deadline.model_validate(s.deadline(count, unit, **more))
    found = due_of(limit, {"start": day(start)})
    told = found.counting or found.problem
    assert told is not None
    return (None if found.date is None else found.date.isoformat()), told.en


def test_due_in_working_days_tells_how_it_was_counted() -> None:
    date, told = due("working-days", 10, "2025-09-25")
    assert date == "2025-10-15"
    for part in ("art. 201", "2025-10-01 to 2025-10-08", "2025-09-28, 2025-10-11"):
        assert part in told
    assert due("working-days", 20, "2025-09-25")[0] == "2025-10-29"
    assert due("working-days", 5, "2025-10-15", direction="before")[0] == "2025-10-09"


@pytest.mark.parametrize(
    ("unit", "count", "start", "end", "rule"),
    [
        ("days", 15, "2025-09-01", "2025-09-16", "art. 202"),
        ("days", 10, "2025-09-21", "2025-10-09", "art. 203"),
        ("months", 6, "2025-08-31", "2026-02-28", "art. 202"),  # a Saturday made up
        ("months", 1, "2025-01-31", "2025-02-28", "art. 202"),
        ("years", 1, "2024-02-29", "2025-02-28", "art. 202"),
        ("years", 1, "2024-10-01", "2025-10-09", "art. 203"),
    ],
)
def test_calendar_periods_end_on_an_open_day(unit: str, count: int, start: str, end: str, rule: str) -> None:
    date, told = due(unit, count, start)
    assert date == end
    assert rule in told


def test_a_period_before_a_day_is_not_moved() -> None:
    date, told = due("days", 5, "2025-10-10", direction="before")
    assert date == "2025-10-05"
    assert "working day before" in told
    assert due("months", 1, "2025-11-05", direction="before")[0] == "2025-10-05"


def test_a_date_that_cannot_be_counted_says_so() -> None:
    start = f"{LAST}-12-25"
    assert due("working-days", 10, start) == (None, due("working-days", 10, start)[1])
    assert str(LAST + 1) in due("working-days", 10, start)[1]
    assert due("years", 1, "9999-01-01") == (None, "The limit ends beyond the calendar.")
    unsure = due_of(Deadline.model_validate(s.deadline(1, "years")), {"start": day(start)})
    assert unsure.uncertain
    assert unsure.date == datetime.date(LAST + 1, 12, 25)
    assert unsure.counting is not None
    assert "art. 203" in unsure.counting.en


def test_a_start_that_is_not_there() -> None:
    limit = Deadline.model_validate(s.deadline(10, "days"))
    assert due_of(limit, {}).problem is not None
    none = due_of(limit, {"start": NO_DATE})
    assert none.date is None
    assert none.problem is not None
    assert "no day" in none.problem.en


def test_a_fixed_day() -> None:
    limit = Deadline.model_validate({"at_latest": "2026-03-31", "rule": s.said("by March"), "citation": s.CITATION})
    assert due_of(limit, {}).date == day("2026-03-31")
