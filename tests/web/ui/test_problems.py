from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

import regatlas.web.ui.home as home_pages
from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings


@pytest.mark.parametrize(
    ("place", "status", "said"),
    [
        ("/zh/nix", 404, "该地址没有内容"),
        ("/en/documents/ffff", 404, "Nothing stands at this address"),
        ("/en/instruments/cn/generative", 404, "cn/generative-ai"),
        ("/zh/instruments/cn/nix", 404, "该地址没有内容"),
        ("/en/taxonomies/nix", 404, "risk-subdomain"),
        ("/zh/dossiers/XX", 404, "该地址没有内容"),
        ("/en/documents/ffff/record", 404, "Nothing stands"),
        ("/en/instruments?type=nix", 400, "cannot be understood"),
        ("/zh/obligations?modality=nix", 400, "无法理解该请求"),
        ("/en/compare?before=a&after=b", 404, "Nothing stands"),
    ],
)
def test_errors_are_pages(site: TestClient, place: str, status: int, said: str) -> None:
    answer = site.get(place)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert said in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_outside_the_pages_a_browser_gets_a_page_and_a_program_a_problem(site: TestClient) -> None:
    page = site.get("/nix", headers={"accept": "text/html", "accept-language": "zh"})
    assert (page.status_code, "该地址没有内容" in page.text) == (404, True)
    assert site.get("/nix").headers["content-type"] == "application/problem+json"
    api = site.get("/api/v1/search?q=%20", headers={"accept": "text/html"})
    assert api.headers["content-type"] == "application/problem+json"


def test_a_mistake_of_the_program_tells_nothing_of_itself(site_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home_pages, "view_home", lambda *_: 1 // 0)
    with TestClient(create_app(ServerSettings(database=site_database)), raise_server_exceptions=False) as opened:
        answer = opened.get("/en/")
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text
    assert "ZeroDivisionError" not in answer.text
