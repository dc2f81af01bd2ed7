from __future__ import annotations

import pytest

from regatlas.app.terms import Term, TermBook, builtin_terms, fixed_terms


@pytest.mark.parametrize(
    ("query", "language", "term"),
    [
        ("算法备案", "en", "algorithm filing"),
        (" Algorithm  FILING ", "zh", "算法备案"),
        ("算法 备案", "en", "algorithm filing"),
        ("国家互联网信息办公室", "en", "Cyberspace Administration of China"),
        ("生成式人工智能服务", "en", "generative artificial intelligence"),
        ("sensitive personal information", "zh", "敏感个人信息"),
    ],
)
def test_a_query_has_a_counterpart(query: str, language: str, term: str) -> None:
    found = builtin_terms().counterparts(query)
    assert (found[0].language, found[0].term) == (language, term)


def test_a_query_without_a_known_term_has_none() -> None:
    assert builtin_terms().counterparts("第二十四条") == ()
    assert builtin_terms().counterparts("thefinestfilingcabinet") == ()


def test_each_counterpart_comes_once_and_is_another_word() -> None:
    book = TermBook([Term(en=("AI", "ai", "machine"), zh=("智能",)), Term(en=("AI",), zh=("AI", "智能"))])
    assert [one.term for one in book.counterparts("智能")] == ["AI", "machine"]
    assert [one.term for one in book.counterparts("AI")] == ["智能"]


def test_no_fixed_term_stands_twice() -> None:
    usual = [(term.en[0].casefold(), term.zh[0]) for term in fixed_terms()]
    assert len(set(usual)) == len(usual)
    assert len({zh for _, zh in usual}) == len(usual)
