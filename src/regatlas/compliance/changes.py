"""What differs between two checks: of two products, of one product before and after an answer, or on two dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from regatlas.compliance.evaluate import check
from regatlas.compliance.profile import Profile
from regatlas.compliance.rulebook import RuleBook
from regatlas.model.finding import Check, Finding


@dataclass(frozen=True, slots=True)
class Change:
    """One obligation whose finding differs; a side is None where the check has no such finding."""

    obligation: str
    before: Finding | None
    after: Finding | None


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which the law changes what binds a product, and the changes of that day."""

    date: datetime.date
    changes: tuple[Change, ...]


def changes_between(before: Check, after: Check) -> tuple[Change, ...]:
    """The findings whose verdict, due date or time in force differs, in the order of obligations."""
    earlier = {finding.obligation: finding for finding in before.findings}
    later = {finding.obligation: finding for finding in after.findings}
    pairs = [(name, earlier.get(name), later.get(name)) for name in sorted({*earlier, *later})]
    return tuple(Change(name, old, new) for name, old, new in pairs if _outcome(old) != _outcome(new))


def _outcome(finding: Finding | None) -> tuple[object, ...]:
    if finding is None:
        return ()
    due = None if finding.due is None else finding.due.date
    return finding.verdict, finding.draft_verdict, due, finding.open


def law_changes(
    book: RuleBook, profile: Profile, start: datetime.date, end: datetime.date, *, drafts: bool = False
) -> Iterator[Step]:
    """What the law changes for one product after ``start``, up to and including ``end``, day by day of change."""
    before = check(book, profile, start, drafts=drafts)
    for day in _days_of_change(book, start, end):
        after = check(book, profile, day, drafts=drafts)
        changes = changes_between(before, after)
        if changes:
            yield Step(day, changes)
        before = after


def _days_of_change(book: RuleBook, start: datetime.date, end: datetime.date) -> list[datetime.date]:
    bounds = {
        bound
        for rule in book.rules.values()
        for bound in (rule.obligation.since, rule.obligation.until)
        if bound is not None and start < bound <= end
    }
    return sorted(bounds)
