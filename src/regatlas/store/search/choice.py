"""Which index serves which database."""

from __future__ import annotations

from regatlas.store.search.base import SearchIndex
from regatlas.store.search.postgres import PostgresIndex
from regatlas.store.search.sqlite import SqliteIndex


def index_for(dialect: str) -> SearchIndex:
    """A new index over a database of this kind, as SQLAlchemy names it."""
    return PostgresIndex() if dialect == "postgresql" else SqliteIndex()
