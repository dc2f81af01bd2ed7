"""Other ways to search the same provisions in this process: SQLite's FTS5 with trigrams, and tantivy with pairs."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence


def fts5_trigrams(texts: Sequence[str]) -> tuple[Callable[[str], int], float]:
    """FTS5 as it comes, in memory; how to ask it, and how many seconds its index took."""
    database = sqlite3.connect(":memory:")
    begun = time.perf_counter()
    database.execute("CREATE VIRTUAL TABLE t USING fts5(body, tokenize='trigram')")
    database.executemany("INSERT INTO t(body) VALUES (?)", ((text,) for text in texts))
    built = time.perf_counter() - begun

    def ask(query: str) -> int:
        quoted = '"' + query.replace('"', '""') + '"'
        total = int(database.execute("SELECT count(*) FROM t WHERE t MATCH ?", (quoted,)).fetchone()[0])
        database.execute("SELECT body FROM t WHERE t MATCH ? LIMIT 20", (quoted,)).fetchall()
        return total

    return ask, built


def tantivy_pairs(texts: Sequence[str]) -> tuple[Callable[[str], int], float] | None:
    """tantivy over pairs of characters; None where it is not installed.

    The pairs are made here: its own n-grams all have one position, so that no phrase of them could be asked for.
    """
    try:
        import tantivy
    except ImportError:
        return None
    schema = tantivy.SchemaBuilder().add_text_field("body", tokenizer_name="pairs").build()
    index = tantivy.Index(schema)
    index.register_tokenizer("pairs", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    begun = time.perf_counter()
    writer = index.writer(heap_size=256_000_000)
    for text in texts:
        writer.add_document(tantivy.Document(body=" ".join(_pairs(text))))
    writer.commit()
    index.reload()
    built = time.perf_counter() - begun
    searcher = index.searcher()

    def ask(query: str) -> int:
        tokens: list[str | tuple[int, str]] = [*_pairs(query)]
        wanted = (
            tantivy.Query.phrase_query(schema, "body", tokens)
            if len(tokens) > 1
            else tantivy.Query.term_query(schema, "body", tokens[0])
        )
        found = searcher.search(wanted, limit=20, count=True)
        return int(found.count)  # type: ignore[attr-defined]

    return ask, built


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2].replace(" ", "_") for at in range(len(text) - 1)]
