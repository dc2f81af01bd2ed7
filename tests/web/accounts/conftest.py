"""A server with accounts: one person for each role, and a text to read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.store.conftest import MORNING, make_document

from regatlas.app import passwords
from regatlas.app.accounts import add_local_account
from regatlas.model.account import ROLES
from regatlas.store import DocumentStore
from regatlas.store.accounts.accounts import Doing
from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings

PASSWORD = "quiet river under stone"
NAMES = dict(zip(("rita", "cora", "eddy", "anna"), ROLES, strict=True))
Serve = Callable[..., TestClient]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is meant to take its time, which these tests do not have."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    passwords._nobody.cache_clear()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a text and four people, to be copied."""
    path = tmp_path_factory.mktemp("accounts") / "filled.sqlite"
    with pytest.MonkeyPatch.context() as patch, DocumentStore.open(f"sqlite:///{path}") as store:
        patch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        store.add_document(make_document("算法 备案。\n数据安全\n", title="甲规定"), "a.md", MORNING)
        for name, role in NAMES.items():
            add_local_account(store.database, name, role, PASSWORD, Doing("root", MORNING))
    return path


@pytest.fixture
def database(filled: Path) -> str:
    """The store of the test, always at the same place, so that the servers over it can be used again."""
    path = filled.with_name("store.sqlite")
    for old in filled.parent.glob("store.sqlite*"):
        old.unlink()
    shutil.copy(filled, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def apps() -> dict[ServerSettings, FastAPI]:
    """Servers by their settings: half a second each until they answer for the first time."""
    return {}


@pytest.fixture
def serve(database: str, apps: dict[ServerSettings, FastAPI]) -> Iterator[Serve]:
    """Makes clients of servers over the store; by default reading is open."""
    with ExitStack() as stack:
        running: set[ServerSettings] = set()

        def make(base_url: str = "http://127.0.0.1:8000", **given: object) -> TestClient:
            values = {"database": database, "accounts": "open", "base_url": base_url} | given
            settings = ServerSettings(**values)  # type: ignore[arg-type]
            app = apps.setdefault(settings, create_app(settings))
            client = TestClient(app, base_url=base_url, follow_redirects=False)
            if settings not in running:
                running.add(settings)
                stack.enter_context(client)
            return client

        yield make


@pytest.fixture
def client(serve: Serve) -> TestClient:
    return serve()


def csrf(client: TestClient, path: str = "/en/sign-in") -> str:
    """What the forms of a page carry."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(path).text)
    assert found is not None, path
    return found[1]


def sign_in(client: TestClient, name: str = "anna", password: str = PASSWORD, onward: str = "/en/") -> TestClient:
    """Sign in as a person does, with the page's own form."""
    form = {"csrf": csrf(client), "name": name, "password": password, "next": onward}
    answer = client.post("/en/sign-in", data=form)
    assert answer.status_code == 303, answer.text
    return client
