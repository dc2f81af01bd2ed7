"""Tasks for the tests, in a module of their own because workers must be able to import them."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Callable

from regatlas.errors import DamagedFile
from regatlas.jobs import Answer


def double(argument: int) -> Answer:
    return Answer({"record": {"twice": 2 * argument}})


def _damaged() -> Answer:
    raise DamagedFile("the file is cut off", where="page 3", hint="get it again")


def _unexpected() -> Answer:
    raise KeyError("nobody thought of this")


def _memory() -> Answer:
    raise MemoryError


def _exit_quietly() -> Answer:
    sys.exit(0)


def _die() -> Answer:
    os._exit(9)


def _segfault() -> Answer:
    ctypes.string_at(0)
    return Answer()


def _hang() -> Answer:
    time.sleep(600)
    return Answer()


BEHAVIOURS: dict[str, Callable[[], Answer]] = {
    "good": lambda: Answer({"record": {"pid": os.getpid()}}),
    "abstains": lambda: Answer({"record": {}}, status="abstained"),
    "not-json": lambda: Answer({"record": {"nan": float("nan")}}),
    "steals": lambda: Answer({"status": "ok"}),
    "damaged": _damaged,
    "unexpected": _unexpected,
    "memory": _memory,
    "exits": _exit_quietly,
    "dies": _die,
    "segfaults": _segfault,
    "hangs": _hang,
}


def behave(argument: str) -> Answer:
    return BEHAVIOURS[argument]()
