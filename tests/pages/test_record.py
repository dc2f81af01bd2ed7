from __future__ import annotations

import base64
import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from regatlas.errors import EvidenceError
from regatlas.model.document import Document
from regatlas.model.judgement import Actor, Evidence, LegalStatus, Place, Record
from regatlas.model.taxonomy import Taxonomy
from regatlas.model.text import Quality, Quote, Span
from regatlas.pages.record import render_record
from regatlas.pages.words import LANGS, Lang

from . import specimen

HOSTILE = """</p></section></style><script>alert(1)</script><img src=x onerror="alert(2)"> {{ 7*7 }} {% raw %} &lt;
<a href='javascript:alert(3)'>"'` </main><!-- <iframe src="https://example.org"> --> ]]>"""


def page(document: Document, record: Record, taxonomies: dict[str, Taxonomy], lang: Lang) -> html.HtmlElement:
    made = render_record(document, record, source_name="sample.md", taxonomies=taxonomies, lang=lang)
    return html.document_fromstring(made)


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def words_of(tree: html.HtmlElement) -> str:
    """What the full-text section says, without its glosses and permalinks."""
    return "".join(element.text_content() for element in tree.find_class("words"))


def words_without_tools(tree: html.HtmlElement) -> str:
    """The same from the other side: the whole body of the text with its apparatus taken out."""
    body = tree.find_class("body")[0]
    for tool in [*body.find_class("here"), *body.find_class("gloss")]:
        tool.drop_tree()
    return body.text_content()


@pytest.mark.parametrize("lang", LANGS)
def test_the_text_is_shown_in_full(
    document: Document, record: Record, taxonomies: dict[str, Taxonomy], lang: Lang
) -> None:
    tree = page(document, record, taxonomies, lang)
    assert squeeze(words_of(tree)) == squeeze(document.text)
    assert squeeze(words_without_tools(tree)) == squeeze(document.text)


@pytest.mark.parametrize("lang", LANGS)
def test_every_link_leads_to_an_anchor_and_anchors_are_unique(
    document: Document, record: Record, taxonomies: dict[str, Taxonomy], lang: Lang
) -> None:
    tree = page(document, record, taxonomies, lang)
    ids = tree.xpath("//@id")
    links = tree.xpath("//a/@href")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_every_provision_has_an_anchor(document: Document, record: Record, taxonomies: dict[str, Taxonomy]) -> None:
    tree = page(document, record, taxonomies, "zh")
    body = tree.find_class("body")[0]
    assert {provision.eid for provision in document.provisions} <= set(body.xpath(".//@id"))


def test_every_leaf_has_a_permalink_to_itself_or_to_what_it_begins(
    document: Document, record: Record, taxonomies: dict[str, Taxonomy]
) -> None:
    tree = page(document, record, taxonomies, "en")
    links = {link.removeprefix("#") for link in tree.xpath("//p[@class='here']/a/@href")}
    for leaf in document.leaves:
        beginning = [item for item in document.ancestors(leaf.eid) if item.span.start == leaf.span.start]
        assert links & {item.eid for item in beginning}


def test_every_piece_of_evidence_is_quoted_and_linked_into_the_text(
    document: Document, record: Record, taxonomies: dict[str, Taxonomy]
) -> None:
    tree = page(document, record, taxonomies, "en")
    body = tree.find_class("body")[0]
    linked = {link.removeprefix("#") for link in tree.xpath("//a[@class='cite']/@href")}
    quoted = {id_ for id_ in body.xpath(".//@id") if id_.startswith("quote-")}
    assert linked == quoted
    evidence = [item for judgement in record.coverage for item in judgement.evidence]
    shown = [element.text_content() for element in tree.xpath("//q")]
    assert all(item.quote.exact in shown for item in evidence)


def test_the_anchor_of_a_quote_stands_where_the_quote_begins(
    document: Document, record: Record, taxonomies: dict[str, Taxonomy]
) -> None:
    tree = page(document, record, taxonomies, "en")
    for blockquote in tree.xpath("//blockquote"):
        exact = blockquote.xpath("string(q)")
        (target,) = tree.xpath("//*[@id=$id]", id=blockquote.xpath("string(a/@href)")[1:])
        first = target.text_content()
        assert first
        assert exact.startswith(first)


def test_a_gloss_stands_beside_the_provision_and_leads_back_to_the_claim(
    document: Document, record: Record, taxonomies: dict[str, Taxonomy]
) -> None:
    tree = page(document, record, taxonomies, "zh")
    (leaf,) = tree.xpath("//div[@id='chp_4__art_12__para_1']")
    (gloss,) = leaf.find_class("gloss")
    assert "3.1 风险项3.1" in gloss.text_content()
    assert "提供者应当" in gloss.text_content()
    claims = [tree.get_element_by_id(link[1:]) for link in gloss.xpath(".//a/@href")]
    assert any("3.1 风险项3.1" in claim.text_content() for claim in claims)


def test_overlapping_quotes_share_their_words(
    document: Document, record: Record, taxonomies: dict[str, Taxonomy]
) -> None:
    tree = page(document, record, taxonomies, "zh")
    (mark,) = [mark for mark in tree.xpath("//mark") if mark.text_content().startswith("音频、视频和虚拟场景")]
    assert mark.get("class") == "t7 e3"
    assert mark.getparent().get("class") == "at"


def test_a_quote_over_two_provisions_is_marked_in_both(
    document: Document, record: Record, taxonomies: dict[str, Taxonomy]
) -> None:
    tree = page(document, record, taxonomies, "zh")
    marked = [mark.text_content() for mark in tree.xpath("//mark[@class='t1']")]
    assert marked == ["伦理审查应当重点评估下列事项：", "（一）是否加重对特定人群的偏见"]


def test_categories_with_none_are_named(document: Document, record: Record, taxonomies: dict[str, Taxonomy]) -> None:
    tree = page(document, record, taxonomies, "en")
    absent = [element.text_content() for element in tree.find_class("absent")]
    assert any("1.2 Risk 1.2" in line and "6.6 Risk 6.6" in line for line in absent)
    assert "Information" in absent[1]


def test_unverified_wording_of_a_taxonomy_is_said(
    document: Document, record: Record, taxonomies: dict[str, Taxonomy]
) -> None:
    said = [section.text_content() for section in page(document, record, taxonomies, "en").find_class("taxonomy")]
    assert "unconfirmed" in said[0]
    assert "unconfirmed" not in said[1]


@pytest.mark.parametrize(("lang", "date"), [("en", "1 May 2026"), ("zh", "2026年5月1日")])
def test_dates_are_written_out(
    document: Document, record: Record, taxonomies: dict[str, Taxonomy], lang: Lang, date: str
) -> None:
    (facts,) = page(document, record, taxonomies, lang).xpath("//section[@id='record-facts']")
    assert date in facts.text_content()


@pytest.mark.parametrize(("lang", "words"), [("en", "has not been checked by a person"), ("zh", "未经人工核校")])
def test_machine_made_is_said_in_words(
    document: Document, record: Record, taxonomies: dict[str, Taxonomy], lang: Lang, words: str
) -> None:
    assert words in page(document, record, taxonomies, lang).find_class("notices")[0].text_content()


@pytest.mark.parametrize(("lang", "verdict"), [("en", "No judgement was made"), ("zh", "未作判断")])
def test_abstention_and_bad_reading_are_said_first(lang: Lang, verdict: str) -> None:
    quality = Quality(status="poor", score=0.5, reasons=("Glyph codes stand in place of letters.",))
    document = specimen.flat_document("one\ntwo", quality=quality)
    record = Record(
        engine="lexicon.v1",
        taxonomies={},
        manifest="0",
        legal_status=LegalStatus(value=None, confidence=0.0),
        abstained="The text is poor.",
    )
    tree = page(document, record, specimen.sample_taxonomies(), lang)
    assert not tree.find_class("absent")
    notices = tree.xpath("//header//div[@role='note']/p")
    assert verdict in notices[0].text_content()
    assert "0.50" in notices[1].text_content()
    assert [notice.get("class") for notice in notices] == ["grave", "grave", None]


def test_a_quote_that_does_not_stand_in_the_text_is_refused(document: Document) -> None:
    record = specimen.bare_record(document, "临澜市")
    wrong = Evidence(eid="x", quote=Quote(span=Span(0, 3), exact="另一句"))
    forged = record.model_copy(update={"places": (Place(name="x", evidence=(wrong,)),)})
    with pytest.raises(EvidenceError):
        render_record(document, forged, source_name="x", taxonomies={}, lang="en")


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_in_a_hostile_text_becomes_markup(lang: Lang) -> None:
    document = specimen.flat_document(HOSTILE, title=HOSTILE)
    evidence = specimen.evidence(document, "<script>alert(1)</script>")
    record = specimen.bare_record(document, "<img src=x").model_copy(
        update={
            "actors": (Actor(role="target", name=HOSTILE, type="user", evidence=evidence),),
            "engine": HOSTILE,
            "abstained": HOSTILE,
        }
    )
    made = render_record(document, record, source_name=HOSTILE, taxonomies={}, lang=lang)
    tree = html.document_fromstring(made)
    assert not tree.xpath("//script|//img|//iframe|//comment()|//*[@onerror]|//*[@src]|//*[@style]")
    assert all(link.startswith("#") for link in tree.xpath("//@href"))
    assert len(tree.xpath("//style|//main")) == 2
    assert squeeze(words_of(tree)) == squeeze(HOSTILE)
    assert squeeze(tree.xpath("string(//h1)")) == squeeze(HOSTILE)


def test_the_page_stands_alone_under_a_strict_policy(
    document: Document, record: Record, taxonomies: dict[str, Taxonomy]
) -> None:
    tree = page(document, record, taxonomies, "en")
    (style,) = tree.xpath("//style/text()")
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert not tree.xpath("//link|//script|//img|//*[@src]|//*[@style]")
    assert "url(" not in style
    assert "@import" not in style


def test_the_page_and_the_text_each_carry_their_language(
    document: Document, record: Record, taxonomies: dict[str, Taxonomy]
) -> None:
    tree = page(document, record, taxonomies, "en")
    assert tree.get("lang") == "en"
    assert tree.find_class("body")[0].get("lang") == "zh-Hans"
    assert {quote.get("lang") for quote in tree.xpath("//q")} == {"zh-Hans"}
    assert {gloss.get("lang") for gloss in tree.find_class("gloss")} == {"en"}


def test_the_same_record_gives_the_same_page(
    document: Document, record: Record, taxonomies: dict[str, Taxonomy]
) -> None:
    first, second = (
        render_record(document, record, source_name="a", taxonomies=taxonomies, lang="zh") for _ in range(2)
    )
    assert first == second


def test_text_outside_of_every_provision_is_shown_too() -> None:
    document = specimen.flat_document("one\ntwo\nthree")
    holed = document.model_copy(update={"provisions": document.provisions[1:2]})
    tree = page(holed, specimen.bare_record(holed, "two"), {}, "en")
    assert squeeze(words_of(tree)) == "onetwothree"


def test_deeply_nested_provisions_do_not_exhaust_the_stack() -> None:
    document = specimen.flat_document("deep")
    first = document.provisions[0]
    chain = [first._replace(eid=f"p_{depth}", parent=f"p_{depth - 1}" if depth else None) for depth in range(3_000)]
    nested = document.model_copy(update={"provisions": tuple(chain)})
    made = render_record(nested, specimen.bare_record(document, "deep"), source_name="x", taxonomies={}, lang="en")
    assert made.count('<section class="provision') == 2_999


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_text_with_any_quotes_is_shown_in_full_with_every_anchor(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab <>&\"'\n条第一。{}%", min_size=1, max_size=80))
    document = specimen.flat_document(text)
    offsets = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(offsets, offsets).filter(lambda pair: pair[0] < pair[1]), max_size=8))
    evidence = tuple(Evidence(eid="para_1", quote=document.source.quote(pair)) for pair in pairs)
    record = Record(
        engine="e",
        taxonomies={},
        manifest="m",
        legal_status=LegalStatus(value="soft", confidence=1.0, evidence=evidence),
    )
    tree = page(document, record, {}, "en")
    assert squeeze(words_of(tree)) == squeeze(text)
    anchors = [id_ for id_ in tree.xpath("//@id") if id_.startswith("quote-")]
    assert sorted(anchors) == sorted(f"quote-1-{number}" for number in range(1, len(pairs) + 1))
