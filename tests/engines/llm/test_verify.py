"""Quotes are located or they are nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.engines.llm.verify import is_telling, locate
from regatlas.model.text import Span

TEXT = "Article 1\nA provider shall tell the public.\n第二条　提供者应当标识ＡＩ生成的内容。"
WHOLE = Span(0, len(TEXT))


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("A provider shall tell", "A provider shall tell"),
        ("  A provider shall tell\n", "A provider shall tell"),
        ("Article 1 A provider", "Article 1\nA provider"),
        ("Aprovider  shall", "A provider shall"),
        ("提供者应当标识AI生成", "提供者应当标识ＡＩ生成"),
        ("第二条 提供者", "第二条　提供者"),
        ("Ａ ｐｒｏｖｉｄｅｒ", "A provider"),
    ],
)
def test_white_space_and_width_do_not_matter(quote: str, found: str) -> None:
    span = locate(TEXT, WHOLE, quote)
    assert span is not None
    assert TEXT[slice(*span)] == found


@pytest.mark.parametrize(
    "quote",
    ["a provider shall tell", "A provider must tell", "provider … public", "tell the public!", "", " \n", "\u3000"],
)
def test_other_words_are_not_located(quote: str) -> None:
    assert locate(TEXT, WHOLE, quote) is None


def test_what_was_not_shown_is_not_located() -> None:
    assert locate(TEXT, Span(0, 20), "tell the public") is None


@given(st.text(alphabet=st.sampled_from("ab c\u3000Ａａ。\n\u200b"), max_size=60), st.data())
def test_every_passage_is_located_where_its_letters_stand(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    span = locate(text, Span(0, len(text)), quote)
    letters = [letter for letter in quote if not letter.isspace() and letter != "\u200b"]
    if not quote.strip():
        assert span is None
    elif letters:
        assert span is not None
        found = text[slice(*span)]
        assert found == quote.strip() or [one for one in found if not one.isspace() and one != "\u200b"]


def test_a_word_that_stands_in_every_text_is_no_evidence() -> None:
    assert not is_telling("AI systems")
    assert not is_telling("提供者")
    assert is_telling("tell the public")
    assert is_telling("应当标识")
