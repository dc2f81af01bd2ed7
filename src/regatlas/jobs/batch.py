"""Running a plan: every item ends as exactly one line of the ledger."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from regatlas.jobs.interrupt import stop_signals
from regatlas.jobs.ledger import SYNC_SECONDS, Ledger
from regatlas.jobs.limits import Limits
from regatlas.jobs.plan import Item, Line, Task
from regatlas.jobs.progress import Event, Progress, Tally, silent
from regatlas.jobs.workers import START_ATTEMPTS, Factory, Lane, cannot_start, process_factory

A = TypeVar("A")


def run_batch(
    plan: Iterable[Item[A]],
    task: Task[A],
    ledger: Ledger,
    *,
    limits: Limits | None = None,
    progress: Progress = silent,
    factory: Factory | None = None,
    stop: threading.Event | None = None,
) -> Tally:
    """Do every item of the plan that the ledger does not have yet, and write its outcome.

    The plan may be a generator; it is drawn one item at a time as workers become free. ``factory`` makes the
    executors, one for each worker (:func:`process_factory` by default; the time limit is kept only by executors of
    processes). ``stop`` ends the batch early when it is set; without it, SIGINT and SIGTERM do. A batch that ends
    early keeps what is finished, kills what is not, and says ``interrupted`` in its tally.

    Raises what the plan or ``progress`` raises, :class:`LedgerError` where the output cannot be written, and
    :class:`WorkerError` where no worker can be started; finished lines are kept then, too.
    """
    limits = limits or Limits()
    with ExitStack() as stack:
        stop = stop or stack.enter_context(stop_signals())
        lanes: list[Lane[A]] = [Lane(factory or process_factory()) for _ in range(limits.lanes)]
        for lane in lanes:
            stack.callback(lane.close)
        return _Batch(task, ledger, limits, progress, stop, lanes).run(plan)


@dataclass(slots=True)
class _Batch(Generic[A]):
    task: Task[A]
    ledger: Ledger
    limits: Limits
    progress: Progress
    stop: threading.Event
    lanes: list[Lane[A]]
    tally: Tally = field(default_factory=Tally)
    false_starts: int = 0

    def run(self, plan: Iterable[Item[A]]) -> Tally:
        for item in plan:
            if self.stop.is_set() or not (self._keep(item) or self._submit(item)):
                return self._interrupt()
        while self._busy():
            if self.stop.is_set():
                return self._interrupt()
            self._collect(SYNC_SECONDS)
        if self.ledger.remove_replaced():
            self.progress(Event("cleaned", self.tally))
        return self.tally

    def _keep(self, item: Item[A]) -> bool:
        entry = self.ledger.claim(item.name, item.key)
        if entry is None:
            return False
        self.tally = self.tally.plus(entry.status, kept=True)
        self.progress(Event("kept", self.tally, item.name, entry.status, entry.error))
        return True

    def _submit(self, item: Item[A]) -> bool:
        """Give the item to the first free lane; False if the batch was stopped before there was one."""
        while not self.stop.is_set():
            for lane in self.lanes:
                if not lane.busy:
                    lane.start(self.task, item)
                    self.progress(Event("started", self.tally, item.name))
                    return True
            self._collect(SYNC_SECONDS)
        return False

    def _busy(self) -> list[Lane[A]]:
        return [lane for lane in self.lanes if lane.busy]

    def _collect(self, seconds: float) -> None:
        """Write what is finished, waiting for at most ``seconds`` for the first of it; stop what is overdue."""
        busy = self._busy()
        wait([lane.future for lane in busy], timeout=seconds, return_when=FIRST_COMPLETED)
        for lane in busy:
            if lane.future.done():
                self._finish(lane)
            elif lane.overdue(self.limits.item_seconds):
                self._finish_overdue(lane)
        self.ledger.sync_if_due()

    def _finish(self, lane: Lane[A]) -> None:
        item, seconds = lane.item, lane.seconds
        line = lane.finish()
        if line is not None:
            self.false_starts = 0
            self._write(item, line, seconds)
        elif self.false_starts < START_ATTEMPTS * len(self.lanes):
            self.false_starts += 1
            lane.start(self.task, item)
        else:
            raise cannot_start()

    def _finish_overdue(self, lane: Lane[A]) -> None:
        item, seconds = lane.item, lane.seconds
        self._write(item, lane.stop(self.limits.item_seconds or 0.0), seconds)

    def _write(self, item: Item[A], line: Line, seconds: float) -> None:
        self.ledger.write(item.name, item.key, line.data)
        self.tally = self.tally.plus(line.status)
        self.progress(Event("finished", self.tally, item.name, line.status, line.error, seconds))

    def _interrupt(self) -> Tally:
        self._collect(0.0)
        self.tally = replace(self.tally, interrupted=True)
        self.progress(Event("interrupted", self.tally))
        return self.tally
