"""The limits of time and memory for reading one file."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from regatlas.errors import LimitExceeded
from regatlas.readers.limits import Limits

_LOOK_EVERY = 0.1
_AGAIN = 1.0
# A library that is busy in C hears no signal. What it does then: PDFium took 23 GB in three minutes for a drawing that
# draws itself. So much later nothing but the end of the process helps.
_GRACE = 3.0
_GRACE_FOR_MEMORY = 0.3
_STATM = Path("/proc/self/statm")
_UNIT = 1 if sys.platform == "darwin" else 1024


@contextmanager
def bounded(limits: Limits, where: str = "") -> Iterator[None]:
    """Bound the time and the memory of what is done inside; ``where`` names the file.

    Raises :class:`~regatlas.errors.LimitExceeded`. Where a library does not return, the process is ended with the same
    message and exit code 2: in a batch that is one worker and one item. Only the main thread can be bounded, and only
    where the system has signals for threads; elsewhere this does nothing.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "pthread_kill"):
        yield
        return
    watch = _Watch(limits, where)
    before = signal.signal(signal.SIGALRM, watch.ring)
    watch.start()
    # The watch needs the interpreter, which a regular expression never lets go of; the alarm of the system does not.
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + _LOOK_EVERY, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        watch.stop()
        signal.signal(signal.SIGALRM, before)


class _Watch(threading.Thread):
    """Looks at the clock and at the memory while the main thread works."""

    def __init__(self, limits: Limits, where: str) -> None:
        super().__init__(daemon=True, name="regatlas-limits")
        self._limits = limits
        self._where = where
        self._over = threading.Event()
        self._ends = time.monotonic() + limits.seconds
        self._most = _resident() + limits.memory_bytes
        self._error: LimitExceeded | None = None

    def run(self) -> None:
        main = threading.main_thread().ident
        asked = 0.0
        while not self._over.wait(_LOOK_EVERY):
            self._error = self._error or self._exceeded()
            if self._error is None or main is None:
                continue
            # Again and again, since a library may swallow the first error.
            signal.pthread_kill(main, signal.SIGALRM)
            asked = asked or time.monotonic()
            if time.monotonic() - asked > (_GRACE if self._late else _GRACE_FOR_MEMORY):
                _leave(str(self._error))

    def stop(self) -> None:
        """End the watch; afterwards no signal comes."""
        self._over.set()
        self.join()

    def ring(self, _number: int, _frame: FrameType | None) -> None:
        """Raise in the main thread what was found; an alarm of nobody's is passed over."""
        error = self._error or self._exceeded()
        if error is not None and not self._over.is_set():
            raise error

    @property
    def _late(self) -> bool:
        return time.monotonic() > self._ends

    def _exceeded(self) -> LimitExceeded | None:
        if self._late:
            return self._located(self._limits.too_slow())
        return self._located(self._limits.too_much_memory()) if _resident() > self._most else None

    def _located(self, error: LimitExceeded) -> LimitExceeded:
        return LimitExceeded(error.what, where=self._where, hint=error.hint)


def _resident() -> int:
    """The memory that this process has, in bytes; where the system does not tell, the most that it ever had."""
    if _STATM.exists():
        return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import resource  # not everywhere; where it is absent, nothing is bounded

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


def _leave(message: str) -> None:
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()
    os._exit(2)
