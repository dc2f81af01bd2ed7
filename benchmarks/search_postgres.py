"""Search in a throw-away PostgreSQL: ours, and its own trigram index (pg_trgm), over the same provisions.

The server is the one of the tests, with Debian's settings but for what only a loss of power would tell (fsync).
"""

from __future__ import annotations

import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import psycopg
from tests.postgres import programs
from tests.postgres_keeper import start

from regatlas.model.document import Document
from regatlas.store import DocumentStore

_DAY = datetime(2026, 11, 23, tzinfo=UTC)


class Asked(NamedTuple):
    """A way to search: its name, how many seconds its index took, and the total that it gives for a query."""

    name: str
    built: float
    total: Callable[[str], int]


@contextmanager
def server() -> Iterator[str | None]:
    """The address of a new server; None where PostgreSQL is not installed."""
    found = programs()
    if found is None:
        yield None
        return
    home = Path(tempfile.mkdtemp(prefix="regatlas-postgres-"))
    running = start(found, home)
    try:
        yield f"postgresql://regatlas@/postgres?host={home}"
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(30)
        shutil.rmtree(home)


@contextmanager
def ours(url: str, documents: Sequence[tuple[str, Document]]) -> Iterator[Asked]:
    """Our store in this database, filled with the documents; asked anew, with nothing remembered but the texts."""
    begun = time.perf_counter()
    with DocumentStore.open(url) as store:
        for name, document in documents:
            store.add_document(document, name, _DAY)
    built = time.perf_counter() - begun
    with DocumentStore.open(url) as fresh:
        fresh.search("法")
        yield Asked("Regatlas in PostgreSQL (kept and indexed)", built, lambda query: fresh.search(query).total)


@contextmanager
def trigrams(url: str, texts: Sequence[str]) -> Iterator[Asked]:
    """Its trigram index over the folded texts."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        begun = time.perf_counter()
        connection.execute("CREATE TABLE rival (body text)")
        with connection.cursor().copy("COPY rival FROM STDIN") as copy:
            for text in texts:
                copy.write_row((text.replace("\0", ""),))
        connection.execute("CREATE INDEX ON rival USING gin (body gin_trgm_ops)")
        connection.execute("ANALYZE rival")

        def total(query: str) -> int:
            like = f"%{query.replace(chr(92), chr(92) * 2).replace('%', chr(92) + '%').replace('_', chr(92) + '_')}%"
            found = connection.execute("SELECT count(*) FROM rival WHERE body LIKE %s", (like,)).fetchone()
            connection.execute("SELECT body FROM rival WHERE body LIKE %s LIMIT 20", (like,)).fetchall()
            return int(found[0]) if found else 0

        yield Asked("pg_trgm", time.perf_counter() - begun, total)
