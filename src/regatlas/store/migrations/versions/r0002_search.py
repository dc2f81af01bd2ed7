"""The index of search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"


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
        sa.Column("start", sa.BigInteger, nullable=False),
        sa.Column("end", sa.BigInteger, nullable=False),
        sa.Column("main", sa.Boolean, nullable=False),
        sa.Column("folded", sa.String, nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        _postgres()
    else:
        _sqlite()


def _sqlite() -> None:
    for part in ("main", "beside"):
        # Without content: the texts stand in the documents. prefix=1 answers queries of one Chinese character.
        op.execute(
            f"CREATE VIRTUAL TABLE search_{part} USING fts5"
            f"(tokens, content='', columnsize=0, prefix='1', tokenize=\"{_TOKENIZER}\")"
        )
        op.execute(f"CREATE VIRTUAL TABLE search_{part}_terms USING fts5vocab(search_{part}, 'row')")


def _postgres() -> None:
    """What :mod:`regatlas.store.search.postgres` asks. The models do not know it, as they know no table of FTS5."""
    document = sa.ForeignKey("document.id", ondelete="CASCADE")
    op.create_table(
        "search_grams",
        sa.Column("document_id", sa.Integer, document, primary_key=True, autoincrement=False),
        sa.Column("grams", TSVECTOR, nullable=False),
    )
    # Not put off: queries would read what is pending, up to four megabytes, one by one until somebody vacuums.
    op.create_index(
        "ix_search_grams_grams",
        "search_grams",
        ["grams"],
        postgresql_using="gin",
        postgresql_with={"fastupdate": False},
    )
