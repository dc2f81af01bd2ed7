"""The site in a browser: nothing that axe objects to, and the ways that people take."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn

from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
CHROMIUM = Path("/usr/bin/chromium")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PLACES = (
    "/",
    "/search?q=算法备案",
    "/instruments",
    "/instruments/cn/global-ai-governance-initiative",
    "/obligations?instrument=cn/facial-recognition",
    "/check?f.generative_ai=true&f.personal_information_subjects=x",
    "/dossiers/CN-SZ",
    "/documents",
    "/documents/{zh}",
    "/documents/{zh}/record",
    "/documents/{zh}/beside/{en}",
    "/about",
    "/nothing",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(site_database: str) -> Iterator[str]:
    """The site on a port of its own."""
    config = uvicorn.Config(create_app(ServerSettings(database=site_database)), port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def _paths(shas: Mapping[str, str]) -> list[str]:
    names = {"zh": shas["sample-measures.zh.md"], "en": shas["sample-measures.en.md"]}
    return [place.format(**names) for place in PLACES]


# Every page on a telephone in Chinese; what is set differently there, on a wide dark screen in English.
@pytest.mark.parametrize(("lang", "width", "scheme", "step"), [("zh", 390, "light", 1), ("en", 1440, "dark", 4)])
def test_axe_objects_to_nothing(
    browser: Browser, address: str, shas: Mapping[str, str], lang: str, width: int, scheme: str, step: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # axe is put into the page as a script, which the policy of the site rightly refuses.
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    found = []
    for path in _paths(shas)[::step]:
        page.goto(f"{address}/{lang}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        violations = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
        found += [(path, one["id"], one["nodes"][0]["html"]) for one in violations]
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
