"""What those who manage accounts do, and the tokens that people make for their programs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from regatlas.app.passwords import check_password, hash_password
from regatlas.errors import NotAllowed
from regatlas.model.account import SCOPE_OF, Account, ApiToken, Role, may
from regatlas.store.accounts.accounts import AccountStore, Doing, checked_name
from regatlas.store.accounts.tokens import TokenStore, Wish
from regatlas.store.database import Database


@dataclass(frozen=True)
class Made:
    """A token: ``secret`` is shown once and not kept."""

    secret: str
    token: ApiToken


def add_local_account(database: Database, name: str, role: Role, password: str, doing: Doing) -> Account:
    """Add an account with a password. Raises :class:`regatlas.errors.BadArgument`."""
    name = checked_name(name)
    check_password(password, name)
    return AccountStore(database).add(name, role, hash_password(password), doing)


def set_local_password(database: Database, account: Account, password: str, doing: Doing) -> Account:
    """Give an account another password; its sessions end. Raises :class:`regatlas.errors.BadArgument`."""
    check_password(password, account.name)
    return AccountStore(database).set_password(account.id, hash_password(password), doing)


def invented_password() -> str:
    """A password for somebody else to begin with: 96 random bits that can be read out."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    groups = ("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))
    return "-".join(groups)


def make_token(database: Database, account: Account, wish: Wish, doing: Doing) -> Made:
    """Make a token. Raises :class:`BadArgument`, and :class:`NotAllowed` for scopes beyond the role of the account.

    Also where the role shrinks later the token can do no more than the role: that is looked at whenever it is used.
    """
    for role, scope in SCOPE_OF.items():
        if scope in wish.scopes and not may(account.role, role):
            what = f"the scope {scope} needs the role {role}, and the account has the role {account.role}"
            raise NotAllowed(what, hint="choose fewer scopes")
    secret, token = TokenStore(database).add(account.id, wish, doing)
    return Made(secret, token)


def can_be_managed(url: str) -> bool:
    """Whether the database of that address has an account that may be used and manage the others."""
    with Database.open(url) as database:
        return AccountStore(database).has_admin()
