"""The duties of several instruments side by side: by what they ask, whom they bind, or when they are due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regatlas.app.subjects import Subject
from regatlas.catalog.catalog import obligation_status
from regatlas.model.obligation import Obligation
from regatlas.pages.site.frame import Frame
from regatlas.pages.site.obligations import MODALITIES, TIMINGS, role_names

BY = ("modality", "who", "timing")


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty in the table: its title, the provisions that set it, and its page."""

    title: str
    cited: str
    href: str
    remark: str


@dataclass(frozen=True, slots=True)
class DutyRow:
    """The duties of one kind, a cell for each instrument."""

    label: str
    cells: tuple[tuple[Duty, ...], ...]


def duty_rows(frame: Frame, found: Sequence[Subject], by: str) -> tuple[DutyRow, ...]:
    """The rows, those without any duty left out. Duties that have ended and those of mere drafts do not count."""
    held = [tuple(_duties(frame, one)) for one in found]
    rows = []
    for value, label in _kinds(frame, by):
        cells = tuple(tuple(_duty(frame, each) for each in duties if _is(each, by, value)) for duties in held)
        if any(cells):
            rows.append(DutyRow(label, cells))
    return tuple(rows)


def _kinds(frame: Frame, by: str) -> Iterator[tuple[str, str]]:
    if by == "who":
        yield from role_names(frame)
    elif by == "timing":
        yield from ((one, frame.words(f"site.timing.{one}")) for one in TIMINGS)
    else:
        yield from ((one, frame.words(f"modality.label.{one}")) for one in MODALITIES)


def _is(one: Obligation, by: str, value: str) -> bool:
    return value in one.who if by == "who" else getattr(one, by) == value


def _duties(frame: Frame, one: Subject) -> Iterator[Obligation]:
    if one.instrument is None:
        return
    for obligation in frame.catalog.obligations_of(one.instrument.id):
        if obligation_status(obligation, frame.today) in ("in-force", "not-yet-in-force"):
            yield obligation


def _duty(frame: Frame, one: Obligation) -> Duty:
    provisions = [frame.provision(each.provision) for each in one.citations if each.instrument == one.instrument]
    ahead = obligation_status(one, frame.today) == "not-yet-in-force"
    return Duty(
        title=frame.said(one.title),
        cited=frame.words.join(provisions) or frame.cite(one.citations),
        href=frame.href("instruments", one.instrument, anchor=one.id.replace("/", ".")),
        remark=frame.words("site.since", date=frame.date(one.since)) if ahead else "",
    )
