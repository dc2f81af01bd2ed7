"""Text as PostgreSQL can keep it: it refuses the NUL character, which texts read from files may hold.

NUL and the two noncharacters of Unicode that stand for it are written as one to three marks between two bars. No such
group stands inside another or across the border of two, so that a written phrase stands in a written text exactly
where the phrase stands in the text. Every text of every table goes this way, in both directions, unseen.
"""

from __future__ import annotations

import re

from psycopg import Connection
from psycopg.abc import Buffer
from psycopg.adapt import Dumper, Loader

_MARK, _BAR = "\ufdd0", "\ufdd1"
_WRITTEN = {"\0": f"{_BAR}{_MARK}{_BAR}", _BAR: f"{_BAR}{_MARK * 2}{_BAR}", _MARK: f"{_BAR}{_MARK * 3}{_BAR}"}
_READ = {written: sign for sign, written in _WRITTEN.items()}
_SPECIAL = re.compile(f"[\0{_MARK}{_BAR}]")
_GROUP = re.compile(f"{_BAR}{_MARK}{{1,3}}{_BAR}")


def written(text: str) -> str:
    """The text without NUL."""
    # Three looks into a text that has none of them are faster than one regular expression.
    if "\0" in text or _BAR in text or _MARK in text:
        return _SPECIAL.sub(lambda found: _WRITTEN[found[0]], text)
    return text


def read(text: str) -> str:
    """The text that was written."""
    return _GROUP.sub(lambda found: _READ[found[0]], text) if _BAR in text else text


class _TextDumper(Dumper):
    def dump(self, obj: str) -> Buffer:
        return written(obj).encode()


class _TextLoader(Loader):
    def load(self, data: Buffer) -> str:
        return read(str(data, "utf-8"))


def keep_every_character(connection: Connection[object]) -> None:
    """Let every text that goes over a connection be written and read so."""
    connection.adapters.register_dumper(str, _TextDumper)
    for kind in ("text", "varchar"):
        connection.adapters.register_loader(kind, _TextLoader)
