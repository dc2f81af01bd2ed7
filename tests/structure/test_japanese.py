from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.structure.specimen import check_tree, source_of

from regatlas.model.document import Document
from regatlas.readers import read
from regatlas.structure import parse

_LAW = """令和九年法律第一号
見本情報の記録に関する法律
目次
第一章 総則（第一条・第二条）
附則
第一章 総則
（目的）
第一条 この法律は、見本とする。
（記録）
第二条 事業者は、次に掲げる事項を記録する。
一 名称
二 次に掲げるもの
イ 甲のもの
ロ 乙のもの
（１） 細かいもの
２ 前項の記録は、三年間保存する。
第二条の二 第一条の規定にかかわらず、届出をすることができる。
附 則（令和十年法律第二号）
（施行期日）
１ この法律は、公布の日から施行する。
２ 経過措置は、政令で定める。
別表第一（第二条関係）
記録の様式"""


def parsed(text: str = _LAW) -> Document:
    document = parse(source_of(text, "ja"))
    check_tree(document)
    return document


def test_articles_paragraphs_and_items_have_names_numbers_and_citations() -> None:
    found = {item.eid: (item.kind, item.number, item.citation) for item in parsed().provisions}
    assert found["chp_1__art_1"] == ("article", "1", "第一条")
    assert found["chp_1__art_2__para_1__point_1"] == ("point", "1", "第二条第一項第一号")
    assert found["chp_1__art_2__para_1__point_2__subpoint_2"] == ("subpoint", "2", "第二条第一項第二号ロ")
    assert found["chp_1__art_2__para_1__point_2__subpoint_2__subpoint_1"][2] == "第二条第一項第二号ロ（１）"
    assert found["chp_1__art_2__para_2"] == ("paragraph", "2", "第二条第二項")
    assert found["chp_1__art_2-2"] == ("article", "2-2", "第二条の二")
    assert found["suppl__para_1"] == ("paragraph", "1", "附則（令和十年法律第二号）第一項")
    assert found["annex_1"] == ("annex", "1", "別表第一")


def test_captions_are_headings_and_the_contents_are_a_leaf() -> None:
    document = parsed()
    assert document.tradition == "japanese"
    headings = {item.citation: item.heading for item in document.provisions if item.kind == "article"}
    assert headings == {"第一条": "目的", "第二条": "記録", "第二条の二": None}
    (contents,) = [leaf for leaf in document.leaves if leaf.kind == "toc"]
    assert document.text[slice(*contents.span)].startswith("目次\n第一章 総則（第一条・第二条）\n附則")


def test_the_first_paragraph_is_one_only_beside_a_second() -> None:
    eids = [item.eid for item in parsed().provisions]
    assert "chp_1__art_1__para_1" not in eids
    assert "chp_1__art_2__para_1" in eids


def test_what_is_only_cited_opens_nothing() -> None:
    document = parsed("第一条 見本とする。\n第三条に規定する者は、除く。\n第二条 終わる。\n十 独立の行")
    assert [item.number for item in document.provisions if item.kind == "article"] == ["1", "2"]
    assert not [item for item in document.provisions if item.kind == "point"]


_PIECES = st.sampled_from(
    [
        *_LAW.split("\n"),
        "第二編 各則",
        "第一節 通則",
        "目次",
        "（注）",
        "ハ 丙",
        "５ 飛ぶ番号",
        "三 丙",
        "一の二 追加",
        "様式",
    ]
)


@given(st.lists(_PIECES, min_size=1, max_size=30))
def test_any_order_of_lines_becomes_a_sound_tree(lines: list[str]) -> None:
    parsed("\n".join([*lines, "第一条 甲。", "第二条 乙。"]))


@pytest.mark.corpus
def test_a_real_statute(corpus: Path) -> None:
    (path,) = corpus.glob("files/jp-*.xml")
    document = parse(read(path.read_bytes()))
    check_tree(document)
    main = [item for item in document.provisions if item.kind == "article" and item.eid.startswith("chp")]
    assert [item.number for item in main] == [str(number) for number in range(1, 29)]
    assert sum(item.heading is not None for item in main) == 27
    citations = {item.citation for item in document.provisions}
    assert {"第十八条第二項第三号", "第三条第一項", "附則第二条"} <= citations
