"""Asking for imports over the pages and the interface, without a worker."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html
import pytest
from fastapi.testclient import TestClient

from regatlas.app import import_queue
from regatlas.app.importing import open_store
from regatlas.store.audit import entries, verify
from regatlas.store.imports import QueueLimits

# Browsers write a quotation mark in a name as %22.
NAME = "../../'><svg onload=alert(1)>\u202e.md"
LAW = "第一条　甲。\n".encode()


@pytest.fixture
def csrf(client: TestClient) -> str:
    page = lxml.html.document_fromstring(client.get("/en/imports").text)
    return page.xpath("//form[@id='drop']//input[@name='csrf']/@value")[0]


@pytest.fixture
def little_room(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    limits = QueueLimits(jobs=1)
    for module in ("regatlas.app.import_queue", "regatlas.web.ui.imports", "regatlas.web.api.imports"):
        monkeypatch.setattr(f"{module}.QUEUE_LIMITS", limits)
    yield
    assert import_queue.QUEUE_LIMITS is limits


def send(client: TestClient, csrf: str, *named: tuple[str, bytes]) -> tuple[int, str]:
    files = [("files", (name, data, "text/plain")) for name, data in named]
    answer = client.post("/zh/imports", data={"csrf": csrf}, files=files, follow_redirects=False)
    return answer.status_code, answer.headers.get("location", "") or answer.text


def test_a_file_leads_to_its_import_and_several_to_the_list(client: TestClient, csrf: str, database: str) -> None:
    assert send(client, csrf, (NAME, LAW)) == (303, "/zh/imports/1")
    assert send(client, csrf, ("a.md", LAW), ("b.md", LAW)) == (303, "/zh/imports")
    one = client.get("/zh/imports/1").text
    assert "等待处理" in one
    tree = lxml.html.document_fromstring(one)
    assert tree.xpath("string(//h1)").strip() == NAME
    for page in (one, client.get("/en/imports").text):
        assert not lxml.html.document_fromstring(page).xpath("//svg | //*[@onload] | //*[@style]")
    assert tree.xpath("//*[@id='live']/@data-unfinished") == [""]
    assert tree.xpath("//a[text()='刷新']/@href") == [""]
    with open_store(database) as store, store.database.transaction() as session:
        assert [(entry.who, entry.action) for entry in entries(session)] == [("local", "import.ask")] * 3
        assert verify(session).holds


def test_a_form_of_another_site_is_refused(client: TestClient, csrf: str) -> None:
    assert send(client, "x" * len(csrf), ("a.md", LAW))[0] == 403
    assert client.post("/en/imports/address", data={"address": "https://law.example.org/"}).status_code == 403
    origin = {"Origin": "https://evil.example"}
    files = {"files": ("a.md", LAW)}
    assert client.post("/api/v1/imports", files=files, headers=origin).status_code == 403
    assert client.get("/api/v1/imports").json()["imports"] == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://169.254.169.254/latest/", "RGA-8001"),
        ("http://[::ffff:127.0.0.1]/", "RGA-8001"),
        ("http://2130706433/", "RGA-8001"),
        ("file:///etc/passwd", "RGA-8001"),
        ("https://user:secret@law.example.org/", "RGA-8001"),
    ],
)
def test_an_inner_address_comes_back_with_a_sentence(client: TestClient, csrf: str, address: str, said: str) -> None:
    form = {"csrf": csrf, "address": address}
    answer = client.post("/zh/imports/address", data=form, follow_redirects=False)
    assert (answer.status_code, said in answer.text) == (400, True)
    tree = lxml.html.document_fromstring(answer.text)
    assert tree.xpath("//input[@id='address']/@value") == [address]
    assert re.search("[\u4e00-\u9fff]", tree.xpath("string(//div[@class='fault']/p/bdi)"))
    problem = client.post("/api/v1/imports", json={"url": address})
    assert (problem.status_code, problem.json()["code"]) == (422, said)


def test_an_address_waits_for_a_worker(client: TestClient, csrf: str) -> None:
    form = {"csrf": csrf, "address": "https://law.example.org/x"}
    answer = client.post("/en/imports/address", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/imports/1")
    assert "Fetched" in client.get("/en/imports/1").text


def test_a_file_too_many_is_refused(client: TestClient, csrf: str, little_room: None) -> None:
    assert send(client, csrf, ("a.md", LAW), ("b.md", LAW))[0] == 429
    assert send(client, csrf, ("a.md", LAW)) == (303, "/zh/imports/1")
    status, page = send(client, csrf, ("b.md", LAW))
    assert (status, "RGA-1429: 您已有 1 项导入尚未完成" in page) == (429, True)
    problem = client.post("/api/v1/imports", files={"files": ("b.md", LAW)})
    assert (problem.status_code, problem.json()["code"]) == (429, "RGA-1429")
    assert client.post("/en/imports/1/cancel", data={"csrf": csrf}).status_code == 200
    assert "withdrawn" in client.get("/en/imports/1").text
    assert send(client, csrf, ("b.md", LAW))[0] == 303


def test_files_that_are_none_or_too_large(client: TestClient, csrf: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGATLAS_MAX_FILE_MB", "1")
    assert send(client, csrf, ("a.md", b""))[0] == 400
    assert send(client, csrf, ("", b""))[0] == 400
    status, page = send(client, csrf, ("a.md", b"x" * 1_000_001))
    assert (status, "RGA-1006" in page) == (413, True)
    assert send(client, csrf, *[(f"{number}.md", LAW) for number in range(201)])[0] == 400
    assert client.get("/api/v1/imports").json()["imports"] == []


def test_the_interface_tells_of_imports(client: TestClient) -> None:
    answer = client.post("/api/v1/imports", files=[("files", ("a.md", LAW)), ("files", ("b.md", LAW))])
    assert (answer.status_code, answer.headers["location"]) == (202, "/api/v1/imports/1")
    assert [one["source"] for one in answer.json()["imports"]] == ["a.md", "b.md"]
    assert client.post("/api/v1/imports", json={"url": "https://law.example.org/"}).status_code == 202
    first = client.get("/api/v1/imports", params={"limit": 2, "state": "waiting"})
    body = first.json()
    assert ([one["id"] for one in body["imports"]], 'rel="next"' in first.headers["link"]) == ([3, 2], True)
    rest = client.get("/api/v1/imports", params={"limit": 2, "state": "waiting", "cursor": body["next"]}).json()
    assert ([one["id"] for one in rest["imports"]], rest["next"]) == ([1], None)
    other = client.get("/api/v1/imports", params={"state": "done", "cursor": body["next"]})
    assert (other.status_code, other.json()["code"]) == (400, "RGA-1008")
    shown = client.get("/api/v1/imports/1").json()
    assert (shown["schema"], shown["state"], shown["bytes"]) == ("regatlas/import/1", "waiting", len(LAW))
    assert client.post("/api/v1/imports/1/cancel").json()["state"] == "cancelled"
    assert client.post("/api/v1/imports/1/retry").status_code == 400
    assert client.get("/api/v1/imports/99").status_code == 404


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{}", "application/json", 400),
        (b'{"url": 1}', "application/json", 400),
        (b'{"url": "https://a.example/", "x": 1}', "application/json", 400),
        (b"{" * 100_000, "application/json", 413),
        (b"[" * 9_000, "application/json", 400),
        (b"x", "text/plain", 415),
        (b"x", "multipart/form-data", 400),
        (b"x", "multipart/form-data; boundary=y", 400),
        (b"--y\r\nContent-Disposition: form-data\r\n\r\nx\r\n--y--\r\n", "multipart/form-data; boundary=y", 400),
    ],
)
def test_what_is_no_import_is_refused(client: TestClient, body: bytes, kind: str, status: int) -> None:
    answer = client.post("/api/v1/imports", content=body, headers={"Content-Type": kind})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_the_list_of_pages_is_filtered(client: TestClient, csrf: str) -> None:
    send(client, csrf, ("甲.md", LAW), ("b.md", LAW))
    page = client.get("/en/imports", params={"text": "甲", "state": "waiting", "asked_by": "local"}).text
    rows = lxml.html.document_fromstring(page).xpath("//tbody/tr/th//bdi/text()")
    assert rows == ["甲.md"]
    assert "No import fits" in client.get("/en/imports", params={"state": "failed"}).text
    assert client.get("/en/imports", params={"state": "x"}).status_code == 400
    assert client.get("/en/imports", params={"before": "x"}).status_code == 404
    assert "b.md" not in client.get("/en/imports", params={"before": "2"}).text
