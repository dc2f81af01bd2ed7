"""What a batch tells those who watch it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from regatlas.model.run import OutcomeStatus

EventKind = Literal["started", "finished", "kept", "interrupted", "cleaned"]


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of a batch so far.

    ``ok``, ``abstained`` and ``failed`` count the planned items that have an outcome, ``kept`` those of them whose
    outcome an earlier run had written. ``interrupted`` says that planned items may remain without an outcome.
    """

    ok: int = 0
    abstained: int = 0
    failed: int = 0
    kept: int = 0
    interrupted: bool = False

    @property
    def done(self) -> int:
        """Planned items that have an outcome."""
        return self.ok + self.abstained + self.failed

    def plus(self, status: OutcomeStatus, *, kept: bool = False) -> Tally:
        """The tally with one more outcome."""
        grown = replace(self, kept=self.kept + kept)
        match status:
            case "ok":
                return replace(grown, ok=self.ok + 1)
            case "abstained":
                return replace(grown, abstained=self.abstained + 1)
            case "failed":
                return replace(grown, failed=self.failed + 1)


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a batch.

    ``started`` and ``finished`` name the item; ``kept`` names an item whose outcome stands from an earlier run;
    ``interrupted`` comes once, when the batch stops before its end; ``cleaned`` tells that lines which newer ones
    replace were removed from the output. ``seconds`` is how long a finished item took. ``tally`` already counts it.
    """

    kind: EventKind
    tally: Tally
    source: str = ""
    status: OutcomeStatus | None = None
    error: dict[str, str] | None = None
    seconds: float = 0.0


# Called in the thread that runs the batch, between items: it should be quick. What it raises ends the batch.
Progress = Callable[[Event], None]


def silent(event: Event) -> None:
    """Tell nobody."""
