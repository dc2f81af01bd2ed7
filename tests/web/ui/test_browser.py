"""The site in a browser: nothing that axe objects to, and the ways that people take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from tests.web.browsing import browser, violations
from tools.serving import serving

from regatlas.web.settings import ServerSettings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]
pytestmark = pytest.mark.browser
TWO = "with={zh}&with={en}&taxonomy=risk-subdomain"
DUTIES = "with=cn/generative-ai&with=cn/deep-synthesis&taxonomy=duties"
PLACES = (
    "/",
    "/search?q=算法备案",
    "/search?q=数据&mode=all&category=2.1&issued_from=2020-01-01",
    "/search?q=算法备按",
    "/instruments",
    "/instruments/cn/global-ai-governance-initiative",
    "/instruments/cn/generative-ai",
    f"/compare?{TWO}",
    f"/compare?{DUTIES}",
    "/compare?before={zh}&after={zh}",
    "/obligations?instrument=cn/facial-recognition",
    "/check",
    "/check?f.generative_ai=true&f.personal_information_subjects=x",
    "/dossiers",
    "/dossiers/CN-SZ",
    "/documents",
    "/documents/{zh}",
    "/documents/{zh}?show=risk-subdomain:2.1",
    "/documents/{zh}/record",
    "/documents/{zh}/beside/{en}",
    "/agencies",
    "/taxonomies",
    "/taxonomies/risk-subdomain",
    "/about",
    "/nothing",
)


@pytest.fixture(scope="module")
def address(site_database: str) -> Iterator[str]:
    """The site on a port of its own."""
    with serving(ServerSettings(database=site_database)) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def _paths(shas: Mapping[str, str]) -> list[str]:
    names = {"zh": shas["sample-measures.zh.md"], "en": shas["sample-measures.en.md"]}
    return [place.format(**names) for place in PLACES]


# Every kind of page by day on a telephone in Chinese, and by night on a wide screen in English.
@pytest.mark.parametrize(("lang", "width", "scheme"), [("zh", 390, "light"), ("en", 1440, "dark")])
def test_axe_objects_to_nothing(
    browser: Browser, address: str, shas: Mapping[str, str], lang: str, width: int, scheme: str
) -> None:
    # axe is put into the page as a script, which the policy of the site rightly refuses.
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    found = []
    for path in _paths(shas):
        page.goto(f"{address}/{lang}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        found += [(path, one["id"], one["nodes"][0]["html"]) for one in violations(page)]
    context.close()
    assert not found


def test_search_in_chinese_open_a_provision_and_change_the_language(page: Page, address: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{address}/zh/")
    page.get_by_role("searchbox").fill("算法备案")
    page.get_by_role("button", name="检索").click()
    page.get_by_role("link", name="第十一条").first.click()
    anchor = page.url.partition("#")[2]
    assert anchor.endswith("art_11")
    assert page.locator(f"[id='{anchor}']").is_visible()
    page.locator("#switch").click()
    page.wait_for_url("**/en/documents/**")
    assert page.url.endswith(f"#{anchor}")
    assert page.locator("html").get_attribute("lang") == "en"
    assert not complaints


def test_the_keyboard_is_enough_to_search(page: Page, address: str) -> None:
    page.goto(f"{address}/en/search")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("filing")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=filing**")
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.getAttribute('href') || ''"))
        if any("/documents/" in href and "#" in href for href in seen):
            break
    else:
        raise AssertionError("no hit could be reached")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")


def test_a_citation_is_told_and_put_away_by_the_keyboard(page: Page, address: str, shas: Mapping[str, str]) -> None:
    page.goto(f"{address}/en/documents/{shas['sample-measures.en.md']}")
    mark = page.locator("details.citing summary").nth(3)
    mark.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.citing[open] .slip").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("details.citing[open]").count() == 0


def test_an_interview_leads_to_duties_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/zh/check")
    page.locator("details:has(input[name='f.generative_ai']) > summary").click()
    for name, value in (("role", "provider"), ("offered_to_public_in", "CN"), ("generative_ai", "true")):
        page.locator(f"input[name='f.{name}'][value='{value}']").check()
    page.get_by_role("button", name="查看义务").click()
    assert page.get_by_role("heading", name="自查结果").is_visible()
    assert page.locator("section[aria-labelledby='g-always'] .duty-line").count() > 0
    context.close()


def test_the_results_of_an_interview_follow_its_answers_to_a_report(page: Page, address: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{address}/en/check")
    before = page.locator("#tally").inner_text()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("input[name='f.role'][value='provider']").check()
    page.locator("#settled").wait_for()
    assert page.url == f"{address}/en/check"
    assert page.locator("#tally").inner_text() != before
    assert page.locator("#n-product").inner_text().startswith("1 of ")
    assert "f.role=provider" in (page.locator("#switch").get_attribute("href") or "")
    with page.expect_download() as caught:
        page.get_by_role("link", name="Report as a page").click()
    assert "<html" in caught.value.path().read_text(encoding="utf-8")
    assert not complaints


def test_two_texts_are_compared_and_lead_to_their_evidence(page: Page, address: str, shas: Mapping[str, str]) -> None:
    page.goto(f"{address}/zh/compare")
    for number, name in enumerate(("sample-measures.zh.md", "sample-measures.en.md"), start=1):
        page.locator(f"#with-{number}").select_option(shas[name])
    page.get_by_role("button", name="比较", exact=True).click()
    rows = page.locator("table.matrix tr.differs").count()
    assert rows > 0
    page.locator("input[name=only]").check()
    page.get_by_role("button", name="比较", exact=True).click()
    assert page.locator("section[aria-labelledby=table] tbody tr:not(.group-row)").count() == rows
    page.locator("td.is-good a.cite").first.click()
    assert page.locator(".shown strong").is_visible()
    step = page.locator(".step a[rel=next]").first
    step.click()
    anchor = page.url.partition("#")[2]
    assert page.locator(f"[id='{anchor}'] mark").first.is_visible()


def test_a_dossier_can_be_printed(page: Page, address: str) -> None:
    page.goto(f"{address}/en/dossiers/CN-SZ")
    printed = pypdfium2.PdfDocument(page.pdf(format="A4"))
    try:
        text = "".join(printed[number].get_textpage().get_text_bounded() for number in range(len(printed)))
    finally:
        printed.close()
    assert "Shenzhen" in text
    assert "Timeline" in text


def test_focus_can_be_seen_and_goes_in_order(page: Page, address: str) -> None:
    page.goto(f"{address}/en/compare")
    places, outlines = [], []
    for _ in range(18):
        page.keyboard.press("Tab")
        place, outline = page.evaluate(
            "() => { const e = document.activeElement, b = e.getBoundingClientRect();"
            " return [[e.className === 'skip' ? -1 : b.top + scrollY, b.left], getComputedStyle(e).outlineStyle]; }"
        )
        places.append(place)
        outlines.append(outline)
    assert "none" not in outlines[1:]
    rows = [round(top / 30) for top, _ in places]
    assert rows == sorted(rows)
