"""The demonstration: what it makes, that every place it names is there, and that it disturbs nobody."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.store.conftest import MORNING, make_document

from regatlas.app.demonstration import CODERS, REVIEWED, SAMPLES, Demonstration, make_demonstration
from regatlas.errors import StoreError
from regatlas.store import DocumentStore
from regatlas.store.reviews import ReviewStore
from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.sqlite'}"


@pytest.fixture(scope="module")
def made(url: str) -> Demonstration:
    return make_demonstration(url, NOW)


def test_the_texts_are_there_with_their_records(url: str, made: Demonstration) -> None:
    assert (made.added, made.documents) == (len(SAMPLES), len(SAMPLES))
    with DocumentStore.open(url) as store:
        entries = list(store.entries())
        assert {entry.source for entry in entries} == set(SAMPLES)
        for entry in entries:
            assert entry.title, entry.source
            assert len(store.records(entry.sha256)) == 1
            assert store.records(entry.sha256)[0].coverage
        draft, final = (next(one for one in entries if one.source == name) for name in SAMPLES[:2])
        assert (draft.work_id, draft.version, final.version) == (final.work_id, 1, 2)


def test_two_coders_differ_and_one_difference_is_decided(url: str, made: Demonstration) -> None:
    with DocumentStore.open(url) as store:
        sha256 = next(entry.sha256 for entry in store.entries() if entry.source == REVIEWED)
        reviews = ReviewStore(store.database)
        codings = reviews.codings(sha256)
        assert {one.coder for one in codings if one.kind == "coding"} == set(CODERS)
        assert {one.state for one in codings if one.kind == "coding"} == {"finished"}
        answers = reviews.answers([one.id for one in codings])
        first, second = (answers[one.id] for one in codings if one.kind == "coding")
        (decided,) = (answers[one.id] for one in codings if one.kind == "adjudication")
    assert first.keys() == second.keys()
    differing = {key for key in first if not first[key].answer.same(second[key].answer)}
    assert 2 <= len(differing) < len(first) / 5
    assert len(decided) == 1
    assert decided.keys() <= differing


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_place_is_there(url: str, made: Demonstration, lang: str) -> None:
    with TestClient(create_app(ServerSettings(database=url))) as client:
        for place in made.places:
            answer = client.get(f"/{lang}{place.path}", follow_redirects=False)
            assert answer.status_code == 200, place
            assert place.en
            assert place.zh
        found = client.get(f"/{lang}{made.places[1].path}").text
    assert found.count(">算法备案</mark>") == 5


def test_a_second_run_adds_nothing(url: str, made: Demonstration) -> None:
    again = make_demonstration(url, NOW)
    assert (again.added, again.places) == (0, made.places)
    with DocumentStore.open(url) as store:
        assert len(list(store.entries())) == len(SAMPLES)
        assert len(ReviewStore(store.database).codings()) == 3


def test_it_does_not_mix_with_texts_of_others(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'own.sqlite'}"
    with DocumentStore.open(url) as store:
        store.add_document(make_document("第一条"), "own.txt", MORNING)
    with pytest.raises(StoreError, match=r"RGA-4000: the store has texts of its own, .*; name another file with --db"):
        make_demonstration(url, NOW)
    with DocumentStore.open(url) as store:
        assert len(list(store.entries())) == 1


def test_every_sample_says_that_it_is_invented() -> None:
    folder = files("regatlas.data").joinpath("samples")
    names = {entry.name for entry in folder.iterdir() if entry.name.endswith(".md")}
    assert names == set(SAMPLES)
    for name in names:
        lines = folder.joinpath(name).read_text(encoding="utf-8").splitlines()[:3]
        (note,) = (line for line in lines if line.startswith("> "))
        assert note.startswith("> 示例文本：" if ".zh." in name else "> Sample text: "), name
        assert ("虚构" if ".zh." in name else "invented") in note
