"""A server over a small store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.store.conftest import MORNING, make_document

from regatlas.store import DocumentStore
from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings


@pytest.fixture
def database(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with DocumentStore.open(url) as store:
        store.add_document(make_document("算法 备案。\n数据安全\n", title="甲规定"), "a.md", MORNING)
    return url


@pytest.fixture
def client(database: str) -> Iterator[TestClient]:
    with TestClient(create_app(ServerSettings(database=database))) as opened:
        yield opened
