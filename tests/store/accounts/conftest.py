"""Accounts in an empty store, once in each kind of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.store.conftest import MORNING

from regatlas.store.accounts.accounts import AccountStore, Doing
from regatlas.store.database import Database

DOING = Doing("root", MORNING)


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    with Database.open(store_url) as opened:
        yield opened


@pytest.fixture
def accounts(database: Database) -> AccountStore:
    return AccountStore(database)
