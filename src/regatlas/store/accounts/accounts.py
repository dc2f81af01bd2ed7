"""Accounts: who may sign in, and with which role. Every change stands in the audit log, in the same transaction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import ColumnElement, Select, delete, select
from sqlalchemy.orm import Session, selectinload

from regatlas.errors import BadArgument, NotKnown
from regatlas.model.account import Account, Role
from regatlas.store.accounts.tables import AccountRow, IdentityRow, SessionRow
from regatlas.store.audit import append
from regatlas.store.database import Database

_LONGEST = 64
_NAME = re.compile(r"[\w][\w.@+-]*")


@dataclass(frozen=True)
class Doing:
    """Who makes a change, and when."""

    who: str
    at: datetime


@dataclass(frozen=True)
class Credentials:
    """An account with the hash of its password; None where it has none."""

    account: Account
    password_hash: str | None


@dataclass(frozen=True)
class Identity:
    """Who a service of OpenID Connect says that a person is."""

    issuer: str
    subject: str


def folded(name: str) -> str:
    """A name as names are compared: two that differ only in width or case are one."""
    return unicodedata.normalize("NFKC", name.strip()).casefold().encode("utf-8", "replace").decode()


def checked_name(name: str) -> str:
    """A name that an account may have. Raises :class:`BadArgument`."""
    name = unicodedata.normalize("NFKC", name.strip())
    if len(name) > _LONGEST or not _NAME.fullmatch(name):
        hint = f"use up to {_LONGEST} letters, digits and . _ - + @, beginning with a letter or digit"
        raise BadArgument("this cannot be the name of an account", where=f"name {name[:_LONGEST]!r}", hint=hint)
    return name


class AccountStore:
    """The accounts of a database; every method is one transaction and raises :class:`StoreError` where it is refused.

    A change of role, password or standing ends the sessions of the account.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Account]:
        """Every account by name."""
        with self._database.transaction() as session:
            rows = session.scalars(_accounts().order_by(AccountRow.folded_name))
            return [account_of(row) for row in rows]

    def find(self, name: str) -> Account:
        """The account of that name. Raises :class:`NotKnown`."""
        with self._database.transaction() as session:
            return account_of(_row(session, AccountRow.folded_name == folded(name), name))

    def credentials(self, name: str) -> Credentials | None:
        """The account of that name with the hash of its password, or None."""
        with self._database.transaction() as session:
            row = session.scalar(_accounts().where(AccountRow.folded_name == folded(name)))
            return None if row is None else Credentials(account_of(row), row.password_hash)

    def has_admin(self) -> bool:
        """Whether there is an account that may be used and manage others."""
        with self._database.transaction() as session:
            return bool(session.scalar(_admins().limit(1)))

    def add(self, name: str, role: Role, password_hash: str | None, doing: Doing) -> Account:
        """Add an account. Raises :class:`BadArgument` where the name cannot be one, or is taken."""
        with self._database.transaction(writes=True) as session:
            row = add_account(session, name, role, password_hash, doing)
            append(session, at=doing.at, who=doing.who, action="account.add", subject=row.name, detail={"role": role})
            return account_of(row)

    def set_role(self, account_id: int, role: Role, doing: Doing) -> Account:
        """Give an account another role. Raises :class:`BadArgument` where nobody could manage accounts any more."""
        with self._database.transaction(writes=True) as session:
            row = _row(session, AccountRow.id == account_id)
            if row.role != role:
                detail: dict[str, JsonValue] = {"before": row.role, "after": role}
                change_role(session, row, role)
                _log(session, row, "account.role", doing, detail)
            return account_of(row)

    def set_standing(self, account_id: int, *, usable: bool, doing: Doing) -> Account:
        """Let an account be used, or no more. Raises :class:`BadArgument` as :meth:`set_role` does."""
        with self._database.transaction(writes=True) as session:
            row = _row(session, AccountRow.id == account_id)
            if (row.disabled_at is None) != usable:
                if not usable:
                    _keep_an_admin(session, row)
                row.disabled_at = None if usable else doing.at
                end_sessions(session, row.id)
                _log(session, row, "account.enable" if usable else "account.disable", doing, {})
            return account_of(row)

    def set_password(self, account_id: int, password_hash: str, doing: Doing) -> Account:
        """Give an account another password."""
        with self._database.transaction(writes=True) as session:
            row = _row(session, AccountRow.id == account_id)
            row.password_hash = password_hash
            end_sessions(session, row.id)
            _log(session, row, "account.password", doing, {})
            return account_of(row)


def add_account(session: Session, name: str, role: Role, password_hash: str | None, doing: Doing) -> AccountRow:
    """Add an account in a transaction that also logs it. Raises :class:`BadArgument`."""
    name = checked_name(name)
    if session.scalar(select(AccountRow.id).where(AccountRow.folded_name == folded(name))) is not None:
        raise BadArgument("there is an account of this name", where=name, hint="choose another name")
    row = AccountRow(
        name=name, folded_name=folded(name), role=role, password_hash=password_hash, created_at=doing.at, identities=[]
    )
    session.add(row)
    session.flush()
    return row


def account_with_identity(session: Session, identity: Identity) -> AccountRow | None:
    """The account that is linked to what a service says of a person, or None."""
    of_identity = (IdentityRow.issuer == identity.issuer) & (IdentityRow.subject == identity.subject)
    return session.scalar(_accounts().join(AccountRow.identities).where(of_identity))


def change_role(session: Session, row: AccountRow, role: Role) -> None:
    """Give an account another role and end its sessions. Raises :class:`BadArgument` for the last that manages."""
    if role != "admin":
        _keep_an_admin(session, row)
    row.role = role
    end_sessions(session, row.id)


def end_sessions(session: Session, account_id: int, *, but: str = "") -> int:
    """End the sessions of an account, all but the one with the digest ``but``; how many there were."""
    ended = delete(SessionRow).where(SessionRow.account_id == account_id, SessionRow.digest != but)
    return len(session.scalars(ended.returning(SessionRow.digest)).all())


def account_of(row: AccountRow) -> Account:
    """The account of a row."""
    return Account.model_validate(
        {
            "id": row.id,
            "name": row.name,
            "role": row.role,
            "created_at": row.created_at,
            "disabled_at": row.disabled_at,
            "local": row.password_hash is not None,
            "issuers": tuple(identity.issuer for identity in row.identities),
        }
    )


def _accounts() -> Select[AccountRow]:
    return select(AccountRow).options(selectinload(AccountRow.identities))


def _admins() -> Select[AccountRow]:
    return select(AccountRow).where(AccountRow.role == "admin", AccountRow.disabled_at.is_(None))


def _row(session: Session, which: ColumnElement[bool], name: str = "") -> AccountRow:
    row = session.scalar(_accounts().where(which))
    if row is None:
        raise NotKnown("there is no such account", where=name[:_LONGEST], hint="see the list of accounts")
    return row


def _keep_an_admin(session: Session, row: AccountRow) -> None:
    # Transactions that write wait for each other, so that two admins cannot take the role from each other at once.
    admins = session.scalars(_admins()).all()
    if [one.id for one in admins] == [row.id]:
        hint = "make another account an admin first"
        raise BadArgument("this is the only account that may manage the others", where=row.name, hint=hint)


def _log(session: Session, row: AccountRow, action: str, doing: Doing, detail: Mapping[str, JsonValue]) -> None:
    session.flush()
    append(session, at=doing.at, who=doing.who, action=action, subject=row.name, detail=detail)
