from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.cli.lines import breaks, columns

MIXED = st.text(alphabet="ab 甲乙，。（）“”…\u0301", max_size=60)


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in pairwise([0, *breaks(text, width), len(text)])]


@pytest.mark.parametrize(("text", "width"), [("甲a", 3), ("（）", 4), ("e\u0301", 1), ("", 0), ("ｱ", 1)])
def test_wide_characters_take_two_columns_and_marks_none(text: str, width: int) -> None:
    assert columns(text) == width


def test_lines_neither_begin_with_a_closing_nor_end_with_an_opening_mark() -> None:
    assert lines("甲乙丙丁，戊己“庚辛”壬", 8) == ["甲乙丙", "丁，戊己", "“庚辛”壬"]
    assert lines("甲乙丙“庚辛”壬", 7) == ["甲乙丙", "“庚辛”", "壬"]


def test_words_stay_whole() -> None:
    assert lines("one two three", 8) == ["one two ", "three"]


def test_what_is_wider_than_a_line_is_broken_anywhere() -> None:
    assert lines("abcdefgh ij", 3) == ["abc", "def", "gh ", "ij"]


@given(MIXED, st.integers(2, 20))
def test_no_line_is_too_wide_and_none_is_empty(text: str, width: int) -> None:
    made = lines(text, width)
    assert "".join(made) == text
    assert all(columns(line.rstrip()) <= width for line in made)
    assert all(made) or not text
