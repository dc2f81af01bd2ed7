"""A batch as a program of its own, to be killed: ``batch_program.py OUT LOG ITEMS [--resume]``.

Each item appends its name and its worker's process id to LOG when it begins. Exit codes are those of the contract.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from regatlas.errors import RegatlasError
from regatlas.jobs import Answer, Item, Ledger, Limits, run_batch


def note_and_answer(argument: tuple[str, str]) -> Answer:
    name, log = argument
    with Path(log).open("a") as file:
        file.write(f"{name} {os.getpid()}\n")
    time.sleep(0.004)
    return Answer({"record": {"words": name * 200}})


def main() -> int:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background may ignore it
    out, log, items = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    plan = (Item(f"item-{number}", f"key-{number}", (f"item-{number}", log)) for number in range(items))
    try:
        with Ledger(out, resume="--resume" in sys.argv) as ledger:
            tally = run_batch(plan, note_and_answer, ledger, limits=Limits(workers=2))
    except RegatlasError as error:
        print(error, file=sys.stderr)
        return 2
    return 130 if tally.interrupted else int(tally.failed > 0)


if __name__ == "__main__":
    sys.exit(main())
