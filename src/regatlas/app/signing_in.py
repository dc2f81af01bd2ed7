"""Signing in: who shows a password, or for whom a service vouches, gets a session. Every one is new."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy.orm import Session

from regatlas.app.passwords import check_password, hash_password, is_outdated, is_password
from regatlas.errors import SignInRefused, TooManyAttempts
from regatlas.model.account import Account
from regatlas.store.accounts.accounts import AccountStore, Credentials, account_of, end_sessions, folded
from regatlas.store.accounts.attempts import FREE_FOR_NAME, FREE_FROM_ADDRESS, failures, succeeded, take
from regatlas.store.accounts.sessions import SessionLimits, Whence, begin
from regatlas.store.accounts.tables import AccountRow
from regatlas.store.audit import append
from regatlas.store.database import Database

_NOBODY = "nobody"


@dataclass(frozen=True)
class Entered:
    """A person who has signed in, and the secret of the session, which goes into the cookie and nowhere else."""

    account: Account
    secret: str


class SigningIn:
    """How people sign in to one database."""

    def __init__(self, database: Database, limits: SessionLimits) -> None:
        self._database = database
        self._limits = limits

    def with_password(self, name: str, password: str, whence: Whence, now: datetime) -> Entered:
        """Begin a session for name and password.

        Raises :class:`TooManyAttempts`, and :class:`SignInRefused`, which does not tell whether there is such a name:
        the answer is the same, and takes as long.
        """
        known = self._prove(name, password, whence, now)
        fresh = hash_password(password) if is_outdated(known.password_hash or "") else None
        with self._database.transaction(writes=True) as session:
            succeeded(session, _name_key(name), _address_key(whence))
            row = session.get_one(AccountRow, known.account.id)
            if row.disabled_at is not None or row.password_hash != known.password_hash:
                raise _refused()  # changed in between
            row.password_hash = fresh or row.password_hash
            return enter(session, row, whence, now, limits=self._limits, by="password")

    def change_password(self, account: Account, old: str, new: str, whence: Whence, now: datetime) -> Entered:
        """Give a person who shows the old password a new one; every session ends, and one begins.

        Raises as :meth:`with_password` does, and :class:`BadArgument` for a password that is not taken.
        """
        check_password(new, account.name)
        self._prove(account.name, old, whence, now)
        kept = hash_password(new)
        with self._database.transaction(writes=True) as session:
            succeeded(session, _name_key(account.name), _address_key(whence))
            session.get_one(AccountRow, account.id).password_hash = kept
            end_sessions(session, account.id)
            secret = begin(session, account.id, whence, now, self._limits)
            append(session, at=now, who=account.name, action="account.password", subject=account.name, detail={})
        return Entered(account, secret)

    def _prove(self, name: str, password: str, whence: Whence, now: datetime) -> Credentials:
        keys = {_name_key(name): FREE_FOR_NAME, _address_key(whence): FREE_FROM_ADDRESS}
        with self._database.transaction(writes=True) as session:
            wait = take(session, keys, now)
        if wait > timedelta():
            raise _too_many(wait)
        known = AccountStore(self._database).credentials(name)
        right = is_password(password, known.password_hash if known else None)
        if known is None or not right or not known.account.usable:
            self._note_failures(known, now)
            raise _refused()
        return known

    def _note_failures(self, known: Credentials | None, now: datetime) -> None:
        """Log once that somebody keeps trying the password of an account.

        Names that are unknown are not logged: they may be passwords that were typed into the wrong field.
        """
        if known is None:
            return
        name = known.account.name
        with self._database.transaction(writes=True) as session:
            count = failures(session, _name_key(name))
            if count == FREE_FOR_NAME:
                append(session, at=now, who=_NOBODY, action="session.refuse", subject=name, detail={"failures": count})


def enter(
    session: Session, row: AccountRow, whence: Whence, now: datetime, *, limits: SessionLimits, by: str
) -> Entered:
    """Begin a session for an account, in a transaction of the caller; ``by`` says how the person was known."""
    secret = begin(session, row.id, whence, now, limits)
    append(session, at=now, who=row.name, action="session.begin", subject=row.name, detail={"by": by})
    return Entered(account_of(row), secret)


def _refused() -> SignInRefused:
    hint = "see whether capital letters are on, then try again"
    return SignInRefused("name and password do not belong together", hint=hint)


def _too_many(wait: timedelta) -> TooManyAttempts:
    seconds = ceil(wait.total_seconds())
    minutes = ceil(seconds / 60)
    hint = f"try again in {seconds} seconds" if seconds < 120 else f"try again in {minutes} minutes"
    error = TooManyAttempts("there were too many attempts to sign in", hint=hint)
    error.seconds = seconds
    return error


def _name_key(name: str) -> str:
    # Hashed, for people sometimes type a password into the field of the name.
    return "name:" + hashlib.sha256(folded(name).encode("utf-8", "replace")).hexdigest()


def _address_key(whence: Whence) -> str:
    return f"address:{whence.neighbourhood}"
