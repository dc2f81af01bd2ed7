"""The cue language: what a cue spells out into, and what is said of one that cannot be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.engines.lexicon.cues import MAX_SEQUENCES, Mark, parse_cue
from regatlas.errors import DataError

LITERALS = st.text("abc", min_size=1, max_size=3)
PATTERNS = st.recursive(
    LITERALS,
    lambda inner: st.one_of(
        st.builds("({}|{})".format, inner, inner),
        st.builds("({})?x".format, inner),
        st.builds("[{}]y".format, LITERALS),
        st.builds("{}{}".format, inner, inner),
    ),
    max_leaves=5,
)


@given(st.data())
def test_spells_out_the_language_of_the_pattern(data: st.DataObject) -> None:
    pattern = data.draw(PATTERNS)
    spelled = {sequence[0] for sequence in parse_cue(pattern).sequences}
    assert all(re.fullmatch(pattern, str(one)) for one in spelled)
    assert data.draw(st.from_regex(pattern, fullmatch=True)) in spelled


@pytest.mark.parametrize(
    ("pattern", "sequences"),
    [
        ("Deepfake", [("deepfake",)]),
        ("a(b|c|)", [("ab",), ("ac",), ("a",)]),
        ("(?:a|b)", [("a",), ("b",)]),
        ("x(a|(b|c)d)?", [("xa",), ("xbd",), ("xcd",), ("x",)]),
        ("colou?rs?", [("colours",), ("colour",), ("colors",), ("color",)]),
        ("[2-4]d", [("2d",), ("3d",), ("4d",)]),
        ("[a-]b", [("ab",), ("-b",)]),
        ("[\\]x]y", [("]y",), ("xy",)]),
        ("a(b|b)", [("ab",)]),
        ("a~ b", [("a", Mark.GAP, " b")]),
        ("10^# flops?", [("10^", Mark.NUMBER, " flops"), ("10^", Mark.NUMBER, " flop")]),
        ("\\$#~ fine", [("$", Mark.NUMBER, Mark.GAP, " fine")]),
        ("“Ａ”–b", [('"a"-b',)]),
    ],
)
def test_sequences(pattern: str, sequences: list[tuple[object, ...]]) -> None:
    assert list(parse_cue(pattern).sequences) == sequences


@pytest.mark.parametrize(("pattern", "whole"), [("bank$", True), ("bank", False), ("bank\\$", False)])
def test_dollar_ends_the_word(pattern: str, whole: bool) -> None:
    assert parse_cue(pattern).whole_word is whole


@pytest.mark.parametrize(
    ("pattern", "what"),
    [
        ("", "no word in it"),
        ("a|b", "alternatives stand in brackets"),
        ("(a", "'(' is never closed"),
        ("a)", "')' closes nothing"),
        ("[ab", "'[' is never closed"),
        ("[]a", "names no character"),
        ("[z-a]", "range from 'z' to 'a'"),
        ("a$b", "only at the very end"),
        ("(a$)", "only at the very end"),
        ("a.*b", "'*' at character 3"),
        ("\\w+", "'+' at character 3"),
        ("a{2}", "'{' at character 2"),
        ("?a", "'?' at character 1"),
        ("a]", "']' at character 2"),
        ("a\\", "lone"),
        ("~a", "not at an end"),
        ("a~", "not at an end"),
        ("a~~b", "need a word or a space"),
        ("##a", "need a word or a space"),
        ("#~ a", "at the beginning needs a word"),
        ("#", "no word in it"),
        ("#5a", "would swallow the '5'"),
        ("(a|)", "no word in it"),
        (" a", "begins with a space"),
        ("a~?b", "'~' cannot be optional"),
        ("(a|b|c|d|e|f|g)(a|b|c|d|e|f|g)(a|b|c|d|e|f|g)(a|b|c)", f"1029 sequences, more than {MAX_SEQUENCES}"),
        ("(" * 30 + "a" + ")" * 30, "nested more than 20 deep"),
    ],
)
def test_what_is_wrong_is_said(pattern: str, what: str) -> None:
    with pytest.raises(DataError) as caught:
        parse_cue(pattern)
    assert what in caught.value.what
    assert repr(pattern) in caught.value.what


@given(st.text("ab(|)?[]~#$\\-:{ ", max_size=14))
def test_any_string_is_read_or_refused_with_a_sentence(pattern: str) -> None:
    problem = ""
    try:
        count = len(parse_cue(pattern).sequences)
    except DataError as error:
        problem, count = error.what, 1
    assert 1 <= count <= MAX_SEQUENCES
    assert not problem or repr(pattern) in problem
