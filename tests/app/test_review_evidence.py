from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.app.review_people import make_law

from regatlas.app.review_evidence import Chosen, Nowhere, SeveralPlaces, at, evidence_of, find
from regatlas.errors import BadArgument, EvidenceError
from regatlas.model.text import Span

LAW = make_law()
LABEL = "提供者应当对生成内容进行标识。"


@given(st.integers(-3, len(LAW.text) + 3), st.integers(-3, len(LAW.text) + 3), st.text(max_size=4))
def test_what_is_found_always_stands_in_the_text(start: int, end: int, words: str) -> None:
    try:
        found = [at(LAW, Span(start, end)), *evidence_of(LAW, [Chosen(words)])]
    except (EvidenceError, BadArgument):
        return
    for one in found:
        assert LAW.text[slice(*one.quote.span)] == one.quote.exact
        assert one.eid == LAW.leaf_at(one.quote.span.start).eid


@given(st.data())
def test_words_of_the_text_are_found_where_they_stand(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(LAW.text) - 1))
    end = data.draw(st.integers(start + 1, min(len(LAW.text), start + 40)))
    words = LAW.text[start:end]
    if words.strip():
        spread = words.replace("", " ")
        inner = start + len(words) - len(words.lstrip())
        for asked in (words, words.replace("\n", "\r\n  "), spread):
            assert any(span.start == inner for span in find(LAW, asked)) or len(find(LAW, asked)) == 30


def test_words_that_stand_twice_ask_which_is_meant() -> None:
    with pytest.raises(SeveralPlaces, match="stand in several places") as raised:
        evidence_of(LAW, [Chosen(LABEL)])
    assert [one.quote.exact for one in raised.value.places] == [LABEL, LABEL]
    (third,) = evidence_of(LAW, [Chosen(LABEL, place="第三条")])
    (same,) = evidence_of(LAW, [Chosen(LABEL, place="art_3")])
    (picked,) = evidence_of(LAW, [Chosen(LABEL, raised.value.places[1].quote.span)])
    assert third == same == picked
    assert third != raised.value.places[0]


@pytest.mark.parametrize("chosen", [Chosen("没有这句话"), Chosen(LABEL, place="第二条"), Chosen(LABEL, place="第九条")])
def test_words_that_stand_nowhere(chosen: Chosen) -> None:
    with pytest.raises(Nowhere):
        evidence_of(LAW, [chosen])


def test_a_selection_whose_words_are_others_is_refused() -> None:
    start = LAW.text.index(LABEL)
    with pytest.raises(EvidenceError, match="other words stand at this place"):
        evidence_of(LAW, [Chosen("提供者", Span(start + 1, start + 4))])


def test_each_quote_stands_once_in_the_order_of_the_text() -> None:
    found = evidence_of(LAW, [Chosen("罚款"), Chosen("第一条"), Chosen("罚款")])
    assert [one.quote.exact for one in found] == ["第一条", "罚款"]
