"""How much a batch may use at once."""

from __future__ import annotations

import os
from dataclasses import dataclass

from regatlas.errors import BadArgument


def usable_processors() -> int:
    """The processors that this process may use, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a batch.

    ``workers`` processes work at once, each with one item in hand and none waiting, so that memory is bounded by the
    workers and not by the batch; 0 means one for each usable processor. ``item_seconds`` is how long one item may
    take, counted from when its worker is ready; None is without end.
    """

    workers: int = 0
    item_seconds: float | None = 300.0

    def __post_init__(self) -> None:
        if self.workers < 0:
            raise BadArgument("a batch needs at least one worker", where=f"workers {self.workers}", hint="ask for 1")
        if self.item_seconds is not None and not self.item_seconds > 0:
            raise BadArgument(
                "the time for one item must be more than zero",
                where=f"{self.item_seconds} seconds",
                hint="ask for a number of seconds, such as 300",
            )

    @property
    def lanes(self) -> int:
        """The number of workers, with 0 resolved."""
        return self.workers or usable_processors()
