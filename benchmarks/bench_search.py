"""Search over all Chinese laws and all AGORA texts: exact against a scan, and how fast beside other ways.

Compared in one run, over the same provisions: our index in SQLite and, where it is installed, in PostgreSQL; what the
command line and the site do with it (filters, facets, snippets); SQLite's FTS5 with its trigram tokenizer; tantivy and
PostgreSQL's pg_trgm where they are installed. Times are those of one query with its total and its first twenty hits, in
this process, and each query is asked once. Run it on a machine with nothing else to do; it says how busy it was.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.laws import corpus_folder, read_laws
from benchmarks.search_queries import Queries, draw
from benchmarks.search_rivals import fts5_trigrams, tantivy_pairs
from regatlas.app.searching import SearchRequest, search
from regatlas.catalog.loading import builtin_catalog
from regatlas.errors import InputError
from regatlas.model.document import Document
from regatlas.readers import read
from regatlas.store import DocumentStore
from regatlas.store.search import fold, units_of
from regatlas.store.search.sqlite import SqliteIndex
from regatlas.structure import parse

_MOMENT = datetime(2026, 11, 23, tzinfo=UTC)
_DAY = date(2026, 11, 23)
Ask = Callable[[str], int]


def main() -> None:
    """Build the indexes, ask them, print a table. An argument limits the number of laws and texts."""
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else None
    kept = list(documents(limit))
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/store.sqlite"
        with DocumentStore.open(url) as store:
            texts, keeping, indexing = _fill(store, kept)
        size = Path(folder, "store.sqlite").stat().st_size / 1e6
        main_texts = [text for text, is_main in texts if is_main]
        print(f"{len(texts):,} provisions, {sum(len(text) for text, _ in texts):,} characters after folding")
        print(f"kept in {keeping:.1f} s, of which indexing took {indexing:.1f} s; the database has {size:.0f} MB")
        table = _Table(main_texts, draw(main_texts))
        _ours(table, url, indexing)
        for name, rival in (("FTS5 trigram", fts5_trigrams), ("tantivy, pairs", tantivy_pairs)):
            if made := rival(main_texts):
                table.add(name, made[0], built=made[1])
        _postgres(table, kept, main_texts)


def documents(limit: int | None) -> Iterator[tuple[str, Document]]:
    """Every law and every AGORA text that can be read, with its name."""
    corpus = corpus_folder()
    laws = ((law.name, law.markdown.encode()) for law in read_laws(corpus / "laws-cn.tar.xz"))
    texts = ((path.name, path.read_bytes()) for path in sorted((corpus / "agora" / "fulltext").glob("*.txt")))
    for name, data in (*islice(laws, limit), *islice(texts, limit)):
        with suppress(InputError):
            yield name, parse(read(data))


def _fill(store: DocumentStore, kept: Sequence[tuple[str, Document]]) -> tuple[list[tuple[str, bool]], float, float]:
    texts: list[tuple[str, bool]] = []
    seconds, indexing = 0.0, Timed(SqliteIndex().add)
    vars(store._index)["add"] = indexing
    for name, document in kept:
        begun = time.perf_counter()
        added = store.add_document(document, name, _MOMENT)
        seconds += time.perf_counter() - begun
        if added.found in ("new", "new-version"):
            units = ((fold(document.text[one.span.start : one.span.end]), one.main) for one in units_of(document))
            texts += [(text, is_main) for text, is_main in units if text]
    return texts, seconds, indexing.seconds


class Timed:
    """A function that adds up how long its calls take."""

    def __init__(self, function: Callable[..., None]) -> None:
        self._function = function
        self.seconds = 0.0

    def __call__(self, *values: object) -> None:
        begun = time.perf_counter()
        self._function(*values)
        self.seconds += time.perf_counter() - begun


class _Table:
    """Asks and prints, a line for each way to search."""

    def __init__(self, texts: Sequence[str], queries: Queries) -> None:
        self._queries = queries
        self._truth = {query: sum(query in text for text in texts) for query in queries.every}
        groups = "".join(f"{f'{name} (median, 95 %, own)':>26}" for name in queries._fields)
        print(f"milliseconds\n{'':30}{'built':>8}{'right':>11}{groups}{'load':>7}")

    def add(self, name: str, ask: Ask, *, built: float = 0.0) -> None:
        """A way to search: how long it takes, and whether its totals are right."""
        times = "".join(f"{_times(ask, some):>26}" for some in self._queries)
        right = sum(ask(query) == total for query, total in self._truth.items())
        load = os.getloadavg()[0]
        print(f"{name:30}{built:7.1f}s{right:5} of {len(self._truth)}{times}{load:7.1f}", flush=True)


def _ours(table: _Table, url: str, indexing: float) -> None:
    catalog = builtin_catalog()
    with DocumentStore.open(url) as store, DocumentStore.open(url) as fresh:
        before, begun = _memory(), time.perf_counter()
        store.warm_search()
        print(f"all texts read into memory in {time.perf_counter() - begun:.2f} s; {_memory() - before:.0f} MB kept")
        fresh.warm_search()
        table.add("Regatlas, store", lambda query: store.search(query).total, built=indexing)

        def whole(query: str) -> int:
            return search(fresh, catalog, SearchRequest(query), _DAY).total

        whole("法")
        table.add("Regatlas, facets and snippets", whole)


def _memory() -> float:
    """The memory of this process in megabytes."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _postgres(table: _Table, kept: Sequence[tuple[str, Document]], texts: Sequence[str]) -> None:
    from benchmarks import search_postgres

    with search_postgres.server() as url:
        if url is None:
            print("PostgreSQL is not installed, so it is not compared")
            return
        # A database that holds anything else is no store of ours.
        with search_postgres.ours(url, kept) as own:
            table.add("Regatlas in PostgreSQL, kept", own.total, built=own.built)
        with search_postgres.trigrams(url, texts) as rival:
            table.add(f"PostgreSQL, {rival.name}", rival.total, built=rival.built)


def _times(ask: Ask, queries: Sequence[str]) -> str:
    """Median and 95th percentile in milliseconds, and the latter in time of this process's own on a processor."""
    taken, own = [], []
    for query in queries:
        begun, busy = time.perf_counter(), time.process_time()
        ask(query)
        taken.append((time.perf_counter() - begun) * 1000)
        own.append((time.process_time() - busy) * 1000)
    return f"{median(taken):.1f}  {_most(taken):.1f}  ({_most(own):.1f})"


def _most(taken: list[float]) -> float:
    return sorted(taken)[int(0.95 * len(taken))]


if __name__ == "__main__":
    main()
