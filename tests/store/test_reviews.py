"""Every change is kept, none is overwritten, and a stale one is refused; on SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from regatlas.errors import EditConflict, NotKnown
from regatlas.model.document import Document
from regatlas.model.review import Answer, Coding, CodingRequest, Given, Item, Kept
from regatlas.store import DocumentStore
from regatlas.store.audit import entries, verify
from regatlas.store.review_tables import ChangeRow
from regatlas.store.reviews import ReviewStore, StaleAnswers

ITEM = Item(kind="coverage", first="sector", second="Information")
OTHER = Item(kind="status")


def given(value: str, version: int, item: Item = ITEM, note: str = "") -> Given:
    return Given(item=item, version=version, answer=Answer(value=value, note=note))


@pytest.fixture
def sha256(store: DocumentStore, document: Callable[..., Document], now: datetime) -> str:
    return store.add_document(document("第一条　示例", title="甲"), "a.md", now).sha256


@pytest.fixture
def reviews(store: DocumentStore) -> ReviewStore:
    return ReviewStore(store.database)


@pytest.fixture
def coding(reviews: ReviewStore, sha256: str, now: datetime) -> Coding:
    return reviews.begin(CodingRequest(sha256=sha256, coder="anna", taxonomies=("sector",)), by="anna", at=now)


def test_a_coding_is_begun_once(reviews: ReviewStore, coding: Coding, sha256: str, now: datetime) -> None:
    again = reviews.begin(CodingRequest(sha256=sha256, coder="anna", blind=True), by="chief", at=now)
    assert again == coding
    assert reviews.codings(sha256) == reviews.codings(coder="anna") == [coding]
    assert reviews.codings(after=coding.id) == []
    with pytest.raises(NotKnown):
        reviews.begin(CodingRequest(sha256="0" * 64, coder="anna"), by="anna", at=now)


def test_every_change_is_kept_with_before_and_after(reviews: ReviewStore, coding: Coding, now: datetime) -> None:
    later = now + timedelta(minutes=1)
    assert reviews.save(coding, [given("none", 0)], who="anna", at=now)[ITEM.key].version == 1
    reviews.save(coding, [given("good", 1, note="sure")], who="anna", at=later)
    first, second = reviews.history(coding.id)
    assert (first.before, first.after.value, second.before, second.after.note) == (None, "none", first.after, "sure")
    kept = Kept(answer=second.after, version=2, who="anna", at=later)
    assert reviews.answers([coding.id]) == {coding.id: {ITEM.key: kept}}


def test_the_same_answer_again_is_no_change(reviews: ReviewStore, coding: Coding, now: datetime) -> None:
    reviews.save(coding, [given("none", 0)], who="anna", at=now)
    kept = reviews.save(coding, [given("none", 1)], who="bert", at=now + timedelta(minutes=1))
    assert (kept[ITEM.key].who, kept[ITEM.key].version, len(reviews.history(coding.id))) == ("anna", 1, 1)


def test_a_stale_answer_is_refused_and_shows_the_one_that_holds(
    reviews: ReviewStore, coding: Coding, now: datetime
) -> None:
    reviews.save(coding, [given("none", 0)], who="anna", at=now)
    with pytest.raises(StaleAnswers, match="RGA-1409: the answer has changed since the page was made") as raised:
        reviews.save(coding, [given("hard", 0, OTHER), given("good", 0)], who="anna", at=now)
    ((sent, holds),) = raised.value.conflicts
    assert (sent.answer.value, holds.answer.value if holds else None) == ("good", "none")
    # All or none: the other answer of the same form was not kept either.
    assert set(reviews.answers([coding.id])[coding.id]) == {ITEM.key}


def test_of_two_saves_at_once_one_is_refused(reviews: ReviewStore, coding: Coding, now: datetime) -> None:
    outcomes: list[str] = []
    gate = threading.Barrier(4)

    def save(value: str) -> None:
        gate.wait()
        try:
            reviews.save(coding, [given(value, 0, note=value * 3)], who=value, at=now)
            outcomes.append("kept")
        except StaleAnswers:
            outcomes.append("refused")

    threads = [threading.Thread(target=save, args=(value,)) for value in ("none", "minimal", "good", "none")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["kept", "refused", "refused", "refused"]
    assert len(reviews.history(coding.id)) == 1


def test_a_finished_coding_takes_no_answers_until_it_is_opened_again(
    reviews: ReviewStore, coding: Coding, now: datetime
) -> None:
    done = reviews.set_state(coding, "finished", who="anna", at=now)
    assert (done.state, done.version, done.finished_at) == ("finished", 1, now)
    with pytest.raises(EditConflict, match="this coding is finished"):
        reviews.save(coding, [given("none", 0)], who="anna", at=now)
    with pytest.raises(EditConflict, match="meanwhile"):
        reviews.set_state(coding, "open", who="anna", at=now)
    reviews.set_state(done, "open", who="chief", at=now)
    reviews.save(coding, [given("none", 0)], who="anna", at=now)
    told = [(one.item, one.who, one.after.value) for one in reviews.history(coding.id)]
    assert told == [("state", "anna", "finished"), ("state", "chief", "open"), (ITEM.key, "anna", "none")]
    assert reviews.answers([coding.id])[coding.id].keys() == {ITEM.key}


def test_changes_and_audit_log_stand_or_fall_together(
    reviews: ReviewStore, coding: Coding, store: DocumentStore, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviews.save(coding, [given("none", 0)], who="anna", at=now)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("regatlas.store.reviews.append", broken)
    with pytest.raises(RuntimeError):
        reviews.save(coding, [given("good", 1)], who="anna", at=now)
    with store.database.transaction() as session:
        logged = [one.action for one in entries(session)]
        assert session.scalar(select(func.count()).select_from(ChangeRow)) == 1
        assert verify(session).holds
    assert logged == ["review.begin", "review.save"]


def test_the_stamp_of_the_store_moves_with_every_change(
    reviews: ReviewStore, coding: Coding, store: DocumentStore, now: datetime
) -> None:
    before = store.stamp()
    reviews.save(coding, [given("none", 0)], who="anna", at=now)
    assert store.stamp() != before
    assert reviews.stamp() == 1
