"""Worker processes: one executor for each, so that a death names its item.

A pool of several processes breaks as a whole when one of them dies, and nobody knows whose fault it was; killing one
that hangs may leave the queue's lock held by a dead process. Here every *lane* is an executor with one worker and at
most one item in hand. If it breaks, that item is the culprit, no other is disturbed, and nothing is tried twice.
The price, measured on 2 busy cores: 1,700 empty items a second instead of 4,500 through one pool of two.

Workers start from a fork server where the system has one. The server imports ``preload`` once and forks every worker
from there. Measured with the readers' libraries: a worker that must be replaced is back in 0.012 s (``spawn``: 0.41 s)
and adds 12 MB of its own instead of 40. Plain ``fork`` is never used: the parent has threads.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from typing import Generic, TypeVar

from regatlas.errors import LimitExceeded, WorkerError
from regatlas.jobs.plan import Item, Line, Task, failed, perform

A = TypeVar("A")

START_ATTEMPTS = 3
Factory = Callable[[], Executor]


def process_factory(preload: Sequence[str] = ()) -> Factory:
    """A maker of executors with one process each. ``preload`` names modules to be imported once for all workers."""
    server = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if server else "spawn")
    if server:
        context.set_forkserver_preload(list(preload))

    def make() -> Executor:
        return ProcessPoolExecutor(1, mp_context=context, initializer=_become_worker)

    return make


def _become_worker() -> None:
    # Ctrl-C reaches every process of the terminal; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True, name="die-with-parent").start()


def _die_with_parent() -> None:
    """Without this, workers of a parent that was killed wait for its next item for ever: they hold its pipe open."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class Lane(Generic[A]):
    """One executor with at most one item in hand; the executor is made anew when its worker has died."""

    def __init__(self, factory: Factory) -> None:
        self._factory = factory
        self._executor: Executor | None = None
        self._worker: Future[int] | None = None
        self._future: Future[Line] | None = None
        self._item: Item[A] | None = None
        self._submitted = 0.0
        self._ready: float | None = None

    @property
    def busy(self) -> bool:
        """Whether an item is in hand."""
        return self._item is not None

    @property
    def item(self) -> Item[A]:
        """The item in hand; only a busy lane has one."""
        assert self._item is not None
        return self._item

    @property
    def future(self) -> Future[Line]:
        """What the item in hand will become; only a busy lane has it."""
        assert self._future is not None
        return self._future

    @property
    def seconds(self) -> float:
        """How long the item has been in hand, the start of its worker left out where that was seen."""
        return time.monotonic() - (self._ready or self._submitted)

    def start(self, task: Task[A], item: Item[A]) -> None:
        """Give the lane an item."""
        self._item, self._ready, self._submitted = item, None, time.monotonic()
        for _ in range(START_ATTEMPTS):
            try:
                self._future = self._running().submit(perform, task, item)
            except BrokenExecutor:  # the worker died while it had nothing to do
                self._discard()
            else:
                return
        raise cannot_start()

    def _running(self) -> Executor:
        if self._executor is None:
            self._executor = self._factory()
            self._worker = self._executor.submit(os.getpid)
        return self._executor

    def overdue(self, limit: float | None) -> bool:
        """Whether the item has taken longer than ``limit`` seconds since its worker was seen ready."""
        if limit is None or self._worker is None or not self._worker.done():
            return False
        if self._ready is None:
            self._ready = time.monotonic()
        return self.seconds > limit

    def finish(self) -> Line | None:
        """The outcome of the item, whose future is done; the lane is free again.

        None where the worker died before it had begun, which is no fault of the item.
        """
        future, item = self.future, self.item
        self._future = self._item = None
        try:
            return future.result()
        except BrokenExecutor:
            begun = self._worker is not None and self._worker.done() and self._worker.exception() is None
            self._discard()
            return failed(item, _died(item.name)) if begun else None
        except Exception as error:  # the item could not be sent to the worker, or its outcome not be sent back
            return failed(item, error)

    def stop(self, limit: float) -> Line:
        """Kill the worker of an overdue item; the outcome says so, unless the item was finished just in time."""
        future, item = self.future, self.item
        self._future = self._item = None
        self._discard()
        if future.done() and not future.cancelled() and future.exception() is None:
            return future.result()
        hint = "divide it, or allow more time for each file"
        return failed(item, LimitExceeded(f"it took longer than {limit:g} seconds", where=item.name, hint=hint))

    def close(self) -> None:
        """End the worker: at once if it has an item in hand."""
        if self.busy:
            self._discard()
        elif self._executor is not None:
            self._executor.shutdown()
        self._executor = self._worker = self._future = self._item = None

    def _discard(self) -> None:
        """Kill the worker, if it is a process of its own, and forget the executor."""
        executor, worker = self._executor, self._worker
        self._executor = self._worker = None
        if executor is None:
            return
        if isinstance(executor, ProcessPoolExecutor) and worker is not None:
            with suppress(BrokenExecutor, CancelledError, ProcessLookupError):
                os.kill(worker.result(), signal.SIGKILL)
        executor.shutdown(cancel_futures=True)


def _died(name: str) -> WorkerError:
    return WorkerError(
        "the worker process died while it worked on it",
        where=name,
        hint="the file may need more memory than there is, or break a library; try it alone, or use fewer workers",
    )


def cannot_start() -> WorkerError:
    """The error for workers that die again and again before they begin."""
    return WorkerError(
        "worker processes die before they begin",
        hint="see whether memory or the number of processes is exhausted, or ask for fewer workers",
    )
