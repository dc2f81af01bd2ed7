from __future__ import annotations

from fastapi.testclient import TestClient

import regatlas


def test_it_lives_and_is_ready(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "version": regatlas.__version__}
    assert client.get("/readyz").json()["documents"] == "1"


def test_search_answers_as_the_contract_says(client: TestClient) -> None:
    found = client.get("/api/v1/search", params={"q": "算法备案", "limit": 5}).json()
    assert (found["schema"], found["total"]) == ("regatlas/search/1", 1)
    hit = found["hits"][0]
    assert (hit["eid"], hit["article"], hit["citation"]) == ("art_1", "1", "第1条")
    assert (hit["document"]["title"], hit["document"]["source"]) == ("甲规定", "a.md")
    assert hit["snippet"] == {"text": "算法 备案。\n", "marks": [[0, 5]]}


def test_the_openapi_document_is_3_1(client: TestClient) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert "/api/v1/search" in document["paths"]


def test_errors_are_problems_with_the_codes_of_the_command_line(client: TestClient) -> None:
    empty = client.get("/api/v1/search", params={"q": " "})
    assert (empty.status_code, empty.headers["content-type"]) == (400, "application/problem+json")
    assert empty.json()["code"] == "RGA-1008"
    assert client.get("/api/v1/search", params={"q": "a", "limit": 0}).json()["where"] == "query.limit"
    missing = client.get("/nothing")
    assert (missing.status_code, missing.json()["code"]) == (404, "RGA-1404")
