from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.errors import BadArgument, EvidenceError
from regatlas.model.judgement import Evidence
from regatlas.model.review import Answer, Item, Unsupported, check_answer, storable
from regatlas.model.text import Quote, Span

NAMES = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=20)
LEVELS = ("none", "minimal", "good")
SECTOR = Item(kind="coverage", first="sector", second="Information")


def evidence(text: str, words: str) -> Evidence:
    start = text.index(words)
    return Evidence(eid="art_1", quote=Quote(span=Span(start, start + len(words)), exact=words))


@given(
    st.one_of(
        st.just(Item(kind="status")),
        st.builds(Item, kind=st.just("coverage"), first=st.sampled_from(["sector", "agora"]), second=NAMES),
        st.builds(Item, kind=st.just("actor"), first=st.sampled_from(["target", "enforcer"]), second=NAMES),
        st.builds(lambda at, more: Item(kind="commitment", first=str(at), second=str(at + more)),
                  st.integers(0, 10**6), st.integers(1, 999)),
    )
)  # fmt: skip
def test_the_key_of_an_item_names_it(item: Item) -> None:
    assert Item.parse(item.key) == item


@pytest.mark.parametrize(
    "key", ["", "coverage", "coverage/sector", "coverage//x", "actor/king/x", "commitment/1", "commitment/a-b", "x/y/z",
            "actor/target/a\x00b", "actor/target/" + "x" * 301, "status/1"]
)  # fmt: skip
def test_what_is_no_key(key: str) -> None:
    with pytest.raises(BadArgument, match="no judgement has this name"):
        Item.parse(key)


def test_an_answer_needs_words_that_stand_in_the_text() -> None:
    text = "Providers shall label."
    there = evidence(text, "shall label")
    check_answer(SECTOR, Answer(value="good", evidence=(there,)), LEVELS, text)
    check_answer(SECTOR, Answer(value="none"), LEVELS, text)
    with pytest.raises(Unsupported, match="RGA-1008: no words of the text support it, coverage/sector/Information"):
        check_answer(SECTOR, Answer(value="good"), LEVELS, text)
    with pytest.raises(EvidenceError, match="does not stand in the text"):
        check_answer(SECTOR, Answer(value="good", evidence=(there,)), LEVELS, text.replace("label", "lapel"))


@pytest.mark.parametrize("value", ["", "great", "hard", "absent"])
def test_an_answer_has_a_value_of_its_item(value: str) -> None:
    with pytest.raises(BadArgument, match="choose among none, minimal, good"):
        check_answer(SECTOR, Answer(value=value), LEVELS, "")


def test_what_cannot_be_kept_is_refused() -> None:
    with pytest.raises(BadArgument, match="no text"):
        check_answer(SECTOR, Answer(value="none", note="a\x00b"), LEVELS, "")
    with pytest.raises(BadArgument, match="too long"):
        check_answer(SECTOR, Answer(value="none", note="x" * 4001), LEVELS, "")
    assert not storable("\ud800")


def test_two_answers_are_the_same_whatever_they_quote() -> None:
    text = "one two"
    assert Answer(value="good", evidence=(evidence(text, "one"),)).same(
        Answer(value="good", evidence=(evidence(text, "two"),))
    )
    assert not Answer(value="must", who="a").same(Answer(value="must", who="b"))
    assert Answer(value="absent", who="a").same(Answer(value="absent"))
