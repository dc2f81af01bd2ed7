"""The worker of imports: takes one job after the other, each read in a process that can be ended without harm.

Killed at any moment, it loses nothing: a job is kept and ended in one transaction, and until then it is as if it had
not been begun. The next worker takes it up when the lease of the dead one ends: on the same machine at once.
"""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import wait
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from regatlas.app.batches import read_with, time_for_one
from regatlas.app.fetching.addresses import Allowed
from regatlas.app.import_bench import fresh_bench
from regatlas.app.import_child import Assignment, Bench, ImportTask
from regatlas.app.mapping import Mapper
from regatlas.app.worker_names import is_dead, new_name
from regatlas.errors import LimitExceeded, RegatlasError, StoreError, WorkerError
from regatlas.jobs import Item, process_factory
from regatlas.jobs.plan import Line
from regatlas.jobs.workers import START_ATTEMPTS, Lane, cannot_start
from regatlas.readers import Limits
from regatlas.store import DocumentStore
from regatlas.store.import_claims import Claim, ImportClaims, LostClaim
from regatlas.store.imports import ImportState

LOG = logging.getLogger("regatlas.worker")
# Errors that lie with the file or the address: trying again would end the same way.
_REFUSALS = ("RGA-1", "RGA-8001", "RGA-8002", "RGA-8003")
_TICK = 0.1
_FETCH_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Pace:
    """Times in seconds. ``lease``: how long a claim holds without a sign of life; ``renew``: between two signs.

    ``look``: between two looks at an empty queue; ``grace``: what a job in hand is given when the worker shall stop,
    before it is given back; ``keep_failed``: how long the bytes of failed jobs are kept for another try.
    """

    lease: float = 20.0
    renew: float = 4.0
    look: float = 0.5
    grace: float = 5.0
    keep_failed: float = 14 * 86_400.0


class _Stopped(Exception):
    """The worker shall stop, and the job in hand is not done."""


def import_task(limits: Limits, allowed: Allowed | None = None) -> ImportTask:
    """The task of this installation. ``allowed`` is given by tests alone, which serve pages from this machine."""
    mapper = Mapper()
    manifest = read_with(mapper.manifest(), ocr=limits.ocr).digest
    return ImportTask(limits, mapper, manifest, allowed or Allowed())


@dataclass
class ImportWorker:
    """One worker of one store; make as many as there shall be jobs at a time, each in a process of its own."""

    store: DocumentStore
    task: ImportTask
    pace: Pace = field(default_factory=Pace)
    name: str = field(default_factory=new_name)

    def run(self, stop: threading.Event, *, once: bool = False) -> None:
        """Work until ``stop`` is set, or with ``once`` until the queue is empty. Raises :class:`WorkerError`.

        What the database refuses is logged and tried again; with ``once`` it is raised.
        """
        claims = ImportClaims(self.store, self.name)
        with suppress(StoreError):  # it would only have been sooner
            claims.end_leases(is_dead, datetime.now(UTC))
        lane: Lane[Assignment] = Lane(process_factory(("regatlas.app.import_child",)))
        with fresh_bench() as bench:
            hand = _Hand(claims, lane, bench, self.task, self.pace, stop)
            try:
                self._work(hand, stop, once)
            finally:
                lane.close()

    def _work(self, hand: _Hand, stop: threading.Event, once: bool) -> None:
        while not stop.is_set():
            try:
                if hand.take_one():
                    continue
            except StoreError as error:
                if once:
                    raise
                LOG.warning("%s", error)
            if once:
                return
            stop.wait(self.pace.look)


@dataclass(slots=True)
class _Hand:
    """What a worker has while it works."""

    claims: ImportClaims
    lane: Lane[Assignment]
    bench: Bench
    task: ImportTask
    pace: Pace
    stop: threading.Event
    asked_to_stop: float | None = None

    def take_one(self) -> bool:
        """Do one job; False where there is none."""
        now = datetime.now(UTC)
        self.claims.forget_bytes(now - timedelta(seconds=self.pace.keep_failed))
        claim = self.claims.take(now, now + timedelta(seconds=self.pace.lease))
        if claim is None:
            return False
        try:
            self._do(claim)
        except LostClaim:
            LOG.warning("import %d: somebody else has it now", claim.number)
            self.lane.close()
        except _Stopped:
            LOG.info("import %d: given back", claim.number)
            self._give_back(claim)
        except WorkerError:
            self._give_back(claim)
            raise
        return True

    def _give_back(self, claim: Claim) -> None:
        with suppress(LostClaim):
            self.claims.give_back(claim)

    def _do(self, claim: Claim) -> None:
        self.bench.clear()
        if claim.job.kind == "file":
            self.bench.fill(self.claims.contents(claim))
        line = self._read(claim)
        if line.error is None:
            self._keep(claim)
        else:
            self._end(claim, line.error)

    def _read(self, claim: Claim) -> Line:
        """The outcome of the process that reads. Raises :class:`_Stopped`, LostClaim and WorkerError."""
        item = Item(claim.job.source, str(claim.number), Assignment(claim.job.kind, claim.job.source, self.bench))
        try:
            for _ in range(START_ATTEMPTS):
                self.lane.start(self.task, item)
                line = self._wait(claim)
                if line is not None:
                    return line
        except (LostClaim, StoreError, _Stopped):
            self.lane.close()
            raise
        raise cannot_start()

    def _wait(self, claim: Claim) -> Line | None:
        seconds = time_for_one(self.task.limits) + (_FETCH_SECONDS if claim.job.kind == "url" else 0.0)
        renewed, seen = time.monotonic(), 0
        while not self.lane.future.done():
            wait([self.lane.future], timeout=_TICK)
            if self.lane.overdue(seconds):
                return self.lane.stop(seconds)
            self._heed_stop()
            told = self.bench.told()
            if len(told.steps) > seen or time.monotonic() - renewed > self.pace.renew:
                renewed, seen = time.monotonic(), len(told.steps)
                self.claims.renew(claim, _after(self.pace.lease), told.steps, told.final_address)
        return self.lane.finish()

    def _heed_stop(self) -> None:
        if not self.stop.is_set():
            return
        self.asked_to_stop = self.asked_to_stop or time.monotonic()
        if time.monotonic() - self.asked_to_stop > self.pace.grace:
            raise _Stopped

    def _keep(self, claim: Claim) -> None:
        told = self.bench.told()
        try:
            document, record = self.bench.take()
            self.claims.renew(claim, _after(self.pace.lease), told.steps, told.final_address)
            added = self.claims.keep(claim, document, [record], datetime.now(UTC))
        except (StoreError, ValueError, OSError) as error:
            known = error if isinstance(error, RegatlasError) else _strange_outcome(claim)
            self.claims.end(claim, "failed", known.to_json(), datetime.now(UTC))
        else:
            LOG.info("import %d: %s, document %s", claim.number, added.found, added.sha256)

    def _end(self, claim: Claim, error: dict[str, str]) -> None:
        told = self.bench.told()
        self.claims.renew(claim, _after(self.pace.lease), told.steps, told.final_address)
        if error["code"] == WorkerError.code:
            last = self._last_words(claim)
            if last is None:
                LOG.warning("import %d: the reading process died", claim.number)
                self.claims.try_again(claim, datetime.now(UTC))
                return
            error = last.to_json()
        state: ImportState = "refused" if error["code"].startswith(_REFUSALS) else "failed"
        LOG.info("import %d: %s, %s", claim.number, state, error["code"])
        self.claims.end(claim, state, error, datetime.now(UTC))

    def _last_words(self, claim: Claim) -> LimitExceeded | None:
        """Why a process ended itself: its own watch says so when a library does not come back."""
        try:
            lines = self.bench.complaints.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return None
        code, _, said = lines[-1].partition(": ") if lines else ("", "", "")
        if code != LimitExceeded.code:
            return None
        what, _, hint = said.partition("; ")
        return LimitExceeded(what.partition(f", {self.bench.file}")[0], where=claim.job.source, hint=hint)


def _after(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


def _strange_outcome(claim: Claim) -> WorkerError:
    hint = "please report it together with the file"
    return WorkerError("the reading process left an outcome that makes no sense", where=claim.job.source, hint=hint)
