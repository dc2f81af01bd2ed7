"""The timeline of a dossier: a chart by kind of event, and the same events as a table by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from regatlas.catalog.catalog import claims_on, disputed
from regatlas.model.chronicle import Event
from regatlas.model.dossier import Dossier
from regatlas.model.sourcing import first_day, last_day
from regatlas.pages.charts.timeline import NARROW, WIDE, Lane, Mark, TimelineChart, timeline_svg
from regatlas.pages.telling import SourceView, Telling, anchor

# The order in which lanes stand and filters are offered.
KINDS = ("instrument", "draft", "goal", "programme", "institution", "pilot", "company", "use", "diplomacy")


@dataclass(frozen=True, slots=True)
class EventView:
    """An event in words. ``related`` are instruments with their anchors, ``remarks`` what is uncertain about it."""

    anchor: str
    kind: str
    kind_text: str
    date: str
    title: str
    summary: str
    related: tuple[tuple[str, str], ...]
    bodies: str
    remarks: tuple[str, ...]
    claims: tuple[tuple[str, str], ...]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class YearView:
    """The events of one year, and their kinds as classes."""

    year: str
    events: tuple[EventView, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The charts, the years, and the kinds that occur with their labels and numbers."""

    wide: Markup
    narrow: Markup
    years: tuple[YearView, ...]
    kinds: tuple[tuple[str, str, int], ...]


def view_timeline(dossier: Dossier, telling: Telling) -> TimelineView | None:
    """The timeline; None where there is no event."""
    if not dossier.events:
        return None
    by_year = groupby(sorted(dossier.events, key=lambda one: first_day(one.date)), key=lambda one: one.date[:4])
    years = tuple(
        YearView(year, tuple(view_event(dossier, one, telling) for one in events)) for year, events in by_year
    )
    chart = _chart(dossier, telling)
    kinds = tuple((lane.key, lane.label, len(lane.marks)) for lane in chart.lanes)
    return TimelineView(timeline_svg(chart, WIDE), timeline_svg(chart, NARROW), years, kinds)


def view_event(dossier: Dossier, event: Event, telling: Telling) -> EventView:
    """An event in words."""
    words = telling.words
    known = {one.id for one in dossier.instruments}
    claims = claims_on(telling.catalog, event)
    named = [telling.agencies(event.agencies, short=True), *(telling.said(one) for one in event.companies)]
    return EventView(
        anchor=anchor("e", event.id),
        kind=event.kind,
        kind_text=words(f"dossier.kind.{event.kind}"),
        date=_when(event, telling),
        title=telling.said(event.title),
        summary=telling.said(event.summary),
        related=tuple((telling.instrument(one), anchor("i", one)) for one in event.instruments if one in known),
        bodies=words.join([name for name in named if name]),
        remarks=tuple(_remarks(dossier, event, telling)),
        claims=tuple((anchor("c", one.id), telling.status(one.standing)) for one in claims),
        sources=telling.sources(event.sources),
    )


def _when(event: Event, telling: Telling) -> str:
    if event.until is None:
        return telling.date(event.date)
    return telling.words("dossier.timeline.until", first=telling.date(event.date), last=telling.date(event.until))


def _remarks(dossier: Dossier, event: Event, telling: Telling) -> Iterator[str]:
    if event.id in dossier.ahead:
        yield telling.words("dossier.timeline.ahead")
    if disputed(telling.catalog, event) and not claims_on(telling.catalog, event):
        yield telling.status("disputed")
    if not event.verified:
        yield telling.words("dossier.unverified")


def _chart(dossier: Dossier, telling: Telling) -> TimelineChart:
    words = telling.words
    years = [first_day(one.date).year for one in dossier.events] + [dossier.as_of.year]
    first, last = min(years), max(years)
    lanes = []
    for kind in KINDS:
        events = [one for one in dossier.events if one.kind == kind]
        if events:
            lanes.append(Lane(kind, words(f"dossier.kind.{kind}"), tuple(_marks(dossier, events, telling))))
    return TimelineChart(
        label=words("dossier.timeline.chart", first=first, last=last),
        lanes=tuple(lanes),
        first=first,
        last=last,
        today=_moment(dossier.as_of),
        today_label=words("dossier.timeline.today", date=telling.date(dossier.as_of)),
    )


def _marks(dossier: Dossier, events: Iterable[Event], telling: Telling) -> Iterator[Mark]:
    for event in sorted(events, key=lambda one: first_day(one.date)):
        exact = event.precision == "day"
        start, end = first_day(event.date), last_day(event.until or event.date)
        yield Mark(
            start=_moment(start),
            end=_moment(start) if exact and event.until is None else _moment(end),
            target=anchor("e", event.id),
            label=telling.words("dossier.timeline.tip", date=_when(event, telling), title=telling.said(event.title)),
            hollow=event.id in dossier.ahead or disputed(telling.catalog, event),
        )


def _moment(day: date) -> float:
    """A day as a year with a fraction."""
    return day.year + (day.timetuple().tm_yday - 1) / 366
