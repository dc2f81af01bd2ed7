"""The form of an answer: by the address, else by ``Accept``."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from regatlas.errors import NotOffered
from regatlas.web.api.negotiation import CSV, JSON, JSONL, best

OFFERED = [JSON, CSV, JSONL]


@pytest.mark.parametrize(
    ("accept", "found"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", CSV),
        ("text/*;q=0.5, application/x-ndjson", JSONL),
        ("application/json;q=0.1, text/csv;q=0.2", CSV),
        ("*/*, application/json;q=0", CSV),
        ("application/jsonl", JSONL),
        ("TEXT/CSV ; header=present", CSV),
        ("text/html, */*;q=0.1", JSON),
    ],
)
def test_the_best_of_what_there_is(accept: str, found: str) -> None:
    assert best(accept, OFFERED) == found


@pytest.mark.parametrize("accept", ["image/png", "application/json;q=0", "text/csv;q=x", "application/json;q=7"])
def test_what_there_is_not(accept: str) -> None:
    with pytest.raises(NotOffered) as caught:
        best(accept, [JSON])
    assert "application/json" in caught.value.hint


@given(st.text(max_size=200))
def test_no_header_is_a_mistake_of_the_program(accept: str) -> None:
    try:
        found = best(accept, OFFERED)
    except NotOffered:
        return
    assert found in OFFERED


def test_every_address_minds_the_header(api: TestClient) -> None:
    told = api.get("/api/v1/facts", headers={"Accept": "image/png"})
    assert (told.status_code, told.json()["code"]) == (406, "RGA-1406")
    assert told.headers["content-type"] == "application/problem+json"
    assert api.get("/api/v1/feed.atom", headers={"Accept": "application/atom+xml"}).status_code == 200
    assert api.get("/api/v1/briefs/cn/pipl", headers={"Accept": "text/markdown"}).text.startswith("# ")
    assert api.get("/api/v1/documents", headers={"Accept": "text/csv"}).headers["content-type"].startswith("text/csv")
    # What stands in the address wins over the header.
    chosen = api.get("/api/v1/documents", params={"format": "jsonl"}, headers={"Accept": "text/csv"})
    assert chosen.headers["content-type"] == "application/x-ndjson"
