"""Filters, facets and the order of hits, over a few documents that the catalog knows or does not know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from tests.store.conftest import MORNING, make_document, make_record

from regatlas.app.search_facets import GROUPS
from regatlas.app.search_facts import known_documents
from regatlas.app.search_requests import SearchRequest, words_of
from regatlas.app.searching import Results, results_json, search, total_of
from regatlas.catalog.loading import builtin_catalog
from regatlas.errors import BadArgument
from regatlas.model.judgement import Actor, Judgement, Record
from regatlas.store import DocumentStore

TODAY = date(2026, 11, 23)
ASKED = SearchRequest("算法")


def _record(*covered: tuple[str, str]) -> Record:
    coverage = tuple(
        Judgement.model_validate({"taxonomy": "risk-subdomain", "category": code, "level": level, "confidence": 1.0})
        for code, level in covered
    )
    actor = Actor(role="target", name="提供者", type="developer", evidence=())
    return make_record("1" * 64).model_copy(update={"coverage": coverage, "actors": (actor,)})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DocumentStore]:
    """A law of the catalog with two hits and a record, a local rule of it with one, and a stranger with one."""
    with DocumentStore.open(f"sqlite:///{tmp_path_factory.mktemp('app') / 'store.sqlite'}") as opened:
        stranger = make_document("一个算法\n", title="某地规定")
        opened.add_document(stranger, "c.md", MORNING)
        law = make_document("算法备案\n其他\n备案 算法\n", title="个人信息保护法")
        opened.add_document(law, "a.md", MORNING, records=[_record(("2.1", "good"), ("7.4", "minimal"))])
        local = make_document("算法\n", title="深圳经济特区人工智能产业促进条例")
        opened.add_document(local, "b.md", MORNING, records=[_record(("7.4", "good"))])
        yield opened


def _found(store: DocumentStore, **asked: object) -> Results:
    return search(store, builtin_catalog(), replace(ASKED, **asked), TODAY)  # type: ignore[arg-type]


def _facets(results: Results) -> dict[str, dict[str, int]]:
    return {facet.group: {one.value: one.count for one in facet.values} for facet in results.facets}


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        ({}, 4),
        ({"jurisdiction": "CN-SZ"}, 1),
        ({"jurisdiction": "CN"}, 4),
        ({"type": "law"}, 2),
        ({"status": "in-force"}, 3),
        ({"status": "in-force", "as_of": date(2000, 1, 1)}, 0),
        ({"as_of": date(2000, 1, 1)}, 1),
        ({"category": "7.4"}, 3),
        ({"category": "7.4", "level": "good"}, 1),
        ({"category": "risk-subdomain:2.1", "type": "law"}, 2),
        ({"actor": "developer"}, 3),
        ({"actor": "user"}, 0),
        ({"language": "zh"}, 4),
        ({"language": "en"}, 0),
        ({"issued_from": date(2026, 1, 2)}, 4),
        ({"issued_to": date(2026, 1, 1)}, 0),
        ({"effective_from": date(2021, 11, 1), "effective_to": date(2021, 11, 1)}, 2),
        ({"query": "备案 算法"}, 1),
        ({"query": "备案 算法", "mode": "all"}, 2),
        ({"query": "“备案算法” 算", "mode": "all"}, 1),
    ],
)
def test_filters(store: DocumentStore, asked: dict[str, object], total: int) -> None:
    found = _found(store, **asked)
    assert found.total == len(found.hits) == total
    assert total_of(store, builtin_catalog(), replace(ASKED, **asked), TODAY) == total  # type: ignore[arg-type]


def test_a_facet_tells_what_each_value_would_leave(store: DocumentStore) -> None:
    """Whatever is chosen elsewhere: the count of a value is the total of the search with that value."""
    for given in ({}, {"type": "law"}, {"category": "7.4", "jurisdiction": "CN-SZ"}, {"actor": "user", "type": "rule"}):
        for facet in _found(store, **given).facets:
            for one in facet.values:
                assert _found(store, **{**given, facet.group: one.value}).total == one.count, (given, facet.group, one)


def test_facets_of_a_search(store: DocumentStore) -> None:
    facets = _facets(_found(store))
    assert tuple(facets) == GROUPS
    assert facets["jurisdiction"] == {"CN": 4, "CN-SZ": 1}
    assert facets["category"] == {"7.4": 3, "2.1": 2}
    assert facets["actor"] == {"developer": 3}
    assert "category" not in _facets(_found(store, blind=True))
    chosen = [one for facet in _found(store, language="zh").facets for one in facet.values if one.chosen]
    assert [(one.value, one.count) for one in chosen] == [("zh", 4)]


def test_what_is_in_force_comes_first(store: DocumentStore) -> None:
    assert [hit.found.source for hit in _found(store).hits] == ["a.md", "a.md", "b.md", "c.md"]
    assert [hit.found.source for hit in _found(store, skip=1, limit=2).hits] == ["a.md", "b.md"]
    assert _found(store, as_of=date(2000, 1, 1)).hits[0].status is None


def test_facts_are_remembered_until_something_is_new(tmp_path_factory: pytest.TempPathFactory) -> None:
    with DocumentStore.open(f"sqlite:///{tmp_path_factory.mktemp('facts') / 'store.sqlite'}") as store:
        store.add_document(make_document("算法\n"), "a.md", MORNING)
        catalog = builtin_catalog()
        book = known_documents(store, catalog, TODAY)
        assert known_documents(store, catalog, TODAY) is book
        for year in range(1990, 2002):
            known_documents(store, catalog, date(year, 1, 1))
        assert known_documents(store, catalog, TODAY) is not book
        for year in range(40):
            total_of(store, catalog, replace(ASKED, issued_from=date(1990 + year, 1, 1)), TODAY)
        assert len(known_documents(store, catalog, TODAY).narrowed) < 40
        store.add_document(make_document("算法\n", title="二"), "b.md", MORNING)
        assert len(known_documents(store, catalog, TODAY).facts) == 2


def test_the_json_has_facets_besides_what_the_contract_says(store: DocumentStore) -> None:
    found = results_json(_found(store, type="law"))
    assert found["schema"] == "regatlas/search/1"
    assert (found["total"], found["unfiltered"], found["mode"]) == (2, 4, "phrase")
    assert {"value": "law", "count": 2, "chosen": True} in found["facets"]["type"]  # type: ignore[index, call-overload, operator]


def test_words_of_a_query() -> None:
    assert words_of('算法 备案 "personal data" “a b”「c d」') == ["算法", "备案", "personal data", "a b", "c d"]
    assert words_of('"open') == ['"open']


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ({"query": " "}, "QUERY"),
        ({"limit": 0}, "--limit"),
        ({"type": "statute"}, "type"),
        ({"status": "valid"}, "status"),
        ({"level": "none"}, "level"),
        ({"actor": "judge"}, "actor"),
        ({"mode": "any"}, "mode"),
        ({"category": "9.9"}, "category"),
        ({"category": "taste:1"}, "category"),
    ],
)
def test_what_names_nothing_is_refused(store: DocumentStore, asked: dict[str, object], where: str) -> None:
    with pytest.raises(BadArgument) as refused:
        _found(store, **asked)
    assert refused.value.where == where
