"""The side of the queue that workers use: claims with a lease, so that a killed worker's job is taken up by the next.

A claim is known by the worker and the number of the attempt. Whatever a worker writes, it writes only while the job
still has its claim, in the same transaction; a worker that was stopped for longer than its lease has lost it, and what
it then brings is not kept. That makes every job end once, however many workers are killed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from regatlas.errors import WorkerError
from regatlas.model.document import Document
from regatlas.model.judgement import Record
from regatlas.store.entries import Added
from regatlas.store.imports import ImportJob, ImportJobRow, ImportPieceRow, ImportState, ImportStep, drop_bytes, job_of
from regatlas.store.repository import DocumentStore

MOST_ATTEMPTS = 3
"""A job that has ended so many workers is given up."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that a worker has in hand."""

    job: ImportJob
    worker: str

    @property
    def number(self) -> int:
        """The number of the job."""
        return self.job.id


class LostClaim(Exception):
    """The lease has ended and another worker has the job, or somebody ended it."""


class ImportClaims:
    """Claims on the jobs of one store. ``worker`` is a name that no other worker has or will have."""

    def __init__(self, store: DocumentStore, worker: str) -> None:
        self._store = store
        self._database = store.database
        self.worker = worker

    def take(self, now: datetime, until: datetime) -> Claim | None:
        """The oldest job that waits or whose worker's lease has ended, claimed until a time; None where there is none.

        A job that has ended :data:`MOST_ATTEMPTS` workers becomes ``failed`` instead.
        """
        with self._database.transaction() as session:
            if session.scalar(select(ImportJobRow.id).where(_free(now)).limit(1)) is None:
                return None  # no write lock is taken for looking
        with self._database.transaction(writes=True) as session:
            query = select(ImportJobRow).where(_free(now)).order_by(ImportJobRow.id).limit(1)
            # Writers wait for each other; what is held by others than us (a person at psql) is passed over.
            row = session.scalar(query.with_for_update(skip_locked=True))
            if row is None:
                return None
            if row.attempts >= MOST_ATTEMPTS:
                _end(session, row, "failed", _given_up(row).to_json(), now)
                return None
            row.state, row.worker, row.lease_until = "running", self.worker, until
            row.attempts += 1
            row.steps = {"received": row.steps["received"]}
            return Claim(job_of(row), self.worker)

    def renew(
        self, claim: Claim, until: datetime, steps: Sequence[tuple[ImportStep, datetime]], final_address: str | None
    ) -> None:
        """Keep a claim for longer, and tell which steps are done. Raises :class:`LostClaim`."""
        with self._database.transaction(writes=True) as session:
            row = _claimed(session, claim)
            row.lease_until = until
            row.final_address = final_address
            row.steps = {**row.steps, **{name: at.isoformat() for name, at in steps}}

    def contents(self, claim: Claim) -> Iterator[bytes]:
        """The bytes of the job's file, piece by piece."""
        ordinal = 0
        while True:
            with self._database.transaction() as session:
                there = (ImportPieceRow.job_id == claim.number, ImportPieceRow.ordinal == ordinal)
                data = session.scalar(select(ImportPieceRow.data).where(*there))
            if data is None:
                return
            yield data
            ordinal += 1

    def give_back(self, claim: Claim) -> None:
        """Let the job wait for another worker, as if it had not been taken. Raises :class:`LostClaim`."""
        with self._database.transaction(writes=True) as session:
            row = _claimed(session, claim)
            row.attempts -= 1
            _wait_again(row)

    def try_again(self, claim: Claim, now: datetime) -> None:
        """Let the job wait again after it ended a reading process; or give it up. Raises :class:`LostClaim`."""
        with self._database.transaction(writes=True) as session:
            row = _claimed(session, claim)
            if row.attempts >= MOST_ATTEMPTS:
                _end(session, row, "failed", _given_up(row).to_json(), now)
            else:
                _wait_again(row)

    def end(self, claim: Claim, state: ImportState, error: dict[str, str], now: datetime) -> None:
        """End a job with an error. Raises :class:`LostClaim`."""
        with self._database.transaction(writes=True) as session:
            _end(session, _claimed(session, claim), state, error, now)

    def keep(self, claim: Claim, document: Document, records: Sequence[Record], now: datetime) -> Added:
        """Keep the document in the store and end the job, both in one transaction. Raises :class:`LostClaim`."""
        with self._database.transaction(writes=True) as session:
            row = _claimed(session, claim)
            added = self._store.add_within(session, document, row.source, now, records)
            row.document_sha256, row.found, row.version = added.sha256, added.found, added.version
            row.size = document.source.size
            row.steps = {**row.steps, "kept": now.isoformat()}
            _end(session, row, "done", None, now)
        return added

    def end_leases(self, is_dead: Callable[[str], bool], now: datetime) -> None:
        """End the leases of workers that are known to be dead, by their names: nobody need wait for them."""
        with self._database.transaction(writes=True) as session:
            held = and_(ImportJobRow.state == "running", ImportJobRow.lease_until >= now)
            for row in session.scalars(select(ImportJobRow).where(held)):
                if row.worker is not None and is_dead(row.worker):
                    row.lease_until = now - timedelta(microseconds=1)

    def forget_bytes(self, before: datetime) -> None:
        """Forget the bytes of jobs that failed before a time."""
        old = select(ImportJobRow.id).where(ImportJobRow.state == "failed", ImportJobRow.finished_at < before)
        with self._database.transaction() as session:
            if session.scalar(select(ImportPieceRow.job_id).where(ImportPieceRow.job_id.in_(old)).limit(1)) is None:
                return
        with self._database.transaction(writes=True) as session:
            session.execute(delete(ImportPieceRow).where(ImportPieceRow.job_id.in_(old)))


def _free(now: datetime) -> ColumnElement[bool]:
    ended = and_(ImportJobRow.state == "running", ImportJobRow.lease_until < now)
    return or_(ImportJobRow.state == "waiting", ended)


def _claimed(session: Session, claim: Claim) -> ImportJobRow:
    row = session.scalar(select(ImportJobRow).where(ImportJobRow.id == claim.number).with_for_update())
    if row is None or (row.state, row.worker, row.attempts) != ("running", claim.worker, claim.job.attempts):
        raise LostClaim
    return row


def _wait_again(row: ImportJobRow) -> None:
    row.state, row.worker, row.lease_until = "waiting", None, None
    row.steps = {"received": row.steps["received"]}


def _end(session: Session, row: ImportJobRow, state: ImportState, error: dict[str, str] | None, now: datetime) -> None:
    row.state, row.error, row.finished_at = state, error, now
    row.worker, row.lease_until = None, None
    if state != "failed":
        drop_bytes(session, row.id)


def _given_up(row: ImportJobRow) -> WorkerError:
    return WorkerError(
        f"reading it ended its worker {row.attempts} times",
        where=row.source,
        hint="the file may need more memory than there is; save it again from its own program, or divide it",
    )
