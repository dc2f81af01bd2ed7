"""The tables of accounts. Nothing that lets one in stands here as it is: of passwords, sessions and tokens only hashes.

A change here needs a migration in ``migrations/versions``; a test compares the two.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from regatlas.store.tables import Base, UtcDateTime


class AccountRow(Base):
    """A person who may sign in. ``folded_name`` is the name as it is compared: width, case and composition folded."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    folded_name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    password_hash: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    identities: Mapped[list[IdentityRow]] = relationship(order_by="IdentityRow.id")


class IdentityRow(Base):
    """Who a service of OpenID Connect says that a person is: ``subject`` is unique and permanent for its ``issuer``."""

    __tablename__ = "account_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    issuer: Mapped[str]
    subject: Mapped[str]


class SessionRow(Base):
    """A browser in which a person is signed in; ``digest`` is the SHA-256 of the secret that its cookie holds."""

    __tablename__ = "account_session"

    digest: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    address: Mapped[str]
    browser: Mapped[str]

    account: Mapped[AccountRow] = relationship()


class TokenRow(Base):
    """A token for programs; ``digest`` is its SHA-256, ``start`` its first characters."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    start: Mapped[str]
    name: Mapped[str]
    scopes: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    account: Mapped[AccountRow] = relationship()


class AttemptRow(Base):
    """How often signing in has failed of late for a name or from an address, whichever ``key`` says."""

    __tablename__ = "sign_in_attempt"

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class JourneyRow(Base):
    """A person who was sent to a service of OpenID Connect and is not back yet.

    ``digest`` is the SHA-256 of the state, ``browser`` that of the secret in the cookie of the browser that left.
    """

    __tablename__ = "sign_in_journey"

    digest: Mapped[str] = mapped_column(primary_key=True)
    browser: Mapped[str]
    nonce: Mapped[str]
    verifier: Mapped[str]
    onward: Mapped[str]
    lang: Mapped[str]
    began_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class SecretRow(Base):
    """A secret of the server itself, made once."""

    __tablename__ = "server_secret"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
