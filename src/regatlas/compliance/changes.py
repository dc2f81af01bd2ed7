"""What differs between two checks: of two products, of one product before and after an answer, or on two dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from regatlas.compliance.evaluate import check
from regatlas.compliance.profile import Profile
from regatlas.compliance.rulebook import RuleBook
from regatlas.model.finding import Check, Finding


@dataclass(frozen=True, slots=True)
class Change:
    """One obligation whose finding differs; a side is None where the check has no such finding.

    ``follows`` is the obligation that this one takes the place of: the same duty as the law had it until that day,
    mostly under another number.
    """

    obligation: str
    before: Finding | None
    after: Finding | None
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which the law changes what binds a product, and the changes of that day."""

    date: datetime.date
    changes: tuple[Change, ...]

    @property
    def going_on(self) -> tuple[tuple[Change, Change], ...]:
        """The duties that bind as before, now from another provision: as they end, and as they go on."""
        known = {change.obligation: change for change in self.changes}
        pairs = [(known[change.follows], change) for change in self.changes if change.follows]
        return tuple((old, new) for old, new in pairs if _binding(old.before) == _binding(new.after))

    @property
    def others(self) -> tuple[Change, ...]:
        """The changes beside those."""
        told = {one.obligation for pair in self.going_on for one in pair}
        return tuple(change for change in self.changes if change.obligation not in told)


def changes_between(before: Check, after: Check) -> tuple[Change, ...]:
    """The findings whose verdict, due date or time in force differs, in the order of obligations."""
    earlier = {finding.obligation: finding for finding in before.findings}
    later = {finding.obligation: finding for finding in after.findings}
    pairs = [(name, earlier.get(name), later.get(name)) for name in sorted({*earlier, *later})]
    return tuple(Change(name, old, new) for name, old, new in pairs if _outcome(old) != _outcome(new))


def _binding(finding: Finding | None) -> tuple[object, ...]:
    return () if finding is None else (finding.verdict, finding.due and finding.due.date)


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
        changes = _with_succession(changes_between(before, after), book, day)
        if changes:
            yield Step(day, changes)
        before = after


def _with_succession(changes: tuple[Change, ...], book: RuleBook, day: datetime.date) -> tuple[Change, ...]:
    """The changes of a day, each duty that ends then marked in the one that goes on with it.

    An amended law has every duty twice, until and since the day; they are one where instrument, title and modality are.
    """
    ended: dict[tuple[object, ...], str] = {}
    for change in changes:
        if change.before is not None and _ends(book, change.obligation, day):
            ended[_duty(book, change.obligation)] = change.obligation
    return tuple(
        replace(change, follows=ended.get(_duty(book, change.obligation)))
        if book.rules[change.obligation].obligation.since == day
        else change
        for change in changes
    )


def _ends(book: RuleBook, name: str, day: datetime.date) -> bool:
    return book.rules[name].obligation.until == day


def _duty(book: RuleBook, name: str) -> tuple[object, ...]:
    obligation = book.rules[name].obligation
    return obligation.instrument, obligation.title, obligation.modality


def _days_of_change(book: RuleBook, start: datetime.date, end: datetime.date) -> list[datetime.date]:
    bounds = {
        bound
        for rule in book.rules.values()
        for bound in (rule.obligation.since, rule.obligation.until)
        if bound is not None and start < bound <= end
    }
    return sorted(bounds)
