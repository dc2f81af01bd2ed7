from __future__ import annotations

from tests.structure.specimen import source_of

from regatlas.structure.layout import Layout


def test_segments_are_the_parts_of_a_span_in_one_block_each() -> None:
    layout = Layout(source_of("abc\ndef\nghi"))
    assert list(layout.segments(1, 9)) == [(1, 3), (4, 7), (8, 9)]
    assert list(layout.segments(4, 4)) == []


def test_cuts_make_pieces() -> None:
    layout = Layout(source_of("abcdef\nghi"), [3])
    assert layout.pieces() == [(0, 3), (3, 6), (7, 10)]
    assert layout.pieces(1, 2) == [(3, 6)]
    assert layout.next_start(0) == 3
    assert layout.next_start(8) == 10


def test_lines_are_the_soft_breaks_inside() -> None:
    layout = Layout(source_of("abcdef").model_copy(update={"soft_breaks": (2, 4)}))
    assert layout.lines(0, 6) == [2, 4]
    assert layout.lines(2, 4) == []
    assert layout.line_starts == [2, 4]


def test_markers_further_on_stop_at_the_end_of_the_unit() -> None:
    layout = Layout(source_of("(a) x\n(b) y\n(c) z"))
    assert [marker.label for marker in layout.markers_after(5, 11)] == ["b"]
    assert [marker.label for marker in layout.markers_after(5, 99)] == ["b", "c"]
