from __future__ import annotations

from pathlib import Path

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
