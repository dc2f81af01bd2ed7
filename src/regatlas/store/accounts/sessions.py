"""Sessions: the browsers in which people are signed in. Of the secret in a cookie only the SHA-256 is kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session, joinedload

from regatlas.model.account import Account, OpenSession
from regatlas.store.accounts.accounts import Doing, account_of, end_sessions
from regatlas.store.accounts.tables import SessionRow
from regatlas.store.audit import append
from regatlas.store.database import Database

# A session is noted as seen at most this often, so that most requests need not write.
_SEEN = timedelta(minutes=5)
_HANDLE = 16
_LONGEST_BROWSER = 200


@dataclass(frozen=True)
class SessionLimits:
    """How long a session lasts: ``idle`` without a request, and ``whole`` from signing in."""

    idle: timedelta = timedelta(hours=12)
    whole: timedelta = timedelta(days=7)


@dataclass(frozen=True)
class Whence:
    """From where a person signs in: the address, and what the browser says of itself.

    ``neighbourhood`` is the part of the address by which attempts are counted.
    """

    address: str
    neighbourhood: str
    browser: str


def digest_of(secret: str) -> str:
    """What is kept of a secret. Secrets are 256 random bits, so that a plain hash suffices."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def handle_of(secret: str) -> str:
    """The name of a session in lists."""
    return digest_of(secret)[:_HANDLE]


def begin(session: Session, account_id: int, whence: Whence, now: datetime, limits: SessionLimits) -> str:
    """Begin a session in a transaction that also logs it, and remove those that have ended; the secret of the new."""
    session.execute(delete(SessionRow).where(_ended(now, limits)))
    secret = secrets.token_urlsafe(32)
    session.add(
        SessionRow(
            digest=digest_of(secret),
            account_id=account_id,
            began_at=now,
            seen_at=now,
            address=whence.address,
            browser=whence.browser[:_LONGEST_BROWSER].encode("utf-8", "backslashreplace").decode(),
        )
    )
    session.flush()
    return secret


class SessionStore:
    """The sessions of a database."""

    def __init__(self, database: Database, limits: SessionLimits) -> None:
        self._database = database
        self._limits = limits

    def account(self, secret: str, now: datetime) -> Account | None:
        """Whose session has this secret; None where it has ended, or the account may not be used."""
        digest = digest_of(secret)
        asked = (
            select(SessionRow)
            .where(SessionRow.digest == digest, ~_ended(now, self._limits))
            .options(joinedload(SessionRow.account))
        )
        with self._database.transaction() as session:
            row = session.scalar(asked)
            if row is None or row.account.disabled_at is not None:
                return None
            account, stale = account_of(row.account), now - row.seen_at > _SEEN
        if stale:
            with self._database.transaction(writes=True) as session:
                session.execute(update(SessionRow).where(SessionRow.digest == digest).values(seen_at=now))
        return account

    def of(self, account_id: int, now: datetime) -> list[OpenSession]:
        """The sessions of an account that last, the latest first."""
        asked = select(SessionRow).where(SessionRow.account_id == account_id, ~_ended(now, self._limits))
        with self._database.transaction() as session:
            return [_open(row) for row in session.scalars(asked.order_by(SessionRow.seen_at.desc()))]

    def end(self, secret: str, doing: Doing) -> None:
        """End the session of that secret, if there is one."""
        with self._database.transaction(writes=True) as session:
            row = session.get(SessionRow, digest_of(secret))
            if row is not None:
                session.delete(row)
                session.flush()
                append(session, at=doing.at, who=doing.who, action="session.end", subject=doing.who, detail={})

    def forget(self, secret: str) -> None:
        """End the session that a browser had before its new one, without a word in the log."""
        with self._database.transaction(writes=True) as session:
            session.execute(delete(SessionRow).where(SessionRow.digest == digest_of(secret)))

    def end_one(self, account_id: int, handle: str, doing: Doing) -> None:
        """End the session of an account that lists name by this handle."""
        if len(handle) != _HANDLE:
            return
        ended = delete(SessionRow).where(
            SessionRow.account_id == account_id, SessionRow.digest.startswith(handle, autoescape=True)
        )
        with self._database.transaction(writes=True) as session:
            if session.scalars(ended.returning(SessionRow.digest)).all():
                append(session, at=doing.at, who=doing.who, action="session.end", subject=doing.who, detail={})

    def end_all(self, account_id: int, doing: Doing) -> None:
        """End every session of an account."""
        with self._database.transaction(writes=True) as session:
            ended = end_sessions(session, account_id)
            detail = {"sessions": ended}
            append(session, at=doing.at, who=doing.who, action="session.end-all", subject=doing.who, detail=detail)


def _ended(now: datetime, limits: SessionLimits) -> ColumnElement[bool]:
    return (SessionRow.seen_at <= now - limits.idle) | (SessionRow.began_at <= now - limits.whole)


def _open(row: SessionRow) -> OpenSession:
    return OpenSession(
        handle=row.digest[:_HANDLE],
        began_at=row.began_at,
        seen_at=row.seen_at,
        address=row.address,
        browser=row.browser,
    )
