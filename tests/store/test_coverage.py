from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import delete
from tests.store.conftest import MORNING, make_document

from regatlas.model.judgement import Actor, Judgement, Record
from regatlas.store import DocumentStore
from regatlas.store.coverage import CoverageBasisRow, CoverageRow, covered_by


def _judged(record: Record, **levels: str) -> Record:
    coverage = tuple(
        Judgement.model_validate({"taxonomy": "sector", "category": name, "level": level, "confidence": 1.0})
        for name, level in levels.items()
    )
    return record.model_copy(update={"coverage": coverage})


def test_the_latest_record_counts(store: DocumentStore, record: Callable[[str], Record]) -> None:
    document = make_document("数据\n")
    store.add_document(
        document, "a.md", MORNING, records=[_judged(record("1" * 64), Information="minimal", Mining="good")]
    )
    assert store.covered() == {1: {("sector", "Information", "minimal"), ("sector", "Mining", "good")}}
    store.add_record(document.source.sha256, _judged(record("2" * 64), Information="good", Mining="none"))
    assert store.covered() == {1: {("sector", "Information", "good")}}
    assert store.covered() is store.covered()
    store.add_record(document.source.sha256, record("3" * 64))
    assert store.covered() == {}


def test_actors_are_found_under_their_taxonomy(record: Callable[[str], Record]) -> None:
    actor = Actor(role="target", name="提供者", type="developer", evidence=())
    assert covered_by(record("1" * 64).model_copy(update={"actors": (actor,)})) == {("actor", "developer"): "minimal"}


def test_what_an_older_store_lacks_is_filled_in(store: DocumentStore, record: Callable[[str], Record]) -> None:
    store.add_document(make_document("数据\n"), "a.md", MORNING, records=[_judged(record("1" * 64), Mining="good")])
    with store.database.transaction(writes=True) as session:
        session.execute(delete(CoverageRow))
        session.execute(delete(CoverageBasisRow))
    assert store.covered() == {1: {("sector", "Mining", "good")}}
