from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.error_sentences import missing, sentences, stale

from regatlas.errors import BadArgument, StoreError
from regatlas.pages.sentences import in_chinese, say_again, tell

_PLACE = re.compile(r"\{\d\}")
_TEMPLATES = sorted(in_chinese())


def test_every_sentence_of_an_error_has_its_chinese() -> None:
    assert len(sentences()) > 300
    assert missing() == []


def test_no_chinese_is_left_of_a_sentence_that_is_gone() -> None:
    assert stale() == []


@pytest.mark.parametrize("english", _TEMPLATES)
def test_the_chinese_says_what_the_english_says(english: str) -> None:
    chinese = in_chinese()[english]
    assert sorted(set(_PLACE.findall(english))) == sorted(set(_PLACE.findall(chinese)))
    assert not re.search(r"[一-鿿][,;:!?]|！", chinese)
    # What is no placeholder, option, name or bracket alone has words in Chinese.
    if re.search(r"[a-z]{3}", _PLACE.sub("", english)):
        assert re.search(r"[一-鿿]", chinese)


@given(st.sampled_from(_TEMPLATES), st.text("甲乙丙0123/.", min_size=1, max_size=8))
def test_a_filled_sentence_keeps_what_was_filled_in(english: str, value: str) -> None:
    filled = _PLACE.sub(value, english)
    said = say_again(filled)
    assert said != filled or not re.search(r"[a-z]{3}", _PLACE.sub("", english))
    if _PLACE.search(english):
        assert value in said


def test_the_whole_sentence() -> None:
    error = StoreError("the database is busy", where="a.sqlite", hint="let the other program end, then try again")
    assert tell(error, "en") == str(error)
    assert tell(error, "zh").startswith("RGA-4000: ")
    assert tell(BadArgument("-1 leaves no hit", where="--limit", hint="give 1 or more"), "zh") == (
        "RGA-1008: -1 不会留下任何结果，--limit；请给出 1 或更大的数"
    )


def test_a_sentence_inside_a_sentence_is_told_too() -> None:
    said = say_again("the file cannot be read (permission denied)")
    assert said == "文件无法读取（没有权限）"


def test_what_is_not_ours_stays() -> None:
    assert say_again("something else entirely") == "something else entirely"
