"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables; each refers only to those before it."""
    _works()
    _documents()
    _provisions()
    _records()
    _imports()


def _of_document() -> sa.Column[int]:
    return sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id", ondelete="CASCADE"), nullable=False)


def _works() -> None:
    op.create_table(
        "work",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("title", sa.String),
        sa.Column("folded_title", sa.String, index=True),
        sa.Column("issuers", sa.JSON, nullable=False),
    )
    op.create_table(
        "version",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("work_id", sa.Integer, sa.ForeignKey("work.id", ondelete="CASCADE"), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("previous_id", sa.Integer, sa.ForeignKey("version.id")),
        sa.Column("text_sha256", sa.String, nullable=False, index=True),
        sa.UniqueConstraint("work_id", "ordinal"),
    )


def _documents() -> None:
    version = sa.ForeignKey("version.id", ondelete="CASCADE")
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("version_id", sa.Integer, version, nullable=False, index=True),
        sa.Column("sha256", sa.String, nullable=False, unique=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("media_type", sa.String, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("encoding", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("title", sa.String),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("quality_status", sa.String, nullable=False),
        sa.Column("quality_score", sa.Float, nullable=False),
        sa.Column("quality_reasons", sa.JSON, nullable=False),
        sa.Column("tradition", sa.String, nullable=False),
        sa.Column("layout", sa.String, nullable=False),
        sa.Column("statements", sa.String, nullable=False),
    )


def _provisions() -> None:
    op.create_table(
        "provision",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_document(),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("eid", sa.String, nullable=False),
        sa.Column("parent", sa.String),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("number", sa.String),
        sa.Column("citation", sa.String),
        sa.Column("heading", sa.String),
        sa.Column("start", sa.BigInteger, nullable=False),
        sa.Column("end", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("document_id", "ordinal"),
        sa.UniqueConstraint("document_id", "eid"),
    )


def _records() -> None:
    op.create_table(
        "record",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_document(),
        sa.Column("engine", sa.String, nullable=False),
        sa.Column("manifest", sa.String, nullable=False),
        sa.Column("record", sa.String, nullable=False),
        sa.UniqueConstraint("document_id", "manifest"),
    )


def _imports() -> None:
    op.create_table(
        "import_log",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_document(),
        sa.Column("source", sa.String, nullable=False, index=True),
        sa.Column("imported_at", sa.DateTime, nullable=False),
        sa.Column("found", sa.String, nullable=False),
    )
    op.create_index("ix_import_log_document_id", "import_log", ["document_id"])
