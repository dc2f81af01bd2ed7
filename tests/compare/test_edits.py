from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from regatlas.compare import edits
from regatlas.compare.edits import matches
from regatlas.compare.order import heaviest_rising, longest_rising

WORDS = st.lists(st.sampled_from("abc"), max_size=12)


def longest_common(left: list[str], right: list[str]) -> int:
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            table[i + 1][j + 1] = table[i][j] + 1 if one == other else max(table[i][j + 1], table[i + 1][j])
    return table[-1][-1]


def check(left: list[str], right: list[str]) -> int:
    here = there = 0
    for match in matches(left, right):
        assert match.left >= here
        assert match.right >= there
        here, there = match.left + match.length, match.right + match.length
        assert left[match.left : here] == right[match.right : there]
    return sum(match.length for match in matches(left, right))


@given(WORDS, WORDS)
def test_the_common_part_is_the_longest(left: list[str], right: list[str]) -> None:
    assert check(left, right) == longest_common(left, right)


def test_beyond_the_limit_unique_words_hold_the_texts_together() -> None:
    many = edits.MOST_EDITS
    left = [*(f"l{number}" for number in range(many)), "anchor", *"xyz" * 3, *(f"m{number}" for number in range(many))]
    right = [*(f"r{number}" for number in range(many)), "anchor", *"xyz" * 3, *(f"s{number}" for number in range(many))]
    assert check(left, right) >= 1
    assert check(["a", "b"] * many, ["b", "c", "c"] * many) >= 0


@given(st.lists(st.integers(0, 9), max_size=9))
def test_the_longest_rising_run(values: list[int]) -> None:
    chain = longest_rising(values)
    picked = [values[place] for place in chain]
    assert chain == sorted(set(chain))
    assert picked == sorted(set(picked))
    best = [1] * len(values)
    for i, value in enumerate(values):
        best[i] = 1 + max((best[j] for j in range(i) if values[j] < value), default=0)
    assert len(chain) == max(best, default=0)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), max_size=9))
def test_the_heaviest_rising_run(items: list[tuple[int, int]]) -> None:
    values, weights = [value for value, _ in items], [float(weight) for _, weight in items]
    chain = heaviest_rising(values, weights)
    picked = [values[place] for place in chain]
    assert picked == sorted(set(picked))
    best = list(weights)
    for i, value in enumerate(values):
        best[i] += max((best[j] for j in range(i) if values[j] < value), default=0)
    assert sum(weights[place] for place in chain) == max(best, default=0)
