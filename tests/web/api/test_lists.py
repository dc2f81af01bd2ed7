"""Lists: by pages that neither repeat nor skip, and whole as CSV and lines of JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from tests.store.conftest import MORNING, make_document, make_record

from regatlas.model.judgement import Evidence, Judgement
from regatlas.store import DocumentStore

LISTS = ("documents", "codes", "instruments", "agencies", "events", "obligations", "commitments", "claims", "relations")


def pages(api: TestClient, path: str, limit: int) -> Iterator[dict[str, object]]:
    """The pages of a list, by following the header ``Link``."""
    url = f"/api/v1/{path}{'&' if '?' in path else '?'}limit={limit}"
    while url:
        answer = api.get(url)
        assert answer.status_code == 200, answer.text
        yield answer.json()
        url = answer.headers.get("link", "").partition(">")[0].removeprefix("<")


@pytest.mark.parametrize("name", LISTS)
def test_pages_lines_and_rows_hold_the_same(api: TestClient, name: str) -> None:
    by_page = [item for page in pages(api, name, 37) for item in page[name]]  # type: ignore[attr-defined]
    whole = api.get(f"/api/v1/{name}", params={"format": "jsonl"})
    assert [json.loads(line) for line in whole.text.splitlines()] == by_page
    assert by_page
    rows = api.get(f"/api/v1/{name}", params={"format": "csv"})
    assert rows.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert rows.headers["content-disposition"] == f'attachment; filename="regatlas-{name}.csv"'
    assert rows.content.startswith(b"\xef\xbb\xbf")
    read = list(csv.DictReader(io.StringIO(rows.content.decode("utf-8-sig"), newline="")))
    # Claims have a row for each value.
    assert len(read) >= len(by_page)
    first = read[0].get("id") or read[0].get("sha256") or read[0].get("instrument")
    assert first in {one.get("id") or one.get("sha256") or one.get("instrument") for one in by_page}


def test_formulas_are_harmless_in_csv_and_unchanged_in_json(api: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(api.get("/api/v1/documents?format=csv&bom=false").text, newline="")))
    assert "'=1+1.md" in {row["source"] for row in rows}
    lines = api.get("/api/v1/documents?format=jsonl").text.splitlines()
    assert "=1+1.md" in {json.loads(line)["source"] for line in lines}


def test_what_comes_between_two_pages_neither_repeats_nor_skips(database: str, client: TestClient) -> None:
    with DocumentStore.open(database) as store:
        for number in range(3):
            store.add_document(make_document(f"第{number}条\n", title=f"{number}"), f"{number}.md", MORNING)
        first = client.get("/api/v1/documents", params={"limit": 2}).json()
        store.add_document(make_document("更晚\n", title="later"), "later.md", MORNING)
    rest = client.get("/api/v1/documents", params={"limit": 10, "cursor": first["next"]}).json()
    sources = [one["source"] for one in (*first["documents"], *rest["documents"])]
    assert sources == ["a.md", "0.md", "1.md", "2.md", "later.md"]
    assert rest["next"] is None


def test_cursors_and_limits_that_have_no_meaning(api: TestClient) -> None:
    cursor = api.get("/api/v1/events", params={"limit": 1}).json()["next"]
    for path, params in (
        ("agencies", {"cursor": cursor}),
        ("events", {"cursor": cursor, "jurisdiction": "CN"}),
        ("events", {"cursor": "x"}),
        ("events", {"limit": "0"}),
        ("events", {"limit": "1001"}),
        ("events", {"format": "xml"}),
    ):
        refused = api.get(f"/api/v1/{path}", params=params)
        assert (refused.status_code, refused.json()["code"]) == (400, "RGA-1008"), refused.text


@pytest.mark.parametrize(
    ("query", "sources"),
    [
        ("language=zh", ["first.md", "second.md"]),
        ("language=zh-Hant", []),
        ("language=EN", ["=1+1.md"]),
        ("title=试行", ["first.md", "second.md"]),
        ("title=SECOND", ["second.md"]),
        ("jurisdiction=CN", ["first.md", "second.md", "=1+1.md"]),
        ("jurisdiction=EU", []),
        ("instrument=cn/pipl", []),
    ],
)
def test_documents_are_narrowed_as_on_the_page(api: TestClient, query: str, sources: list[str]) -> None:
    found = [one["source"] for page in pages(api, f"documents?{query}", 1) for one in page["documents"]]  # type: ignore[attr-defined]
    assert found == sources


def test_codes_are_narrowed_and_carry_their_first_words(api: TestClient, shas: dict[str, str]) -> None:
    found = api.get("/api/v1/codes", params={"level": "good"}).json()["codes"]
    assert {one["level"] for one in found} == {"good"}
    both = api.get("/api/v1/codes", params={"taxonomy": ["sector", "actor"], "limit": 500}).json()["codes"]
    assert {one["taxonomy"] for one in both} == {"sector", "actor"}
    for one in found:
        provision = api.get(f"/api/v1/documents/{one['sha256']}/provisions/{one['eid']}").json()
        assert one["quote"] in provision["text"]
        assert one["evidence"] >= 1
    one_document = api.get(f"/api/v1/documents/{shas['first.md']}/codes", params={"taxonomy": "sector"}).json()
    assert len(one_document["codes"]) == 14


def test_long_downloads_are_whole(database: str, client: TestClient) -> None:
    """More documents than a page of the store, each with a code: no row is missing, and none stands twice."""
    with DocumentStore.open(database) as store:
        for number in range(230):
            text = f"=第{number}号数据\n"
            document = make_document(text, title=str(number))
            evidence = (Evidence(eid="art_1", quote=document.source.quote((0, 4))),)
            code = Judgement(taxonomy="sector", category="x", level="good", confidence=0.5, evidence=evidence)
            record = make_record("a" * 64).model_copy(update={"coverage": (code,)})
            store.add_document(document, f"{number}.md", MORNING, records=[record])
    answer = client.get("/api/v1/codes", params={"format": "csv", "bom": "false"})
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert [row["source"] for row in rows] == [f"{number}.md" for number in range(230)]
    assert {row["quote"][:2] for row in rows} == {"'="}
    paged = [one["source"] for page in pages(client, "codes", 100) for one in page["codes"]]  # type: ignore[attr-defined]
    assert paged == [row["source"] for row in rows]
