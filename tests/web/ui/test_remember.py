from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from tests.store.conftest import MORNING, make_document

import regatlas.web.ui.home as home_pages
from regatlas.app.importing import open_store
from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings


def test_a_page_is_made_once_until_the_store_has_something_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    really = home_pages.view_home

    def counted(frame: object, recent: object, documents: int) -> object:
        made.append(documents)
        return really(frame, recent, documents)  # type: ignore[arg-type]

    monkeypatch.setattr(home_pages, "view_home", counted)
    url = f"sqlite:///{tmp_path / 's.sqlite'}"
    with TestClient(create_app(ServerSettings(database=url))) as opened:
        first, again = opened.get("/zh/"), opened.get("/zh/")
        assert (made, again.text, again.headers["etag"]) == ([0], first.text, first.headers["etag"])
        assert again.headers["content-security-policy"] == first.headers["content-security-policy"]
        assert opened.get("/zh/", headers={"if-none-match": first.headers["etag"]}).status_code == 304
        assert made == [0]
        with open_store(url) as store:
            store.add_document(make_document("甲乙丙\n", title="新规定"), "a.md", MORNING)
        assert "新规定" in opened.get("/zh/").text
        assert made == [0, 1]


def test_a_page_that_many_ask_for_at_once_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    really = home_pages.view_home

    def counted(frame: object, recent: object, documents: int) -> object:
        made.append(documents)
        return really(frame, recent, documents)  # type: ignore[arg-type]

    monkeypatch.setattr(home_pages, "view_home", counted)
    app = create_app(ServerSettings(database=f"sqlite:///{tmp_path / 's.sqlite'}"))

    async def ask_all() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://localhost") as at,
        ):
            return await asyncio.gather(*(at.get("/en/") for _ in range(6)))

    answers = asyncio.run(ask_all())
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == len(made) == 1


def test_what_programs_search_is_remembered_in_the_form_that_they_ask_for(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 's.sqlite'}"
    with TestClient(create_app(ServerSettings(database=url)), base_url="http://localhost") as opened:
        with open_store(url) as store:
            store.add_document(make_document("第一条 甲乙丙\n"), "a.md", MORNING)
        forms = ("application/json", "text/csv", "application/json", "text/csv", "application/x-ndjson")
        kinds = [
            opened.get("/api/v1/search?q=甲", headers={"accept": form}).headers["content-type"].partition(";")[0]
            for form in forms
        ]
        assert kinds == list(forms)
        first = opened.get("/api/v1/search?q=甲")
        tag = first.headers["etag"]
        assert opened.get("/api/v1/search?q=甲", headers={"if-none-match": tag}).status_code == 304
        assert opened.get("/api/v1/search?q=甲", headers={"if-none-match": ""}).status_code == 200
        assert opened.head("/api/v1/search?q=甲").headers["x-total-count"] == "1"
        assert opened.get("/api/v1/search?q=甲").json() == first.json()


def test_nobody_gets_from_memory_what_they_may_not_ask_for(tmp_path: Path) -> None:
    settings = ServerSettings(database=f"sqlite:///{tmp_path / 's.sqlite'}", accounts="open")
    with TestClient(create_app(settings), base_url="http://localhost:8000") as opened:
        assert opened.get("/api/v1/search?q=甲").status_code == 200
        refused = opened.get("/api/v1/search?q=甲", headers={"authorization": "Bearer nothing"})
        assert refused.status_code == 401
