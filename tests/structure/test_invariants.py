"""What holds for every text: the leaves are the text, spans nest, names are unique and stable, nothing raises."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.structure.specimen import MadeLaw, check_tree, chinese_laws, english_laws, source_of

from regatlas.model.text import SourceText
from regatlas.structure import parse

# Pieces that laws are made of, so that random texts run into the grammars rather than past them.
_PIECES = st.sampled_from(
    [
        "第一条",
        "第二条 ",
        "第十条之一",
        "第一章 总则",
        "（一）",
        "一、",
        "1.",
        "1.1 ",
        "(a)",
        "(i)",
        "(1)(A)",
        "目录",
        "附件1",
        "附件",
        "“",
        "”",
        "‘",
        "’",
        "：",
        "。",
        "Article 1",
        "Article 2.",
        "ARTICLE I",
        "SECTION 1.",
        "SEC. 2. ",
        "§ 3. ",
        "Chapter II",
        "ANNEX I",
        "Section A",
        "contents",
        "Whereas:",
        "HAVE ADOPTED THIS REGULATION",
        "is amended to read:",
        "be it enacted",
        "word",
        " ",
        "\n",
        "\n",
        "\n",
        "规定",
        "2024年1月1日",
        "Title",
        "TITLE I—X",
        "PART 1",
        "3 Scope",
        "２",
        "①",
        "a)",
        "I. ",
    ]
)
_TEXTS = st.lists(_PIECES | st.text(max_size=6), max_size=60).map("".join)
_LANGUAGES = st.sampled_from(["en", "zh-Hans", "ja", "und"])


@given(_TEXTS, _LANGUAGES)
def test_any_text_becomes_a_sound_tree(text: str, language: str) -> None:
    check_tree(parse(source_of(text, language)))


@given(chinese_laws())
def test_made_chinese_laws_become_sound_trees(law: MadeLaw) -> None:
    check_tree(parse(source_of(law.text, "zh-Hans")))


@given(english_laws())
def test_made_english_laws_become_sound_trees(law: MadeLaw) -> None:
    check_tree(parse(source_of(law.text)))


def test_a_text_without_words_has_no_provisions() -> None:
    document = parse(source_of(""))
    assert document.provisions == ()
    assert document.tradition == "none"


_HOSTILE = {
    "quotations that never close": "“第一条 甲\n",
    "gaps without end": "第五条 甲。\n第九条 乙。\n",
    "the same article again": "第一条 甲。\n第二条 乙。\n",
    "lists without depth": "(a)(1)(A)(i)(I) x\n",
    "sections again": "SECTION 1. A.\nSEC. 2. B is amended to read:\n",
    "contents": "Table of contents\nSec. 1. A.\nSec. 2. B.\n",
    "chapters only": "第一章 总则\n第二章 附则\n",
    "decimals": "1 A\n1.1 B\n1.1.1 C\n2 D\n",
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_work_grows_with_the_text_and_not_faster(name: str) -> None:
    """Four times the text takes about four times the calls; a quadratic loop would take sixteen."""
    language = "zh-Hans" if any(ord(character) > 0x3000 for character in _HOSTILE[name]) else "en"
    small, large = (_calls(source_of(_HOSTILE[name] * times, language)) for times in (150, 600))
    assert large < 5.5 * small


def _calls(source: SourceText) -> int:
    """How many functions a reading calls, of Python and of C: the same on every machine."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        parse(source)
    finally:
        sys.setprofile(before)
    return count
