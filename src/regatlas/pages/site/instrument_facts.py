"""Parts of the page of an instrument that stand on their own: what is new, its status as a chart, its risks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from regatlas.catalog.catalog import disputed
from regatlas.catalog.taxonomies import builtin_taxonomy
from regatlas.model.instrument import Instrument
from regatlas.model.sourcing import first_day
from regatlas.pages.charts.status import NARROW, WIDE, StatusChart, status_svg, stretches
from regatlas.pages.coverage import RISK_TAXONOMY, risk_tint
from regatlas.pages.site.frame import Frame
from regatlas.pages.site.home import Notice
from regatlas.store import SearchableDocument
from regatlas.store.coverage import Covered

_NEWS = 3


@dataclass(frozen=True, slots=True)
class RiskMark:
    """A risk subdomain that a text covers; ``href`` leads to its evidence in the reader."""

    code: str
    label: str
    level: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class RiskCell:
    """What a text covers of one risk domain."""

    title: str
    tint: int
    marks: tuple[RiskMark, ...]

    @property
    def level(self) -> str:
        """The highest level of its subdomains."""
        levels = {mark.level for mark in self.marks}
        return "good" if "good" in levels else "minimal" if levels else "none"


@dataclass(frozen=True, slots=True)
class Strip:
    """The risk domains of one text."""

    title: str
    lang: str
    about: str
    reader: str
    record: str
    cells: tuple[RiskCell, ...]


def news(frame: Frame, instrument: Instrument) -> tuple[Notice, ...]:
    """What is to come, the nearest first, then what happened last; an event says more than a change of status."""
    ahead: list[tuple[date, Notice]] = []
    past: list[tuple[date, Notice]] = []
    told: set[str] = set()
    for event in frame.catalog.events_of(instrument.id):
        told.add(event.date)
        unsure = disputed(frame.catalog, event)
        notice = Notice(frame.date(event.date), frame.said(event.title), frame.said(event.summary), disputed=unsure)
        (ahead if first_day(event.date) > frame.today else past).append((first_day(event.date), notice))
    for change in instrument.history:
        if change.since not in told:
            status = frame.words.tag("catalog.status", change.status)
            notice = Notice(frame.date(change.since), status, frame.said(change.note))
            (ahead if first_day(change.since) > frame.today else past).append((first_day(change.since), notice))
    nearest = sorted(ahead, key=lambda each: each[0])
    latest = sorted(past, key=lambda each: each[0], reverse=True)
    return tuple(notice for _, notice in [*nearest, *latest][:_NEWS])


def status_charts(frame: Frame, instrument: Instrument) -> tuple[Markup, ...]:
    """The chart for a wide and for a narrow page; none for an instrument without history."""
    if not instrument.history:
        return ()
    changes = [
        (moment(first_day(change.since)), change.status, frame.words.tag("catalog.status", change.status))
        for change in instrument.history
    ]
    today = moment(frame.today)
    label = frame.words("site.instrument.chart", name=frame.instrument(instrument.id))
    chart = StatusChart(label, stretches(changes, today), today, frame.words("site.when.now"))
    return status_svg(chart, WIDE), status_svg(chart, NARROW)


def moment(day: date) -> float:
    """A day as a year with a fraction."""
    return day.year + (day.timetuple().tm_yday - 1) / 366


def strips(
    frame: Frame, texts: Sequence[SearchableDocument], covered: Mapping[int, Iterable[Covered]]
) -> tuple[Strip, ...]:
    """The risk domains of every text that has a record, those in the language of the page first."""
    ordered = sorted(texts, key=lambda text: not text.language.startswith(frame.lang))
    return tuple(_strip(frame, text, covered[text.id]) for text in ordered if text.id in covered)


def _strip(frame: Frame, text: SearchableDocument, covered: Iterable[Covered]) -> Strip:
    levels = {category: level for taxonomy, category, level in covered if taxonomy == RISK_TAXONOMY}
    return Strip(
        title=text.title or text.sha256[:12],
        lang="" if text.language == "und" else text.language,
        about=frame.language(text.language),
        reader=frame.href("documents", text.sha256),
        record=frame.href("documents", text.sha256, "record"),
        cells=tuple(_cells(frame, text.sha256, levels)),
    )


def _cells(frame: Frame, sha256: str, levels: Mapping[str, str]) -> Iterator[RiskCell]:
    found: dict[str, list[RiskMark]] = {}
    for category in builtin_taxonomy(RISK_TAXONOMY).categories:
        marks = found.setdefault(frame.said(category.group), [])
        level = levels.get(category.code, "none")
        if level != "none":
            href = frame.href("documents", sha256, show=f"{RISK_TAXONOMY}:{category.code}")
            words = frame.words(f"level.{level}")
            marks.append(RiskMark(category.code, frame.said(category.label), level, words, href))
    for tint, (title, listed) in enumerate(found.items(), start=1):
        yield RiskCell(title, risk_tint(f"{tint}."), tuple(listed))
