"""A timeline: years from left to right, a lane for each kind of event, a mark for each event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from regatlas.pages.charts.svg import ACCENT, INK, PAPER, RULE, SOFT, element, link, picture, text, width_of

WIDE, NARROW = 860, 360


@dataclass(frozen=True, slots=True)
class Mark:
    """An event. ``start`` and ``end`` are years with fractions, the time in which it lies; equal for a day."""

    start: float
    end: float
    target: str
    label: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """The events of one kind, in the order of time. ``key`` is the class by which pages filter them."""

    key: str
    label: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class TimelineChart:
    """What the chart shows; ``today`` is drawn as a line, in the same years with fractions."""

    label: str
    lanes: tuple[Lane, ...]
    first: int
    last: int
    today: float
    today_label: str


def timeline_svg(chart: TimelineChart, width: int) -> Markup:
    """The chart for a page of that width; below 500 units labels stand above their lanes."""
    return _Drawing(chart, width).svg()


class _Drawing:
    def __init__(self, chart: TimelineChart, width: int) -> None:
        self._chart = chart
        self._width = width
        self._narrow = width < 500
        self._size = 11.0
        self._radius = 3.6 if self._narrow else 4.6
        self._left = 6.0 if self._narrow else 20 + max(width_of(lane.label, self._size) for lane in chart.lanes)
        self._scale = (width - self._left - 8) / (chart.last + 1 - chart.first)

    def svg(self) -> Markup:
        y, rows = 30.0, []
        for lane in self._chart.lanes:
            drawn, height = self._lane(lane, y)
            rows.append(drawn)
            y += height
        parts = chain(self._grid(y), rows, self._today(y))
        variant = "narrow" if self._narrow else "wide"
        return picture(self._width, y + 4, self._chart.label, parts, f"chart timeline {variant}")

    def _x(self, moment: float) -> float:
        return self._left + (moment - self._chart.first) * self._scale

    def _grid(self, bottom: float) -> Iterator[Markup]:
        step = 3 if self._narrow else 1
        for year in range(self._chart.first, self._chart.last + 1):
            labelled = (year - self._chart.first) % step == 0
            x = self._x(year)
            yield element("line", x1=x, x2=x, y1=20 if labelled else 26, y2=bottom, stroke=RULE, stroke_width=0.6)
            if labelled:
                yield text(str(year), x + 2, 14, 10, fill=SOFT)

    def _today(self, bottom: float) -> Iterator[Markup]:
        x = self._x(self._chart.today)
        if self._chart.first < self._chart.today < self._chart.last + 1:
            yield element("line", x1=x, x2=x, y1=18, y2=bottom, stroke=ACCENT, stroke_width=1, stroke_dasharray="3 2")
            yield text(self._chart.today_label, x + 3, bottom - 2, 9, fill=ACCENT)

    def _lane(self, lane: Lane, top: float) -> tuple[Markup, float]:
        """The lane and its height: marks that would touch stand in rows below one another."""
        head = 16.0 if self._narrow else 6.0
        step = 2 * self._radius + 2.2
        rows = self._rows(lane.marks)
        height = head + (max(rows, default=0) + 1) * step + 5
        parts = [element("line", x1=0, x2=self._width, y1=top, y2=top, stroke=RULE, stroke_width=0.8)]
        parts.append(text(lane.label, 2, top + (12 if self._narrow else 15), self._size, fill=INK))
        for row, mark in zip(rows, lane.marks, strict=True):
            parts.append(self._mark(mark, top + head + row * step + step / 2))
        return element("g", *parts, class_=f"lane k-{lane.key}"), height

    def _rows(self, marks: Sequence[Mark]) -> list[int]:
        """The first row in which each mark has room."""
        ends: list[float] = []
        rows: list[int] = []
        for mark in marks:
            left, right = self._extent(mark)
            row = next((index for index, end in enumerate(ends) if end <= left), len(ends))
            ends[row : row + 1] = [right + 1.5]
            rows.append(row)
        return rows

    def _extent(self, mark: Mark) -> tuple[float, float]:
        return self._x(mark.start) - self._radius, max(self._x(mark.start), self._x(mark.end)) + self._radius

    def _mark(self, mark: Mark, y: float) -> Markup:
        left, right = self._extent(mark)
        shape = element(
            "rect",
            x=left,
            y=y - self._radius,
            width=right - left,
            height=2 * self._radius,
            rx=self._radius,
            fill=PAPER if mark.hollow else SOFT if mark.end > mark.start else INK,
            stroke=ACCENT if mark.hollow else INK,
            stroke_width=1.4 if mark.hollow else 0.8,
        )
        return link(mark.target, mark.label, shape, class_="mark")
