from __future__ import annotations

import json
import re

import yaml
from fastapi.testclient import TestClient

from regatlas.app.checking import Request as Wanted
from regatlas.app.checking import builtin_rules, run_check
from regatlas.compliance.profile_files import parse_profile

PRODUCT = {
    "f.generative_ai": "true",
    "f.role": ["provider"],
    "f.offered_to_public_in": ["CN"],
    "f.public_opinion_or_mobilisation": "true",
    "r.public_opinion_or_mobilisation": "open to posts by anyone",
    "f.service_start_date": "2026-11-02",
    "as_of": "2026-11-23",
}


def test_a_form_is_answered_with_the_duties_and_their_dates(site: TestClient) -> None:
    page = site.post("/en/check", data=PRODUCT).text
    assert "fell due 16 November 2026" in page
    assert 'id="g-now"' in page
    assert re.search(r'value="true" checked', page)
    switch = re.search(r'<a href="(/zh/check[^"]*)"[^>]*id="switch"', page)
    assert switch is not None
    assert "2026年11月16日" in site.get(switch[1].replace("&amp;", "&")).text


def test_files_carry_what_was_answered(site: TestClient) -> None:
    saved = site.get("/en/check/profile.yaml", params=PRODUCT)
    assert "attachment" in saved.headers["content-disposition"]
    rules = builtin_rules()
    profile = parse_profile(saved.content, "x", rules.book.facts)
    found = json.loads(site.get("/en/check/findings.json", params=PRODUCT).content)
    day = yaml.safe_load("2026-11-23")
    same = run_check(rules, profile, Wanted(day)).to_json()
    assert found["findings"] == same["findings"]
    report = site.get("/zh/check/report.html", params=PRODUCT)
    assert "default-src &#39;none&#39;" in report.text
    again = site.post("/en/check/open", data={"profile": saved.text}, follow_redirects=False)
    assert again.status_code == 303
    assert "f.service_start_date=2026-11-02" in again.headers["location"]
    assert "fell due" in site.get(again.headers["location"] + "&as_of=2026-11-23").text


def test_what_cannot_be_read_is_asked_again_in_the_language_of_the_page(site: TestClient) -> None:
    page = site.post("/zh/check", data={"f.personal_information_subjects": "许多", "f.role": "king"}).text
    assert "有2项填写内容无法识别" in page
    assert "“许多”不是数字" in page
    assert 'value="许多"' in page


def test_nothing_answered_finds_nothing(site: TestClient) -> None:
    assert 'id="settled"' not in site.post("/en/check", data={"f.generative_ai": ""}).text
    assert 'id="settled"' in site.post("/en/check", data={"f.generative_ai": "unknown"}).text


def test_forms_that_are_too_large_or_no_forms_are_refused(site: TestClient) -> None:
    assert site.post("/en/check", content=b"a" * 200_001).status_code == 413
    assert site.post("/en/check", content=b"&".join(b"a=1" for _ in range(2_001))).status_code == 400
    assert site.post("/en/check", content=b"f.role=\xff").status_code == 400
    for profile in ("facts: {nix: 1}", "[", "a: &a [*a]"):
        assert site.post("/en/check/open", data={"profile": profile}).status_code == 400
    assert site.get("/en/check/open").status_code == 405
