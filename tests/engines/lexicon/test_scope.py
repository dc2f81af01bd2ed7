from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.engines.lexicon.scope import exempted
from regatlas.model.text import Span


def spared(sentence: str) -> list[str]:
    return [sentence[one.start : one.end].strip(" ，") for one in exempted(sentence, Span(0, len(sentence)))]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("This Act does not apply to hobby drones; operators shall test each engine.", ["hobby drones"]),
        ("This part shall not apply to toys, but makers shall label them.", ["toys"]),
        ("Except for lighthouse work, operators shall keep a log.", ["lighthouse work"]),
        ("Dealers other than small shops shall keep a log.", ["small shops"]),
        ("The list does not include weather data.", ["weather data"]),
        ("Nothing in this Act shall be construed to limit the right of appeal.", ["to limit the right of appeal"]),
        ("除渔业科研外，提供者应当留存日志。", ["渔业科研"]),
        ("未面向公众的，不适用本办法。", ["未面向公众的"]),
        ("本办法不适用于灯塔作业，但应当报告。", ["灯塔作业"]),
        ("目录不包括气象数据。", ["气象数据"]),
    ],
)
def test_a_formula_spares_the_words_in_its_scope(sentence: str, words: list[str]) -> None:
    assert spared(sentence) == words


@pytest.mark.parametrize(
    "sentence",
    [
        "Except as provided in section 4, operators shall keep a log.",
        "It applies to all, except that shops shall keep a log.",
        "Operators shall not apply labels by hand.",
        "除留存日志外，还应当每月报告。",
        "应当删除日志以外的副本。",
        "应当消除隐患，外包的也应当消除。",
    ],
)
def test_what_only_looks_like_an_exemption_spares_nothing(sentence: str) -> None:
    assert spared(sentence) == []


@given(st.text(alphabet="除外不适用于本办法，。a e,.;", max_size=60) | st.text(max_size=60))
def test_scopes_lie_inside_the_sentence_and_are_never_empty(sentence: str) -> None:
    for one in exempted(sentence, Span(0, len(sentence))):
        assert 0 <= one.start < one.end <= len(sentence)
