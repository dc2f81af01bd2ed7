"""Tables of the catalog as CSV that a spreadsheet opens without harm; see :mod:`regatlas.exchange.csv_rows`."""

from __future__ import annotations

from regatlas.exchange.catalog_tables import Table
from regatlas.exchange.csv_rows import csv_rows


def to_csv(table: Table) -> bytes:
    """A table as CSV (RFC 4180) in UTF-8 with a byte order mark."""
    return b"".join(csv_rows(table.columns, table.rows))
