"""People with accounts who are signed in: their browsers, and their programs with tokens."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from fastapi import FastAPI
from fastapi.testclient import TestClient

from regatlas.model.account import Role, Scope
from regatlas.store.accounts.accounts import AccountStore, Doing
from regatlas.store.accounts.sessions import SessionLimits, Whence, begin
from regatlas.store.accounts.tokens import TokenStore, Wish
from regatlas.store.database import Database

HOST = "http://127.0.0.1:8000"


def _doing() -> Doing:
    return Doing("test", datetime.now(UTC))


def add_account(database: Database, name: str, role: Role) -> int:
    return AccountStore(database).add(name, role, "no password", _doing()).id


def browser(app: FastAPI, database: Database, account: int) -> TestClient:
    """A client that is signed in."""
    with database.transaction(writes=True) as session:
        whence = Whence("127.0.0.1", "127.0.0.1", "test")
        secret = begin(session, account, whence, datetime.now(UTC), SessionLimits())
    return TestClient(app, base_url=HOST, cookies={"regatlas-session": secret})


def program(app: FastAPI, database: Database, account: int, *scopes: Scope) -> TestClient:
    """A client with a token."""
    wish = Wish("test", scopes, timedelta(days=1))
    token, _ = TokenStore(database).add(account, wish, _doing())
    return TestClient(app, base_url=HOST, headers={"Authorization": f"Bearer {token}"})


def csrf(page: str) -> str:
    """What the forms of a page carry."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found
    return found[1]
