"""What single sentences say, what they leave open, and that every quote stands in the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.app.inputs import load_document
from regatlas.app.mining.mine import Miner
from regatlas.model.mining import MinedClaim, Mining
from regatlas.readers import Limits, read
from regatlas.structure import parse

LABELLING = "cn/synthetic-content-labelling"
Mine = Callable[[str], Mining]
AGORA = (36, 266, 1065, 1123, 1126, 1128, 1137, 2098)
FRAGMENTS = [
    "The Cyberspace Administration of China issued the Interim Measures for the Management of Generative Artificial "
    "Intelligence Services on 10 July 2023.",
    "They took effect on 15 August of the same year. ",
    "《个人信息保护法》自2021年11月1日起施行，共74条。",
    "该法根据《宪法》制定；",
    "the Provisions, Order No. 12, were repealed in 2024",
    "\n\n",
    "“Lighthouse Keeping Measures” (draft) was released in Paris by MIIT and MOST, ",
    "全文共三条。2023年 ",
    "’”》（",
]


def claims(mining: Mining) -> list[tuple[str, str, str, str]]:
    return [(one.subject or one.name, one.property, one.value, one.verdict) for one in mining.claims]


def only(mining: Mining) -> MinedClaim:
    (claim,) = mining.claims
    return claim


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The PIPL took effect in November 2021.", ("cn/pipl", "effective", "2021-11", "agrees")),
        ("The PIPL took effect in 2022.", ("cn/pipl", "effective", "2022", "contradicts")),
        ("The Data Security Law contains fifty-five articles.", ("cn/data-security-law", "articles", "55", "agrees")),
        ("《数据安全法》共五十六条。", ("cn/data-security-law", "articles", "56", "contradicts")),
        ("The labelling measures are in force.", (LABELLING, "status", "in-force", "agrees")),
        ("《深度合成管理规定》已废止。", ("cn/deep-synthesis", "status", "repealed", "contradicts")),
        ("The PIPL is based on the labelling measures.", ("cn/pipl", "based-on", LABELLING, "contradicts")),
        (
            "The generative AI measures replaced the deep synthesis provisions.",
            ("cn/generative-ai", "supersedes", "cn/deep-synthesis", "contradicts"),
        ),
        (
            "A draft of the labelling measures was published on 14 September 2024.",
            (LABELLING, "drafted", "2024-09-14", "agrees"),
        ),
        (
            "The AI Safety Governance Framework was released on 15 September 2025.",
            ("cn/ai-safety-governance-framework", "published", "2025-09-15", "agrees"),
        ),
        (
            "The deep synthesis provisions cite the algorithm recommendation provisions.",
            ("cn/deep-synthesis", "cites", "cn/algorithm-recommendation", "agrees"),
        ),
        ("The PIPL amends the Data Security Law.", ("cn/pipl", "amends", "cn/data-security-law", "new")),
        (
            "The Lighthouse Keeping Measures were issued on 3 May 2024.",
            ("Lighthouse Keeping Measures", "issued", "2024-05-03", "new"),
        ),
    ],
)
def test_single_statements(mined: Mine, text: str, expected: tuple[str, str, str, str]) -> None:
    assert claims(mined(text)) == [expected]


def test_a_date_of_another_act_is_named(mined: Mine) -> None:
    claim = only(mined("The generative AI measures were adopted on 10 July 2023."))
    assert (claim.verdict, claim.also) == ("contradicts", "issued")
    assert ("generative-ai-dates", "explained", True) in [(one.id, one.standing, one.said) for one in claim.known]


def test_several_dates_in_one_sentence_go_to_their_acts(mined: Mine) -> None:
    text = "The generative AI measures were adopted on 23 May 2023, issued on 10 July and in force from 15 August 2023."
    found = {(one.property, one.value, one.verdict) for one in mined(text).claims}
    assert found == {
        ("adopted", "2023-05-23", "agrees"),
        ("issued", "2023-07-10", "agrees"),
        ("effective", "2023-08-15", "agrees"),
    }


def test_two_subjects_of_one_sentence_share_its_statement(mined: Mine) -> None:
    text = "The Data Security Law and the Personal Information Protection Law were adopted in 2021."
    assert {one.subject for one in mined(text).claims} == {"cn/data-security-law", "cn/pipl"}


@pytest.mark.parametrize(
    "text",
    [
        "The PIPL did not take effect on 1 May 2021.",
        "If the PIPL had been issued on 1 May 2020, things would differ.",
        "Korea's Personal Information Protection Law took effect on 30 September 2011.",
        "The Data Security Law of Ruritania has 12 articles.",
        "The PIPL has about 70 articles.",
        "Before 1 June 2019 nobody knew the PIPL.",
        "公安部门根据《数据安全法》发布了12条提示。",
    ],
)
def test_what_is_not_said_is_not_claimed(mined: Mine, text: str) -> None:
    assert not [one for one in mined(text).claims if one.subject]


def test_the_measures_are_the_last_ones_of_the_paragraph(mined: Mine) -> None:
    text = "The labelling measures and the PIPL go together. The measures took effect on 1 September 2025."
    claim = only(mined(text))
    assert claim.subject == LABELLING
    assert claim.resolved_from is not None
    assert claim.resolved_from.exact == "The measures"


def test_what_can_mean_several_things_is_left_open(mined: Mine) -> None:
    mining = mined("The labelling measures meet the Facial Recognition Measures. The measures took effect in 2025.")
    assert mining.claims == ()
    (open_,) = mining.unresolved
    assert (open_.reason, open_.quote.exact) == ("which-instrument", "The measures")
    assert set(open_.candidates) == {LABELLING, "cn/facial-recognition"}


def test_a_short_name_that_the_page_gives_is_known_from_there_on(mined: Mine) -> None:
    text = (
        'The Interim Measures for the Management of Generative AI Services ("GAI Rulebook Measures") are strict.\n\n'
        "The GAI Rulebook Measures came into effect on 15 August 2023."
    )
    assert claims(mined(text)) == [("cn/generative-ai", "effective", "2023-08-15", "agrees")]


def test_nothing_is_carried_into_another_paragraph(mined: Mine) -> None:
    mining = mined("The PIPL protects people.\n\nIt took effect on 1 May 2020.")
    assert mining.claims == ()


def test_a_day_without_any_year_is_left_open(mined: Mine) -> None:
    mining = mined("The PIPL took effect on 1 November.")
    assert [one.reason for one in mining.unresolved] == ["which-year"]
    assert mining.claims == ()


def test_a_law_speaks_of_itself(mined: Mine) -> None:
    text = (
        "# 人工智能生成合成内容标识办法\n\n第一条 灯塔也要有标识，故有本办法。\n\n第二条 本办法自2025年9月1日起施行。\n"
    )
    claim = only(mined(text))
    assert (claim.subject, claim.property, claim.verdict) == (LABELLING, "effective", "agrees")


def test_similar_titles_are_offered_and_never_taken(mined: Mine) -> None:
    mining = mined("《人工智能生成合成内容标识条例》于2024年1月1日公布。")
    (thing,) = [one for one in mining.things if one.kind == "instrument"]
    assert thing.id is None
    assert thing.near == (LABELLING,)


def test_agencies_and_companies_are_named_with_their_places(mined: Mine) -> None:
    mining = mined("CAC met Baidu and the Ministry of Public Security in Beijing; 国家网信办 was content.")
    named = {(one.kind, one.id, one.name, len(one.quotes)) for one in mining.things}
    assert named == {
        ("agency", "cn/cac", "CAC", 2),
        ("company", None, "Baidu", 1),
        ("agency", "cn/mps", "Ministry of Public Security", 1),
    }


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12))
def test_every_quote_stands_in_the_text_and_every_claim_twice_is_the_same(miner: Miner, parts: list[str]) -> None:
    document = parse(read(("# T\n" + "".join(parts)).encode(), Limits()))
    mining = miner.mine(document)
    for quote in mining.quotes():
        assert document.text[quote.span.start : quote.span.end] == quote.exact
    assert miner.mine(document) == mining


@pytest.mark.corpus
def test_real_texts_raise_nothing_and_contradict_nothing(miner: Miner, corpus: Path) -> None:
    """The primary texts state their own dates, which the catalog was compared with: no alarm may be false."""
    texts = sorted((corpus / "zh").glob("*.md"))
    texts += [
        corpus / "agora" / "fulltext" / f"{number}.txt" for number in (36, 266, 1065, 1123, 1126, 1128, 1137, 2098)
    ]
    for path in texts:
        document = load_document(path, Limits())
        mining = miner.mine(document)
        for quote in mining.quotes():
            quote.check(document.text)
        assert [one for one in mining.claims if one.verdict == "contradicts"] == [], path.name
