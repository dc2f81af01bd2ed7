"""The status of an instrument over time as a band: what it was from when until when, and what is still to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from regatlas.pages.charts.svg import ACCENT, FAINT, INK, PAPER, RULE, SOFT, element, picture, text, width_of

WIDE, NARROW = 736, 340
_TOP, _HEIGHT = 24.0, 26.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time with one status, in years with fractions. ``status`` chooses how it is drawn, ``label`` says it."""

    start: float
    end: float
    status: str
    label: str


@dataclass(frozen=True, slots=True)
class StatusChart:
    """What the chart shows; ``today`` is drawn as a line, in the same years with fractions."""

    label: str
    stretches: tuple[Stretch, ...]
    today: float
    today_label: str


def status_svg(chart: StatusChart, width: int) -> Markup:
    """The chart for a page of that width. The table beside it says the same with the exact days."""
    drawing = _Drawing(chart, width)
    variant = "narrow" if width < 500 else "wide"
    return picture(width, _TOP + _HEIGHT + 22, chart.label, drawing.parts(), f"chart status-chart {variant}")


class _Drawing:
    def __init__(self, chart: StatusChart, width: int) -> None:
        self._chart = chart
        self._width = width
        first, last = chart.stretches[0].start, max(chart.today, chart.stretches[-1].end)
        self._first, self._last = int(first), int(last) + 1
        self._scale = (width - 2) / (self._last - self._first)

    def parts(self) -> Iterator[Markup]:
        yield from self._years()
        for stretch in self._chart.stretches:
            yield self._stretch(stretch)
        yield from self._today()

    def _x(self, moment: float) -> float:
        return 1 + (moment - self._first) * self._scale

    def _years(self) -> Iterator[Markup]:
        step = max(1, round(44 / self._scale))
        for year in range(self._first, self._last):
            if (year - self._first) % step == 0:
                x = self._x(year)
                yield element("line", x1=x, x2=x, y1=6, y2=_TOP + _HEIGHT, stroke=RULE, stroke_width=0.6)
                yield text(str(year), x + 3, 14, 10, fill=SOFT)

    def _stretch(self, stretch: Stretch) -> Markup:
        left, right = self._x(stretch.start), self._x(stretch.end)
        fill, line, dash, ink = _look(stretch.status)
        band = element(
            "rect", x=left, y=_TOP, width=max(right - left, 2), height=_HEIGHT, fill=fill, stroke=line,
            stroke_width=1, stroke_dasharray=dash,
        )  # fmt: skip
        parts = [element("title", escape(stretch.label)), band]
        if width_of(stretch.label, 11) + 10 < right - left:
            parts.append(text(stretch.label, left + 6, _TOP + 17, 11, fill=ink))
        return element("g", *parts, class_=f"s-{stretch.status}")

    def _today(self) -> Iterator[Markup]:
        x, label = self._x(self._chart.today), self._chart.today_label
        yield element("line", x1=x, x2=x, y1=18, y2=_TOP + _HEIGHT + 6, stroke=ACCENT, stroke_width=1.2)
        at_end = x + width_of(label, 10) > self._width
        yield text(label, x, _TOP + _HEIGHT + 17, 10, fill=ACCENT, anchor="end" if at_end else None)


def _look(status: str) -> tuple[str, str, str | None, str]:
    """Fill, line, dashes and colour of words: full for what is in force, empty for what is not yet or no more."""
    if status == "in-force":
        return SOFT, INK, None, PAPER
    if status == "policy":
        return RULE, FAINT, None, INK
    return PAPER, FAINT, "3 2" if status in ("draft", "not-yet-in-force") else "1 3", INK


def stretches(changes: Sequence[tuple[float, str, str]], today: float) -> tuple[Stretch, ...]:
    """The stretches between changes of status (moment, status, label); the last runs to today, or a year beyond it."""
    found = []
    for place, (start, status, label) in enumerate(changes):
        end = changes[place + 1][0] if place + 1 < len(changes) else max(today, start + 1)
        found.append(Stretch(start, end, status, label))
    return tuple(found)
