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


def test_the_catalog_is_told_as_on_the_command_line(client: TestClient) -> None:
    listed = client.get("/api/v1/catalog/instruments", params={"status": "in-force", "as_of": "2026-11-23"}).json()
    assert listed["schema"] == "regatlas/catalog-list/1"
    assert {one["status"] for one in listed["instruments"]} == {"in-force"}
    shown = client.get("/api/v1/entries/cn/generative-ai").json()
    assert (shown["kind"], shown["id"]) == ("instruments", "cn/generative-ai")
    assert client.get("/api/v1/entries/cn/nothing-like-it").status_code == 400
    assert client.get("/api/v1/dossiers/CN").json()["schema"] == "regatlas/dossier/1"
    assert len(client.get("/api/v1/taxonomies").json()["taxonomies"]) == 7
    assert any(fact["id"] == "role" for fact in client.get("/api/v1/facts").json()["facts"])
    assert client.get("/api/v1/feed.atom").text.startswith("<?xml")


def test_a_product_is_checked(client: TestClient) -> None:
    profile = {
        "schema": "regatlas/profile/1",
        "name": "x",
        "facts": {"role": ["provider"], "offered_to_public_in": ["CN"]},
    }
    found = client.post("/api/v1/check", json=profile, params={"as_of": "2026-11-23"}).json()
    assert found["schema"] == "regatlas/check/1"
    assert {finding["verdict"] for finding in found["findings"]} >= {"applies", "unknown"}
    wrong = client.post("/api/v1/check", json={**profile, "facts": {"rolle": "provider"}})
    assert wrong.status_code in (400, 422)
    assert "role" in wrong.json()["detail"]


def test_documents_and_records_by_pages(client: TestClient) -> None:
    page = client.get("/api/v1/documents", params={"limit": 1}).json()
    assert (len(page["documents"]), page["next"]) == (1, None)
    sha256 = page["documents"][0]["sha256"]
    assert client.get(f"/api/v1/documents/{sha256}").json()["provisions"][0]["eid"] == "art_1"
    assert client.get(f"/api/v1/documents/{sha256}/records").json()["records"] == []
    assert client.get("/api/v1/documents/none").status_code == 404
