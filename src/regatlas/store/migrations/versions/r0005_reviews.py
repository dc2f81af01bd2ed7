"""Judgements by people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables: who codes what, and every change of every answer."""
    op.create_table(
        "review_coding",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("coder", sa.String, nullable=False, index=True),
        sa.Column("manifest", sa.String),
        sa.Column("taxonomies", sa.JSON, nullable=False),
        sa.Column("blind", sa.Boolean, nullable=False),
        sa.Column("machine_blind", sa.Boolean, nullable=False),
        sa.Column("asked_by", sa.String, nullable=False),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("finished_at", sa.DateTime),
        sa.UniqueConstraint("document_id", "kind", "coder"),
    )
    op.create_table(
        "review_change",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("coding_id", sa.Integer, sa.ForeignKey("review_coding.id"), nullable=False),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("before", sa.String),
        sa.Column("after", sa.String, nullable=False),
        sa.UniqueConstraint("coding_id", "item", "version"),
    )
