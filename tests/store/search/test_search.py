"""What is found is exactly what a scan of the folded texts finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.conftest import MORNING, make_document

from regatlas.model.document import Document, Provision
from regatlas.model.text import Span
from regatlas.store import DocumentStore
from regatlas.store.search import fold, folded, units_of

TEXT = (
    "数据安全，人 工智能的数据。\nＡＩ　算法备案 AI systems and\nlabelling of mislabelled data sets\n"
    "第3款 data-set（数据）\n算 的 a ABC 123 数\n"
)


@pytest.fixture(scope="module")
def store(new_store_url: Callable[[], str]) -> Iterator[DocumentStore]:
    with DocumentStore.open(new_store_url()) as opened:
        opened.add_document(make_document(TEXT, title="数据规定"), "a.md", MORNING)
        opened.add_document(make_document("算法备案\n数据安全法\n", title="其他"), "b.md", MORNING)
        yield opened


def _truth(query: str) -> int:
    lines = [*TEXT.splitlines(), "算法备案", "数据安全法"]
    return sum(fold(query) in fold(line) for line in lines)


@pytest.mark.parametrize(
    "query",
    ["数据", "数", "的", "算法备案", "人工智能", "ai", "AI算法", "label", "abel", "data set", "data-set", "（数据）",
     "(", "systems  and", "s and", "123", "c 123", "的数据。", "a", "第3款", "３", "不存在", "zz", "备案AI", "data"],
)  # fmt: skip
def test_every_line_that_holds_the_phrase_is_found(store: DocumentStore, query: str) -> None:
    assert store.search(query, limit=50).total == _truth(query)


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_piece_of_the_text_is_found(store: DocumentStore, data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(TEXT.splitlines()))
    start = data.draw(st.integers(0, len(line) - 1))
    query = line[start : data.draw(st.integers(start + 1, len(line)))]
    if fold(query):
        page = store.search(query, limit=50)
        assert page.total == len(page.hits) == _truth(query)
        assert all(folded(hit.text).marks(fold(query)) for hit in page.hits)


def test_titles_come_first_then_what_is_wished_first(store: DocumentStore) -> None:
    assert [hit.source for hit in store.search("数据").hits][-1] == "b.md"
    assert store.search("算法备案", first={2}).hits[0].source == "b.md"
    assert [hit.source for hit in store.search("数据", documents={2}).hits] == ["b.md"]


def test_another_file_of_the_same_text_adds_no_hit(store_url: str) -> None:
    with DocumentStore.open(store_url) as opened:
        opened.add_document(make_document("数据\n", title="甲"), "a.md", MORNING)
        opened.add_document(make_document("数据\n", title="甲", media_type="text/html"), "a.html", MORNING)
        assert opened.search("数据").total == 1


def test_what_an_older_store_holds_is_indexed_when_it_is_searched(
    store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with DocumentStore.open(store_url) as opened:
        with monkeypatch.context() as patch:
            patch.setattr(opened._index, "add", lambda *_: None)
            opened.add_document(make_document("数据\n数据安全\n"), "a.md", MORNING)
        assert opened.search("数据").total == 2
        assert opened.search("数据").total == 2


def test_the_words_of_the_index_are_read_again_after_an_import(store_url: str) -> None:
    with DocumentStore.open(store_url) as opened:
        opened.add_document(make_document("label\n"), "a.md", MORNING)
        assert opened.search("lab").total == 1
        opened.add_document(make_document("labour\n"), "b.md", MORNING)
        assert opened.search("lab").total == 2


def test_folding_keeps_a_space_only_between_words() -> None:
    assert fold(" 人 工\n智能  AI  Systems\u3000， OK ") == "人工智能ai systems,ok"
    assert fold("") == fold(" \n") == ""


@given(st.text(alphabet="数据安全 \n\u3000aBÅ１(，。", max_size=40))
def test_folding_with_origins_agrees_and_folding_twice_changes_nothing(text: str) -> None:
    once = folded(text)
    assert once.text == fold(text) == fold(once.text)
    assert list(once.origins) == sorted(once.origins)
    assert all(0 <= origin < len(text) for origin in once.origins)


def test_marks_are_places_of_the_original() -> None:
    text = "数 据与ＡＩ数\n据"
    assert [text[start:end] for start, end in folded(text).marks("数据")] == ["数 据", "数\n据"]


def test_units_are_articles_and_what_stands_beside_them() -> None:
    base = make_document("序言\n第一条\n款\n")
    blank = {"number": None, "citation": None, "heading": None}
    provisions = (
        Provision(**blank, eid="pre", parent=None, kind="preamble", span=Span(0, 3)),
        Provision(**{**blank, "number": "1"}, eid="art_1", parent=None, kind="article", span=Span(3, 9)),
        Provision(**blank, eid="art_1__art_2", parent="art_1", kind="article", span=Span(3, 9)),
    )
    document = Document(source=base.source, tradition="chinese", provisions=provisions, metadata=base.metadata)
    assert [(unit.eid, unit.article, unit.main) for unit in units_of(document)] == [
        ("pre", None, False),
        ("art_1", "1", True),
    ]
    without = Document(source=base.source, tradition="chinese", provisions=provisions[:1], metadata=base.metadata)
    assert [unit.main for unit in units_of(without)] == [True]


def test_a_paragraph_has_the_heading_of_its_section() -> None:
    base = make_document("Filing\nOne\nTwo\n")
    blank = {"number": None, "citation": None}
    provisions = (
        Provision(**blank, eid="sec_1", parent=None, kind="section", heading="Filing", span=Span(0, 15)),
        Provision(**blank, eid="sec_1__heading", parent="sec_1", kind="heading", heading=None, span=Span(0, 7)),
        Provision(**blank, eid="sec_1__para_1", parent="sec_1", kind="paragraph", heading=None, span=Span(7, 11)),
        Provision(**blank, eid="sec_1__para_2", parent="sec_1", kind="paragraph", heading="Own", span=Span(11, 15)),
    )
    document = Document(source=base.source, tradition="us", provisions=provisions, metadata=base.metadata)
    assert [unit.heading for unit in units_of(document)] == ["Filing", "Filing", "Own"]


def test_an_empty_query_finds_nothing(store: DocumentStore) -> None:
    page = store.search(" ")
    assert (page.total, page.beside_total, page.counts) == (0, 0, {})


def test_texts_with_characters_that_databases_take_for_something_else(store_url: str) -> None:
    given = make_document("第一条\0数\ufdd0据\n第二条\ufdd1\0\n第三条数据", title="甲\0乙规定")
    with DocumentStore.open(store_url) as store:
        store.add_document(given, "a\0.txt", MORNING)
        assert store.document(given.source.sha256) == given
        assert [entry.source for entry in store.entries()] == ["a\0.txt"]
        assert [hit.text for hit in store.search("\0").hits] == ["第一条\0数\ufdd0据\n", "第二条\ufdd1\0\n"]
        assert [hit.text for hit in store.search("数据").hits] == ["第三条数据"]
        assert store.search("\ufdd1\0").hits[0].title == "甲\0乙规定"
