"""What single addresses answer, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import etree
from tests.store.conftest import MORNING, make_document

from regatlas.app.catalog_exports import ExportRequest, exported
from regatlas.app.importing import open_store
from regatlas.app.searching import Results
from regatlas.catalog.loading import builtin_catalog
from regatlas.web.api import hits
from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings
from regatlas.web.state import ServerState

PROFILE = {"schema": "regatlas/profile/1", "name": "x", "facts": {"role": ["provider"]}}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        ("{", "application/json", 400, "RGA-1008"),
        ("", "application/json", 400, "RGA-1008"),
        ('{"a": NaN}', "application/json", 400, "RGA-1008"),
        ('{"schema": "\\ud800"}', "application/json", 400, "RGA-1008"),
        ("[" * 100_000, "application/json", 400, "RGA-1008"),
        ("9" * 10_000, "application/json", 400, "RGA-1008"),
        (b"\xff\xfe\xfd", "application/json", 400, "RGA-1008"),
        ("[]", "application/json", 422, "RGA-2000"),
        ('{"schema": "regatlas/profile/1", "facts": {"rolle": 1}}', "application/json", 422, "RGA-2000"),
        ('{"schema": "regatlas/profile/2", "facts": {}}', "application/vnd.x+json", 422, "RGA-2000"),
        ("a: [", "application/yaml", 422, "RGA-2000"),
        ("a: &x [*x]", "text/yaml", 422, "RGA-2000"),
        ("<x/>", "text/xml", 415, "RGA-1415"),
        ("{}", "", 415, "RGA-1415"),
        (" " * 1_000_001, "application/json", 413, "RGA-1006"),
    ],
)
@pytest.mark.parametrize("place", ["check", "interview"])
def test_bodies_that_are_no_profile(
    api: TestClient, place: str, body: str | bytes, kind: str, status: int, code: str
) -> None:
    refused = api.post(f"/api/v1/{place}", content=body, headers={"Content-Type": kind})
    assert (refused.status_code, refused.json()["code"]) == (status, code), refused.text
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["cache-control"] == "no-store"


def test_a_profile_in_yaml_is_the_same_as_in_json(api: TestClient) -> None:
    yaml = "schema: regatlas/profile/1\nname: x\nfacts:\n  role: [provider]\n"
    told = api.post("/api/v1/check", content=yaml, headers={"Content-Type": "application/yaml"})
    assert told.json() == api.post("/api/v1/check", json=PROFILE).json()


def test_an_interview_ends(api: TestClient) -> None:
    """Answering "unknown" to everything, each question is asked once and none is left."""
    profile: dict[str, object] = {**PROFILE, "facts": {}}
    asked: list[str] = []
    while True:
        told = api.post("/api/v1/interview?as_of=2026-11-23", json=profile).json()
        if told["question"] is None:
            break
        asked.append(told["question"]["fact"])
        profile = {**PROFILE, "facts": dict.fromkeys(asked, "unknown")}
    assert len(asked) == len(set(asked)) > 10
    assert sum(told["counts"].values()) == len(api.post("/api/v1/check", json=profile).json()["findings"])


def test_the_feed_is_narrowed(api: TestClient) -> None:
    def entries(query: str) -> set[str]:
        tree = etree.fromstring(api.get(f"/api/v1/feed.atom{query}").content)
        return {one.findtext(f"{ATOM}id") or "" for one in tree.iter(f"{ATOM}entry")}

    whole, city, law = entries(""), entries("?jurisdiction=CN-SZ"), entries("?instrument=cn/pipl&lang=zh")
    assert whole > city > set()
    assert whole > law > set()
    assert entries("?jurisdiction=CN-SZ&instrument=cn/pipl") == set()
    assert api.get("/api/v1/feed.atom?instrument=cn/none-such").status_code == 400


def test_the_catalog_as_files(api: TestClient) -> None:
    listed = api.get("/api/v1/exports").json()["exports"]
    for one in listed:
        told = api.get(one["href"])
        assert told.headers["content-type"].startswith(one["media_type"]), one
    tables = {one["href"].rpartition("/")[2] for one in listed if one["format"] == "csv"}
    state: ServerState = api.app.state.regatlas  # type: ignore[attr-defined]
    made = exported(builtin_catalog(), ExportRequest("csv", (), state.today()))
    assert {f"{name}.csv" for name in tables} == set(made)
    assert api.get("/api/v1/exports/csv/obligations").content == made["obligations.csv"]
    assert api.get("/api/v1/exports/csv/nothing").status_code == 404
    assert api.get("/api/v1/exports/parquet").status_code == 400
    assert api.get("/api/v1/exports/oscal?instrument=cn/pipl").json()["code"] == "RGA-1008"


@pytest.mark.parametrize(
    ("place", "holds"),
    [
        ("obligations?instrument=cn/pipl&modality=must-not", lambda one: one["modality"] == "must-not"),
        ("obligations?who=app-store&timing=continuous", lambda one: "app-store" in one["who"]),
        ("obligations?as_of=2022-01-01", lambda one: one["status"] == "in-force"),
        ("obligations?word=算法备案", lambda one: "备案" in one["duty"]["zh"] + one["title"]["zh"]),
        ("events?since=2023-01-01&until=2023-12-31", lambda one: one["date"].startswith("2023")),
        ("events?kind=draft&jurisdiction=CN", lambda one: (one["kind"], one["jurisdiction"]) == ("draft", "CN")),
        ("agencies?jurisdiction=CN-SZ", lambda one: one["jurisdiction"] == "CN-SZ"),
        ("agencies?kind=ministry", lambda one: one["kind"] == "ministry"),
        ("commitments?instrument=cn-bj/agi-measures&status=unknown", lambda one: one["status"] == "unknown"),
        ("claims?standing=disputed", lambda one: one["standing"] == "disputed"),
        ("claims?subject=cn/global-ai-governance-initiative", lambda one: "global" in one["subject"]),
        ("relations?instrument=cn/pipl&kind=based-on", lambda one: "cn/pipl" in (one["instrument"], one["target"])),
        ("instruments?type=rule&as_of=2022-06-01", lambda one: one["type"] == "rule"),
        ("catalog/instruments?status=policy", lambda one: one["status"] == "policy"),
    ],
)
def test_filters_of_the_catalog(api: TestClient, place: str, holds: object) -> None:
    name = place.partition("?")[0].rpartition("/")[2]
    whole = api.get(f"/api/v1/{name}?limit=1000").json()[name]
    found = api.get(f"/api/v1/{place}{'&' if '?' in place else '?'}limit=1000").json()[name]
    assert 0 < len(found) < len(whole)
    assert all(holds(one) for one in found)  # type: ignore[operator]


@pytest.mark.parametrize(
    "place",
    [
        "documents/none",
        "documents/" + "0" * 64 + "/text",
        "documents/%00",
        "works/99",
        "instruments/cn/none",
        "agencies/cn/none",
        "events/none",
        "obligations/cn/pipl/none",
        "commitments/none",
        "claims/none",
        "facts/none",
        "taxonomies/none",
        "taxonomies/sector/categories/none",
        "comparisons?before=x&after=y",
        "contrasts?subject=cn/none&subject=cn/pipl",
        "nothing/at/all",
    ],
)
def test_what_there_is_not(api: TestClient, place: str) -> None:
    told = api.get(f"/api/v1/{place}", headers={"Accept": "text/html, */*"})
    assert (told.status_code, told.headers["content-type"]) == (404, "application/problem+json")
    assert told.json()["code"] == "RGA-1404"


def test_provisions_by_kind_and_place(api: TestClient, shas: dict[str, str]) -> None:
    place = f"/api/v1/documents/{shas['first.md']}/provisions"
    articles = api.get(f"{place}?kind=article").json()["provisions"]
    assert [one["eid"] for one in articles] == ["art_1", "art_2"]
    inside = api.get(f"{place}?parent=art_2").json()["provisions"]
    shown = api.get(f"{place}/art_2").json()
    assert [one["eid"] for one in inside] == [one["eid"] for one in shown["parts"]]
    assert api.get(f"{place}/art_9").status_code == 404
    rows = api.get(f"{place}?format=csv&bom=false&kind=article").text.splitlines()
    assert rows[0] == "eid,parent,kind,number,citation,heading,start,end,text"


def test_briefs_in_three_forms(api: TestClient) -> None:
    told = api.get("/api/v1/briefs/cn/pipl?lang=zh&as_of=2026-11-23").json()
    assert (told["schema"], told["instrument"], told["lang"]) == ("regatlas/brief/1", "cn/pipl", "zh")
    assert told["title"] in api.get("/api/v1/briefs/cn/pipl?lang=zh&format=md").text
    page = api.get("/api/v1/briefs/cn/pipl?lang=zh&format=html")
    assert page.headers["content-type"].startswith("text/html")
    assert told["title"] in page.text


def test_search_by_pages_and_as_rows(api: TestClient) -> None:
    first = api.get("/api/v1/search?q=标识&limit=1")
    assert (first.json()["total"], len(first.json()["hits"]), first.headers["x-total-count"]) == (2, 1, "2")
    second = api.get(first.headers["link"].partition(">")[0].removeprefix("<")).json()
    both = api.get("/api/v1/search?q=标识&limit=2").json()
    assert first.json()["hits"] + second["hits"] == both["hits"]
    assert second["next"] is both["next"] is None
    lines = api.get("/api/v1/search?q=标识&format=jsonl").text.splitlines()
    rows = api.get("/api/v1/search?q=标识&format=csv&bom=false").text.splitlines()
    assert (len(lines), rows[0].partition(",")[0], len(rows) > 2) == (2, "part", True)


def test_what_was_found_is_remembered_until_the_store_has_something_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    really = hits.search

    def counted(*values: object) -> Results:
        asked.append("")
        return really(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(hits, "search", counted)
    url = f"sqlite:///{tmp_path / 's.sqlite'}"
    with TestClient(create_app(ServerSettings(database=url))) as opened:

        def ask(query: str) -> tuple[object, dict[str, str | None]]:
            answer = opened.get("/api/v1/search", params={"q": query})
            headers = {name: answer.headers.get(name) for name in ("etag", "content-type", "x-total-count", "link")}
            return answer.json(), headers

        with open_store(url) as store:
            store.add_document(make_document("第一条 甲乙丙\n"), "a.md", MORNING)
            first = ask("甲乙")
            assert (ask("甲乙"), len(asked)) == (first, 1)
            assert ask("乙丙") != first
            store.add_document(make_document("第一条 丁甲乙\n"), "b.md", MORNING)
        assert (ask("甲乙")[1]["x-total-count"], len(asked)) == ("2", 3)


def test_a_closed_server_asks_for_a_token(api_database: str) -> None:
    settings = ServerSettings(database=api_database, accounts="closed")
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as api:
        for method, place in (("GET", "documents"), ("GET", "codes?format=csv"), ("POST", "check"), ("HEAD", "facts")):
            told = api.request(method, f"/api/v1/{place}")
            assert told.status_code == 401, place
            assert told.headers["cache-control"] == "no-store"
        wrong = api.get("/api/v1/documents", headers={"Authorization": "Bearer x"})
        assert (wrong.status_code, wrong.json()["code"]) == (401, "RGA-9001")


def test_a_store_that_is_gone_is_told(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with TestClient(create_app(ServerSettings(database=f"sqlite:///{path}")), base_url="http://127.0.0.1:8000") as api:
        assert api.get("/api/v1/documents").json()["documents"] == []
        api.app.state.regatlas.database.engine.dispose()  # type: ignore[attr-defined]
        path.write_bytes(b"no database " * 1000)
        for side in tmp_path.glob("store.sqlite-*"):
            side.unlink()
        told = api.get("/api/v1/documents")
        assert (told.status_code, told.json()["code"]) == (503, "RGA-4000")
