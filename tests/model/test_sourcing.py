"""Dates known to the day, the month or the year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from regatlas.model.sourcing import (
    CatalogId,
    DatedStatement,
    PartialDate,
    ProvisionId,
    first_day,
    last_day,
    precision_of,
)

PARTIAL: TypeAdapter[str] = TypeAdapter(PartialDate)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 30)))
def test_the_days_of_a_partial_date_hold_it(day: date) -> None:
    for partial in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        first, last = first_day(partial), last_day(partial)
        assert first <= day <= last
        # The next day lies in another period of the same precision.
        assert (last + timedelta(days=1)).isoformat()[: len(partial)] != partial
        assert first.isoformat()[: len(partial)] == last.isoformat()[: len(partial)] == partial


@given(st.dates())
def test_yaml_and_json_give_the_same(day: date) -> None:
    assert PARTIAL.validate_python(day) == PARTIAL.validate_python(day.isoformat()) == day.isoformat()


@pytest.mark.parametrize(("partial", "precision"), [("2017", "year"), ("2017-07", "month"), ("2017-07-20", "day")])
def test_precision(partial: str, precision: str) -> None:
    assert precision_of(partial) == precision
    assert DatedStatement.model_validate({"date": partial}).precision == precision


def test_a_year_may_be_a_number() -> None:
    assert PARTIAL.validate_python(2017) == "2017"


@pytest.mark.parametrize("value", ["2017-13", "2017-02-30", "17-01-01", "2017-1-1", "soon", "", True, 20170720, None])
def test_what_is_no_date_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        PARTIAL.validate_python(value)


@pytest.mark.parametrize("value", ["cn/generative-ai", "cn-sz/ai-industry", "cn/tc260-003"])
def test_ids(value: str) -> None:
    assert TypeAdapter(CatalogId).validate_python(value) == value


@pytest.mark.parametrize("value", ["CN/x", "cn", "cn/", "cn/-x", "cn/x--y", "cn/x/y", "china/x"])
def test_what_is_no_id_is_refused(value: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(CatalogId).validate_python(value)


@pytest.mark.parametrize(("value", "right"), [("art_24__para_1__point_2", True), ("art_23-1", True), ("art24", False)])
def test_provisions(value: str, right: bool) -> None:
    if right:
        assert TypeAdapter(ProvisionId).validate_python(value) == value
    else:
        with pytest.raises(ValidationError):
            TypeAdapter(ProvisionId).validate_python(value)
