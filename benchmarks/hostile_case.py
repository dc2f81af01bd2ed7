"""What a hostile file is, for :mod:`benchmarks.hostile_files` and the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

# What becomes of the file: read; read and named poor or unusable; or refused with the code of an error.
Verdict = Literal[
    "read", "poor", "unusable", "RGA-1001", "RGA-1002", "RGA-1003", "RGA-1004", "RGA-1005", "RGA-1006", "RGA-1007"
]


@dataclass(frozen=True, slots=True)
class Case:
    """A hostile file: its name, what it is, what must become of it, and how it is made.

    ``make`` gives the bytes; ``place`` puts something that has none (a pipe, a loop of links) into a folder and returns
    its path. ``quick`` cases take little time and are read in the tests as well. ``page`` says that the record must be
    written as HTML too, which must then hold no script of the file.
    """

    name: str
    what: str
    verdict: Verdict
    make: Callable[[], bytes] | None = None
    place: Callable[[Path], Path] | None = None
    quick: bool = True
    page: bool = False

    def put(self, folder: Path) -> Path:
        """Build the file in ``folder`` and return its path."""
        if self.place is not None:
            return self.place(folder)
        assert self.make is not None
        path = folder / self.name
        path.write_bytes(self.make())
        return path
