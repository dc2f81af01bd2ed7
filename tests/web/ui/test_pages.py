from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from fastapi.testclient import TestClient
from tests.web.ui.conftest import assert_harmless

from regatlas.web.headers import HEADERS, POLICY

PLACES = (
    "/",
    "/search",
    "/search?q=备案",
    "/instruments",
    "/instruments/cn/generative-ai",
    "/instruments/cn/global-ai-governance-initiative",
    "/obligations",
    "/check",
    "/check?f.generative_ai=true",
    "/dossiers",
    "/dossiers/CN-SZ",
    "/documents",
    "/compare",
    "/agencies",
    "/taxonomies",
    "/taxonomies/risk-subdomain",
    "/about",
)


def _checked(page: str, lang: str) -> None:
    assert f'<html lang="{ {"en": "en", "zh": "zh-Hans"}[lang] }">' in page
    assert_harmless(page)


@pytest.mark.parametrize("place", PLACES)
def test_each_page_stands_in_both_languages(site: TestClient, place: str) -> None:
    for lang, other in (("en", "zh"), ("zh", "en")):
        answer = site.get(f"/{lang}{place}")
        assert answer.status_code == 200
        _checked(answer.text, lang)
        switch = re.search(r'<a href="([^"]+)"[^>]*id="switch"', answer.text)
        assert switch is not None
        assert switch[1].startswith(f"/{other}/")
        assert site.get(switch[1].replace("&amp;", "&")).status_code == 200
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_pages_of_a_text_stand_in_both_languages(site: TestClient, shas: Mapping[str, str]) -> None:
    english, chinese = shas["sample-measures.en.md"], shas["sample-measures.zh.md"]
    for lang in ("en", "zh"):
        for rest in ("", "?evidence=all", "?evidence=none", "/record", f"/beside/{english}"):
            answer = site.get(f"/{lang}/documents/{chinese}{rest}")
            assert answer.status_code == 200, rest
            _checked(answer.text, lang)


def test_the_policy_allows_nothing_inline() -> None:
    assert "unsafe" not in POLICY
    assert "frame-ancestors 'none'" in POLICY


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("en-GB,zh;q=0.5", "en"), ("fr", "en"), ("", "en"), ("zh;q=x,en;q=0.1", "en")],
)
def test_the_first_page_is_in_the_language_of_the_browser(site: TestClient, accepted: str, lang: str) -> None:
    answer = site.get("/", headers={"accept-language": accepted}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, f"/{lang}/")


def test_a_page_that_did_not_change_is_not_sent_again(site: TestClient) -> None:
    first = site.get("/en/about")
    again = site.get("/en/about", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_assets_are_kept_for_good_under_their_digest(site: TestClient) -> None:
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', site.get("/en/dossiers/CN-SZ").text):
        answer = site.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        tag = {"if-none-match": answer.headers["etag"]}
        assert site.get(address, headers=tag).status_code == 304
        name = address.rpartition("/")[2]
        assert site.get(f"/static/old/{name}", headers=tag).headers["cache-control"] == "no-cache"
    assert site.get("/static/x/../../errors.py").status_code == 404


def test_an_instrument_tells_what_is_disputed_and_leads_to_both_sides(site: TestClient) -> None:
    page = site.get("/en/instruments/cn/global-ai-governance-initiative").text
    assert 'class="disputed" href="#claim-global-initiative-date"' in page
    assert 'id="claim-global-initiative-date"' in page
    assert "/en/instruments/cn/global-ai-governance-action-plan" in page


def test_filters_narrow_the_lists(site: TestClient) -> None:
    laws = site.get("/en/instruments?type=law").text
    assert "cn/pipl" in laws
    assert "/en/instruments/cn/generative-ai" not in laws
    duties = site.get("/en/obligations?instrument=cn/generative-ai&modality=must-not&as_of=2026-01-01").text
    kinds = set(re.findall(r'<span class="modality ([a-z-]+)"', duties))
    assert kinds == {"must-not"}
    assert "No obligation fits" in site.get("/en/obligations?as_of=1990-01-01").text
    found = site.get("/zh/documents?title=临澜&language=zh").text
    assert "sample-measures.zh.md" in found
    assert "sample-measures.en.md" not in found


def test_a_provision_without_text_leads_to_what_its_article_does(site: TestClient) -> None:
    answer = site.get("/en/instruments/cn/generative-ai/at/art_17__para_1", follow_redirects=False)
    assert answer.headers["location"] == "/en/instruments/cn/generative-ai#digest-art_17"


def test_a_provision_is_found_by_the_name_that_leaves_chapters_out(site: TestClient, shas: Mapping[str, str]) -> None:
    page = f"/zh/documents/{shas['sample-measures.zh.md']}"
    for name, anchor in (("art_11", "art_11"), ("art_11__para_9", "art_11"), ("art_999", "")):
        target = site.get(f"{page}/at/{name}", follow_redirects=False).headers["location"]
        assert target.rpartition("#")[2].endswith(anchor) if anchor else "#" not in target


def test_every_article_has_a_link_and_a_citation(site: TestClient, shas: Mapping[str, str]) -> None:
    sha = shas["sample-measures.zh.md"]
    page = site.get(f"/zh/documents/{sha}").text
    cited = re.findall(r'<span class="cited-as" id="cite-([^"]+)"[^>]*>([^<]+)</span>', page)
    assert len([eid for eid, _ in cited if re.search(r"(^|__)art_\d+$", eid)]) == 18
    eid, words = cited[-1]
    assert words.endswith(f"http://127.0.0.1:8000/zh/documents/{sha}#{eid}")
    assert all(f'id="{eid}"' in page for eid, _ in cited)


def test_the_evidence_stands_beside_the_text_and_leads_to_the_record(site: TestClient, shas: Mapping[str, str]) -> None:
    page = f"/en/documents/{shas['sample-measures.en.md']}"
    read, record = site.get(page).text, site.get(f"{page}/record").text
    targets = set(re.findall(r'href="/en/documents/[0-9a-f]+/record#(claim-\d+)"', read))
    assert targets
    assert all(f'id="{target}"' in record for target in targets)
    assert 'class="gloss"' not in site.get(f"{page}?evidence=none").text


def test_texts_in_two_languages_are_read_side_by_side(site: TestClient, shas: Mapping[str, str]) -> None:
    query = {"before": shas["sample-measures.en.md"], "after": shas["sample-measures.zh.md"]}
    answer = site.get("/en/compare", params=query)
    assert answer.url.path.split("/")[4] == "beside"
    assert answer.text.index("临澜市人工智能") < answer.text.index("Measures of Linlan")
    same = site.get("/en/compare", params={"before": query["after"], "after": query["after"]}).text
    assert "<ins" not in same.partition('<div class="body">')[2]
