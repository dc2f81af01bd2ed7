"""The queue of imports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "import_job",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("final_address", sa.String),
        sa.Column("size", sa.Integer),
        sa.Column("state", sa.String, nullable=False, index=True),
        sa.Column("steps", sa.JSON, nullable=False),
        sa.Column("asked_by", sa.String, nullable=False, index=True),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("finished_at", sa.DateTime),
        sa.Column("worker", sa.String),
        sa.Column("lease_until", sa.DateTime),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("error", sa.JSON),
        sa.Column("document_sha256", sa.String),
        sa.Column("found", sa.String),
        sa.Column("version", sa.Integer),
    )
    job = sa.ForeignKey("import_job.id", ondelete="CASCADE")
    op.create_table(
        "import_piece",
        sa.Column("job_id", sa.Integer, job, primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
