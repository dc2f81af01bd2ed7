"""What a text says of itself, in both languages, with texts of our own; front matter fills in and its dates prevail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.structure.specimen import source_of

from regatlas.model.document import Metadata, Statement
from regatlas.model.numerals import spell_chinese
from regatlas.structure import parse
from regatlas.structure.metadata.calendar import dates_in, parse_date

_CHINESE = """示范市人工智能试点管理办法
（2024年3月1日示范市人民政府第五次常务会议通过 2024年3月8日公布）
示府令〔2024〕5号
第一条 为了促进试点，根据《示范国数据法》、《示范国网络条例》，制定本办法。
第二条 本办法所称试点，是指在本市开展的示范应用。
第三条 本办法自二〇二四年五月十五日起施行。
示范市人民政府
2024年3月8日"""

_ENGLISH = """Interim Measures for Example Services
(Promulgated on March 8, 2024 by the Bureau)
Article 1: They are made in accordance with the "Example Data Law", the "Example Net Rules", so as to keep order.
Article 2: Operators shall report.
Article 3: These Measures shall come into force on May 15, 2024."""


def _said(text: str, language: str = "en") -> Metadata:
    document = parse(source_of(text, language))
    metadata = document.metadata
    for statement in (
        metadata.title,
        metadata.number,
        *metadata.issuers,
        *metadata.dates.values(),
        *metadata.legal_basis,
    ):
        for quote in statement.evidence if statement else ():
            quote.check(document.text)
    return metadata


def _values(statements: tuple[Statement, ...]) -> list[str]:
    return [statement.value for statement in statements]


def test_a_chinese_measure() -> None:
    metadata = _said(_CHINESE, "zh-Hans")
    assert metadata.title is not None
    assert metadata.title.value == "示范市人工智能试点管理办法"
    assert _values(metadata.issuers) == ["示范市人民政府"]
    assert metadata.number is not None
    assert metadata.number.value == "示府令〔2024〕5号"
    assert {key: said.value for key, said in metadata.dates.items()} == {
        "adopted": "2024-03-01",
        "issued": "2024-03-08",
        "effective": "2024-05-15",
    }
    assert _values(metadata.legal_basis) == ["示范国数据法", "示范国网络条例"]


def test_an_english_measure() -> None:
    metadata = _said(_ENGLISH)
    assert metadata.title is not None
    assert metadata.title.value == "Interim Measures for Example Services"
    assert {key: said.value for key, said in metadata.dates.items()} == {
        "issued": "2024-03-08",
        "effective": "2024-05-15",
    }
    assert _values(metadata.legal_basis) == ["Example Data Law", "Example Net Rules"]


@pytest.mark.parametrize(("text", "language"), [(_CHINESE, "zh-Hans"), (_ENGLISH, "en")])
def test_metadata_equal_what_validation_makes_of_them(text: str, language: str) -> None:
    made = _said(text, language)
    validated = Metadata.model_validate(made.model_dump())
    assert made == validated
    assert made.model_dump_json() == validated.model_dump_json()
    assert made.model_copy(update={"number": None}).model_fields_set == set(Metadata.model_fields)


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("自 2024年 5 月 15日 起 试行", "自 2024年 5 月 15日 起 试行"),
        ("自２０２４年５月１５日起执行", "自２０２４年５月１５日起执行"),
        ("2024年5月15日起施行", "2024年5月15日起施行"),
        ("自2023年2月30日起施行，自2024年5月15日起施行", "自2024年5月15日起施行"),
        ("：effective May 15, 2024，自2025年1月1日起施行", "effective May 15, 2024"),
        ("自2024年5月15日起施行, effective May 1, 2025", "自2024年5月15日起施行"),
    ],
)
def test_the_first_words_on_the_effect_count_in_either_language(words: str, quoted: str) -> None:
    effective = _said(f"第一条 为了试点。\n第二条 本办法{words}。", "zh-Hans").dates["effective"]
    assert effective.value == "2024-05-15"
    assert [quote.exact for quote in effective.evidence] == [quoted]


def test_a_trial_is_an_effect_only_from_a_day_on() -> None:
    assert "effective" not in _said("第一条 为了试点。\n第二条 本办法于2024年5月15日试行。", "zh-Hans").dates


def test_a_text_that_opens_with_its_date_of_effect() -> None:
    effective = _said("2024年5月15日起施行\n第一条 为了试点。\n第二条 甲。", "zh-Hans").dates["effective"]
    assert effective.evidence[0].span == (0, 13)


def test_words_belong_to_the_date_that_stands_next_before_them() -> None:
    front = "示范办法\n（2023年1月2日起草 2024年3月1日会议通过 2024年3月8日公布）\n第一条 甲。\n第二条 乙。"
    dates = _said(front, "zh-Hans").dates
    assert dates["adopted"].evidence[0].exact == "2024年3月1日会议通过"
    assert dates["issued"].evidence[0].exact == "2024年3月8日公布"


def test_effect_from_the_day_of_issue_takes_that_day() -> None:
    text = _CHINESE.replace("自二〇二四年五月十五日起施行", "自公布之日起施行")
    assert _said(text, "zh-Hans").dates["effective"].value == "2024-03-08"


def test_effect_from_an_unknown_day_of_issue_is_left_open() -> None:
    assert "effective" not in _said("第一条 甲。\n第二条 本办法自公布之日起施行。", "zh-Hans").dates


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("These Measures shall come into force on 1 June 2025.", "2025-06-01"),
        ("These Measures take effect as of June 1, 2025.", "2025-06-01"),
        ("It shall apply from 2 August 2026.", "2026-08-02"),
        ("These Measures are effective June 1st, 2025.", "2025-06-01"),
    ],
)
def test_english_words_for_taking_effect(words: str, expected: str) -> None:
    text = f"Measures for Examples\nArticle 1: Operators shall report.\nArticle 2: {words}"
    assert _said(text).dates["effective"].value == expected


def test_an_executive_order() -> None:
    text = (
        "Executive Order 99001 of May 4, 2031\nPromoting Good Examples\nBy the authority vested "
        "in me as President by the Constitution "
        "and the laws of the United States of America, it is hereby ordered:\nSection 1. "
        "Purpose. Examples help.\nSec. 2. Policy. So be it."
    )
    metadata = _said(text)
    assert metadata.title is not None
    assert metadata.title.value == "Promoting Good Examples"
    assert metadata.number is not None
    assert metadata.number.value == "Executive Order 99001"
    assert metadata.dates["issued"].value == "2031-05-04"
    assert _values(metadata.issuers) == ["President"]
    assert _values(metadata.legal_basis) == ["the Constitution and the laws of the United States of America"]


def test_an_act_of_the_union() -> None:
    text = (
        "REGULATION (EU) 2099/77 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL\nof 1 May 2099\n"
        "laying down rules on examples\n"
        "(Text with EEA relevance)\nTHE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,\n"
        "Having regard to the Treaty on the Functioning of the European Union, and in particular Article 114 thereof,\n"
        "HAVE ADOPTED THIS REGULATION:\nArticle 1\nScope\nExamples.\nArticle 2\nEntry into force\n"
        "It shall apply from 2 May 2099."
    )
    metadata = _said(text)
    assert metadata.number is not None
    assert metadata.number.value == "(EU) 2099/77"
    assert metadata.dates["issued"].value == "2099-05-01"
    assert metadata.dates["effective"].value == "2099-05-02"
    assert _values(metadata.legal_basis) == ["Treaty on the Functioning of the European Union"]
    assert _values(metadata.issuers) == ["THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION"]


def test_a_text_without_a_title_is_given_none() -> None:
    assert (
        _said("The bureau shall, where it sees fit, publish a report on what it found.\nIt may do so twice.").title
        is None
    )


def test_the_short_title_of_an_act_without_a_title_line() -> None:
    text = 'SECTION 1. SHORT TITLE.\nThis Act may be cited as the "Good Examples Act of 2031".\nSEC. 2. DUTIES.\nNone.'
    title = _said(text).title
    assert title is not None
    assert title.value == "Good Examples Act of 2031"


def test_front_matter_fills_gaps_and_its_dates_prevail() -> None:
    source = source_of(_CHINESE.replace("示范市人民政府\n2024年3月8日", ""), "zh-Hans")
    front = (("effective", "2025-01-01"), ("issued", "soon"), ("title_zh", "别名"), ("issuer_zh", "甲局；乙局"))
    metadata = parse(source.model_copy(update={"front_matter": front})).metadata
    assert metadata.dates["effective"] == Statement(value="2025-01-01", origin="front-matter")
    assert metadata.dates["issued"].value == "2024-03-08"
    assert metadata.title is not None
    assert metadata.title.origin == "text"
    assert _values(metadata.issuers)


@given(st.dates())
def test_a_date_is_read_in_every_way_of_writing_it(day: object) -> None:
    import datetime

    assert isinstance(day, datetime.date)
    digits = "〇一二三四五六七八九"
    year = "".join(digits[int(figure)] for figure in f"{day.year:04}")
    ways = [
        f"{day.year:04}年{day.month}月{day.day}日",
        f"{year}年{spell_chinese(day.month)}月{spell_chinese(day.day)}日",
        f"{day:%B} {day.day}, {day.year:04}",
        f"{day.day} {day:%B} {day.year:04}",
        day.isoformat(),
    ]
    assert {parse_date(way) for way in ways} == {day.isoformat()}


def test_dates_outside_the_calendar_are_passed_over() -> None:
    text = "April 31, 2024 and 2024年2月30日 and May 2, 2024"
    assert [place.value for place in dates_in(text, 0, len(text))] == ["2024-05-02"]
