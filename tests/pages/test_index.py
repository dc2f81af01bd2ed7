from __future__ import annotations

import pytest
from lxml import html

from regatlas.pages.index import IndexEntry, render_index
from regatlas.pages.words import LANGS, Lang

ENTRIES = (
    IndexEntry("a b.md", "ok", title="办法", language="zh-Hans", href="records/a b.html", legal="hard"),
    IndexEntry("javascript:alert(1)", "abstained", href="javascript:alert(1)", remark="The text is poor."),
    IndexEntry("<b>.pdf", "failed", remark="RGA-1004: <damaged>"),
)


@pytest.mark.parametrize("lang", LANGS)
def test_every_entry_is_listed_with_its_result_in_words(lang: Lang) -> None:
    tree = html.document_fromstring(render_index(ENTRIES, lang))
    rows = tree.xpath("//tbody/tr")
    assert len(rows) == 3
    results = {
        "en": ("record made", "no judgement made", "could not be read"),
        "zh": ("已生成", "未作判断", "未能读取"),
    }
    for row, result in zip(rows, results[lang], strict=True):
        assert result in row.text_content()
    assert "RGA-1004: <damaged>" in rows[2].text_content()
    assert not tree.xpath("//b|//script")


def test_links_are_paths_and_never_schemes() -> None:
    links = html.document_fromstring(render_index(ENTRIES, "en")).xpath("//tbody//a/@href")
    assert links == ["records/a%20b.html", "javascript%3Aalert%281%29"]


def test_the_title_carries_its_language() -> None:
    tree = html.document_fromstring(render_index(ENTRIES, "en"))
    assert tree.xpath("//tbody//span[@lang='zh-Hans']/text()") == ["办法"]


def test_counts_stand_above_the_table() -> None:
    assert "1 record made, 1 without judgement, 1 could not be read." in render_index(ENTRIES, "en")


@pytest.mark.parametrize(("lang", "words"), [("en", "no items"), ("zh", "没有文件")])
def test_an_empty_run_says_so(lang: Lang, words: str) -> None:
    assert words in render_index((), lang)
