"""Questions to a catalog: by id, by name, by date."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.catalog.catalog import (
    Catalog,
    claims_on,
    contradicts,
    disputed,
    expression_in_force,
    folded,
    obligation_status,
    status_of,
    status_on,
)
from regatlas.catalog.citations import resolve
from regatlas.catalog.loading import load_catalog
from regatlas.exchange.catalog_json import catalog_json
from regatlas.model.instrument import Expression, Instrument, StatusChange
from regatlas.model.obligation import Citation
from regatlas.model.sourcing import SourceReference, first_day

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@pytest.fixture
def catalog(small: Path) -> Catalog:
    return load_catalog(small)


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("cn/rules", "cn/rules"),
        ("machine-rules", "cn/rules"),
        ("rules for machines", "cn/rules"),
        ("《机器管理规定》", "cn/rules"),
        ("令第７号", "cn/rules"),
        ("order no. 7", "cn/rules"),
        ("网办", "cn/office"),
        ("Goal", "goal-2030"),
        ("办理机器登记", "cn/rules/register"),
        ("has_machine", "has_machine"),
    ],
)
def test_found_by_every_name(catalog: Catalog, name: str, entry: str) -> None:
    ((_, found),) = catalog.find(name)
    assert found.id == entry


def test_what_is_not_there_has_neighbours(catalog: Catalog) -> None:
    assert catalog.find("cn/rulse") == ()
    assert catalog.nearest("cn/rulse")[0] == "cn/rules"
    assert catalog.nearest("机器管理")[0] == "cn/rules"
    assert catalog.nearest("zzzzzzzz") == []


@pytest.mark.parametrize(
    ("day", "status", "expression"),
    [
        ("2021-05-31", None, None),
        ("2021-06-01", "draft", None),
        ("2022-02-28", "not-yet-in-force", None),
        ("2022-03-01", "in-force", "2022"),
        ("2024-12-31", "in-force", "2022"),
        ("2025-01-01", "in-force", "2025"),
    ],
)
def test_on_a_date(catalog: Catalog, day: str, status: str | None, expression: str | None) -> None:
    rules = catalog.instrument["cn/rules"]
    found = expression_in_force(rules, date.fromisoformat(day))
    assert status_on(rules, date.fromisoformat(day)) == status
    assert (found.id if found else None) == expression


def test_a_month_counts_from_its_first_day(catalog: Catalog) -> None:
    plan = catalog.instrument["cn/plan"]
    assert status_on(plan, date(2020, 4, 30)) is None
    assert status_on(plan, date(2020, 5, 1)) == "policy"


def test_expired_law_is_never_fallen_back_on(catalog: Catalog) -> None:
    rules = catalog.instrument["cn/rules"]
    ended = rules.model_copy(update={"expressions": rules.expressions[:2]})
    assert expression_in_force(ended, date(2025, 1, 1)) is None


def test_obligations_have_a_time_too(catalog: Catalog) -> None:
    (duty,) = catalog.obligations
    assert obligation_status(duty, date(2022, 2, 28)) == "not-yet-in-force"
    assert obligation_status(duty, date(2022, 3, 1)) == "in-force"
    ended = duty.model_copy(update={"until": date(2025, 1, 1)})
    assert obligation_status(ended, date(2024, 12, 31)) == "in-force"
    assert obligation_status(ended, date(2025, 1, 1)) == "repealed"
    assert obligation_status(duty.model_copy(update={"draft": True}), date(2030, 1, 1)) == "draft"


def test_status_of_the_rest(catalog: Catalog) -> None:
    day = date(2026, 1, 1)
    assert status_of(catalog.commitments[0], day) == "unknown"
    assert status_of(catalog.claims[0], day) == "disputed"
    assert status_of(catalog.facts[0], day) is None


def test_what_belongs_together(catalog: Catalog) -> None:
    assert [one.id for one in catalog.events_of("cn/rules")] == ["rules-issued"]
    assert [one.id for one in catalog.commitments_of("cn/plan")] == ["plan-centre"]
    assert [one.id for one, _ in catalog.relations_to("cn/plan")] == ["cn/rules"]
    assert catalog.relations_to("cn/rules") == ()
    assert [one.id for one in catalog.claims_about("cn/rules")] == ["rules-date"]


def test_an_event_is_disputed_where_its_date_is(catalog: Catalog) -> None:
    assert [claim.id for claim in claims_on(catalog, catalog.event["rules-issued"])] == ["rules-date"]
    assert claims_on(catalog, catalog.event["plan-published"]) == ()


def test_sources_that_differ_are_a_dispute_until_explained(catalog: Catalog) -> None:
    event = catalog.event["rules-issued"]
    assert disputed(catalog, event)
    assert disputed(catalog.model_copy(update={"claims": ()}), event)
    explained = catalog.claims[0].model_copy(update={"standing": "explained"})
    assert not disputed(catalog.model_copy(update={"claims": (explained,)}), event)
    assert not disputed(catalog, catalog.event["plan-published"])


@pytest.mark.parametrize(
    ("says", "date_", "wrong"),
    [
        ("2017-07-20", "2017-07-20", False),
        ("2017-07", "2017-07-20", False),
        ("2017-07-20", "2017", False),
        ("2017-08", "2017-07-20", True),
        ("2018", "2017-07", True),
        ("Beijing", "2017", False),
        (None, "2017", False),
    ],
)
def test_a_less_exact_date_is_no_contradiction(says: str | None, date_: str, wrong: bool) -> None:
    assert contradicts(SourceReference.model_construct(says=says), date_) is wrong


def test_citations_lead_to_articles(catalog: Catalog) -> None:
    cited = resolve(catalog, Citation(instrument="cn/rules", provision="art_2__para_1__point_3"))
    assert cited is not None
    assert cited.provision == "art_2"
    assert resolve(catalog, Citation(instrument="cn/rules", provision="art_9")) is None
    assert resolve(catalog, Citation(instrument="cn/none", provision="art_1")) is None
    assert resolve(catalog, Citation(instrument="cn/rules", provision="art_2", expression="2021-draft")) is None


def test_the_json_is_read_back_into_the_same_catalog(catalog: Catalog) -> None:
    value = json.loads(json.dumps(catalog_json(catalog)))
    assert value.pop("schema") == "regatlas/catalog/1"
    assert Catalog.model_validate(value) == catalog


@given(st.text(st.characters(codec="ascii") | st.sampled_from("《》机器管理规定“”　７Ａ（）")))
def test_folding_twice_changes_nothing(name: str) -> None:
    once = folded(name)
    assert not any(sign.isspace() for sign in once)
    assert folded(once) == once


@given(days=st.lists(DAYS, min_size=1, max_size=6, unique=True), day=DAYS)
def test_the_last_change_before_a_day_decides(days: list[date], day: date) -> None:
    statuses = ("draft", "not-yet-in-force", "in-force", "repealed", "superseded", "policy")
    history = tuple(
        StatusChange(since=when.isoformat(), status=status)
        for when, status in zip(sorted(days), statuses, strict=False)
    )
    instrument = Instrument.model_construct(history=history)
    begun = [change for change in history if first_day(change.since) <= day]
    assert status_on(instrument, day) == (begun[-1].status if begun else None)


@given(starts=st.lists(DAYS, min_size=1, max_size=5, unique=True), day=DAYS)
def test_at_most_one_version_is_in_force(starts: list[date], day: date) -> None:
    ordered = sorted(starts)
    ends = [*ordered[1:], ordered[-1] + timedelta(days=100)]
    expressions = tuple(
        Expression(id=str(n), date=start.isoformat(), effective=start.isoformat(), ended=end.isoformat())
        for n, (start, end) in enumerate(zip(ordered, ends, strict=True))
    )
    found = expression_in_force(Instrument.model_construct(expressions=expressions), day)
    inside = [n for n, (start, end) in enumerate(zip(ordered, ends, strict=True)) if start <= day < end]
    assert (int(found.id) if found else None) == (inside[0] if inside else None)
