from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.store.conftest import make_document

from regatlas.app.library import kept
from regatlas.app.related import MOST, related_instruments, related_texts
from regatlas.catalog.loading import builtin_catalog
from regatlas.store import DocumentStore

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_instruments_are_related_by_facts_of_the_catalog() -> None:
    catalog = builtin_catalog()
    found = related_instruments(catalog, catalog.instrument["cn/generative-ai"], {})
    by_id = {kin.instrument.id: kin for kin in found if kin.instrument}
    assert len(found) <= MOST
    kinds = {reason.kind for reason in by_id["cn/deep-synthesis"].reasons}
    assert {"relation", "basis", "issuers", "terms"} <= kinds
    assert [kin.weight for kin in found] == sorted((kin.weight for kin in found), reverse=True)


def test_shared_risks_count_from_three_on() -> None:
    catalog = builtin_catalog()
    one, other = "cn/generative-ai", "cn/deep-synthesis"
    for codes, told in ((("1.1", "2.1", "3.1"), True), (("1.1", "2.1"), False)):
        risks = {one: frozenset(codes), other: frozenset({*codes, "7.1"})}
        found = related_instruments(catalog, catalog.instrument[one], risks)
        reasons = next(kin.reasons for kin in found if kin.instrument and kin.instrument.id == other)
        assert any(reason.kind == "categories" and reason.values == codes for reason in reasons) == told


def test_a_text_that_names_another_is_related_both_ways(tmp_path: Path) -> None:
    first = make_document("第一条 依照《乙市算法管理办法》执行。\n", title="甲市数据规定")
    second = make_document("第一条 本办法自公布之日起施行。\n", title="乙市算法管理办法")
    with DocumentStore.open(f"sqlite:///{tmp_path / 'store.sqlite'}") as store:
        for document in (first, second):
            store.add_document(document, "a.md", NOON)
        for document, kind in ((first, "cites"), (second, "cited-by")):
            read = kept(store, builtin_catalog(), document.source.sha256)
            found = related_texts(store, builtin_catalog(), read, store.covered())
            assert [[reason.kind for reason in kin.reasons] for kin in found] == [[kind]]
