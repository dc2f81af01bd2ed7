from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.structure.markers import may_mark
from regatlas.structure.signs import (
    ANNEXED,
    BRACKET,
    NUMBERED,
    OPENERS,
    OTHER,
    PLAIN,
    QUOTING,
    look_up,
    look_up_one,
    openers_of,
    places_of,
    table_of,
)


@pytest.mark.parametrize(
    ("character", "opener"),
    [
        ("甲", PLAIN),
        ("第", NUMBERED),
        ("附", ANNEXED),
        ("（", BRACKET),
        ("(", BRACKET),
        ("“", QUOTING),
        ("「", QUOTING),
        ("一", OTHER),
        ("A", OTHER),
        ("1", OTHER),
        ("《", OTHER),
        (" ", OTHER),
        ("𠮷", PLAIN),
        ("𝟏", OTHER),
        ("😀", OTHER),
    ],
)
def test_what_opens_a_block(character: str, opener: int) -> None:
    assert look_up_one(OPENERS, character) == opener


@given(st.characters())
def test_only_letters_that_begin_no_number_open_plain_words(character: str) -> None:
    plain = look_up_one(OPENERS, character) in (PLAIN, NUMBERED, ANNEXED)
    assert plain == (character.isalpha() and not may_mark(character))


@given(st.text(min_size=1), st.data())
def test_many_places_are_looked_up_as_one_is(text: str, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, len(text) - 1)))
    assert list(look_up(OPENERS, text, places)) == [look_up_one(OPENERS, text[place]) for place in places]


def test_the_character_before_a_place() -> None:
    assert look_up(table_of("乙丁"), "甲乙丙丁", [1, 2, 3], -1) == bytes([0, 1, 0])


@given(st.binary(), st.integers(0, 255))
def test_places_of_a_value(found: bytes, value: int) -> None:
    assert places_of(value, found) == [place for place, one in enumerate(found) if one == value]


def test_initials_are_told_apart_by_their_openers_only_where_each_has_its_own() -> None:
    assert openers_of("第附") == [NUMBERED, ANNEXED]
    assert openers_of("第A") == []
    assert openers_of("（") == []
