"""Tokens for programs. A token is shown once, when it is made; what is kept of it is its SHA-256."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from pydantic import JsonValue
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, joinedload

from regatlas.errors import BadArgument, NotKnown
from regatlas.model.account import SCOPES, Account, ApiToken, Scope
from regatlas.store.accounts.accounts import Doing, account_of
from regatlas.store.accounts.sessions import digest_of
from regatlas.store.accounts.tables import TokenRow
from regatlas.store.audit import append
from regatlas.store.database import Database

PREFIX = "rga_"
MOST_DAYS = 366
"""The longest time for which a token is made."""
_MOST_TOKENS = 50
_SHOWN = 8
_LONGEST_NAME = 100
# The last use is noted at most this often, so that most requests need not write.
_USED = timedelta(minutes=5)


@dataclass(frozen=True)
class Wish:
    """A token that is asked for."""

    name: str
    scopes: Collection[Scope]
    lasts: timedelta


class TokenStore:
    """The tokens of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, account_id: int, wish: Wish, doing: Doing) -> tuple[str, ApiToken]:
        """Make a token: the token itself, which is not kept, and what is told of it later. Raises
        :class:`BadArgument`."""
        scopes = _checked(wish)
        token = PREFIX + secrets.token_urlsafe(32)
        row = TokenRow(
            account_id=account_id,
            digest=digest_of(token),
            start=token[:_SHOWN],
            name=wish.name.strip(),
            scopes=list(scopes),
            created_at=doing.at,
            expires_at=doing.at + wish.lasts,
        )
        with self._database.transaction(writes=True) as session:
            count = session.scalar(select(func.count()).where(TokenRow.account_id == account_id)) or 0
            if count >= _MOST_TOKENS:
                raise BadArgument(f"this account has {_MOST_TOKENS} tokens already", hint="revoke those not in use")
            session.add(row)
            session.flush()
            _log(session, row, "token.add", doing, {"scopes": [*scopes], "expires": row.expires_at.isoformat()})
            return token, _told(row)

    def of(self, account_id: int) -> list[ApiToken]:
        """The tokens of an account, the newest first."""
        asked = select(TokenRow).where(TokenRow.account_id == account_id).order_by(TokenRow.id.desc())
        with self._database.transaction() as session:
            return [_told(row) for row in session.scalars(asked)]

    def revoke(self, account_id: int, token_id: int, doing: Doing) -> None:
        """Take a token of an account out of use. Raises :class:`NotKnown` where the account has no such token."""
        with self._database.transaction(writes=True) as session:
            row = session.get(TokenRow, token_id)
            if row is None or row.account_id != account_id:
                raise NotKnown("there is no such token", where=str(token_id), hint="see the list of your tokens")
            session.delete(row)
            session.flush()
            _log(session, row, "token.revoke", doing, {})

    def account(self, token: str, now: datetime) -> tuple[Account, frozenset[Scope]] | None:
        """Whose token it is, and its scopes; None where it is unknown or past its time, or the account disabled."""
        asked = select(TokenRow).where(TokenRow.digest == digest_of(token)).options(joinedload(TokenRow.account))
        with self._database.transaction() as session:
            row = session.scalar(asked)
            if row is None or row.expires_at <= now or row.account.disabled_at is not None:
                return None
            account, scopes, used, number = account_of(row.account), _scopes(row), row.used_at, row.id
        if used is None or now - used > _USED:
            with self._database.transaction(writes=True) as session:
                session.execute(update(TokenRow).where(TokenRow.id == number).values(used_at=now))
        return account, frozenset(scopes)


def _checked(wish: Wish) -> tuple[Scope, ...]:
    name = wish.name.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        hint = f"use up to {_LONGEST_NAME} characters, such as the program that will use it"
        raise BadArgument("the token needs a name", where="name", hint=hint)
    if not wish.scopes:
        raise BadArgument("the token needs a scope", where="scopes", hint=f"choose of {', '.join(SCOPES)}")
    if not timedelta() < wish.lasts <= timedelta(days=MOST_DAYS):
        raise BadArgument("the token cannot last so long", where="days", hint=f"choose 1 to {MOST_DAYS} days")
    return tuple(scope for scope in SCOPES if scope in wish.scopes)


def _log(session: Session, row: TokenRow, action: str, doing: Doing, detail: dict[str, JsonValue]) -> None:
    told = {"start": row.start, "account": row.account_id, **detail}
    append(session, at=doing.at, who=doing.who, action=action, subject=row.name, detail=told)


def _scopes(row: TokenRow) -> tuple[Scope, ...]:
    return tuple(cast("Scope", scope) for scope in row.scopes)


def _told(row: TokenRow) -> ApiToken:
    return ApiToken(
        id=row.id,
        name=row.name,
        start=row.start,
        scopes=_scopes(row),
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
    )
