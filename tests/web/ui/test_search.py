from __future__ import annotations

import re
from collections.abc import Mapping

import lxml.html
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
        r'class="counterparts">.*?<a href="([^"]+)" lang="en"><bdi>([^<]+)</bdi></a> <span[^>]*>(\d+)条', page, re.S
    )
    assert offered is not None
    assert offered[2] == "algorithm filing"
    there = site.get(offered[1].replace("&amp;", "&")).text
    assert f"含“algorithm filing”的条文{offered[3]}条" in there
    assert "算法备案</bdi></a>" in there


def test_filters_and_facets(site: TestClient) -> None:
    page = site.get("/en/search?q=%E4%BA%BA%E5%B7%A5%E6%99%BA%E8%83%BD&jurisdiction=EU").text
    assert "Try fewer words" in page
    whole = site.get("/en/search?q=AI").text
    assert 'class="hits"' in whole
    assert "Nothing stands" not in site.get("/en/search?q=AI&as_of=2026-06-01").text


def _facets(page: str) -> dict[str, tuple[str, int]]:
    """The links of the facets by their words: where they lead, and the hits that they promise."""
    tree = lxml.html.document_fromstring(page)
    found = {}
    for item in tree.xpath("//section[@class='facets']//li"):
        (label,), (href,) = item.xpath("a/span[1]/text()"), item.xpath("a/@href")
        found[str(label)] = str(href), int(item.xpath("string(span)"))
    return found


def _set(page: str) -> list[str]:
    """Where the links lead that take a filter away."""
    return [str(href) for href in lxml.html.document_fromstring(page).xpath("//p[@class='set']/a/@href")]


def test_every_facet_leads_to_as_many_hits_as_it_says(site: TestClient) -> None:
    facets = _facets(site.get("/zh/search?q=数据").text)
    assert any(label.startswith("2.1 ") for label in facets)
    for label, (href, count) in facets.items():
        page = site.get(href).text
        assert f"的条文{count}条" in page, label
        assert 'class="set"' in page


def test_a_filter_that_is_set_can_be_taken_away(site: TestClient) -> None:
    whole = site.get("/zh/search?q=数据&actor=user&category=2.1&level=good&issued_to=2000-01-01").text
    links = _set(whole)
    assert len(links) == 4
    for link in links:
        assert len(_set(site.get(link).text)) < 4
    assert "不加筛选条件时" in whole


def test_words_apart_and_what_may_have_been_meant(site: TestClient) -> None:
    page = site.get("/zh/search?q=目录 数据").text
    assert 'href="/zh/search?q=%E7%9B%AE%E5%BD%95+%E6%95%B0%E6%8D%AE&amp;mode=all"' in page
    assert "同时含有“目录 数据”各词" in site.get("/zh/search?q=目录 数据&mode=all").text
    assert "可以改为检索" in site.get("/zh/search?q=数据目路").text


def test_names_are_suggested_with_the_page_and_as_one_types(site: TestClient) -> None:
    page = site.get("/zh/search?q=算法").text
    assert '<option value="算法推荐"' in page
    found = site.get("/api/v1/suggest?q=算法推&language=zh").json()
    assert found["schema"] == "regatlas/suggestions/1"
    assert found["suggestions"][0] == {"text": "算法推荐", "language": "zh"}
    assert site.get("/api/v1/suggest?q=zz").json()["suggestions"] == []


def test_facets_of_the_interface_are_those_of_the_page(site: TestClient) -> None:
    found = site.get("/api/v1/search?q=数据&category=2.1&actor=user").json()
    assert {one["value"] for one in found["facets"]["category"] if one["chosen"]} == {"2.1"}
    assert found["unfiltered"] >= found["total"]
    assert site.get("/api/v1/search?q=数据&category=taste:1").status_code == 400
    assert site.get("/en/search?q=数据&category=taste:1").status_code == 400


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
