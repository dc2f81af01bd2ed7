"""What is found is exactly what a scan of the folded texts finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.conftest import MORNING, make_document

from regatlas.model.document import Document, Provision
from regatlas.model.text import Span
from regatlas.store import DocumentStore
from regatlas.store.search import fold, folded, units_of
from regatlas.store.search.index import ProvisionSearch

TEXT = (
    "数据安全，人 工智能的数据。\nＡＩ　算法备案 AI systems and\nlabelling of mislabelled data sets\n"
    "第3款 data-set（数据）\n算 的 a ABC 123 数\n"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DocumentStore]:
    folder = tmp_path_factory.mktemp("search")
    with DocumentStore.open(f"sqlite:///{folder / 'store.sqlite'}") as opened:
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


def test_a_letter_in_too_many_words_is_looked_up_in_the_texts(
    store: DocumentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regatlas.store.search.tokens._MOST_WORDS", 1)
    assert store.search("a", limit=50).total == _truth("a")


def test_another_file_of_the_same_text_adds_no_hit(tmp_path: Path) -> None:
    with DocumentStore.open(f"sqlite:///{tmp_path / 'store.sqlite'}") as opened:
        opened.add_document(make_document("数据\n", title="甲"), "a.md", MORNING)
        opened.add_document(make_document("数据\n", title="甲", media_type="text/html"), "a.html", MORNING)
        assert opened.search("数据").total == 1


def test_what_an_older_store_holds_is_indexed_when_it_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with DocumentStore.open(f"sqlite:///{tmp_path / 'store.sqlite'}") as opened:
        with monkeypatch.context() as patch:
            patch.setattr("regatlas.store.repository.add_to_index", lambda *_: None)
            opened.add_document(make_document("数据\n数据安全\n"), "a.md", MORNING)
        assert opened.search("数据").total == 2
        assert opened.search("数据").total == 2


def test_the_words_of_the_index_are_read_again_after_an_import(tmp_path: Path) -> None:
    with DocumentStore.open(f"sqlite:///{tmp_path / 'store.sqlite'}") as opened:
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


def test_an_empty_query_finds_nothing(store: DocumentStore) -> None:
    assert store.search(" ").total == 0
    assert ProvisionSearch()._counts == {}
