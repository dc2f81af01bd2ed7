"""Search over all Chinese laws and all AGORA texts: exact against a scan, and how fast beside other ways.

Compared in one run, over the same provisions: our index, SQLite's FTS5 with its trigram tokenizer, and tantivy where it
is installed (`pip install tantivy`). Queries are pieces of the texts themselves: rare ones drawn at random, common ones
among the most frequent words. Times are those of one query with its total and its first twenty hits, in this process.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from statistics import median
from typing import NamedTuple

from benchmarks.laws import corpus_folder, read_laws
from regatlas.errors import InputError
from regatlas.model.document import Document
from regatlas.readers import read
from regatlas.store import DocumentStore, repository
from regatlas.store.search import fold, units_of
from regatlas.store.search.index import add_to_index
from regatlas.structure import parse

QUERIES = 100
SEED = 20261123
_DAY = datetime(2026, 11, 23, tzinfo=UTC)


class Queries(NamedTuple):
    """``rare`` and ``common`` are what people type; ``fragments`` begin and end in the middle of words."""

    rare: list[str]
    common: list[str]
    fragments: list[str]


def documents(limit: int | None) -> Iterator[tuple[str, Document]]:
    """Every law and every AGORA text that can be read, with its name."""
    corpus = corpus_folder()
    laws = ((law.name, law.markdown.encode()) for law in read_laws(corpus / "laws-cn.tar.xz"))
    texts = ((path.name, path.read_bytes()) for path in sorted((corpus / "agora" / "fulltext").glob("*.txt")))
    for name, data in (*islice(laws, limit), *islice(texts, limit)):
        with suppress(InputError):
            yield name, parse(read(data))


def main() -> None:
    """Build the indexes, ask them, print the figures. An argument limits the number of laws and texts."""
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as folder, DocumentStore.open(f"sqlite:///{folder}/store.sqlite") as store:
        texts, keeping, indexing = _fill(store, limit)
        main_texts = [text for text, is_main in texts if is_main and text]
        print(f"{len(texts):,} provisions, {sum(len(text) for text, _ in texts):,} characters after folding")
        print(f"kept in {keeping:.1f} s, of which indexing took {indexing:.1f} s")
        queries = _queries(main_texts)
        everything = [query for some in queries for query in some]
        _check(store, main_texts, everything)
        trigram, built = _trigram(main_texts)
        print(f"FTS5 trigram built in {built:.1f} s")
        truth = {query: sum(query in text for text in main_texts) for query in everything}
        with DocumentStore.open(f"sqlite:///{folder}/store.sqlite") as fresh:
            fresh.search("法")  # its words are read once; totals are not remembered from the check
            _compare("Regatlas", _ours(store), queries, truth, timed=_ours(fresh))
        _compare("FTS5 trigram", _asked_trigram(trigram), queries, truth)
        _tantivy(main_texts, queries, truth)


def _fill(store: DocumentStore, limit: int | None) -> tuple[list[tuple[str, bool]], float, float]:
    texts: list[tuple[str, bool]] = []
    seconds, indexing = 0.0, Timed(add_to_index)
    vars(repository)["add_to_index"] = indexing
    for name, document in documents(limit):
        begun = time.perf_counter()
        added = store.add_document(document, name, _DAY)
        seconds += time.perf_counter() - begun
        if added.found in ("new", "new-version"):
            texts += [(fold(document.text[unit.span.start : unit.span.end]), unit.main) for unit in units_of(document)]
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


def _queries(texts: Sequence[str]) -> Queries:
    """What people type: one to three words of a Latin text, two to eight characters of a Chinese one; and fragments."""
    chance = random.Random(SEED)
    rare: list[str] = []
    fragments: list[str] = []
    while len(rare) < QUERIES:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        fragment = fold(text[start : start + chance.randint(3, 8)])
        words = fragment if is_chinese(fragment[:1]) else _words_at(text, start, chance.randint(1, 3))
        if len(words) > 1:
            rare.append(words)
        if len(fragment) > 2:
            fragments.append(fragment)
    counted: Counter[str] = Counter()
    for text in chance.sample(list(texts), min(len(texts), 4000)):
        for size in (2, 4):
            counted.update(text[at : at + size] for at in range(0, len(text) - size, size) if is_chinese(text[at]))
        counted.update(word for word in text.split(" ") if word.isascii() and word.isalpha() and len(word) > 3)
    common = [piece for piece, _ in counted.most_common(400) if piece.isalnum()][:QUERIES]
    return Queries(rare, common, fragments[:QUERIES])


def _words_at(text: str, start: int, count: int) -> str:
    words = text[start : start + 80].split(" ")[1:-1]
    return fold(" ".join(words[:count]))


def is_chinese(sign: str) -> bool:
    """Whether a character is an ideograph."""
    return "\u4e00" <= sign <= "\u9fff"


def _check(store: DocumentStore, texts: Sequence[str], queries: Sequence[str]) -> None:
    wrong = [query for query in queries if store.search(query).total != sum(query in text for text in texts)]
    print(f"exact on {len(queries) - len(wrong)} of {len(queries)} queries {wrong[:5] or ''}")


def _ours(store: DocumentStore) -> Callable[[str], int]:
    return lambda query: store.search(query, limit=20).total


def _trigram(texts: Sequence[str]) -> tuple[sqlite3.Connection, float]:
    database = sqlite3.connect(":memory:")
    begun = time.perf_counter()
    database.execute("CREATE VIRTUAL TABLE t USING fts5(body, tokenize='trigram')")
    database.executemany("INSERT INTO t(body) VALUES (?)", ((text,) for text in texts))
    return database, time.perf_counter() - begun


def _asked_trigram(database: sqlite3.Connection) -> Callable[[str], int]:
    def ask(query: str) -> int:
        quoted = '"' + query.replace('"', '""') + '"'
        total = int(database.execute("SELECT count(*) FROM t WHERE t MATCH ?", (quoted,)).fetchone()[0])
        database.execute("SELECT body FROM t WHERE t MATCH ? LIMIT 20", (quoted,)).fetchall()
        return total

    return ask


def _compare(
    name: str,
    ask: Callable[[str], int],
    queries: Queries,
    truth: dict[str, int],
    timed: Callable[[str], int] | None = None,
) -> None:
    print(f"{name}: {sum(ask(query) == total for query, total in truth.items())} of {len(truth)} totals right")
    for kind, some in queries._asdict().items():
        print(f"  {kind:10} {_times(timed or ask, some)}")


def _tantivy(texts: Sequence[str], queries: Queries, truth: dict[str, int]) -> None:
    try:
        import tantivy
    except ImportError:
        print("tantivy is not installed, so it is not compared")
        return
    schema = tantivy.SchemaBuilder().add_text_field("body", stored=True, tokenizer_name="pairs").build()
    index = tantivy.Index(schema)
    pairs = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(2, 2, False)).build()
    index.register_tokenizer("pairs", pairs)
    begun = time.perf_counter()
    writer = index.writer(heap_size=256_000_000)
    for text in texts:
        writer.add_document(tantivy.Document(body=text))
    writer.commit()
    index.reload()
    print(f"tantivy built in {time.perf_counter() - begun:.1f} s")
    searcher = index.searcher()

    def ask(query: str) -> int:
        tokens: list[str | tuple[int, str]] = [query[at : at + 2] for at in range(len(query) - 1)]
        wanted = (
            tantivy.Query.phrase_query(schema, "body", tokens)
            if len(tokens) > 1
            else tantivy.Query.term_query(schema, "body", query)
        )
        found = searcher.search(wanted, limit=20, count=True)
        return int(found.count)  # type: ignore[attr-defined]

    _compare("tantivy", ask, queries, truth)


def _times(ask: Callable[[str], int], queries: Sequence[str]) -> str:
    """Median and 95th percentile in milliseconds."""
    taken = []
    for query in queries:
        begun = time.perf_counter()
        ask(query)
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    return f"median {median(taken):6.2f} ms, 95th percentile {taken[int(0.95 * len(taken))]:6.2f} ms"


if __name__ == "__main__":
    main()
