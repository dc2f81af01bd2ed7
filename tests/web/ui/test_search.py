from __future__ import annotations

import re
from collections.abc import Mapping

from fastapi.testclient import TestClient

from regatlas.pages.site.results import LAST_PAGE


def test_a_hit_leads_to_its_provision(site: TestClient, shas: Mapping[str, str]) -> None:
    page = site.get("/zh/search", params={"q": "算法备案", "language": "zh-Hans"}).text
    sha = shas["sample-measures.zh.md"]
    links = re.findall(rf'<h3><a href="/zh/documents/{sha}#([^"]+)"', page)
    assert links
    assert f'id="{links[0]}"' in site.get(f"/zh/documents/{sha}").text
    assert '<mark class="hit">算法备案</mark>' in page


def test_the_same_is_offered_in_the_other_language(site: TestClient) -> None:
    page = site.get("/zh/search?q=算法备案").text
    offered = re.search(
        r'class="counterparts">.*?<a href="([^"]+)" lang="en">([^<]+)</a> <span[^>]*>(\d+)条', page, re.S
    )
    assert offered is not None
    assert offered[2] == "algorithm filing"
    there = site.get(offered[1].replace("&amp;", "&")).text
    assert f"含“algorithm filing”的条文{offered[3]}条" in there
    assert "算法备案</a>" in there


def test_filters_and_facets(site: TestClient) -> None:
    page = site.get("/en/search?q=%E4%BA%BA%E5%B7%A5%E6%99%BA%E8%83%BD&jurisdiction=EU").text
    assert "Try fewer words" in page
    whole = site.get("/en/search?q=AI").text
    assert 'class="hits"' in whole
    assert "Nothing stands" not in site.get("/en/search?q=AI&as_of=2026-06-01").text


def test_long_lists_come_in_pages(site: TestClient) -> None:
    one = site.get("/en/search?q=数据目录").text
    assert 'aria-current="page">1</a>' in one
    first = set(re.findall(r'<h3><a href="([^"]+)"', one.partition('id="beside"')[0]))
    second = set(re.findall(r'<h3><a href="([^"]+)"', site.get("/en/search?q=数据目录&page=2").text))
    assert first
    assert second
    assert not first & second
    for odd in ("0", "-1", "x", "²", "999999999999", str(LAST_PAGE + 1)):
        assert site.get(f"/en/search?q=数据目录&page={odd}").status_code == 200


def test_what_cannot_be_understood_is_told(site: TestClient) -> None:
    for query in ("q=a&as_of=tomorrow", f"q={'a' * 401}"):
        answer = site.get(f"/zh/search?{query}")
        assert (answer.status_code, "无法理解该请求" in answer.text) == (400, True)
    assert site.get("/zh/search?q=%20").status_code == 200
    assert site.get('/en/search?q=" OR NEAR(* -').status_code == 200
