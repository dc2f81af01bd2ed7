from __future__ import annotations

import pytest
from tests.readers.specimen import blocks, shape

from regatlas.errors import EmptyInput, LimitExceeded
from regatlas.model.text import SourceText
from regatlas.readers import Limits, read


def page(body: str) -> SourceText:
    return read(f"<!DOCTYPE html><html><body>{body}</body></html>".encode())


def test_scripts_styles_comments_and_hidden_parts_are_no_text() -> None:
    source = page(
        "<script>var law = '<p>not law</p>';</script><style>p{}</style><!-- note <p>no</p> --><template>no</template>"
        "<p>The act <del>does not apply</del>applies.</p>"
        "<p hidden>no</p><div style='display: none'>no</div><noscript>no</noscript>"
    )
    assert source.text == "The act applies."


def test_navigation_and_controls_are_listed_as_furniture() -> None:
    source = page(
        '<nav><a href="/">Home</a></nav><div class="btn-group"><a>Expand all</a></div><p>The act applies.</p>'
    )
    assert source.text == "The act applies."
    assert [(item.kind, item.text) for item in source.furniture] == [
        ("navigation", "Home"),
        ("navigation", "Expand all"),
    ]


def test_the_title_of_a_page_stays_though_other_lines_stand_before_the_text() -> None:
    paragraphs = "".join(
        f"<p>The provider of service number {number} shall keep records of everything that it does in the year.</p>"
        for number in range(12)
    )
    source = page(f"<nav><a>Home</a></nav><h1>Act on Records</h1><main>{paragraphs}</main><footer>Contact</footer>")
    assert shape(source)[0] == ("heading", 1, "Act on Records")
    assert len(source.blocks) == 13


def test_a_number_set_apart_by_its_style_keeps_a_space() -> None:
    assert page("<p><span>1.1</span>This directive applies.</p>").text == "1.1 This directive applies."
    assert page("<p><span>(a)</span> the risk</p>").text == "(a) the risk"
    assert (
        page("<p>on the 1<sup>st</sup> day of the <span>work</span>ing week</p>").text
        == "on the 1st day of the working week"
    )


@pytest.mark.parametrize(
    "body",
    [
        "<ol><li>keep records<li>label content</ol>",
        "<ol><li><p>keep records</p></li><li><div>label content</div></li></ol>",
        "<ol><li><p>keep records<li><p>label content</ol>",
    ],
)
def test_items_have_the_numbers_that_a_reader_sees(body: str) -> None:
    assert shape(page(body)) == [("list-item", 0, "1. keep records"), ("list-item", 0, "2. label content")]


def test_lists_count_as_they_say() -> None:
    source = page('<ol type="i" start="3"><li>x one</li><li value="9">y two<ul><li>z three</li></ul></li></ol>')
    assert [(block.level, text) for block, text in zip(source.blocks, blocks(source), strict=True)] == [
        (1, "iii. x one"),
        (1, "ix. y two"),
        (2, "z three"),
    ]


def test_rows_join_their_cells_and_a_lone_mark_its_text() -> None:
    table = "<table><tr><th>Term<td>Meaning of it<tr><td>(a)<td>the risk<tr><td></td><td>alone</td></tr></table>"
    assert shape(page(table)) == [
        ("table-row", 0, "Term | Meaning of it"),
        ("paragraph", 0, "(a) the risk"),
        ("paragraph", 0, "alone"),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>a < b and c > d", ["a < b and c > d"]),
        ("<p>one<p>two<div>three", ["one", "two", "three"]),
        ("<p title='x>one</p>", ["one"]),
        ('<p title="a > b">one</p>', ["one"]),
        ("<p>one<!-- never closed <p>two", ["one"]),
        ("<p>one<![CDATA[ two & three]]></p>", ["one two & three"]),
        ("<p>R&amp;D &lt;b&gt; &#8212; &unknown; &#xD800;</p>", ["R&D <b> — &unknown; \ufffd"]),
        ("</p></div></table><p>one</i></b></p>", ["one"]),
        ("<", ["<"]),
        ("<><<<>one", ["<><<<>one"]),
    ],
)
def test_broken_markup_gives_what_can_be_read(body: str, expected: list[str]) -> None:
    whole = f"<html><p>The act applies.</p>{body}"
    assert blocks(read(whole.encode())) == ["The act applies.", *expected]


def test_a_head_that_never_closes_hides_no_body() -> None:
    assert read(b"<html><head><meta name=x><p>The act applies.").text == "The act applies."


def test_a_form_around_the_whole_page_hides_nothing() -> None:
    assert page('<form action="x"><p>The act applies.</p></form>').text == "The act applies."


def test_deep_nesting_is_refused_and_open_inline_elements_are_not_nesting() -> None:
    with pytest.raises(LimitExceeded, match="2,000 deep"):
        page("<div>" * 1_000_000)
    assert page("<font>word " * 3_000).text.count("word") == 3_000
    assert len(page("<table>" + "<tr><td>cell<td>cell" * 3_000).blocks) == 3_000
    with pytest.raises(LimitExceeded, match="3 deep"):
        read(b"<html><body><div><div><p>x", Limits(markup_depth=3))


def test_a_page_without_words_is_empty() -> None:
    with pytest.raises(EmptyInput):
        page("<script>x</script><img src=x>")


def test_entities_of_xml_are_never_expanded_nor_fetched() -> None:
    declared = '<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    source = read(f"<?xml version='1.0'?>{declared}<l><p>The act &b; applies &f;.</p></l>".encode())
    assert source.text == "The act &b; applies &f;."


def test_xml_blocks_and_inline_elements() -> None:
    title = "<Title>人工知能<Ruby>法<Rt>ほう</Rt></Ruby></Title>"
    sentence = "<Sentence>これは\n法律<b>で</b>ある。</Sentence>"
    source = read(f"<?xml version='1.0'?><Law>{title}{sentence}</Law>".encode())
    assert blocks(source) == ["人工知能法", "これは 法律である。"]
    assert [item.text for item in source.furniture] == ["ほう"]


def test_deep_xml_is_refused() -> None:
    with pytest.raises(LimitExceeded, match="nested"):
        read(b"<?xml version='1.0'?>" + b"<a>" * 5_000 + b"word</a>")


def test_a_drawing_that_never_ends_hides_nothing_after_it() -> None:
    page = (
        "<html><body><p>One.</p><svg><text>drawn</text><p>Two.</p><svg><foreignObject><p>in it</p></svg><p>Three.</p>"
    )
    assert blocks(read(page.encode())) == ["One.", "Two.", "Three."]


def test_the_head_of_the_official_journal_is_furniture() -> None:
    head = (
        '<table><tr><td><p class="oj-hd-lg">EN</p></td><td><p class="oj-hd-ti">Official Journal</p></td></tr></table>'
    )
    source = read(f'<html><body>{head}<p class="oj-normal">The act applies.</p></body></html>'.encode())
    assert blocks(source) == ["The act applies."]
    assert [(item.kind, item.text) for item in source.furniture] == [
        ("running-head", "EN"),
        ("running-head", "Official Journal"),
    ]
