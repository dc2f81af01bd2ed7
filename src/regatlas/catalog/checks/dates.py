"""Dates that can be true: adopted before issued before in force, history and versions in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from regatlas.catalog.entries import Authored, Reading
from regatlas.catalog.yaml_source import Location
from regatlas.model.chronicle import Event
from regatlas.model.instrument import Instrument
from regatlas.model.obligation import Obligation
from regatlas.model.sourcing import first_day, last_day

Complaint = tuple[Location, str, str]
# What comes before what. A law may be published after it was issued, and in force before it was published nowhere.
_ORDER = (
    ("drafted", "adopted"),
    ("adopted", "issued"),
    ("drafted", "issued"),
    ("adopted", "published"),
    ("issued", "published"),
    ("issued", "effective"),
    ("published", "effective"),
    ("issued", "amended"),
    ("effective", "repealed"),
)
# Only these come into force; a plan or an initiative is policy from its first day.
_BINDING = ("law", "regulation", "rule")
_HINT = "compare both with the text"


def check_dates(reading: Reading) -> None:
    """Dates that contradict each other."""
    for entry in reading.entries:
        for at, what, hint in _complaints(entry):
            reading.complain(entry.file, (*entry.at, *at), what, hint)


def _complaints(entry: Authored) -> Iterator[Complaint]:
    model = entry.model
    if isinstance(model, Instrument):
        yield from _of_dates(model)
        yield from _of_history(model)
        yield from _of_expressions(model)
    elif isinstance(model, Event) and model.until is not None and after(model.date, model.until):
        yield ("until",), f"the event ends on {model.until}, before it begins on {model.date}", _HINT
    elif isinstance(model, Obligation) and model.until is not None and model.until <= model.since:
        yield ("until",), f"the duty ends on {model.until}, before it begins on {model.since}", _HINT


def after(first: str, second: str) -> bool:
    """Whether a partial date lies after another for certain."""
    return first_day(first) > last_day(second)


def _of_dates(instrument: Instrument) -> Iterator[Complaint]:
    stated = {str(kind): statement.date for kind, statement in instrument.dates.items()}
    if not stated:
        yield ("dates",), "the instrument has no date", "give at least the day on which it was issued"
    for earlier, later in _ORDER:
        if earlier in stated and later in stated and after(stated[earlier], stated[later]):
            what = f"{earlier} on {stated[earlier]} comes after {later} on {stated[later]}"
            yield ("dates", earlier), what, _HINT


def _of_history(instrument: Instrument) -> Iterator[Complaint]:
    if not instrument.history:
        yield ("history",), "the instrument has no status", "begin with the status that it had first"
    for number, (before, change) in enumerate(pairwise(instrument.history), start=1):
        at = ("history", number)
        if first_day(before.since) >= first_day(change.since):
            yield (
                at,
                f"the status since {change.since} stands after the one since {before.since}",
                "put the oldest first",
            )
        if before.status == change.status:
            yield at, f"the status is {change.status} twice in a row", "take one of the two out"
    effective = instrument.dates.get("effective")
    if effective is not None and instrument.type in _BINDING:
        since = [change.since for change in instrument.history if change.status == "in-force"]
        if since and since[0] != effective.date:
            what = f"in force since {since[0]} by its history, and since {effective.date} by its dates"
            yield ("history",), what, "make them agree"
        if not since:
            yield ("history",), f"it takes effect on {effective.date}, and its history knows no in-force", "add it"


def _of_expressions(instrument: Instrument) -> Iterator[Complaint]:
    final = [(n, one) for n, one in enumerate(instrument.expressions) if one.stage == "final"]
    for number, one in final:
        if one.effective and one.ended and not after(one.ended, one.effective):
            what = f"the expression {one.id!r} ends on {one.ended}, not after it begins on {one.effective}"
            yield ("expressions", number, "ended"), what, _HINT
    for (_, before), (number, one) in pairwise(final):
        at = ("expressions", number)
        if after(before.date, one.date):
            yield at, f"the expression {one.id!r} is older than {before.id!r} before it", "put the oldest first"
        elif before.ended is None and one.effective is not None:
            what = f"the expression {before.id!r} has no end, although {one.id!r} follows it"
            yield (*at, "effective"), what, f"write ended: {one.effective} there"
        elif before.ended and one.effective and after(before.ended, one.effective):
            what = f"the expression {one.id!r} begins on {one.effective}, before {before.id!r} ends on {before.ended}"
            yield (*at, "effective"), what, _HINT
