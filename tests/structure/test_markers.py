from __future__ import annotations

import pytest

from regatlas.structure.markers import marker_at, markers_at


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("（一）甲", "一"),
        ("一、甲", "一"),
        ("(a) x", "a"),
        ("1. x", "1"),
        ("12.", "12"),
        ("１．甲", "１"),
        ("①甲", "①"),
        ("a) x", "a"),
        ("IV. X", "IV"),
        ("3.1 X", "3.1"),
        ("3.1.", "3.1"),
    ],
)
def test_numbers_at_the_beginning(text: str, label: str) -> None:
    marker = marker_at(text, 0, len(text))
    assert marker is not None
    assert marker.label == label


@pytest.mark.parametrize("text", ["word", "3.5 million people", "3.5% more", "2024 was", "(see above)x", "I am", ""])
def test_words_and_quantities_are_no_numbers(text: str) -> None:
    assert marker_at(text, 0, len(text)) is None


def test_several_numbers_open_several_units() -> None:
    text = "(a)(1) (A) x"
    assert [marker.label for marker in markers_at(text, 0, len(text))] == ["a", "1", "A"]


def test_a_marker_ends_with_its_block() -> None:
    assert marker_at("(a) x", 0, 2) is None
