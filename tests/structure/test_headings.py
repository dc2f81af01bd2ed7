from __future__ import annotations

from tests.structure.specimen import numbers, source_of

from regatlas.model.document import Document
from regatlas.structure import parse


def _headings(document: Document, kind: str = "chapter") -> list[str | None]:
    return [provision.heading for provision in document.provisions if provision.kind == kind]


def test_spaces_of_the_typesetter_are_no_part_of_a_title() -> None:
    document = parse(source_of("第一章 总 则\n第一条 甲。\n第二条 乙。", "zh-Hans"))
    assert _headings(document) == ["总则"]


def test_a_title_on_the_line_below_the_number() -> None:
    document = parse(source_of("CHAPTER II\nDuties of operators\nArticle 1: One.\nArticle 2: Two."))
    assert _headings(document) == ["Duties of operators"]
    assert numbers(document, "chapter") == ["2"]


def test_a_title_over_two_lines_is_joined() -> None:
    chinese = "第一章 示范市智能客服服务提供者和技术支持者的权利\n义务\n第一条 甲。\n第二条 乙。"
    assert _headings(parse(source_of(chinese, "zh-Hans"))) == ["示范市智能客服服务提供者和技术支持者的权利义务"]
    english = "Chapter 1 Duties of Operators and\nTheir Suppliers\nArticle 1: One.\nArticle 2: Two."
    assert _headings(parse(source_of(english))) == ["Duties of Operators and Their Suppliers"]


def test_a_chapter_that_is_only_cited_is_no_heading() -> None:
    document = parse(source_of("第一条 甲。\n第二章规定的名录，每年公布。\n第二条 乙。", "zh-Hans"))
    assert _headings(document) == []


def test_a_heading_joined_to_the_line_before_it_is_found() -> None:
    source = source_of("示范办法\n2024年3月8日公布 根据第一章 总则\n第一条 甲。\n第二条 乙。", "zh-Hans")
    broken = source.model_copy(update={"soft_breaks": (source.text.index("第一章"),)})
    assert _headings(parse(broken)) == ["总则"]


def test_a_list_of_attachments_is_no_annex() -> None:
    text = "第一条 甲。\n第二条 乙。\n附件：1.评估表\n2.备案表"
    assert numbers(parse(source_of(text, "zh-Hans")), "annex") == []
