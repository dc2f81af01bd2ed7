"""Charts: whole on any data, the same every time, and harmless in the middle of a page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from regatlas.pages.charts.arcs import ArcChart, Edge, Node, arcs_svg
from regatlas.pages.charts.svg import _pieces, width_of, wrapped
from regatlas.pages.charts.timeline import Lane, Mark, TimelineChart, timeline_svg

words = st.text(st.sampled_from("aB3 ，。、（）《》人工智能管理办法.,"), min_size=1, max_size=40)
moments = st.floats(2013, 2030.9)
SVG = "{http://www.w3.org/2000/svg}"


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    start = draw(moments)
    return Mark(
        start, min(2031.0, start + draw(st.sampled_from([0.0, 0.08, 1.0]))), "e-1", draw(words), draw(st.booleans())
    )


@given(st.lists(marks(), max_size=40), words, st.sampled_from([360, 860]))
def test_marks_of_a_timeline_never_overlap_nor_leave_the_chart(found: list[Mark], label: str, width: int) -> None:
    ordered = tuple(sorted(found, key=lambda mark: mark.start))
    chart = TimelineChart(label, (Lane("use", "Uses", ordered),), 2013, 2030, 2026.9, label)
    drawn = timeline_svg(chart, width)
    assert drawn == timeline_svg(chart, width)
    root = etree.fromstring(str(drawn))
    height = float(root.get("height"))
    boxes = [[float(one.get(key)) for key in ("x", "y", "width", "height")] for one in root.iter(f"{SVG}rect")]
    assert len(boxes) == len(found)
    for index, (x, y, w, h) in enumerate(boxes):
        assert x >= 0
        assert x + w <= width
        assert y >= 0
        assert y + h <= height
        for a, b, c, d in boxes[:index]:
            # One unit in ten is lost by rounding.
            assert x + w <= a + 0.2 or a + c <= x + 0.2 or y + h <= b + 0.2 or b + d <= y + 0.2


@given(st.lists(words, min_size=2, max_size=12), st.data(), st.sampled_from([360, 860]))
def test_arcs_stay_inside_and_labels_are_whole(labels: list[str], data: st.DataObject, width: int) -> None:
    nodes = tuple(Node(str(index), label, "") for index, label in enumerate(labels))
    ends = st.integers(0, len(nodes) - 1).map(str)
    pairs = data.draw(st.lists(st.tuples(ends, ends), max_size=15))
    edges = tuple(Edge(a, b, "cites", "<tip>") for a, b in pairs if a != b)
    chart = ArcChart("c", (("<Group>", nodes),), edges, (("cites", "refers to"),))
    root = etree.fromstring(str(arcs_svg(chart, width)))
    paths = [one for one in root.iter(f"{SVG}path") if one.get("marker-end")]
    assert len(paths) == len(edges) + 1
    for path in paths[:-1]:
        # A cubic curve bulges three quarters of the way to its control points.
        start, control = (float(path.get("d").replace("M", "").replace("C", "").split()[at]) for at in (0, 2))
        assert start + 0.75 * (control - start) <= width
    told = "".join("".join(one.itertext()) for one in root.iter(f"{SVG}text"))
    for label in labels:
        assert label.replace(" ", "") in told.replace(" ", "") or not label.split()


@given(words, st.floats(30, 300))
def test_wrapping_loses_no_sign_but_space(text: str, room: float) -> None:
    lines = wrapped(text, room, 11)
    assert "".join("".join(lines).split()) == "".join(text.split())
    # A line is wider than the room only where it is one piece: a word, or a sign with the marks that cling to it.
    assert all(width_of(line, 11) <= room or len(_pieces(line)) == 1 for line in lines)
