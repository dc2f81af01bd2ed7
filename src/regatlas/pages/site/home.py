"""The first page: search, what is new, what lies ahead, and the ways into the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from regatlas.catalog.catalog import disputed
from regatlas.model.chronicle import Event
from regatlas.model.sourcing import first_day
from regatlas.pages.site.frame import Frame
from regatlas.store import DocumentEntry

_EVENTS = 7
_AHEAD = 4
_IMPORTS = 6
EXAMPLES = {"en": ("algorithm filing", "training data", "minors"), "zh": ("算法备案", "训练数据", "未成年人")}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that happened or will: its date in words, and the page about it."""

    date: str
    title: str
    summary: str = ""
    href: str = ""
    lang: str = ""
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything that the first page shows."""

    examples: tuple[str, ...]
    figures: tuple[str, ...]
    events: tuple[Notice, ...]
    ahead: tuple[Notice, ...]
    imports: tuple[Notice, ...]


def view_home(frame: Frame, recent: list[tuple[str, DocumentEntry]], documents: int) -> HomeView:
    """The first page. ``recent`` are the latest imports: the day, and what came then."""
    catalog = frame.catalog
    past = [event for event in reversed(catalog.events) if first_day(event.date) <= frame.today]
    return HomeView(
        examples=EXAMPLES[frame.lang],
        figures=tuple(_figures(frame, documents)),
        events=tuple(_event(frame, event) for event in past[:_EVENTS]),
        ahead=tuple(_ahead(frame))[:_AHEAD],
        imports=tuple(_import(frame, day, entry) for day, entry in recent[:_IMPORTS]),
    )


def _figures(frame: Frame, documents: int) -> Iterator[str]:
    counts = {
        "documents": documents,
        "instruments": len(frame.catalog.instruments),
        "obligations": len(frame.catalog.obligations),
        "events": len(frame.catalog.events),
    }
    for key, count in counts.items():
        yield frame.words(f"site.figure.{key}", n=count)


def _event(frame: Frame, event: Event) -> Notice:
    known = [one for one in event.instruments if one in frame.catalog.instrument]
    return Notice(
        frame.date(event.date),
        frame.said(event.title),
        frame.said(event.summary),
        href=frame.href("instruments", known[0]) if known else "",
        disputed=disputed(frame.catalog, event),
    )


def _ahead(frame: Frame) -> Iterator[Notice]:
    """Changes of status that have a day and have not come yet, the nearest first."""
    changes = [
        (change.since, instrument, change)
        for instrument in frame.catalog.instruments
        for change in instrument.history
        if first_day(change.since) > frame.today
    ]
    for since, instrument, change in sorted(changes, key=lambda each: each[0]):
        status = frame.words.tag("catalog.status", change.status)
        yield Notice(
            frame.date(since), frame.instrument(instrument.id), status, href=frame.href("instruments", instrument.id)
        )


def _import(frame: Frame, day: str, entry: DocumentEntry) -> Notice:
    return Notice(
        frame.date(day), entry.title or entry.source, href=frame.href("documents", entry.sha256), lang=entry.language
    )
