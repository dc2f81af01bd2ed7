"""Comparisons and parallel texts as pages: whole words, marks besides colour, nothing loaded from anywhere."""

from __future__ import annotations

import re

import pytest
from lxml import html

from regatlas.compare import align_translation, compare_versions
from regatlas.model.document import Document, Metadata
from regatlas.pages.alignment import render_alignment, view_alignment
from regatlas.pages.comparison import render_comparison, view_comparison
from regatlas.pages.words import LANGS, Lang, Words

from . import specimen

NAMES = ("a.md", "b.md")
HOSTILE = "<script>alert(1)</script>\u202e & \"'"


def law(*articles: str, language: str = "zh-Hans") -> Document:
    text = "\n".join(f"第{'一二三四五六七八九'[n]}条 {words}" for n, words in enumerate(articles))
    flat = specimen.flat_document(text, language)
    provisions = tuple(
        one._replace(kind="article", number=str(n), citation=f"第{'一二三四五六七八九'[n - 1]}条")
        for n, one in enumerate(flat.provisions, start=1)
    )
    return flat.model_copy(update={"provisions": provisions, "metadata": Metadata()})


BEFORE = law("为了规范桥梁养护，制定本办法。", "养护单位应当每年检测一次桥梁。", "票据格式由财政机关另行制定。")
AFTER = law("为了规范桥梁养护，制定本办法。", f"铁路另行规定{HOSTILE}。", "养护单位应当每半年检测一次桥梁。")


def diff_page(lang: Lang, before: Document = BEFORE, after: Document = AFTER) -> str:
    return render_comparison(compare_versions(before, after), (before, after), NAMES, lang)


def align_page(lang: Lang) -> str:
    translation = specimen.flat_document("Bridges shall be kept well.\nBridges shall be inspected every year.", "en")
    return render_alignment(align_translation(BEFORE, translation), (BEFORE, translation), NAMES, lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", [diff_page, align_page])
def test_a_page_stands_alone(page: object, lang: Lang) -> None:
    shown = page(lang)  # type: ignore[operator]
    tree = html.document_fromstring(shown)
    assert tree.get("lang") == {"en": "en", "zh": "zh-Hans"}[lang]
    assert not tree.xpath("//script | //img | //link | //iframe | //*[@style]")
    assert all(link.startswith("#") for link in tree.xpath("//@href | //@src"))
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    anchors = tree.xpath("//@id")
    assert len(anchors) == len(set(anchors))
    assert {link[1:] for link in tree.xpath("//@href")} <= set(anchors)


def test_changes_are_marked_as_deletions_and_insertions() -> None:
    tree = html.document_fromstring(diff_page("en"))
    legend = {"deleted words", "added words", "3", "4"}
    assert {node.text_content() for node in tree.xpath("//del")} - legend == {"每年", "票据格式由财政机关另行制定。"}
    added = {node.text_content() for node in tree.xpath("//ins")} - legend
    assert "每半年" in added
    assert any("<script>alert(1)</script>" in words for words in added)
    said = [node.text_content() for node in tree.xpath("//*[@class='happened']")]
    assert said == ["added", "changed, renumbered", "deleted"]


def test_every_word_of_both_texts_is_on_the_page() -> None:
    tree = html.document_fromstring(diff_page("zh"))
    shown = "".join(node.text_content() for node in tree.xpath("//p[starts-with(@class, 'words')]"))
    for document in (BEFORE, AFTER):
        for pair in compare_versions(BEFORE, AFTER).pairs:
            unit = pair.before if document is BEFORE else pair.after
            for piece in pair.pieces if unit else ():
                span = piece.before if document is BEFORE else piece.after
                assert span is None or document.text[slice(*span)].strip() in shown


def test_unchanged_provisions_are_summed_up_with_their_old_numbers() -> None:
    after = law("另有规定的，从其规定。", *("养护单位应当每年检测一次桥梁。", "票据格式由财政机关另行制定。"))
    before = law("养护单位应当每年检测一次桥梁。", "票据格式由财政机关另行制定。")
    view = view_comparison(compare_versions(before, after), (before, after), NAMES, Words("zh"))
    assert [stretch.summary for stretch in view.stretches if not stretch.changed] == [
        "第二条至第三条（原第一条至第二条）仅调整条号，文字未作修改（共2条）"
    ]


def test_gaps_are_told_in_words() -> None:
    kept, owner = "所有权人应当妥善养护桥梁。", "Bridges shall be kept well by those who own them."
    untranslated = "票据格式由财政机关另行制定，报市人民政府备案后向社会公布，并自公布之日起施行。"
    original, translation = law(kept, kept, untranslated * 3, kept), law(owner, owner, owner)
    found = align_translation(original, translation)
    view = view_alignment(found, (original, translation), NAMES, Words("en"))
    assert "1 passage only in the original" in view.counts
    page = render_alignment(found, (original, translation), NAMES, "zh")
    assert "译文无对应文字。" in page


def test_the_style_marks_deletions_without_colour() -> None:
    page = diff_page("en")
    assert re.search(r"del \{ text-decoration: line-through", page)
    assert re.search(r"ins \{ text-decoration: underline", page)
