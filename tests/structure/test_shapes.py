from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.structure.specimen import source_of

from regatlas.model.document import Provision
from regatlas.model.numerals import spell_chinese
from regatlas.structure.articles import ArticleParser
from regatlas.structure.chinese import CHINESE
from regatlas.structure.layout import Layout
from regatlas.structure.outline import build, provisions
from regatlas.structure.shapes import OTHER, PLAIN, openings, shape

# What may stand before the words of a segment, and how they may end.
_BEGINNINGS = [
    "",
    "一般",
    "《甲法》",
    "（甲）",
    "(一)",
    "（1）",
    "1.",
    "一、",
    "（一）（二）",
    "（ 三 ）",
    "（一二三）",
    "（一百）",
    "A",
    "，",
    "-",
    "①",
]
_POINTS = st.integers(1, 30).map(lambda value: f"（{spell_chinese(value)}）")
_WORDS = st.sampled_from(["应当备案。", "依照", "下列情形：", "甲", "", "（甲）的；"])
_SEGMENTS = st.tuples(_POINTS | st.sampled_from(["", *_BEGINNINGS]), _WORDS).map("".join)


@st.composite
def laws(draw: st.DrawFn) -> str:
    """Laws of a few articles, whose segments open in any way, most of them as in real laws."""
    lines: list[str] = []
    for number in range(1, draw(st.integers(2, 5)) + 1):
        space = draw(st.sampled_from([" ", ""]))
        first = draw(st.sampled_from(["总的要求：", "应当备案。", "", "（一）甲", "依照"]))
        lines.append(f"第{spell_chinese(number)}条{space}{first}".strip())
        lines += [line for line in draw(st.lists(_SEGMENTS, max_size=6)) if line]
        if draw(st.booleans()):
            count = draw(st.integers(1, 4))
            lines += [f"（{spell_chinese(value)}）项；" for value in range(1, count + 1)]
    return "\n".join(lines)


def _provisions(text: str, *, alike: bool) -> tuple[Provision, ...]:
    units = ArticleParser(source_of(text, "zh-Hans"), CHINESE, alike=alike).units()
    return provisions(build(units, len(text)), CHINESE.cite)


@given(laws())
def test_articles_that_take_a_shape_are_what_the_grammar_makes_of_them(text: str) -> None:
    assert _provisions(text, alike=True) == _provisions(text, alike=False)


def test_articles_with_paragraphs_and_points_take_a_shape() -> None:
    plain = [
        "第一条 甲。",
        "第二条 乙：",
        "（一）丙；",
        "（二）丁。",
        "一般情形。",
        "《甲法》另有规定。",
        "第三条 戊。",
    ]
    units = ArticleParser(source_of("\n".join(plain), "zh-Hans"), CHINESE).units()
    assert [(unit.token, len(unit.inner)) for unit in units] == [("art_1", 0), ("art_2", 6), ("art_3", 0)]


@pytest.mark.parametrize(
    ("line", "opening"),
    [
        ("甲应当备案。", PLAIN),
        ("一般情形。", PLAIN),
        ("《甲法》另有规定。", PLAIN),
        ("（三）甲；", 3),
        ("（十二）甲；", 12),
        ("（九十九）甲；", 99),
        ("（一百零二）甲；", OTHER),
        ("（一二三）甲；", OTHER),
        ("(三)甲；", 3),
        ("（三）", OTHER),
        ("（三）（四）甲", OTHER),
        ("（三） （四）甲", OTHER),
        ("（3）甲", OTHER),
        ("1.甲", OTHER),
        ("——", OTHER),
    ],
)
def test_how_segments_open(line: str, opening: int) -> None:
    assert openings(Layout(source_of(f"乙。\n{line}\n乙。", "zh-Hans"))) == bytes([PLAIN, opening, PLAIN])


def test_what_follows_a_cut_sentence_opens_in_another_way() -> None:
    assert openings(Layout(source_of("依照\n甲。", "zh-Hans"))) == bytes([PLAIN, OTHER])


def _outline(found: list[int]) -> Iterator[str]:
    for eid, _, _, _, citation, start, end in shape(bytes(found)):
        yield f"{eid} {citation} {start}-{end}"


def test_a_shape_says_what_to_add_to_an_article() -> None:
    assert list(_outline([1, 2, PLAIN])) == [
        "__para_1 第一款 0-3",
        "__para_1__intro 第一款 0-1",
        "__para_1__point_1 第一款第（一）项 1-2",
        "__para_1__point_2 第一款第（二）项 2-3",
        "__para_2 第二款 3-4",
    ]
