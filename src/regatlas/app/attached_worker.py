"""A worker beside a server: started by it, and ended with it, however the server ends.

The two are tied by a pipe. The server writes one line with the address of the store, which may have a password in it
and therefore stands in no list of processes; the worker reads on, and the end of the pipe tells it that the server is
gone, be it killed. Run as a program, this module is that worker.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from dataclasses import asdict

from regatlas.app.import_worker import LOG, ImportWorker, Pace, import_task
from regatlas.app.importing import open_store
from regatlas.app.inputs import limits_from_environment
from regatlas.errors import RegatlasError
from regatlas.jobs import stop_signals

# What a worker without a server may take to end by itself before it is ended.
_HARD_END = 30.0


def spawn_worker(database: str, pace: Pace | None = None) -> subprocess.Popen[bytes]:
    """Start a worker for the store at an address; it ends when this process does, or its ``stdin`` is closed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "regatlas.app.attached_worker"],
        stdin=subprocess.PIPE,
        # Ctrl-C reaches every process of the terminal; the server alone decides what it means.
        start_new_session=True,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps({"database": database, "pace": asdict(pace or Pace())}).encode() + b"\n")
    process.stdin.flush()
    return process


def main() -> int:
    """Be the worker of the server whose pipe is standard input; the exit code is 2 where the store cannot be used."""
    logging.basicConfig(format="regatlas worker: %(message)s", level=logging.WARNING)
    asked = json.loads(_first_line())
    with stop_signals() as stop:
        threading.Thread(target=_watch, args=(stop,), daemon=True, name="watch-server").start()
        try:
            with open_store(asked["database"]) as store:
                ImportWorker(store, import_task(limits_from_environment()), Pace(**asked["pace"])).run(stop)
        except RegatlasError as error:
            LOG.error("%s", error)
            return 2
    return 0


def _first_line() -> bytes:
    line = b""
    while not line.endswith(b"\n") and (byte := os.read(0, 1)):
        line += byte
    return line


def _watch(stop: threading.Event) -> None:
    # Not sys.stdin: a thread that waits in it keeps its lock, which Python needs when it ends.
    while os.read(0, 1):
        continue
    stop.set()
    # Where the worker hangs, say in a database that does not answer, nobody would end it.
    threading.Event().wait(_HARD_END)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
