"""Sentence borders in English and Chinese."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.engines.sentences import sentences
from regatlas.model.text import Span

TEXTS = st.lists(
    st.sampled_from(
        [
            "Sec. ",
            "3",
            ". ",
            ".",
            "The",
            " provider",
            "。",
            "；",
            "”",
            "\n",
            "No. ",
            "U.S.C. ",
            "e.g. ",
            "应当",
            '"',
            " ",
            "?",
        ]
    ),
    max_size=30,
).map("".join)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One is here. Two is there.", ["One is here.", "Two is there."]),
        ("Sec. 3. Providers shall act. They may ask.", ["Sec. 3. Providers shall act.", "They may ask."]),
        ("See No. 5 of 15 U.S.C. 2301. It applies.", ["See No. 5 of 15 U.S.C. 2301.", "It applies."]),
        ("Made in the U.S. The law applies.", ["Made in the U.S.", "The law applies."]),
        ("Tools, e.g. chatbots, are used.", ["Tools, e.g. chatbots, are used."]),
        ("1. Beijing shall act. II. Support", ["1. Beijing shall act.", "II. Support"]),
        ("He said no. Then he left.", ["He said no.", "Then he left."]),
        ("Version 3.5 is out. (a) Next", ["Version 3.5 is out.", "(a) Next"]),
        ("She asked: “Why?” Nobody knew.", ["She asked: “Why?”", "Nobody knew."]),
        ("提供者应当报告；不得隐瞒。“好。”完", ["提供者应当报告；", "不得隐瞒。", "“好。”", "完"]),
        ("加强管理;促进发展", ["加强管理;", "促进发展"]),
        ("No stop here\nNext line", ["No stop here", "Next line"]),
        ("  \n ", []),
    ],
)
def test_examples(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(TEXTS, st.data())
def test_every_word_stands_in_one_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spans = sentences(text, Span(start, end))
    inside = {place for span in spans for place in range(*span)}
    assert sum(span.end - span.start for span in spans) == len(inside)
    assert inside <= set(range(start, end))
    assert {place for place in range(start, end) if not text[place].isspace()} <= inside
    assert spans == sorted(spans)


@given(TEXTS)
def test_no_sentence_crosses_a_line_or_begins_with_a_space(text: str) -> None:
    for sentence in split(text):
        assert "\n" not in sentence
        assert sentence == sentence.strip() != ""
