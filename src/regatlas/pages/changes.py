"""What changes between two checks, in words."""

from __future__ import annotations

from dataclasses import dataclass

from regatlas.app.checking import Checked, Compared
from regatlas.compliance.changes import Change
from regatlas.model.finding import Finding
from regatlas.pages.check_reasons import Reasons
from regatlas.pages.dates import write_date
from regatlas.pages.provisions import cite_all, instrument_name
from regatlas.pages.template import render_page
from regatlas.pages.words import Lang, Words


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One obligation whose finding changes, before and after in words; ``reason`` tells why it then does not apply."""

    title: str
    instrument: str
    cited: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class GoingOn:
    """A duty that binds as before, from another provision."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class StepView:
    """The changes of one day."""

    date: str
    changes: tuple[ChangeView, ...]
    going_on: tuple[GoingOn, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """Everything that changes between two checks."""

    title: str
    steps: tuple[StepView, ...]


def view_changes(compared: Compared, words: Words) -> ChangesView:
    """The changes in words."""
    steps = tuple(
        StepView(
            write_date(step.date.isoformat(), words.lang),
            tuple(_change(compared, change, words) for change in step.others),
            tuple(_going_on(compared, new.obligation, old.obligation, words) for old, new in step.going_on),
        )
        for step in compared.steps
    )
    return ChangesView(_title(compared, words), steps)


def render_changes(compared: Compared, lang: Lang) -> str:
    """The changes as one HTML file."""
    words = Words(lang)
    return render_page(
        "changes.html.j2", words, styles=("gazette.css", "check.css"), view=view_changes(compared, words)
    )


def _title(compared: Compared, words: Words) -> str:
    before, after = compared.before, compared.after
    if before.request.as_of != after.request.as_of:
        start, end = (write_date(one.request.as_of.isoformat(), words.lang) for one in (before, after))
        return words("changes.title.dates", name=before.profile.name, start=start, end=end)
    return words("changes.title.profiles", before=before.profile.name, after=after.profile.name)


def _change(compared: Compared, change: Change, words: Words) -> ChangeView:
    catalog = compared.after.rules.catalog
    obligation = catalog.obligation[change.obligation]
    return ChangeView(
        title=obligation.title.zh if words.lang == "zh" else obligation.title.en,
        instrument=instrument_name(catalog, obligation.instrument, words.lang),
        cited=cite_all(catalog, obligation.citations, words.lang),
        before=_outcome(change.before, words),
        after=_outcome(change.after, words),
        reason=_reason(compared.after, change.after, words),
    )


def _going_on(compared: Compared, new: str, old: str, words: Words) -> GoingOn:
    catalog = compared.after.rules.catalog
    now, then = catalog.obligation[new], catalog.obligation[old]
    title = now.title.zh if words.lang == "zh" else now.title.en
    return GoingOn(title, *(cite_all(catalog, one.citations, words.lang) for one in (then, now)))


def _outcome(finding: Finding | None, words: Words) -> str:
    if finding is None:
        return words("check.verdict.none")
    told = words(f"check.verdict.{finding.verdict}")
    if finding.due is not None and finding.due.date is not None:
        date = write_date(finding.due.date.isoformat(), words.lang)
        told += words("comma") + words("check.due.on", date=date)
    return told


def _reason(checked: Checked, finding: Finding | None, words: Words) -> str:
    if finding is None or finding.verdict != "does-not-apply":
        return ""
    reasons = Reasons(checked.rules.catalog, words, checked.request.as_of).why_not(finding.because)
    return reasons[0] if reasons else ""
