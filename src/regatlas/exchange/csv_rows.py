"""Rows as CSV that a spreadsheet opens without harm, a row at a time.

A cell that begins like a formula would be run as one; it gets an apostrophe in front, as OWASP advises. Numbers and
truth values are written as such, for they cannot carry a formula. The byte order mark tells Excel that the text is
UTF-8; every other reader of CSV knows it too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bool | None

BOM = b"\xef\xbb\xbf"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Enough rows for one network packet or several; a row alone would be a chunk of its own.
_TOGETHER = 100


def cell(value: Cell) -> str:
    """A cell as it is written, before quotation marks."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return f"'{value}" if value.startswith(_FORMULA) else value


def csv_rows(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]], *, bom: bool = True) -> Iterator[bytes]:
    """CSV (RFC 4180) in UTF-8, in pieces of some rows: the whole is never held."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    yield (BOM if bom else b"") + _taken(stream)
    for number, row in enumerate(rows, start=1):
        writer.writerow([cell(row[column]) for column in columns])
        if number % _TOGETHER == 0:
            yield _taken(stream)
    if rest := _taken(stream):
        yield rest


def _taken(stream: io.StringIO) -> bytes:
    text = stream.getvalue()
    stream.seek(0)
    stream.truncate()
    # Half characters (lone surrogates) stand in file names at times; everything else has a place in UTF-8.
    return text.encode("utf-8", "replace")
