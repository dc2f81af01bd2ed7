"""What a sentence does, and by which word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.engines.modality import modality


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("The provider shall keep records.", "must", "shall"),
        ("Providers must label images.", "must", "must"),
        ("A deployer is required to report.", "must", "is required to"),
        ("The office is responsible for supervision.", "must", "is responsible for"),
        ("Where a system may harm persons, the provider shall act.", "must", "shall"),
        ("No later than 90 days after that, the Secretary shall report.", "must", "shall"),
        ("The provider shall not collect it.", "must-not", "shall not"),
        ("An agency may not buy it.", "must-not", "may not"),
        ("No person shall deploy it.", "must-not", "shall"),
        ("No agency that may act and no other body shall deploy it.", "must-not", "shall"),
        ("Such practices are prohibited.", "must-not", "are prohibited"),
        ("It is unlawful to sell it.", "must-not", "is unlawful"),
        ("Agencies should consult experts.", "should", "should"),
        ("Enterprises are encouraged to take part.", "should", "are encouraged to"),
        ("The Commissioner may require documents.", "may", "may"),
        ("Users shall have the right to refuse.", "may", "shall have the right to"),
        ("The city will establish a platform.", "plans", "will establish"),
        ("3. Strengthen data security.", "plans", "Strengthen"),
        ("The plan aims to build three centres.", "plans", "aims to"),
        ("Lamp shops are to keep the records.", "must", "are to"),
        ("The office will, after asking the makers, issue rules.", "plans", "will, after asking the makers, issue"),
        ("Makers shall file with the lamp office (灯具部门) of the city.", "must", "shall"),
        ("提供者应当建立制度。", "must", "应当"),
        ("不能当场办理的，应当说明理由。", "must", "应当"),
        ("应当备案而未备案的，由灯具部门责令改正。", "must", "责令"),
        ("运营者必须备案。", "must", "必须"),
        ("网信部门负责统筹协调。", "must", "负责"),
        ("各单位应在月底前完成。", "must", "应"),
        ("由主管部门责令改正。", "must", "责令"),
        ("任何个人不得生成有害信息。", "must-not", "不得"),
        ("禁止非法买卖数据。", "must-not", "禁止"),
        ("国家鼓励企业自主创新。", "should", "鼓励"),
        ("用户可以要求删除。", "may", "可以"),
        ("个人有权拒绝。", "may", "有权"),
        ("（一）加强数据安全保护。", "plans", "加强"),
        ("国家建立分类分级制度。", "plans", "建立"),
        ("到明年，本市力争建成三个平台，推动应用落地。", "plans", "推动"),
    ],
)
def test_operative_sentences(text: str, kind: str, word: str) -> None:
    found = modality(text)
    assert found is not None
    assert (found[0], text[slice(*found[1])]) == (kind, word)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "This Act may be cited as the Lamp Act.",
        "There are authorized to be appropriated 5 dollars.",
        "This section shall not apply to candles.",
        "The purpose of this Act is to make lamps bright.",
        "These measures are to take effect on May 1.",
        "灯光是指可以被看见的光。",
        "Systems that may harm persons",
        "Nothing in this Act shall be construed to limit it.",
        "This Act shall take effect next year.",
        "The term shall mean a machine.",
        "A provider is not required to do so.",
        "The will of the people",
        "人工智能应用带来相应风险",
        "可能影响公共利益的算法",
        "为了促进发展，加强管理，根据法律，制定本办法。",
        "单位负责人和联系人",
        "个人无需提供。",
    ],
)
def test_sentences_that_do_nothing(text: str) -> None:
    assert modality(text) is None


@given(st.text(st.sampled_from("shall not may 应当不得可能以将加强建立， ."), max_size=40))
def test_the_word_stands_in_the_text(text: str) -> None:
    found = modality(text)
    assert found is None or 0 <= found[1].start < found[1].end <= len(text)
