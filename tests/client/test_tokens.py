"""The client at a server whose reading is closed: who may do what, by the scopes of a token."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.client.conftest import InProcess
from tests.web.api.conftest import CHINESE

from regatlas.client import Client
from regatlas.errors import NotAllowed, SignInNeeded
from regatlas.model.account import Role, Scope
from regatlas.store.accounts.accounts import AccountStore, Doing
from regatlas.store.accounts.tokens import TokenStore, Wish
from regatlas.store.database import Database
from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings

ADDRESS = "http://127.0.0.1:8000"


def token_of(url: str, role: Role, *scopes: Scope) -> str:
    doing = Doing("test", datetime.now(UTC))
    with Database.open(url) as database:
        account = AccountStore(database).add(f"{role}-{'-'.join(scopes)}", role, None, doing)
        return TokenStore(database).add(account.id, Wish("client", scopes, timedelta(days=1)), doing)[0]


def test_what_a_token_may(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    application = TestClient(create_app(ServerSettings(database=url, accounts="closed")), base_url=ADDRESS)
    with application:
        reader, editor = token_of(url, "reader", "read"), token_of(url, "editor", "read", "import")
        narrow = token_of(url, "admin", "read")

        def atlas(token: str | None) -> Client:
            return Client(ADDRESS, token, transport=InProcess(application))

        for refused in (None, "x"):
            with atlas(refused) as client, pytest.raises(SignInNeeded):
                next(client.documents())
        for token in (reader, narrow):
            with atlas(token) as client:
                assert list(client.documents()) == []
                with pytest.raises(NotAllowed):
                    client.send_file("a.md", CHINESE.encode())
        with atlas(editor) as client:
            sent = client.send_file("=a.md", CHINESE.encode())
            assert (sent.source, sent.state, sent.settled) == ("=a.md", "waiting", False)
            assert client.import_(sent.id) == sent
