"""The index of search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from regatlas.store.search.tokens import TOKENIZER

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables. Documents that are there already are indexed when the store is next searched."""
    op.create_table(
        "search_unit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "document_id", sa.Integer, sa.ForeignKey("document.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("eid", sa.String, nullable=False),
        sa.Column("article", sa.String),
        sa.Column("citation", sa.String),
        sa.Column("heading", sa.String),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("main", sa.Boolean, nullable=False),
        sa.Column("folded", sa.String, nullable=False),
    )
    for part in ("main", "beside"):
        # Without content: the texts stand in the documents. prefix=1 answers queries of one Chinese character.
        op.execute(
            f"CREATE VIRTUAL TABLE search_{part} USING fts5"
            f"(tokens, content='', columnsize=0, prefix='1', tokenize=\"{TOKENIZER}\")"
        )
        op.execute(f"CREATE VIRTUAL TABLE search_{part}_terms USING fts5vocab(search_{part}, 'row')")
