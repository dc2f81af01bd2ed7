from __future__ import annotations

import datetime

from hypothesis import given
from tests.compliance import specimen as s

from regatlas.compliance.changes import changes_between, law_changes
from regatlas.compliance.evaluate import check
from regatlas.compliance.profile import Profile
from regatlas.model.obligation import Obligation

OLD = s.obligation("old", {"fact": "public", "is": True}, since="2020-01-01", until="2025-01-01")
NEW = s.obligation("new", {"fact": "public", "is": True}, since="2025-01-01")
OTHER = s.obligation("other", {"fact": "public", "is": False}, since="2025-03-01")


def test_the_law_changes_on_its_days_alone() -> None:
    steps = list(
        law_changes(
            s.book(OLD, NEW, OTHER), s.profile(public="true"), datetime.date(2024, 6, 1), datetime.date(2026, 1, 1)
        )
    )
    assert [step.date.isoformat() for step in steps] == ["2025-01-01"]
    assert [(one.obligation.rpartition("/")[2], one.after and one.after.verdict) for one in steps[0].changes] == [
        ("new", "applies"),
        ("old", "does-not-apply"),
    ]


def test_a_due_date_that_moves_is_a_change() -> None:
    book = s.book(s.obligation("a", {"fact": "public", "is": True}, deadline=s.deadline(10, "days")))
    early, late = (check(book, s.profile(public="true", start=day), s.TODAY) for day in ("2025-03-03", "2025-03-04"))
    (change,) = changes_between(early, late)
    assert change.before is not None
    assert change.after is not None
    assert (change.before.verdict, change.after.verdict) == ("applies", "applies")


def test_a_finding_that_only_one_side_has() -> None:
    one, two = check(s.book(OLD), s.profile(), s.TODAY), check(s.book(OLD, NEW), s.profile(), s.TODAY)
    (change,) = changes_between(one, two)
    assert (change.obligation, change.before) == ("cn/test-rules/new", None)


@given(s.obligations(), s.profiles(), s.profiles())
def test_changes_are_the_same_both_ways(obligations: tuple[Obligation, ...], one: Profile, two: Profile) -> None:
    book = s.book(*obligations)
    before, after = check(book, one, s.TODAY), check(book, two, s.TODAY)
    there = [(change.obligation, change.before, change.after) for change in changes_between(before, after)]
    back = [(change.obligation, change.after, change.before) for change in changes_between(after, before)]
    assert there == back
    assert changes_between(before, before) == ()


def test_a_duty_that_an_amended_law_keeps_goes_on() -> None:
    kept = s.obligation("kept", {"fact": "public", "is": True}, since="2025-01-01")
    kept = kept.model_copy(update={"title": OLD.title})
    start, end = datetime.date(2024, 6, 1), datetime.date(2026, 1, 1)
    (step,) = law_changes(s.book(OLD, kept), s.profile(public="true"), start, end)
    assert [(old.obligation, new.obligation, new.follows) for old, new in step.going_on] == [
        (OLD.id, kept.id, OLD.id),
    ]
    assert step.others == ()


def test_a_duty_that_an_amendment_makes_wider_is_a_change() -> None:
    wider = s.obligation("wider", {"fact": "public", "is": False}, since="2025-01-01")
    wider = wider.model_copy(update={"title": OLD.title})
    start, end = datetime.date(2024, 6, 1), datetime.date(2026, 1, 1)
    (step,) = law_changes(s.book(OLD, wider), s.profile(public="true"), start, end)
    assert step.going_on == ()
    assert {change.obligation for change in step.others} == {OLD.id}
    (step,) = law_changes(s.book(OLD, wider), s.profile(public="false"), start, end)
    assert {change.obligation for change in step.others} == {wider.id}
