from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading

import pytest

from regatlas.errors import LimitExceeded
from regatlas.readers.deadline import bounded
from regatlas.readers.limits import Limits


def test_what_takes_too_long_is_given_up() -> None:
    # A pattern that would run for ages: the limit must be heard inside the engine of regular expressions as well.
    with pytest.raises(LimitExceeded, match=r"more than 1 seconds, law\.txt"), bounded(Limits(seconds=1), "law.txt"):
        re.match(r"(a+)+$", "a" * 60 + "b")


def test_what_takes_too_much_memory_is_given_up() -> None:
    with pytest.raises(LimitExceeded, match="memory"), bounded(Limits(memory_bytes=30_000_000)):
        grow()


def grow() -> None:
    kept = []
    while len(kept) < 3_000:
        kept.append(b"x" * 1_000_000 + str(len(kept)).encode())


def test_a_library_that_does_not_return_is_ended_with_its_process() -> None:
    # The signal is blocked, as it is while a library is busy in C.
    code = (
        "import signal, time\n"
        "from regatlas.readers.deadline import bounded\n"
        "from regatlas.readers.limits import Limits\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])\n"
        "with bounded(Limits(memory_bytes=1_000), 'law.pdf'):\n"
        "    kept = b'x' * 50_000_000\n"
        "    time.sleep(60)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=50)
    assert done.returncode == 2
    assert done.stderr.startswith("RGA-1006: reading the file takes more than")
    assert "law.pdf" in done.stderr


def test_nothing_is_left_behind() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with bounded(Limits()):
        pass
    assert signal.getsignal(signal.SIGALRM) is before
    assert not any(thread.name == "regatlas-limits" for thread in threading.enumerate())


def test_other_threads_are_not_bounded_but_work() -> None:
    done: list[str] = []

    def work() -> None:
        with bounded(Limits(seconds=1)):
            done.append("read")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["read"]
