"""What documents cover, for the filters of search; and the index of SQLite made anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from regatlas.store.search.grams import TOKENIZER

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables. What is covered, and an index of SQLite, are filled in when the store is next searched."""
    document = sa.ForeignKey("document.id", ondelete="CASCADE")
    op.create_table(
        "coverage",
        sa.Column("document_id", sa.Integer, document, primary_key=True),
        sa.Column("taxonomy", sa.String, primary_key=True),
        sa.Column("category", sa.String, primary_key=True),
        sa.Column("level", sa.String, nullable=False),
    )
    op.create_table(
        "coverage_basis",
        sa.Column(
            "document_id", sa.Integer, sa.ForeignKey("document.id", ondelete="CASCADE"), primary_key=True,
            autoincrement=False,
        ),
        sa.Column(
            "record_id", sa.Integer, sa.ForeignKey("record.id", ondelete="CASCADE"), nullable=False, unique=True
        ),
    )  # fmt: skip
    if op.get_bind().dialect.name == "sqlite":
        _index_by_documents()


def _index_by_documents() -> None:
    """One row for each document with its short pieces, instead of one for each unit with its words."""
    for part in ("main", "beside"):
        op.execute(f"DROP TABLE search_{part}_terms")
        op.execute(f"DROP TABLE search_{part}")
    op.execute("DELETE FROM search_unit")
    op.execute(
        "CREATE VIRTUAL TABLE search_grams USING fts5"
        f"(grams, content='', columnsize=0, detail=none, tokenize='{TOKENIZER}')"
    )
