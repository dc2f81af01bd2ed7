from __future__ import annotations

from regatlas.structure.lists import ListTracker
from regatlas.structure.markers import Marker, marker_at


def _depths(labels: str) -> list[tuple[str, int | None]]:
    markers: list[Marker] = []
    for label in labels.split():
        marker = marker_at(label, 0, len(label))
        assert marker is not None
        markers.append(marker)
    tracker = ListTracker()
    found = []
    for index, marker in enumerate(markers):
        place = tracker.place(marker, markers[index + 1 :])
        found.append((marker.label, place[0] if place else None))
    return found


def test_i_after_h_is_a_letter_when_j_follows() -> None:
    assert _depths("(a) (b) (c) (d) (e) (f) (g) (h) (i) (j)")[-2:] == [("i", 1), ("j", 1)]


def test_i_after_h_is_roman_when_ii_follows() -> None:
    assert _depths("(a) (b) (c) (d) (e) (f) (g) (h) (i) (ii)")[-2:] == [("i", 2), ("ii", 2)]


def test_lists_nest_and_go_on_outside() -> None:
    assert [depth for _, depth in _depths("(a) (1) (A) (i) (ii) (B) (2) (b)")] == [1, 2, 3, 4, 4, 3, 2, 1]


def test_a_number_that_continues_nothing_opens_nothing() -> None:
    assert _depths("(a) (q)") == [("a", 1), ("q", None)]


def test_numbers_resume_under_the_next_part() -> None:
    assert [depth for _, depth in _depths("一、 1. 2. 二、 3.")] == [1, 2, 2, 1, 2]


def test_a_small_gap_is_a_lost_item() -> None:
    assert _depths("(a) (c)")[-1] == ("c", 1)


def test_hostile_nesting_ends() -> None:
    tracker = ListTracker()
    for _ in range(40):
        for label in ("(a)", "(1)", "1.", "①", "(A)", "a)"):
            marker = marker_at(label, 0, len(label))
            assert marker is not None
            tracker.place(marker)
    assert tracker.depth <= 8


def test_paused_lists_are_resumed() -> None:
    tracker = ListTracker()
    first, second = (marker_at(label, 0, 2) for label in ("1.", "2."))
    assert first is not None
    assert second is not None
    tracker.place(first)
    tracker.pause()
    assert tracker.depth == 0
    assert tracker.place(second) is not None
