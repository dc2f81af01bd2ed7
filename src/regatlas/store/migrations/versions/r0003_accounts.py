"""Accounts, sessions, tokens and the audit log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and the triggers that keep the audit log from being changed."""
    _accounts()
    _credentials()
    _signing_in()
    _audit()
    for statement in _GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def _of_account() -> sa.Column[int]:
    return sa.Column(
        "account_id", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True
    )


def _accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("folded_name", sa.String, nullable=False, unique=True),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("password_hash", sa.String),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("disabled_at", sa.DateTime),
    )
    op.create_table(
        "account_identity",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_account(),
        sa.Column("issuer", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.UniqueConstraint("issuer", "subject"),
    )


def _credentials() -> None:
    op.create_table(
        "account_session",
        sa.Column("digest", sa.String, primary_key=True),
        _of_account(),
        sa.Column("began_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("browser", sa.String, nullable=False),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_account(),
        sa.Column("digest", sa.String, nullable=False, unique=True),
        sa.Column("start", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("expires_at", sa.DateTime, nullable=False),
        sa.Column("used_at", sa.DateTime),
    )


def _signing_in() -> None:
    op.create_table(
        "sign_in_attempt",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_at", sa.DateTime, nullable=False, index=True),
    )
    op.create_table(
        "sign_in_journey",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("browser", sa.String, nullable=False),
        sa.Column("nonce", sa.String, nullable=False),
        sa.Column("verifier", sa.String, nullable=False),
        sa.Column("onward", sa.String, nullable=False),
        sa.Column("lang", sa.String, nullable=False),
        sa.Column("began_at", sa.DateTime, nullable=False, index=True),
    )
    op.create_table(
        "server_secret",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
    )


def _audit() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String, nullable=False, index=True),
        sa.Column("action", sa.String, nullable=False, index=True),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("detail", sa.String, nullable=False),
        sa.Column("previous", sa.String, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
    )


# An entry may only follow on the last one: SQLite's REPLACE removes a row without asking the trigger of DELETE.
_FOLLOWS = (
    "NEW.sequence = (SELECT coalesce(max(sequence), 0) + 1 FROM audit_entry) AND NEW.previous = "
    "coalesce((SELECT digest FROM audit_entry ORDER BY sequence DESC LIMIT 1), '" + "0" * 64 + "')"
)

_GUARDS = {
    "sqlite": (
        "CREATE TRIGGER audit_entry_changes BEFORE UPDATE ON audit_entry "
        "BEGIN SELECT raise(ABORT, 'entries of the audit log are never changed'); END",
        "CREATE TRIGGER audit_entry_removals BEFORE DELETE ON audit_entry "
        "BEGIN SELECT raise(ABORT, 'entries of the audit log are never removed'); END",
        f"CREATE TRIGGER audit_entry_additions BEFORE INSERT ON audit_entry WHEN NOT ({_FOLLOWS}) "
        "BEGIN SELECT raise(ABORT, 'an entry of the audit log must follow on the last'); END",
    ),
    "postgresql": (
        """
        CREATE FUNCTION audit_entry_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'entries of the audit log are never changed or removed'; END $$
        """,
        f"""
        CREATE FUNCTION audit_entry_follows() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NOT ({_FOLLOWS}) THEN RAISE EXCEPTION 'an entry of the audit log must follow on the last'; END IF;
            RETURN NEW;
        END $$
        """,
        "CREATE TRIGGER audit_entry_changes BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION audit_entry_kept()",
        "CREATE TRIGGER audit_entry_emptying BEFORE TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_kept()",
        "CREATE TRIGGER audit_entry_additions BEFORE INSERT ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION audit_entry_follows()",
    ),
}
