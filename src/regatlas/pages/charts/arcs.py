"""A relation graph as arcs: the nodes in groups down the left, an arc on the right for each relation.

A list with arcs stays readable where a drawing of boxes and lines does not: at the width of a phone, and with dozens
of nodes. Nothing overlaps a label, and the same data always give the same drawing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup, escape

from regatlas.pages.charts.svg import ACCENT, FAINT, INK, RULE, SOFT, element, link, picture, text, wrapped

WIDE, NARROW = 860, 360


@dataclass(frozen=True, slots=True)
class Node:
    """Something that relates to others; ``target`` is its place on the page, empty where it has none."""

    id: str
    label: str
    target: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation; ``kind`` decides the line, ``label`` says it in words."""

    source: str
    target: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class ArcChart:
    """What the chart shows: groups of nodes with their titles, the relations, and the words for the key."""

    label: str
    groups: tuple[tuple[str, tuple[Node, ...]], ...]
    edges: tuple[Edge, ...]
    legend: tuple[tuple[str, str], ...]


# Strongest first: what a text is made under, what it carries out, what it merely names.
_LINES: dict[str, tuple[str, float, str | None]] = {
    "based-on": (ACCENT, 1.3, None),
    "implements": (INK, 1.3, None),
    "amends": (INK, 1.3, "6 2"),
    "supersedes": (INK, 1.3, "6 2"),
    "repeals": (INK, 1.3, "6 2"),
    "cites": (FAINT, 1.1, "2 2.5"),
}


def arcs_svg(chart: ArcChart, width: int) -> Markup:
    """The chart for a page of that width."""
    return _Drawing(chart, width).svg()


class _Drawing:
    def __init__(self, chart: ArcChart, width: int) -> None:
        self._chart = chart
        self._width = width
        self._narrow = width < 500
        self._size = 10.5 if self._narrow else 12.0
        self._room = width * (0.56 if self._narrow else 0.52)
        self._y: dict[str, float] = {}

    def svg(self) -> Markup:
        labels = list(self._labels())
        arcs = list(self._arcs())
        legend, bottom = self._legend(self._bottom + 16)
        variant = "narrow" if self._narrow else "wide"
        parts = chain(self._heads(), arcs, labels, legend)
        return picture(self._width, bottom + 4, self._chart.label, parts, f"chart arcs {variant}")

    def _labels(self) -> Iterator[Markup]:
        y = 4.0
        for title, nodes in self._chart.groups:
            y += 20
            yield text(title, 0, y, self._size - 1, fill=SOFT, weight="600")
            yield element("line", x1=0, x2=self._room, y1=y + 4, y2=y + 4, stroke=RULE, stroke_width=0.8)
            y += 6
            for node in nodes:
                lines = wrapped(node.label, self._room - 12, self._size)
                top = y
                y += len(lines) * self._size * 1.3 + 5
                self._y[node.id] = (top + y) / 2 + 1
                yield self._label(node, lines, top)
        self._bottom = y

    def _label(self, node: Node, lines: list[str], top: float) -> Markup:
        step = self._size * 1.3
        words = [text(line, 0, top + 4 + (index + 0.75) * step, self._size) for index, line in enumerate(lines)]
        return link(node.target, node.label, *words) if node.target else element("g", *words)

    def _heads(self) -> Iterator[Markup]:
        """Arrowheads, one for each colour of line."""
        shapes = [
            element(
                "marker",
                element("path", d="M0 0 L6 3 L0 6 Z", fill=colour),
                id=f"{self._prefix}-{kind}",
                viewBox="0 0 6 6",
                refX=5.5,
                refY=3,
                markerWidth=6,
                markerHeight=6,
                orient="auto",
                markerUnits="userSpaceOnUse",
            )
            for kind, (colour, _, _) in _LINES.items()
        ]
        yield element("defs", *shapes)

    @property
    def _prefix(self) -> str:
        return "arrow-n" if self._narrow else "arrow-w"

    def _arcs(self) -> Iterator[Markup]:
        """Longer arcs reach further out, and lie below shorter ones."""
        longest = max((self._length(edge) for edge in self._chart.edges), default=1) or 1
        weakest = sorted(self._chart.edges, key=lambda edge: (-list(_LINES).index(edge.kind), -self._length(edge)))
        left, reach = self._room + 4, self._width - self._room - 14
        for edge in weakest:
            start, end = self._y[edge.source] + 2.5, self._y[edge.target] - 2.5
            out = left + 14 + (reach - 14) * (self._length(edge) / longest) ** 0.75
            # The control points of a cubic curve lie a third further out than its bulge.
            far = left + (out - left) * 4 / 3
            path = f"M{left:.1f} {start:.1f} C{far:.1f} {start:.1f} {far:.1f} {end:.1f} {left:.1f} {end:.1f}"
            yield self._line(edge.kind, path, edge.label)

    def _length(self, edge: Edge) -> float:
        return abs(self._y[edge.source] - self._y[edge.target])

    def _line(self, kind: str, path: str, label: str = "") -> Markup:
        colour, width, dashes = _LINES[kind]
        return element(
            "path",
            *([element("title", escape(label))] if label else []),
            d=path,
            fill="none",
            stroke=colour,
            stroke_width=width,
            stroke_dasharray=dashes,
            marker_end=f"url(#{self._prefix}-{kind})",
        )

    def _legend(self, top: float) -> tuple[list[Markup], float]:
        parts: list[Markup] = []
        for index, (kind, words) in enumerate(self._chart.legend):
            y = top + index * 16
            parts += [self._line(kind, f"M0 {y:.1f} L34 {y:.1f}"), text(words, 42, y + 4, self._size - 1, fill=SOFT)]
        return parts, top + len(self._chart.legend) * 16
