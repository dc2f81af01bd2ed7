"""Dates in all spellings, as exact as they are given."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.app.mining.dates import dates_agree, find_dates


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("on 10 July 2023", ["2023-07-10"]),
        ("on July 10, 2023", ["2023-07-10"]),
        ("on the 10th of July 2023", ["2023-07-10"]),
        ("Sept. 1, 2021", ["2021-09-01"]),
        ("in July 2023", ["2023-07"]),
        ("in July of 2023", ["2023-07"]),
        ("in 2017", ["2017"]),
        ("in early 2017", ["2017"]),
        ("2023-07-10, 2023/7/10 and 2023.07.10", ["2023-07-10"] * 3),
        ("2023年7月10日", ["2023-07-10"]),
        ("2023 年 7 月 10 日", ["2023-07-10"]),
        ("二〇二三年七月十日", ["2023-07-10"]),
        ("2017年7月", ["2017-07"]),
        ("2017年", ["2017"]),
        ("31 April 2024, 2023年13月1日", []),
        ("Made in China 2025, 2021年度, Order No. 2023", []),
        ("起草于2024年 月 日", []),
    ],
)
def test_spellings(text: str, values: list[str]) -> None:
    assert [one.value for one in find_dates(text)] == values


@pytest.mark.parametrize(
    ("text", "same_year"),
    [("on 15 August", False), ("on 15 August of the same year", True), ("8月15日", False), ("同年8月15日", True)],
)
def test_days_without_a_year_are_left_open(text: str, same_year: bool) -> None:
    (found,) = find_dates(text)
    assert (found.value, found.month_day, found.same_year) == (None, "-08-15", same_year)
    assert found.in_year("2023").value == "2023-08-15"


def test_a_leap_day_has_no_place_in_other_years() -> None:
    (found,) = find_dates("29 February")
    assert found.in_year("2023").value is None
    assert found.in_year("2024").value == "2024-02-29"


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_as_it_was_written(day: date) -> None:
    written = [
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.year}年{day.month}月{day.day}日",
    ]
    for text in (*written, day.isoformat()):
        (found,) = find_dates(f"on {text}.")
        assert found.value == day.isoformat()
        assert dates_agree(found.value, day.isoformat()[:7])


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    for one in find_dates(text):
        assert 0 <= one.start < one.end <= len(text)


def test_a_partial_date_agrees_with_those_inside_it() -> None:
    assert dates_agree("2023-07", "2023-07-10")
    assert dates_agree("2023-07-10", "2023")
    assert not dates_agree("2023-07", "2023-08-01")
