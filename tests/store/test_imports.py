"""The queue of imports, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from tests.store.conftest import MORNING, make_document, make_record

from regatlas.errors import BadArgument, NotKnown, TooMany
from regatlas.store import DocumentStore
from regatlas.store.audit import entries, verify
from regatlas.store.import_claims import MOST_ATTEMPTS, Claim, ImportClaims, LostClaim
from regatlas.store.imports import (
    PIECE,
    Asked,
    ImportFilter,
    ImportJob,
    ImportPieceRow,
    ImportQueue,
    QueueLimits,
)

LIMITS = QueueLimits()
LEASE = timedelta(seconds=20)


def asked(store: DocumentStore, name: str = "a.md", data: bytes = b"abc", who: str = "ann") -> ImportJob:
    wish = (Asked(kind="file", source=name, size=len(data)), [data])
    return ImportQueue(store.database).ask([wish], who=who, at=MORNING, limits=LIMITS)[0]


def take(store: DocumentStore, worker: str = "w1", now: datetime = MORNING) -> Claim | None:
    return ImportClaims(store, worker).take(now, now + LEASE)


def taken(store: DocumentStore, worker: str = "w1", now: datetime = MORNING) -> Claim:
    claim = take(store, worker, now)
    assert claim is not None
    return claim


def pieces(store: DocumentStore) -> int:
    with store.database.transaction() as session:
        return len(session.scalars(select(ImportPieceRow.ordinal)).all())


def test_a_job_its_bytes_and_its_audit_entry_are_there_together(store: DocumentStore) -> None:
    data = bytes(range(256)) * 10_000
    job = asked(store, "../../甲\u202e.md", data)
    assert (job.state, job.source, job.size, job.asked_by) == ("waiting", "../../甲\u202e.md", len(data), "ann")
    assert [name for name, _ in job.steps] == ["received"]
    assert pieces(store) == -(-len(data) // PIECE)
    assert b"".join(ImportClaims(store, "w1").contents(taken(store))) == data
    with store.database.transaction() as session:
        entry = entries(session)[-1]
        assert (entry.who, entry.action, entry.subject) == ("ann", "import.ask", f"import/{job.id}")
        assert verify(session).holds


def test_several_are_taken_all_or_none(store: DocumentStore) -> None:
    wishes = [(Asked(kind="file", source=f"{n}.md", size=3), [b"abc"]) for n in range(3)]
    queue = ImportQueue(store.database)
    with pytest.raises(TooMany, match=r"RGA-1429: 2 of your imports wait already"):
        queue.ask(wishes, who="ann", at=MORNING, limits=QueueLimits(jobs=2))
    with pytest.raises(TooMany, match="the queue of imports is full"):
        queue.ask(wishes, who="ann", at=MORNING, limits=QueueLimits(total_bytes=8))
    assert (queue.counts()["waiting"], pieces(store)) == (0, 0)
    queue.ask(wishes, who="ann", at=MORNING, limits=QueueLimits(jobs=3, total_bytes=9))
    with pytest.raises(TooMany):
        queue.check_room("ann", QueueLimits(jobs=3))
    queue.check_room("bob", QueueLimits(jobs=3))


def test_the_list_is_filtered_and_goes_on(store: DocumentStore) -> None:
    queue = ImportQueue(store.database)
    for name in ("Law_1.md", "law%2.md", "other.md"):
        asked(store, name, who="bob" if name == "other.md" else "ann")
    first = queue.page(ImportFilter(), before=None, limit=2)
    assert [job.source for job in first] == ["other.md", "law%2.md"]
    assert [job.source for job in queue.page(ImportFilter(), before=first[-1].id, limit=2)] == ["Law_1.md"]
    assert [job.source for job in queue.page(ImportFilter(text="LAW%"), before=None, limit=9)] == ["law%2.md"]
    assert [job.source for job in queue.page(ImportFilter(text="w_"), before=None, limit=9)] == ["Law_1.md"]
    assert [job.source for job in queue.page(ImportFilter(asked_by="bob"), before=None, limit=9)] == ["other.md"]
    assert queue.page(ImportFilter(state="done"), before=None, limit=9) == ()
    with pytest.raises(NotKnown, match=r"RGA-1404: there is no such import"):
        queue.job(10**6)


def test_the_oldest_is_taken_once(store: DocumentStore) -> None:
    one, two = asked(store), asked(store)
    assert [taken(store, "w1").number, taken(store, "w2").number] == [one.id, two.id]
    assert take(store, "w3") is None


def test_workers_that_look_at_the_same_time_take_different_jobs(store: DocumentStore) -> None:
    jobs = {asked(store).id for _ in range(12)}
    with ThreadPoolExecutor(4) as threads:
        claims = list(threads.map(lambda number: take(store, f"w{number}"), range(16)))
    found = [claim.number for claim in claims if claim is not None]
    assert (len(found), set(found)) == (12, jobs)


def test_the_job_of_a_dead_worker_is_taken_up_when_its_lease_ends(store: DocumentStore) -> None:
    asked(store)
    dead = taken(store, "w1")
    assert take(store, "w2", MORNING + LEASE / 2) is None
    later = MORNING + 2 * LEASE
    living = taken(store, "w2", later)
    assert (living.number, living.job.attempts) == (dead.number, 2)
    with pytest.raises(LostClaim):
        ImportClaims(store, "w1").renew(dead, later + LEASE, [], None)
    with pytest.raises(LostClaim):
        ImportClaims(store, "w1").keep(dead, make_document("第一条"), [make_record("m")], later)
    assert list(store.entries()) == []
    ImportClaims(store, "w2").keep(living, make_document("第一条"), [make_record("m")], later)
    assert [entry.source for entry in store.entries()] == ["a.md"]
    assert len(list(store.imports())) == 1


def test_a_sign_of_life_keeps_a_claim_and_tells_the_steps(store: DocumentStore) -> None:
    job = asked(store)
    claim, claims = taken(store), ImportClaims(store, "w1")
    claims.renew(claim, MORNING + 9 * LEASE, [("read", MORNING)], "https://final.example.org/")
    assert take(store, "w2", MORNING + 8 * LEASE) is None
    shown = ImportQueue(store.database).job(job.id)
    assert ([name for name, _ in shown.steps], shown.final_address) == (
        ["received", "read"],
        "https://final.example.org/",
    )


def test_the_lease_of_a_worker_that_is_known_to_be_dead_ends_at_once(store: DocumentStore) -> None:
    asked(store)
    asked(store)
    dead, living = taken(store, "dead"), taken(store, "living")
    ImportClaims(store, "w1").end_leases(lambda name: name == "dead", MORNING)
    again = taken(store, "w1")
    assert (again.number, again.job.attempts) == (dead.number, 2)
    assert take(store, "w1") is None
    ImportClaims(store, "living").give_back(living)


def test_what_is_kept_ends_the_job_and_its_bytes(store: DocumentStore) -> None:
    job = asked(store)
    added = ImportClaims(store, "w1").keep(taken(store), make_document("第一条"), [make_record("m")], MORNING)
    done = ImportQueue(store.database).job(job.id)
    assert (done.state, done.found, done.version, done.document_sha256) == ("done", "new", 1, added.sha256)
    assert done.finished
    assert pieces(store) == 0
    assert len(store.records(added.sha256)) == 1
    with pytest.raises(BadArgument, match="only an import that waits can be withdrawn"):
        ImportQueue(store.database).cancel(job.id, who="ann", at=MORNING)


def test_a_job_that_ends_its_workers_is_given_up_and_can_be_tried_again(store: DocumentStore) -> None:
    job, queue = asked(store), ImportQueue(store.database)
    for attempt in range(MOST_ATTEMPTS):
        assert taken(store, f"w{attempt}", MORNING + 2 * attempt * LEASE).job.attempts == attempt + 1
    later = MORNING + 9 * LEASE
    assert take(store, "w9", later) is None
    failed = queue.job(job.id)
    assert failed.state == "failed"
    assert failed.error is not None
    assert (failed.error["code"], failed.error["message"]) == ("RGA-6000", "reading it ended its worker 3 times")
    again = queue.retry(job.id, who="bob", at=later, limits=LIMITS)
    assert (again.state, again.attempts, again.error) == ("waiting", 0, None)
    claims = ImportClaims(store, "w1")
    for _ in range(MOST_ATTEMPTS):
        claims.try_again(taken(store, "w1", later), later)
    assert queue.job(job.id).state == "failed"
    claims.forget_bytes(later + LEASE)
    with pytest.raises(BadArgument, match="the bytes of the file are no longer kept"):
        queue.retry(job.id, who="bob", at=later, limits=LIMITS)


def test_what_is_given_back_counts_as_not_begun(store: DocumentStore) -> None:
    asked(store)
    for _ in range(MOST_ATTEMPTS + 1):
        ImportClaims(store, "w1").give_back(taken(store))
    assert taken(store).job.attempts == 1


def test_a_job_is_withdrawn_or_refused_with_its_bytes(store: DocumentStore) -> None:
    queue, one, two = ImportQueue(store.database), asked(store), asked(store)
    assert queue.cancel(one.id, who="bob", at=MORNING).state == "cancelled"
    error = {"code": "RGA-1004", "message": "it is broken", "where": "a.md", "hint": "export it again"}
    ImportClaims(store, "w1").end(taken(store), "refused", error, MORNING)
    assert (queue.job(two.id).state, queue.job(two.id).error) == ("refused", error)
    assert pieces(store) == 0
    with pytest.raises(BadArgument, match="only a failed import can be tried again"):
        queue.retry(two.id, who="bob", at=MORNING, limits=LIMITS)
    with store.database.transaction() as session:
        assert [entry.action for entry in entries(session)] == ["import.ask", "import.ask", "import.cancel"]
