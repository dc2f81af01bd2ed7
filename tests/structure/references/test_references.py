"""Cross-references: where they stand, what they name, and what is no reference."""

from __future__ import annotations

import string
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.model.document import Document
from regatlas.model.reference import Reference
from regatlas.readers import Limits, read
from regatlas.structure import parse
from regatlas.structure.references import read_apparatus, read_references

Seen = Callable[[Document], dict[str, list[Reference]]]


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("前款第一项、第三项", ("chp_1__art_3__para_1__point_1", "chp_1__art_3__para_1__point_3")),
        ("前款", ("chp_1__art_4__para_1",)),
        ("前两款", ("chp_1__art_4__para_1", "chp_1__art_4__para_2")),
        ("本条第一款", ("chp_1__art_4__para_1",)),
        ("本办法第三条第一款第（一）项、第四条", ("chp_1__art_3__para_1__point_1", "chp_1__art_4")),
        ("前条", ("chp_1__art_4",)),
        ("本章", ("chp_2",)),
        (
            "第三条至第五条和第三条第（二）项",
            ("chp_1__art_3", "chp_1__art_4", "chp_2__art_5", "chp_1__art_3__para_1__point_2"),
        ),
    ],
)
def test_chinese_references_lead_into_the_document(
    kites: Document, seen: Seen, words: str, targets: tuple[str, ...]
) -> None:
    assert seen(kites)[words][0].targets == targets


@pytest.mark.parametrize(
    ("words", "instrument", "cited"),
    [
        ("《中华人民共和国航空法》第九条", "中华人民共和国航空法", ["第九条"]),
        ("刑法第一百条、第一百零一条", "刑法", ["第一百条", "第一百零一条"]),
        ("该办法第七条", "该办法", ["第七条"]),
    ],
)
def test_other_instruments_keep_their_name_and_citation(
    kites: Document, seen: Seen, words: str, instrument: str, cited: list[str]
) -> None:
    (reference,) = seen(kites)[words]
    assert reference.instrument == instrument
    assert [str(item.citation) for item in reference.cites] == cited
    assert not reference.resolved


def test_labels_and_look_alikes_are_none(kites: Document, robots: Document, drones: Document, seen: Seen) -> None:
    assert len(read_references(kites)) == 11
    assert not {"第五条", "第一章", "第二章"} & seen(kites).keys()
    assert not {"Article 4", "ANNEX I"} & {w for w, r in seen(robots).items() if not r[0].instrument}
    assert not any(words.startswith("SEC") for words in seen(drones))


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("paragraph 1", ("art_3__para_1",)),
        ("point (a) of this paragraph", ("art_3__para_2__point_a",)),
        ("Articles 4 and 5", ("art_4", "art_5")),
        ("The first subparagraph of paragraph 2 of Article 4", ("art_4__para_2__subpara_1",)),
        ("The preceding paragraph", ("art_3__para_2",)),
        ("Annex I, point 2", ("annex_1__point_2",)),
        ("point 1 of Annex I", ("annex_1__point_1",)),
        ("this Article", ("art_4",)),
        ("Article 3(1), (2) and (3)", ("art_3__para_1", "art_3__para_2", "art_3__para_3")),
        ("Article 3(2), point (a)", ("art_3__para_2__point_a",)),
    ],
)
def test_references_of_the_union_lead_into_the_document(
    robots: Document, seen: Seen, words: str, targets: tuple[str, ...]
) -> None:
    assert seen(robots)[words][0].targets == targets


def test_two_articles_of_one_directive_are_both_of_it(robots: Document, seen: Seen) -> None:
    assert seen(robots)["Article 4"][0].instrument == "Directive 2020/1/EU"
    assert seen(robots)["Article 5 of Directive 2020/1/EU"][0].instrument == "Directive 2020/1/EU"


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("section 4(b)(1)", ("sec_4__subsec_b__para_1",)),
        ("subsection (a)", ("sec_3__subsec_a",)),
        ("section 3", ("sec_3",)),
        ("this section", ("sec_4",)),
        ("paragraph (1)", ("sec_4__subsec_b__para_1",)),
    ],
)
def test_american_references_lead_into_the_document(
    drones: Document, seen: Seen, words: str, targets: tuple[str, ...]
) -> None:
    assert seen(drones)[words][0].targets == targets


def test_american_names_of_other_laws_are_kept(drones: Document, seen: Seen) -> None:
    assert seen(drones)["section 871 of the Quiet Skies Act of 2002"][0].instrument == "Quiet Skies Act of 2002"
    assert seen(drones)["42 U.S.C. 5195c(e)"][0].instrument == "42 U.S.C. 5195c(e)"


def test_a_reference_that_leads_nowhere_is_kept(law: Callable[[str], Document]) -> None:
    document = law(
        "# 渡船规定\n\n第一条 依照本规定第九十九条办理。\n\n第二条 依照前款办理。\n\n第三条 本规定自公布之日起施行。\n"
    )
    first, second = read_references(document)
    assert (first.quote.exact, first.targets, first.internal) == ("本规定第九十九条", (), True)
    assert (second.quote.exact, second.targets, second.resolved) == ("前款", (), False)


def test_what_an_amendment_inserts_leads_nowhere_here(law: Callable[[str], Document]) -> None:
    document = law(
        "# REGULATION (EU) 2031/9 OF THE COUNCIL\n\nHAS ADOPTED THIS REGULATION:\n\n"
        "Article 1\n\nIn Directive 2020/1/EU, the following is added:\n\n"
        "‘3. The keeper shall obey paragraph 2.’\n\nArticle 2\n\nThis Regulation enters into force.\n"
    )
    (reference,) = [item for item in read_references(document) if item.quote.exact == "paragraph 2"]
    assert reference.quoted
    assert reference.targets == ()


_words = st.text(
    st.sampled_from(string.ascii_letters + "第一二三十条款项前本法章附件（）《》，。、\n 0123456789().“”‘’§"),
    max_size=160,
)
_pieces = st.lists(
    st.one_of(
        _words,
        st.sampled_from(
            ["第一条 ", "\n\n第二条 ", "前两款", "本法第一条", "是指", "罚款", "Article 1\n\n", "paragraph (1) of ",
             "this Section", "thereof", "means", "fines of EUR 5", "Sec. 2. ", "至第九百条", "、第（二）", "(i)–(iv)"]
        ),
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(_pieces)
def test_every_quote_stands_where_it_says_and_every_target_exists(text: str) -> None:
    if not text.strip():
        return
    document = parse(read(f"# 试行办法\n\n{text} x".encode(), Limits()))
    apparatus = read_apparatus(document)
    for item in (*apparatus.references, *apparatus.definitions, *apparatus.penalties):
        item.quote.check(document.text)
        assert item.source in document.by_eid
    starts = [reference.quote.span for reference in apparatus.references]
    assert starts == sorted(starts)
    assert all(eid in document.by_eid for reference in apparatus.references for eid in reference.targets)
    assert read_apparatus(document) == apparatus


@given(st.integers(2, 6), st.integers(1, 6))
def test_in_an_act_of_numbered_articles_each_article_is_found(count: int, cited: int) -> None:
    articles = "\n\n".join(
        f"第{'一二三四五六'[index]}条 依照本法第{'一二三四五六'[cited - 1]}条办理。" for index in range(count)
    )
    document = parse(read(f"# 灯塔法\n\n{articles}\n".encode(), Limits()))
    found = read_references(document)
    assert len(found) == count
    assert {reference.targets for reference in found} == {(f"art_{cited}",) if cited <= count else ()}
