"""Many rows at once, by the fastest way that each kind of database has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection


def insert_rows(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Insert rows of values in the order of ``columns``.

    A law has some hundred provisions. For them, SQLAlchemy's own way takes three times as long in SQLite; in PostgreSQL
    COPY takes a fifth of the time of single statements. Names are ours, so that they need no more than quotes.
    """
    if not rows:
        return
    named = ", ".join(f'"{column}"' for column in columns)
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(columns))
    connection.exec_driver_sql(f"INSERT INTO {table} ({named}) VALUES ({marks})", [tuple(row) for row in rows])  # noqa: S608
