from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.model.numerals import spell_chinese
from regatlas.structure.numerals import chinese_number, letter_number, roman_number


@given(st.integers(0, 9999))
def test_chinese_numbers_are_read_as_they_are_spelt(value: int) -> None:
    assert chinese_number(spell_chinese(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二〇二三", 2023),
        ("一百零二", 102),
        ("两百", 200),
        ("１２", 12),
        ("三 十", 30),
        ("○", 0),
        ("", None),
        ("三天", None),
        ("x", None),
    ],
)
def test_ways_of_writing_chinese_numbers(text: str, value: int | None) -> None:
    assert chinese_number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("iv", 4), ("XIII", 13), ("MCMXCIX", 1999), ("IIII", None), ("vx", None), ("", None), ("q", None)],
)
def test_roman_numbers_in_canonical_spelling_only(text: str, value: int | None) -> None:
    assert roman_number(text) == value


@pytest.mark.parametrize(("text", "value"), [("a", 1), ("Z", 26), ("aa", 27), ("ab", None), ("1", None), ("甲", None)])
def test_letters_count_and_double(text: str, value: int | None) -> None:
    assert letter_number(text) == value
