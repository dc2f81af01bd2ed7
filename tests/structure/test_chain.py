from __future__ import annotations

from regatlas.structure.chain import Candidate, Strength, choose


def _chosen(*places: tuple[int, Strength] | tuple[int, int, Strength]) -> list[int]:
    """The indices of the chosen candidates; a place is (number, strength) or (number, inserted, strength)."""
    made = []
    for start, place in enumerate(places):
        number, inserted, strength = place if len(place) == 3 else (place[0], 0, place[1])
        made.append(Candidate(start, start + 1, number, inserted, strength))
    return [candidate.start for candidate in choose(made)]


B, L, I, C = Strength.BLOCK, Strength.LINE, Strength.INLINE, Strength.CUT_LINE  # noqa: E741


def test_numbers_in_a_row() -> None:
    assert _chosen((1, B), (2, B), (7, B), (3, B)) == [0, 1, 3]


def test_a_number_inside_waits_for_a_better_place() -> None:
    assert _chosen((1, B), (2, I), (2, B), (3, B)) == [0, 2, 3]


def test_a_number_inside_is_taken_where_no_better_comes() -> None:
    assert _chosen((1, B), (2, L), (3, B), (2, B)) == [0, 1, 2]


def test_a_cut_line_waits_for_a_whole_one() -> None:
    assert _chosen((1, B), (2, C), (2, I), (3, B)) == [0, 2, 3]


def test_inserted_articles_follow_their_number() -> None:
    assert _chosen((1, B), (1, 1, B), (1, 2, B), (2, B), (1, 3, B)) == [0, 1, 2, 3]


def test_a_new_count_needs_a_second_article() -> None:
    assert _chosen((1, B), (2, B), (1, B), (2, B)) == [0, 1, 2, 3]
    assert _chosen((1, B), (2, B), (1, B), (3, B)) == [0, 1, 3]


def test_repealed_articles_leave_a_gap() -> None:
    assert _chosen((1, B), (2, B), (5, B), (6, B)) == [0, 1, 2, 3]
    assert _chosen((1, B), (2, B), (40, B)) == [0, 1]


def test_an_excerpt_begins_where_it_goes_on() -> None:
    assert _chosen((989, B), (990, B)) == [0, 1]
    assert _chosen((30, B), (1, B), (2, B)) == [1, 2]
