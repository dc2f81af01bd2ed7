"""What is wrong with authored data, where, and what to do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from regatlas.errors import DataError

_LINE = re.compile(r"(.*):(\d+)")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong (``problem``) or worth knowing (``note``). ``where`` is ``file:line``."""

    what: str
    where: str
    hint: str = ""
    severity: Literal["problem", "note"] = "problem"

    def error(self) -> DataError:
        """The error to raise for it."""
        return DataError(self.what, where=self.where, hint=self.hint)

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f"; {self.hint}" if self.hint else "")

    def order(self) -> tuple[str, int, str]:
        """By file, then by line."""
        match = _LINE.fullmatch(self.where)
        return (match[1], int(match[2]), self.what) if match else (self.where, 0, self.what)
