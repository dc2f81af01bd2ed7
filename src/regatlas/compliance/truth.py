"""Three-valued logic after Kleene, with two ways of not being decided.

``UNKNOWN`` waits for an answer; ``OPEN`` cannot be encoded, whatever is answered. Where both meet, ``UNKNOWN`` stands:
the answer may still decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from regatlas.model.finding import Truth
from regatlas.model.obligation import Verdict

FALSE: Final = 0
TRUE: Final = 1
UNKNOWN: Final = 2
OPEN: Final = 3

NAMES: tuple[Truth, ...] = ("false", "true", "unknown", "open")
VERDICTS: tuple[Verdict, ...] = ("does-not-apply", "applies", "unknown", "unknown")
NEGATED: tuple[int, ...] = (TRUE, FALSE, UNKNOWN, OPEN)


def conjunction(values: Iterable[int]) -> int:
    """False where one is false, else undecided where one is, else true."""
    found = TRUE
    for value in values:
        if value == FALSE:
            return FALSE
        if value == UNKNOWN or (value == OPEN and found == TRUE):
            found = value
    return found


def disjunction(values: Iterable[int]) -> int:
    """True where one is true, else undecided where one is, else false."""
    found = FALSE
    for value in values:
        if value == TRUE:
            return TRUE
        if value == UNKNOWN or (value == OPEN and found == FALSE):
            found = value
    return found
