"""Due dates as an iCalendar file (RFC 5545) for the calendars of offices."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from regatlas.model.finding import Check, Finding
from regatlas.model.obligation import Obligation
from regatlas.model.taxonomy import Bilingual

_DAY = datetime.timedelta(days=1)


def due_dates_ics(check: Check, obligations: Mapping[str, Obligation], *, product: str, lang: str) -> bytes:
    """An all-day event for every due date, with a reminder a week before. Equal checks give equal bytes."""
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//Regatlas//{check.receipt.engine_version}//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", product)
    for finding in with_due_date(check):
        obligation, due = obligations[finding.obligation], finding.due
        assert due is not None
        assert due.date is not None
        event = Event()
        event.add("uid", f"{finding.obligation.replace('/', '.')}.{check.receipt.profile_sha256[:16]}@regatlas")
        event.add("dtstamp", datetime.datetime.combine(check.as_of, datetime.time(), datetime.UTC))
        event.add("dtstart", due.date)
        event.add("dtend", due.date + _DAY)
        event.add("summary", f"{_in(obligation.title, lang)} ({product})")
        event.add("description", _described(finding, obligation, lang))
        event.add("categories", [obligation.instrument])
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _in(obligation.title, lang))
        alarm.add("trigger", -7 * _DAY)
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def with_due_date(check: Check) -> list[Finding]:
    """The findings that have a due date, the earliest first."""
    found = [finding for finding in check.findings if finding.due is not None and finding.due.date is not None]
    return sorted(found, key=lambda one: (str(one.due.date if one.due else ""), one.obligation))


def _described(finding: Finding, obligation: Obligation, lang: str) -> str:
    due = finding.due
    texts = [obligation.duty, *([due.rule] if due else []), *([due.counting] if due and due.counting else [])]
    cited = ", ".join(f"{citation.instrument} {citation.provision}" for citation in obligation.citations)
    return "\n".join([*(_in(text, lang) for text in texts), cited])


def _in(both: Bilingual, lang: str) -> str:
    return both.zh if lang == "zh" else both.en
