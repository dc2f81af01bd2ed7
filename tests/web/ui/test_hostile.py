"""What a document may hold must never run, and never change what stands around it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from tests.web.ui.conftest import HOSTILE_NAME, assert_harmless

from regatlas.pages.site.links import address, outside


@pytest.mark.parametrize("place", ["/", "/documents", "/search?q=算法备案", "/compare"])
def test_it_is_shown_as_text_in_lists(site: TestClient, place: str) -> None:
    page = site.get(f"/en{place}").text
    assert "alert" in page
    assert_harmless(page)


def test_it_is_shown_as_text_in_the_reader(site: TestClient, shas: Mapping[str, str]) -> None:
    sha = shas[HOSTILE_NAME]
    for rest in ("", f"/beside/{shas['sample-measures.en.md']}"):
        page = site.get(f"/zh/documents/{sha}{rest}").text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert_harmless(page)
        assert "{{ 7*7 }}" in page
        assert page.count("</main>") == 1
    # A character that turns the direction of a line stays inside an element that isolates it.
    assert 'dir="auto"' in page or "<bdi" in page


def test_it_compares_as_text(site: TestClient, shas: Mapping[str, str]) -> None:
    both = {"before": shas[HOSTILE_NAME], "after": shas["sample-measures.zh.md"]}
    page = site.get("/en/compare", params=both).text
    assert_harmless(page)


def test_questions_are_shown_as_text(site: TestClient) -> None:
    for place in ("search?q=", "documents?title=", "obligations?word=", "check?f.role=provider&name="):
        page = site.get(f"/en/{place}%3Cscript%3Ealert(1)%3C/script%3E%22%20autofocus%20onfocus=%22alert(1)").text
        assert "&lt;script&gt;alert" in page
        assert_harmless(page)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "http:evil", "ftp://x/y", "http://[", None]
)
def test_addresses_that_are_none_of_the_web_are_no_links(url: str | None) -> None:
    assert outside(url) == ""


def test_addresses_of_the_web_are_links() -> None:
    assert outside("https://www.cac.gov.cn/x?y=1") == "https://www.cac.gov.cn/x?y=1"


@given(st.lists(st.text(min_size=1), min_size=1), st.text())
def test_an_address_never_leaves_the_site(steps: list[str], value: str) -> None:
    made = address("zh", *steps, query=[("q", value)], anchor=value)
    assert made.startswith("/zh/")
    assert not set(made) & set("<>\"'\\ \n\r\t")
