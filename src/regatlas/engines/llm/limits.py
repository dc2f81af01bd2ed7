"""Limits that all processes of a run keep together: requests at once, tokens in a minute, dollars in all.

A batch maps files in several processes, and a worker may be killed at any moment. So the limits live in a folder:
a *slot* is a lock on a file, which the system gives back when its holder dies, and what was spent stands in a file
that is changed under a lock. Money is reserved before a request at the most that it can cost, and settled afterwards;
what a dead worker had reserved stays spent, for the endpoint may have charged it.
"""

from __future__ import annotations

import fcntl
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import IO

from regatlas.errors import TooCostly

MINUTE = 60.0
_POLL_SECONDS = 0.02
_CENTS = Decimal("0.0001")


@dataclass(slots=True)
class _State:
    """What stands in the file: dollars spent or reserved, and the tokens of the last minute with their times."""

    spent: Decimal = Decimal(0)
    recent: list[tuple[float, int]] = field(default_factory=list)


class Meter:
    """The limits of one run, shared through ``folder``.

    ``clock`` must be one that processes share; ``sleep`` is what waiting means.
    """

    def __init__(
        self,
        folder: Path,
        *,
        concurrency: int = 1,
        tokens_per_minute: int | None = None,
        max_cost: Decimal | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder = folder
        self._concurrency = concurrency
        self._per_minute = tokens_per_minute
        self._max_cost = max_cost
        self._clock = clock
        self._sleep = sleep
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Hold one of the places for requests; waits until one is free."""
        with self._free_slot():
            yield

    def _free_slot(self) -> IO[bytes]:
        while True:
            for number in range(self._concurrency):
                file = (self._folder / f"slot-{number}").open("ab")
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    file.close()
                else:
                    return file
            self._sleep(_POLL_SECONDS)

    def wait_for(self, tokens: int) -> None:
        """Wait until ``tokens`` more fit into the minute. What is larger than a whole minute waits for an empty one."""
        while self._per_minute is not None:
            with self._state() as state:
                now = self._clock()
                state.recent = [(at, number) for at, number in state.recent if 0 <= now - at < MINUTE]
                used = sum(number for _, number in state.recent)
                if not used or used + tokens <= self._per_minute:
                    state.recent.append((now, tokens))
                    return
                first = state.recent[0][0]
            self._sleep(max(_POLL_SECONDS, first + MINUTE - now))

    def reserve(self, most: Decimal) -> None:
        """Set aside the most that a request can cost. Raises :class:`TooCostly` where the limit has no room for it."""
        with self._state() as state:
            if self._max_cost is not None and state.spent + most > self._max_cost:
                raise self._too_costly(state.spent, most)
            state.spent += most

    def settle(self, reserved: Decimal, cost: Decimal) -> None:
        """Replace what was set aside by what it did cost."""
        with self._state() as state:
            state.spent += cost - reserved

    def expect(self, cost: Decimal) -> None:
        """Raise :class:`TooCostly` where a document is likely to cost more than is left: it would never be finished."""
        spent = self.spent
        if self._max_cost is not None and spent + cost > self._max_cost:
            raise self._too_costly(spent, cost)

    @property
    def spent(self) -> Decimal:
        """Dollars spent, and reserved for requests under way."""
        with self._state() as state:
            return state.spent

    def _too_costly(self, spent: Decimal, more: Decimal) -> TooCostly:
        assert self._max_cost is not None
        what = (
            f"the next step could cost {_dollars(more)}, and {_dollars(self._max_cost - spent)}"
            f" of {_dollars(self._max_cost)} are left"
        )
        return TooCostly(what, hint="raise --max-cost and run again: what was answered is kept and costs nothing")

    @contextmanager
    def _state(self) -> Iterator[_State]:
        path = self._folder / "state.json"
        with (self._folder / "lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            state = _read(path)
            yield state
            # Replaced as a whole: a worker killed here leaves the old state or the new one, never half of one.
            new = self._folder / "state.new"
            new.write_text(json.dumps({"spent": str(state.spent), "recent": state.recent}), encoding="ascii")
            new.replace(path)


def _read(path: Path) -> _State:
    try:
        value = json.loads(path.read_text(encoding="ascii"))
    except FileNotFoundError:
        return _State()
    recent = [(float(at), int(number)) for at, number in value["recent"]]
    return _State(Decimal(value["spent"]), recent)


def _dollars(value: Decimal) -> str:
    return f"${value.quantize(_CENTS)}"
