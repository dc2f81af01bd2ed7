"""Folding keeps every place."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from regatlas.engines.lexicon.fold import fold


@given(st.text())
def test_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_keeps_the_length_of_every_character() -> None:
    assert [code for code in range(sys.maxunicode + 1) if len(fold(chr(code))) != 1] == []


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_any_character_twice_changes_nothing() -> None:
    assert [code for code in range(sys.maxunicode + 1) if fold(fold(chr(code))) != fold(chr(code))] == []


def test_traditional_characters_become_simplified_ones() -> None:
    assert fold("燈具經營者應當備案") == "灯具经营者应当备案"


def test_examples() -> None:
    assert fold("“ＡＩ”—It’s\u00a0１0\n；！") == '"ai"-it\'s 10 ；！'
