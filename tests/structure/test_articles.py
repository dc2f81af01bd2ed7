"""Laws in articles, in Chinese and in English: exactly their articles, whatever stands around them."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.structure.specimen import MadeLaw, chinese_laws, cited, english_laws, numbers, source_of

from regatlas.readers import read
from regatlas.structure import parse


@given(chinese_laws())
def test_a_made_chinese_law_has_exactly_its_articles_and_chapters(law: MadeLaw) -> None:
    document = parse(source_of(law.text, "zh-Hans"))
    assert numbers(document, "article") == law.articles
    assert numbers(document, "chapter") == law.chapters


@given(english_laws())
def test_a_made_english_law_has_exactly_its_articles_and_chapters(law: MadeLaw) -> None:
    document = parse(source_of(law.text))
    assert numbers(document, "article") == law.articles
    assert numbers(document, "chapter") == law.chapters


@given(english_laws(), st.integers(60, 90))
def test_a_wrapped_english_law_keeps_its_articles(law: MadeLaw, width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(line, width) for line in law.text.split("\n"))
    assert numbers(parse(read(wrapped.encode())), "article") == law.articles


def test_a_reference_at_the_beginning_of_a_line_is_no_article() -> None:
    text = "第一条 甲。\n第二条 依照本办法\n第五条的规定办理。\n第三条第二款规定的期限除外。\n第三条 乙。"
    assert numbers(parse(source_of(text, "zh-Hans")), "article") == ["1", "2", "3"]


def test_an_article_may_begin_with_a_reference_to_another() -> None:
    text = "第一条甲。\n第二条第一条所称情形包括：\n（一）甲；\n（二）乙。\n第三条丙。"
    assert numbers(parse(source_of(text, "zh-Hans")), "article") == ["1", "2", "3"]


def test_quoted_articles_of_an_amendment_stay_in_the_article_that_quotes_them() -> None:
    text = (
        "关于修改示范办法的决定\n第一条 将第三条修改为：\n“第三条 申请人应当备案。\n“备案不收费。”\n"
        "第二条 增加一条，作为第四条：\n“第四条 名录每年公布。”\n第三条 本决定自公布之日起施行。"
    )
    document = parse(source_of(text, "zh-Hans"))
    assert numbers(document, "article") == ["1", "2", "3"]
    assert "名录每年公布" in cited(document)["第二条"]


def test_the_cited_paragraph_counts_only_where_an_article_has_several() -> None:
    text = (
        "第一条 有下列情形的，应当备案：\n（一）甲；\n（二）乙。\n第二条 "
        "有下列情形的，不予备案：\n（一）丙；\n（二）丁。\n前款情形消失的，可以备案。"
    )
    found = cited(parse(source_of(text, "zh-Hans")))
    assert found["第一条第（二）项"] == "（二）乙。"
    assert found["第二条第一款第（二）项"] == "（二）丁。"
    assert found["第二条第二款"] == "前款情形消失的，可以备案。"
    assert "第二条第（二）项" not in found


def test_items_go_on_behind_a_paragraph_that_stands_between_them() -> None:
    text = "第一条 用语的含义：\n（一）甲，是指甲。\n甲包括子甲。\n（二）乙，是指乙。\n第二条 完。"
    found = cited(parse(source_of(text, "zh-Hans")))
    assert found["第一条第（一）项"] == "（一）甲，是指甲。 甲包括子甲。"
    assert "第一条第二款" not in found


def test_below_an_item_stands_its_own_list() -> None:
    text = "第一条 材料：\n（一）报告：\n1.方法；\n2.结论。\n（二）申请书。\n第二条 完。"
    assert cited(parse(source_of(text, "zh-Hans")))["第一条第（一）项第2目"] == "2.结论。"


def test_title_note_contents_and_signature_stand_outside_the_articles() -> None:
    text = (
        "示范市数据办法\n（2024年1月1日公布）\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n"
        "第一条 甲。\n第二章 附则\n第二条 乙。\n示范市人民政府\n2024年1月1日"
    )
    kinds = [provision.kind for provision in parse(source_of(text, "zh-Hans")).provisions if provision.parent is None]
    assert kinds == ["title", "preamble", "toc", "chapter", "chapter", "signature", "signature"]


def test_a_second_count_of_an_annexed_regulation_begins_anew() -> None:
    text = "第一条 甲。\n第二条 乙。\n第三条 丙。\n附件：试点规程\n第一条 子。\n第二条 丑。"
    document = parse(source_of(text, "zh-Hans"))
    assert numbers(document, "article") == ["1", "2", "3", "1", "2"]


def test_an_excerpt_may_begin_with_any_article() -> None:
    text = "第三章 权利\n第九百八十九条 甲。\n第九百九十条 乙。\n第九百九十一条 丙。"
    assert numbers(parse(source_of(text, "zh-Hans")), "article") == ["989", "990", "991"]


@pytest.mark.parametrize("mark", [":", ".", ""])
def test_an_english_heading_below_or_beside_the_number(mark: str) -> None:
    below = f"Article 1{mark}\nPurpose\nThis law serves a purpose.\nArticle 2{mark}\nScope\nThis law has a scope."
    beside = f"Article 1{mark} Purpose\nThis law serves a purpose.\nArticle 2{mark} Scope\nThis law has a scope."
    for text in (below, beside):
        document = parse(source_of(text))
        articles = [provision for provision in document.provisions if provision.kind == "article"]
        assert [article.heading for article in articles] == ["Purpose", "Scope"]


def test_english_points_are_cited_with_their_paragraph_only_where_there_are_several() -> None:
    text = (
        "Article 1: Operators shall keep:\n(1) records;\n(2) logs.\nArticle 2: They report:\n(1) "
        "data;\n(2) faults.\nReports are free."
    )
    found = cited(parse(source_of(text)))
    assert found["Article 1(2)"] == "(2) logs."
    assert found["Article 2(1)(2)"] == "(2) faults."
    assert found["Article 2(2)"] == "Reports are free."
