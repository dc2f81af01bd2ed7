from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.app.snippets import _LENGTH, snippet
from regatlas.store.search import fold


def _marked(text: str, *phrases: str) -> list[str]:
    made = snippet(text, phrases)
    assert made.text in text
    return [made.text[start:end] for start, end in made.marks]


def test_all_places_are_marked_as_they_are_written() -> None:
    assert _marked("数 据与ＡＩ数\n据", "数据") == ["数 据", "数\n据"]
    assert _marked("ＡＩ and Ai", "ai") == ["ＡＩ", "Ai"]
    assert _marked("算法与备案", "算法", "备案") == ["算法", "备案"]
    assert _marked("算法备案", "算法备", "法备案") == ["算法备"]
    assert _marked("数据", "无") == []


def test_the_place_with_most_phrases_is_shown() -> None:
    text = f"算法{'。' * 5000}备案{'。' * 20}算法备案。"
    assert _marked(text, "算法", "备案")[-1] == "备案"
    assert _marked(f"{'甲' * 5000}数 据", "数据") == ["数 据"]


def test_words_are_not_cut() -> None:
    text = "alpha " * 30 + "needle " + "omega " * 60
    shown = snippet(text, ("needle",)).text
    assert shown.startswith("alpha ")
    assert shown.endswith("omega")
    assert len(shown) <= _LENGTH
    assert snippet("a" * 300, ("aaaa",)).text


@given(st.text(alphabet="数据 Aa\nＡ", min_size=1, max_size=300), st.data())
def test_what_is_marked_folds_to_the_phrase(text: str, data: st.DataObject) -> None:
    whole = fold(text)
    start = data.draw(st.integers(0, max(0, len(whole) - 1)))
    phrase = whole[start : data.draw(st.integers(start, len(whole)))].strip()
    if phrase:
        marks = _marked(text, phrase)
        assert marks
        assert {fold(mark) for mark in marks} == {phrase}


@pytest.mark.parametrize("text", ["", "甲"])
def test_nothing_to_mark(text: str) -> None:
    assert snippet(text, ("数据",)).text == text
