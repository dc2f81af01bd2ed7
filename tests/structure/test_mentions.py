from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.structure.specimen import source_of

from regatlas.structure.chain import Candidate, Strength
from regatlas.structure.chinese import CHINESE
from regatlas.structure.layout import Layout
from regatlas.structure.mentions import Mentions

_PIECES = st.sampled_from(
    [*"第一二十百零两3１条款之的、。）甲乙 \n", "规定", "第一条", "第二条", "第三百零二条", "第四条之一", "\n第"]
)
# The same dialect without what spares it the expressions.
_SLOW = replace(CHINESE, han=False, refers=None)


def _found(text: str, breaks: set[int], *, slow: bool = False) -> list[Candidate]:
    source = source_of(text, "zh-Hans").model_copy(update={"soft_breaks": tuple(sorted(breaks))})
    return Mentions(Layout(source), _SLOW if slow else CHINESE).find((0, 0))


@given(st.lists(_PIECES, min_size=1, max_size=30).map("".join), st.sets(st.integers(1, 40), max_size=4))
def test_the_short_way_finds_what_the_expressions_find(text: str, breaks: set[int]) -> None:
    text = re.sub(r"\s*\n\s*", "\n", re.sub("  +", " ", text)).strip()
    inside = {place for place in breaks if place < len(text) and text[place] != "\n"}
    assert _found(text, inside) == _found(text, inside, slow=True)


@pytest.mark.parametrize(
    ("text", "strengths"),
    [
        ("第一条 甲。", [Strength.BLOCK]),
        ("甲。第一条 乙", [Strength.INLINE]),
        ("甲 第一条 乙", []),
        ("依照第一条", []),
        ("第一条规定的甲", []),
        ("第一条、第二条", []),
    ],
)
def test_how_well_a_mention_fits_the_beginning_of_an_article(text: str, strengths: list[Strength]) -> None:
    assert [one.strength for one in _found(text, set())] == strengths


def test_a_line_of_the_original_makes_a_mention_stronger() -> None:
    assert [one.strength for one in _found("依照第一条办理。第二条 乙", {2, 8})] == [Strength.CUT_LINE, Strength.LINE]


def test_the_contents_hold_no_article() -> None:
    layout = Layout(source_of("第一条 甲\n第二条 乙", "zh-Hans"))
    assert [one.number for one in Mentions(layout, CHINESE).find((0, 6))] == [2]
