"""Which element of the standard carries which part of a text."""

from __future__ import annotations

import hashlib

import pytest
from lxml import etree

from regatlas.errors import EvidenceError
from regatlas.exchange.akn import from_akn, to_akn
from regatlas.exchange.akn.names import AKN, OWN
from regatlas.model.document import Document, Metadata, Provision, ProvisionKind, Statement
from regatlas.model.text import Block, Quality, Quote, SourceText, Span

NAMES = {"a": AKN, "rg": OWN}

# eid, kind, number, heading, and the text that stands in no child.
Row = tuple[str, ProvisionKind, str | None, str | None, str]


def document(
    rows: list[Row], tradition: str = "eu", metadata: Metadata | None = None, language: str = "en"
) -> Document:
    """A document of provisions with their texts; a name ``a__b`` stands inside ``a``."""
    text = "".join(row[4] for row in rows)
    provisions, start = [], 0
    for index, (eid, kind, number, heading, own_text) in enumerate(rows):
        inside = sum(len(row[4]) for row in rows[index + 1 :] if row[0].startswith(f"{eid}__"))
        span = Span(start, start + len(own_text) + inside)
        parent = eid.rpartition("__")[0] or None
        provisions.append(
            Provision(eid=eid, parent=parent, kind=kind, number=number, citation=f"c-{eid}", heading=heading, span=span)
        )
        start += len(own_text)
    source = SourceText(
        text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), media_type="text/plain", size=len(text),
        encoding="utf-8", language=language, quality=Quality(status="ok", score=1.0), segments=(), blocks=_blocks(text),
    )  # fmt: skip
    return Document(source=source, tradition=tradition, provisions=tuple(provisions), metadata=metadata or Metadata())


def _blocks(text: str) -> tuple[Block, ...]:
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(start, start + len(line), "paragraph", 0))
        start += len(line) + 1
    return tuple(blocks)


def tree(made: Document) -> etree._Element:
    xml = to_akn(made, "hand.txt").encode()
    assert from_akn(xml) == made
    return etree.fromstring(xml)


def texts(root: etree._Element, path: str) -> list[str]:
    return ["".join(found.itertext()) for found in root.xpath(path, namespaces=NAMES)]


REGULATION: list[Row] = [
    ("title", "title", None, None, "Regulation on Kites\n"),
    ("preamble", "preamble", None, None, "The Council,\n"),
    ("rec_1", "recital", "1", None, "(1) Kites fly.\n"),
    ("rec_2", "recital", "2", None, "(2) Strings break.\n"),
    ("enacting", "enacting", None, None, "Has adopted this Regulation:\n"),
    ("chp_1", "chapter", "1", "General", ""),
    ("chp_1__heading", "heading", None, None, "Chapter I\nGeneral\n"),
    ("chp_1__art_1", "article", "1", "Scope", ""),
    ("chp_1__art_1__heading", "heading", None, None, "Article 1\nScope\n"),
    ("chp_1__art_1__para_1", "paragraph", "1", None, ""),
    ("chp_1__art_1__para_1__intro", "intro", None, None, "1. This Regulation covers:\n"),
    ("chp_1__art_1__para_1__point_a", "point", "a", None, "(a) kites;\n"),
    ("chp_1__art_1__para_1__point_b", "point", "b", None, "(b) strings.\n"),
    ("chp_1__art_2", "article", "2", None, "Article 2 It enters into force tomorrow.\n"),
    ("signature", "signature", None, None, "Done at Windhaven\n"),
    ("annex_1", "annex", "I", "Kites", ""),
    ("annex_1__heading", "heading", None, None, "Annex I\nKites\n"),
    ("annex_1__point_1", "point", "1", None, "1. Diamond kites"),
]


def test_a_regulation_uses_the_elements_of_the_standard() -> None:
    root = tree(document(REGULATION))
    assert texts(root, "a:act/a:preface/a:longTitle[@eId='title']/a:p/a:docTitle") == ["Regulation on Kites"]
    assert texts(root, "//a:preamble/a:recitals/a:recital/a:num") == ["(1)", "(2)"]
    assert texts(root, "//a:preamble/a:recitals/a:recital/a:p") == ["Kites fly.", "Strings break."]
    assert texts(root, "//a:preamble/a:formula[@name='enacting']/a:p") == ["Has adopted this Regulation:"]
    assert texts(root, "//a:body/a:chapter[@eId='chp_1']/a:num") == ["Chapter I"]
    assert texts(root, "//a:chapter/a:heading") == ["General"]
    assert texts(root, "//a:article/a:num") == ["Article 1", "Article 2"]
    assert texts(root, "//a:paragraph/a:intro/a:p") == ["This Regulation covers:"]
    assert texts(root, "//a:paragraph/a:point/a:num") == ["(a)", "(b)"]
    assert texts(root, "//a:paragraph/a:point/a:content/a:p") == ["kites;", "strings."]
    assert texts(root, "//a:conclusions/a:container/a:p/a:signature") == ["Done at Windhaven"]
    assert texts(root, "//a:attachments/a:attachment[@eId='annex_1']/a:heading") == ["Kites"]
    assert texts(root, "//a:attachment/a:doc[@name='annex']/a:mainBody/a:point/a:content/a:p") == ["Diamond kites"]


def test_provisions_out_of_their_place_become_containers_of_their_kind() -> None:
    rows: list[Row] = [
        ("art_1", "article", "1", None, "Article 1 First.\n"),
        ("title", "title", None, None, "A title after an article\n"),
        ("annex", "annex", None, None, "An annex amid the articles\n"),
        ("meas_1", "measure", "1", None, "1. A measure\n"),
        ("sub", "subpoint", None, None, "a subpoint"),
    ]
    root = tree(document(rows))
    names = root.xpath("//a:body/*[self::a:hcontainer]/@name", namespaces=NAMES)
    assert names == ["title", "annex", "measure", "subpoint"]
    assert not root.xpath("//a:attachments | //a:preface", namespaces=NAMES)


def test_a_chinese_number_goes_to_the_article_and_not_to_its_counted_paragraph() -> None:
    rows: list[Row] = [
        ("art_1", "article", "1", None, ""),
        ("art_1__para_1", "paragraph", "1", None, "第一条 风筝须系线。\n"),
        ("art_1__para_2", "paragraph", "2", None, ""),
        ("art_1__para_2__intro", "intro", None, None, "不得：\n"),
        ("art_1__para_2__point_1", "point", "1", None, "（一）断线。"),
    ]
    root = tree(document(rows, tradition="chinese", language="zh-Hans"))
    assert texts(root, "//a:article/a:num") == ["第一条"]
    assert texts(root, "//a:paragraph/a:num") == []
    assert texts(root, "//a:paragraph/a:content/a:p") == ["风筝须系线。"]
    assert texts(root, "//a:point/a:num") == ["（一）"]


def test_a_table_of_contents_links_to_the_headings_it_names() -> None:
    rows: list[Row] = [
        ("toc", "toc", None, None, "第一章 总则\n第二章 附则\n"),
        ("chp_1", "chapter", "1", "总则", ""),
        ("chp_1__heading", "heading", None, None, "第一章 总则\n"),
        ("chp_1__art_1", "article", "1", None, "第一条 风筝须系线。"),
    ]
    root = tree(document(rows, tradition="chinese", language="zh-Hans"))
    assert root.xpath("//a:preface/a:toc/a:tocItem/@href", namespaces=NAMES) == ["#chp_1", "#"]


def test_soft_breaks_are_ends_of_lines() -> None:
    made = document([("para_1", "paragraph", None, None, "one two three")], tradition="generic")
    made = made.model_copy(update={"source": made.source.model_copy(update={"soft_breaks": (4, 8)})})
    root = tree(made)
    assert root.find(f"{{{AKN}}}doc") is not None
    [paragraph] = root.xpath("//a:p", namespaces=NAMES)
    assert [paragraph.text, *(mark.tail for mark in paragraph)] == ["one ", "two ", "three"]


def test_the_identification_is_made_of_what_the_document_says_of_itself() -> None:
    metadata = Metadata(
        title=Statement(value="风筝管理办法"),
        number=Statement(value="风令〔2026〕7号"),
        issuers=(Statement(value="风城市人民政府"),),
        dates={"issued": Statement(value="2026-03-16"), "effective": Statement(value="2026-05")},
    )
    rows: list[Row] = [("art_1", "article", "1", None, "第一条 风筝须系线。")]
    root = tree(document(rows, "chinese", metadata, "zh-Hans"))

    def value(path: str) -> list[str]:
        return list(root.xpath(f"//a:identification/{path}", namespaces=NAMES))

    assert value("a:FRBRWork/a:FRBRuri/@value") == ["/akn/cn/act/2026-03-16/风令-2026-7号"]
    assert value("a:FRBRExpression/a:FRBRuri/@value") == ["/akn/cn/act/2026-03-16/风令-2026-7号/zho@2026-03-16"]
    assert value("a:FRBRWork/a:FRBRcountry/@value") == ["cn"]
    assert value("a:FRBRWork/a:FRBRnumber/@value") == ["风令〔2026〕7号"]
    assert value("a:FRBRWork/a:FRBRdate/@name") == ["issued"]  # 2026-05 is no full date; our own element keeps it.
    assert value("a:FRBRExpression/a:FRBRlanguage/@language") == ["zho"]
    assert root.xpath("//a:TLCOrganization[@eId='meta__issuer_1']/@showAs", namespaces=NAMES) == ["风城市人民政府"]


def test_a_draft_is_a_bill_and_a_text_that_is_no_law_a_doc() -> None:
    rows: list[Row] = [("art_1", "article", "1", None, "第一条 风筝须系线。")]
    draft = Metadata(title=Statement(value="风筝管理办法（征求意见稿）"))
    assert tree(document(rows, "chinese", draft))[0].tag == f"{{{AKN}}}bill"
    assert tree(document(rows, "chinese"))[0].tag == f"{{{AKN}}}act"
    assert tree(document(rows, "generic"))[0].tag == f"{{{AKN}}}doc"


def test_a_translation_says_that_it_is_one() -> None:
    root = tree(document([("art_1", "article", "1", None, "Article 1 Kites.")], "chinese-in-english"))
    assert root.xpath("//a:FRBRExpression/a:FRBRauthoritative/@value", namespaces=NAMES) == ["false"]
    assert root.xpath("//a:FRBRtranslation/@fromLanguage", namespaces=NAMES) == ["zho"]


def test_a_quote_that_is_not_in_the_text_is_refused() -> None:
    false = Statement(value="x", evidence=(Quote(span=Span(0, 4), exact="none"),))
    made = document([("para_1", "paragraph", None, None, "Kites fly")], metadata=Metadata(title=false))
    with pytest.raises(EvidenceError):
        to_akn(made, "hand.txt")
