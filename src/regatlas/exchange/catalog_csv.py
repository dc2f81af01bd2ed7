"""Tables as CSV that a spreadsheet opens without harm.

A cell that begins like a formula would be run as one; it gets an apostrophe in front, as OWASP advises. The byte order
mark tells Excel that the text is UTF-8; every other reader of CSV knows it too.
"""

from __future__ import annotations

import csv
import io

from regatlas.exchange.catalog_tables import Cell, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(table: Table) -> bytes:
    """A table as CSV (RFC 4180) in UTF-8 with a byte order mark."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_written(cell) for cell in row.values()] for row in table.rows)
    return stream.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return str(cell)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
