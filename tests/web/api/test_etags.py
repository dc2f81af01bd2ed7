"""Conditional requests, HEAD and OPTIONS."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from tests.store.conftest import MORNING, make_document

from regatlas.store import DocumentStore
from regatlas.web.api.etags import holds

PLACES = ("facts", "documents", "feed.atom", "briefs/cn/pipl?format=html", "exports/bibtex", "search?q=标识")


@pytest.mark.parametrize(
    ("condition", "tag", "same"),
    [
        (None, '"a"', False),
        ('"a"', '"a"', True),
        ('W/"a"', '"a"', True),
        ('"b", W/"a"', 'W/"a"', True),
        ("*", '"a"', True),
        ('"b"', '"a"', False),
        ("a", '"a"', False),
        ("", '"a"', False),
    ],
)
def test_tags_are_compared_weakly(condition: str | None, tag: str, same: bool) -> None:
    assert holds(condition, tag) is same


@pytest.mark.parametrize("place", PLACES)
def test_what_is_known_is_not_sent_again(api: TestClient, place: str) -> None:
    first = api.get(f"/api/v1/{place}")
    tag = first.headers["etag"]
    assert tag.startswith('"')
    again = api.get(f"/api/v1/{place}", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert "content-type" not in again.headers
    assert again.headers["cache-control"] == first.headers["cache-control"] == "private, no-cache"
    assert "accept" in first.headers["vary"].lower()
    other = api.get(f"/api/v1/{place}", headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.content) == (200, first.content)


@pytest.mark.parametrize("place", [*PLACES, "codes?format=csv", "documents?format=jsonl", "search?q=标识&format=csv"])
def test_head_is_get_without_the_body(api: TestClient, place: str) -> None:
    told, asked = api.get(f"/api/v1/{place}"), api.head(f"/api/v1/{place}")
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["etag"] == told.headers["etag"]
    assert api.head("/api/v1/documents/none").status_code == 404


def test_streams_have_weak_tags_that_change_with_the_store(database: str, client: TestClient) -> None:
    before = client.get("/api/v1/documents?format=csv")
    assert before.headers["etag"].startswith('W/"')
    condition = {"If-None-Match": before.headers["etag"]}
    assert client.get("/api/v1/documents?format=csv", headers=condition).status_code == 304
    assert client.get("/api/v1/documents?format=jsonl", headers=condition).status_code == 200
    with DocumentStore.open(database) as store:
        store.add_document(make_document("新的\n", title="new"), "new.md", MORNING)
    assert client.get("/api/v1/documents?format=csv", headers=condition).status_code == 200


def test_every_method_that_there_is_and_no_other(api: TestClient) -> None:
    for place, methods in (
        ("facts", "GET, HEAD, OPTIONS"),
        ("check", "POST, OPTIONS"),
        ("entries/x", "GET, HEAD, OPTIONS"),
    ):
        asked = api.options(f"/api/v1/{place}")
        assert (asked.status_code, asked.headers["allow"]) == (204, methods)
    refused = api.delete("/api/v1/facts")
    assert (refused.status_code, refused.json()["code"]) == (405, "RGA-1405")
    assert refused.headers["allow"] == "GET, HEAD, OPTIONS"
    assert refused.headers["cache-control"] == "no-store"
    assert api.options("/api/v1/nothing").status_code == 404
