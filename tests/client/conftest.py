"""A client of a server in this process, without a network between them."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from fastapi.testclient import TestClient
from tests.web.api.conftest import api, api_database, shas

from regatlas.client import Client

__all__ = ["api", "api_database", "shas"]


class InProcess(httpx.BaseTransport):
    """Hands requests to the application under test."""

    def __init__(self, application: TestClient) -> None:
        self._application = application

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask the application, and give back what it answers."""
        headers = {name: value for name, value in request.headers.items() if name != "content-length"}
        told = self._application.request(request.method, str(request.url), headers=headers, content=request.read())
        return httpx.Response(told.status_code, headers=list(told.headers.items()), content=told.content)


@pytest.fixture
def atlas(api: TestClient) -> Iterator[Client]:
    with Client("http://127.0.0.1:8000", transport=InProcess(api)) as client:
        yield client
