"""Texts without articles: parts and measures, decimal sections, chapters, headings, plain paragraphs."""

from __future__ import annotations

from tests.structure.specimen import cited, numbers, source_of

from regatlas.structure import parse


def test_measures_run_on_through_the_parts_and_the_preamble_swallows_none() -> None:
    text = (
        "Measures on Examples\nThese measures serve a purpose.\nI. Supply\n1. The city shall "
        "supply.\n2. The city shall build.\n"
        "II. Demand\n3. The city shall buy.\nIt shall buy much.\n4. The city shall use."
    )
    document = parse(source_of(text))
    assert numbers(document, "part") == ["1", "2"]
    assert numbers(document, "measure") == ["1", "2", "3", "4"]
    assert all(provision.parent is None for provision in document.provisions if provision.kind == "part")
    assert cited(document)["Measure 3"] == "3. The city shall buy. It shall buy much."


def test_chinese_measures() -> None:
    text = (
        "示范市促进措施\n为了促进发展，制定本措施。\n一、增加供给\n（一）建设平台。"
        "市有关部门应当建设平台。\n（二）开放数据。\n1.开放目录；\n2.开放接口。\n二、扩大应用\n"
        "（三）支持应用。"
    )
    document = parse(source_of(text, "zh-Hans"))
    assert numbers(document, "part") == ["1", "2"]
    assert numbers(document, "measure") == ["1", "2", "3"]
    found = cited(document)
    assert found["第二项（2）"] == "2.开放接口。"
    assert found["第二部分"].startswith("二、扩大应用")


def test_decimal_sections_with_bare_numbers_at_the_top() -> None:
    text = (
        "1 Scope\nThis document has one.\n2 Terms\n2.1 Example\nA thing.\n2.2 Model\nAnother.\n3 "
        "Duties\n3.1 Reports\na) Yearly:\n1) in May;\n2) in June.\nb) Free.\n3.1.1 Form\nShort."
    )
    document = parse(source_of(text))
    assert numbers(document, "section") == ["1", "2", "2.1", "2.2", "3", "3.1", "3.1.1"]
    found = cited(document)
    assert found["Section 3.1(a)(2)"] == "2) in June."
    assert document.by_eid["sec_2__sec_2.1"].parent == "sec_2"


def test_a_year_or_a_count_is_no_section() -> None:
    text = "A plan\n20 Cities take part in it, and more will.\n3.5 million people live there.\nIt ends."
    assert numbers(parse(source_of(text)), "section") == []


def test_chapters_without_articles() -> None:
    text = "Norms on Examples\nChapter 1. General\n1. Be good.\n2. Be brief.\nChapter 2. Special\n3. Be new."
    document = parse(source_of(text))
    assert numbers(document, "chapter") == ["1", "2"]
    assert numbers(document, "measure") == ["1", "2", "3"]


def test_a_short_line_above_a_list_is_its_heading() -> None:
    text = (
        "Opinions on Examples\nThey matter.\nOverall requirements\n1. Be good.\n2. Be brief.\n"
        "Main tasks\n1. Be new.\n2. Be old."
    )
    document = parse(source_of(text))
    assert [p.heading for p in document.provisions if p.kind == "section"] == ["Overall requirements", "Main tasks"]


def test_headings_of_a_page_nest_by_level() -> None:
    levels = {"Guide": 1, "First": 2, "Deep": 3, "Second": 2}
    text = "Guide\nIntro words here.\nFirst\nText one.\nDeep\nText two.\nSecond\nText three."
    document = parse(source_of(text, headings=levels))
    parents = {p.heading: p.parent for p in document.provisions if p.kind == "section"}
    assert parents == {"First": None, "Deep": "sec", "Second": None}


def test_paragraphs_are_counted_where_they_stand() -> None:
    found = cited(parse(source_of("A plan without numbers\nOne thing is so.\nAnother is so.")))
    assert found["paragraph 2"] == "Another is so."


def test_a_list_hangs_on_the_words_that_introduce_it() -> None:
    document = parse(source_of("A plan without numbers\nIt asks for:\n(a) one thing;\n(b) another."))
    found = cited(document)
    assert found["paragraph 1"] == "It asks for: (a) one thing; (b) another."
