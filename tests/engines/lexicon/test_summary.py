"""Five whole sentences at most, in the order of the text."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from regatlas.engines.lexicon.summary import MOST_SENTENCES, summary

Draft = Any

MEASURE = (
    ("title", "灯具智能管理办法"),
    ("article", "第一条 为了规范智能灯具管理，保障公共照明安全，制定本办法。"),
    ("article", "第二条 智能灯具服务提供者应当建立健全照明算法安全管理制度，并向社会公开规则。"),
    ("article", "第三条 智能灯具服务提供者应当建立健全照明算法安全管理制度，并向社会公开规则。"),
    ("article", "第四条 市照明部门负责智能灯具的监督管理，定期对照明算法开展检查。"),
    ("article", "第五条 路灯的颜色可以是白色或者黄色。"),
    ("article", "第六条 智能灯具服务提供者不得利用照明算法收集与照明无关的个人信息。"),
    ("article", "第七条 违反本办法规定的，由市照明部门处一万元以上十万元以下罚款。"),
    ("article", "第八条 本办法自2031年5月1日起施行。"),
)


def test_has_purpose_duties_supervision_and_consequences(draft: Draft) -> None:
    document = draft(*MEASURE, language="zh-Hans")
    found = summary(document)
    eids = [one.evidence[0].eid for one in found]
    assert eids[0] == "art_1"
    assert "art_4" in eids
    assert {"art_7", "art_8"} & set(eids)
    assert "art_5" not in eids
    # Articles 2 and 3 say the same: one of them is enough.
    assert len({"art_2", "art_3"} & set(eids)) <= 1
    assert eids == sorted(eids)
    assert len(found) == MOST_SENTENCES


def test_labels_and_headings_stay_out(draft: Draft) -> None:
    found = summary(draft(*MEASURE, language="zh-Hans"))
    assert not any(one.text.startswith("第") for one in found)
    assert summary(draft(("heading", "Operators shall keep every lamp bright and safe at night."))) == ()


SENTENCES = st.lists(
    st.sampled_from(
        [
            "Operators of smart lamps shall assess every lighting algorithm before use.",
            "The lamp commission is responsible for supervision of lighting algorithms in all cities.",
            "This Act applies to every smart lamp that is sold or used in public streets.",
            "A violation is subject to a civil penalty of one hundred crowns for each lamp.",
            "Lamps: bright;",
            "智能灯具服务提供者应当对照明算法进行安全评估并公开结果。",
            "x",
        ]
    ),
    min_size=1,
    max_size=12,
)


@given(lines=SENTENCES)
def test_sentences_are_whole_distinct_and_in_order(draft: Draft, lines: list[str]) -> None:
    document = draft(*[("section", line) for line in lines])
    found = summary(document)
    assert len(found) <= MOST_SENTENCES
    starts = [one.evidence[0].quote.span.start for one in found]
    assert starts == sorted(set(starts))
    for one in found:
        one.evidence[0].quote.check(document.text)
        assert one.text in lines
    assert len({one.text for one in found}) == len(found)
    assert summary(document) == found
