from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from tests.store.conftest import MORNING, make_document

from regatlas.app.search_requests import SearchRequest
from regatlas.app.searching import search
from regatlas.app.suggesting import Asking, suggest, suggestions_json
from regatlas.app.terms import Term, TermBook, builtin_terms
from regatlas.catalog.loading import builtin_catalog
from regatlas.store import DocumentStore

TODAY = date(2026, 11, 23)
BOOK = TermBook(
    [Term(en=("algorithm filing", "filing"), zh=("算法备案",)), Term(en=("large filing room",), zh=("档案室",))],
    ["深度法"],
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DocumentStore]:
    with DocumentStore.open(f"sqlite:///{tmp_path_factory.mktemp('near') / 'store.sqlite'}") as opened:
        opened.add_document(make_document("算法应当备案\n算法备案\nalgorithm and its filing\n"), "a.md", MORNING)
        yield opened


def _asking(store: DocumentStore, query: str, mode: str = "phrase") -> Asking:
    return Asking(store, builtin_catalog(), BOOK, SearchRequest(query, mode=mode), TODAY)


def _results(asking: Asking):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return search(asking.store, asking.catalog, asking.request, TODAY)


def test_names_that_begin_so_come_first_then_words_that_do() -> None:
    assert [one.text for one in suggest(BOOK, "Fil")] == ["filing", "algorithm filing", "large filing room"]
    assert [one.text for one in suggest(BOOK, "法", "zh")] == ["深度法", "算法备案"]
    assert suggest(BOOK, "filing", limit=1)[0].text == "algorithm filing"
    assert suggest(BOOK, " ") == suggest(BOOK, "zz") == ()
    assert {one.language for one in suggest(builtin_terms(), "AI", "zh")} == {"zh", "en"}


def test_suggestions_as_json() -> None:
    assert suggestions_json("深", suggest(BOOK, "深")) == {
        "schema": "regatlas/suggestions/1",
        "query": "深",
        "suggestions": [{"text": "深度法", "language": "zh"}],
    }


def test_all_words_are_offered_where_they_find_more(store: DocumentStore) -> None:
    asking = _asking(store, "算法 备案")
    offered = asking.all_words(_results(asking))
    assert offered is not None
    assert (offered.query, offered.mode, offered.total) == ("算法 备案", "all", 2)
    for query, mode in (("算法", "phrase"), ("算法 备案", "all"), ("zz filing", "phrase")):
        asking = _asking(store, query, mode)
        assert asking.all_words(_results(asking)) is None


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("算法备按", ["算法备案", "算法备"]),
        ("algoritm filing", ["filing"]),
        ("备案制", ["备案"]),
        ("算法", []),
        ("数" * 20, []),
    ],
)
def test_what_may_have_been_meant(store: DocumentStore, query: str, meant: list[str]) -> None:
    asking = _asking(store, query)
    assert [one.query for one in asking.near(_results(asking))] == meant


def test_the_other_language_with_its_hits(store: DocumentStore) -> None:
    assert [(one.term, total) for one, total in _asking(store, "算法备案").otherwise()] == [
        ("algorithm filing", 0),
        ("filing", 1),
    ]
    assert [(one.term, total) for one, total in _asking(store, "filing").otherwise()] == [("算法备案", 1)]
