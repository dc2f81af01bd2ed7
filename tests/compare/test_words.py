from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.compare.numerals import chinese_number, ordinal, plain_number
from regatlas.compare.terms import terms
from regatlas.compare.tokens import fingerprint, tokens
from regatlas.model.text import Span


def keys(text: str) -> list[str]:
    return [token.key for token in tokens(text, Span(0, len(text)))]


@given(st.text(max_size=60))
def test_tokens_hold_everything_but_white_space(text: str) -> None:
    found = tokens(text, Span(0, len(text)))
    assert "".join(text[token.start : token.end] for token in found) == "".join(text.split())
    assert [token.start for token in found] == sorted(token.start for token in found)


def test_numbers_references_and_items_are_one_token_each() -> None:
    assert keys("依照第二十三条之一第一款处5.5%罚款（一）") == [
        "依照",
        "第二十三条之一",
        "第一款",
        "处",
        "5.5%",
        "罚款",
        "(一)",
    ]
    assert keys("Data-driven, e.g. 1,000") == ["Data-driven", ",", "e", ".", "g", ".", "1,000"]


def test_a_fingerprint_forgets_white_space_between_ideographs_but_not_between_words() -> None:
    def print_of(text: str) -> str:
        return fingerprint(tokens(text, Span(0, len(text))))

    assert print_of("网络 安全\n法，") == print_of("网络安全法,")
    assert print_of("may be") != print_of("maybe")


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("二十三", 23), ("一百零五", 105), ("一千二百六十", 1260), ("二〇二五", 2025), ("十万", 100_000),
     ("一百万", 1_000_000), ("两亿", 200_000_000), ("", None), ("甲", None)],
)  # fmt: skip
def test_chinese_numbers(text: str, value: int | None) -> None:
    assert chinese_number(text) == value


def test_numbers_of_two_traditions_meet() -> None:
    assert {ordinal(number) for number in ("一", "（一）", "(1)", "1.", "1")} == {"1"}
    assert ordinal("XIV") == "14"
    assert ordinal("a") == "a"
    assert plain_number("第二十三条之一") == plain_number("23-1") == "23-1"
    assert plain_number(None) is None


def test_terms_are_the_same_in_both_languages() -> None:
    chinese = "自2025年9月1日起施行，处十万元以上一百万元以下罚款，“显式标识”是指AI标识，统一管理，保存六个月。"
    english = (
        "Effective September 1, 2025; a fine of 100,000 to 1 million yuan; “explicit labels” are AI labels; "
        "administered uniformly and kept for six months."
    )
    known = frozenset({"ai"})
    one, other = (terms(text, Span(0, len(text)), known) for text in (chinese, english))
    assert one == other
    assert one["100000"] == one["1000000"] == one["9"] == one["6"] == one["ai"] == 1
