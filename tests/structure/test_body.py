from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.structure.specimen import source_of

from regatlas.structure import parse
from regatlas.structure.body import Body
from regatlas.structure.chinese import CHINESE
from regatlas.structure.english import CHINESE_IN_ENGLISH, EU
from regatlas.structure.markers import marker_at, may_mark

_BEGINNINGS = [
    "甲乙",
    "（一）甲",
    "（二）乙",
    "（三）",
    "（三）（1）丙",
    "1．丁",
    "2．戊",
    "（乙）",
    "①己",
    "一甲",
    "，庚",
    "依照",
]
_LINES = st.lists(st.sampled_from(_BEGINNINGS), max_size=12)


@given(st.lists(_LINES, min_size=2, max_size=4))
def test_the_short_way_for_plain_segments_gives_what_the_long_way_gives(articles: list[list[str]]) -> None:
    text = "\n".join(line for number, lines in enumerate(articles, start=1) for line in (f"第{number}条 甲。", *lines))
    source = source_of(text, "zh-Hans")
    short = parse(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            Body,
            "fill",
            lambda self, units, segments: units.extend(one for place in segments for one in self.units(*place)),
        )
        assert parse(source) == short


@given(st.text(max_size=6))
def test_no_number_begins_with_a_character_that_may_not_mark(text: str) -> None:
    if marker_at(text, 0, len(text)):
        assert may_mark(text[0])


@pytest.mark.parametrize("dialect", [CHINESE, CHINESE_IN_ENGLISH, EU], ids=lambda dialect: dialect.name)
@pytest.mark.parametrize(
    "line",
    [
        *(f"第一{word} 甲" for word in ("编", "分编", "章", "节", "目")),
        *(f"附{word}1" for word in "件录表则"),
        *(f"{word} 1" for word in ("Part", "PART", "Title", "TITLE", "Chapter", "CHAPTER", "Section", "SECTION")),
        *(f"{word} I" for word in ("Annex", "ANNEX", "Appendix", "APPENDIX", "Attachment", "Schedule", "SCHEDULE")),
    ],
)
def test_every_heading_begins_with_one_of_the_initials_of_its_dialect(dialect: object, line: str) -> None:
    assert isinstance(dialect, type(CHINESE))
    if dialect.annex.match(line) or any(level.pattern.match(line) for level in dialect.levels):
        assert line[0] in dialect.initials
