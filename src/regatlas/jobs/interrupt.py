"""Ctrl-C and ``kill`` as a wish to stop, seen between two items and not in the middle of a line."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """An event that SIGINT or SIGTERM sets.

    A second signal acts as if we were not here. A signal that the process ignores stays ignored (``nohup``), and
    outside the main thread, where Python allows no handlers, the event is never set.
    """
    stop = threading.Event()
    before: dict[int, signal.Handlers | object] = {}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler if callable(handler) else signal.SIG_DFL)
        before.clear()

    def note(number: int, frame: FrameType | None) -> None:
        stop.set()
        restore()

    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, note)
    try:
        yield stop
    finally:
        restore()
