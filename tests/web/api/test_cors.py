"""Other sites' pages may ask only where the operator names them, and never with cookies."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings

SITE = {"Origin": "https://maps.example.org"}
ASKING = {**SITE, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}


def test_nobody_is_named(api: TestClient) -> None:
    assert "access-control-allow-origin" not in api.get("/api/v1/dossiers", headers=SITE).headers
    assert "access-control-allow-origin" not in api.options("/api/v1/dossiers", headers=ASKING).headers


@pytest.mark.parametrize("named", ["https://maps.example.org", "*"])
def test_a_site_that_is_named(api_database: str, named: str) -> None:
    settings = ServerSettings(database=api_database, cors=(named,))
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as api:
        told = api.get("/api/v1/dossiers", headers=SITE)
        assert told.headers["access-control-allow-origin"] == named
        assert "ETag" in told.headers["access-control-expose-headers"]
        asked = api.options("/api/v1/dossiers", headers=ASKING)
        assert asked.status_code == 200
        assert "Authorization" in asked.headers["access-control-allow-headers"]
        for answer in (told, asked):
            assert "access-control-allow-credentials" not in answer.headers
        assert "access-control-allow-origin" not in api.get("/en/about", headers=SITE).headers


def test_a_site_that_is_not_named(api_database: str) -> None:
    settings = ServerSettings(database=api_database, cors=("https://maps.example.org",))
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as api:
        for origin in ("https://evil.example", "https://maps.example.org.evil.example", "null"):
            told = api.get("/api/v1/dossiers", headers={"Origin": origin})
            assert "access-control-allow-origin" not in told.headers
