from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.evaluation.measures import Counts, count, f1, frequent, mean, outside, pooled_recall, quadratic_kappa

GOLD = {"one": {"a", "b"}, "two": {"a"}, "three": set[str]()}
FOUND = {"one": {"a"}, "two": {"b"}}


def test_counts_by_category() -> None:
    assert count(GOLD, FOUND, ["a", "b", "c"]) == {"a": Counts(1, 0, 1), "b": Counts(0, 1, 1), "c": Counts(0, 0, 0)}


def test_shares_of_counts() -> None:
    counts = Counts(right=3, wrong=1, missed=2)
    assert (counts.precision, counts.recall, counts.f1) == (0.75, 0.6, pytest.approx(2 / 3))
    assert (Counts().precision, Counts().recall, Counts().f1) == (0, 0, 0)


def test_micro_and_macro() -> None:
    scores = f1(GOLD, FOUND, ["a", "b"])
    assert scores.micro == pytest.approx(2 * 1 / (2 * 1 + 1 + 2))
    assert scores.macro == pytest.approx((2 / 3 + 0) / 2)
    assert f1(GOLD, GOLD, ["a", "b"]).macro == 1
    assert f1(GOLD, FOUND, []).macro == 0


def test_frequent_categories() -> None:
    assert frequent(GOLD, 1) == ["a", "b"]
    assert frequent(GOLD, 2) == ["a"]


def test_pooled_recall_counts_everything_expected_alike() -> None:
    assert pooled_recall([({"a", "b"}, {"a", "x"}), ({"a"}, {"a"}), (set(), {"b"})]) == pytest.approx(2 / 3)
    assert pooled_recall([]) == 0


@pytest.mark.parametrize(("number", "expected"), [(1, 1), (2, 0), (3, 0), (4, 0), (7, 3)])
def test_distance_outside_a_range(number: int, expected: int) -> None:
    assert outside(number, 2, 4) == expected


def test_mean() -> None:
    assert (mean([1, 2, 6]), mean([])) == (3, 0)


def test_kappa_of_a_worked_case() -> None:
    # Squared differences: observed (0 + 0 + 1 + 4) / 4; by chance, the mean over all pairs of the two lists.
    assert quadratic_kappa([(0, 0), (2, 2), (1, 2), (0, 2)], 3) == pytest.approx(1 - 1.25 / (32 / 16))


def test_kappa_where_nothing_varies() -> None:
    assert quadratic_kappa([(1, 1)] * 4, 3) == 1


@pytest.mark.parametrize("pairs", [[], [(0, 3)], [(-1, 0)]])
def test_kappa_refuses_what_it_cannot_grade(pairs: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="from 0 to grades - 1"):
        quadratic_kappa(pairs, 3)


GRADES = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40)


@given(GRADES)
def test_kappa_is_symmetric_and_at_most_one(pairs: list[tuple[int, int]]) -> None:
    kappa = quadratic_kappa(pairs, 3)
    assert kappa <= 1
    assert kappa == pytest.approx(quadratic_kappa([(two, one) for one, two in pairs], 3))


@given(st.lists(st.integers(0, 2), min_size=1, max_size=40))
def test_full_agreement_is_one(grades: list[int]) -> None:
    assert quadratic_kappa([(grade, grade) for grade in grades], 3) == 1
