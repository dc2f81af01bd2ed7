"""Importing in a browser: a PDF becomes a record, with and without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.pages.browsers import needs_pango
from tests.web.browsing import browser, violations
from tests.web.test_killed_import import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, needs_pango]
ARTICLES = "".join(
    f"<p>第{number}条　算法推荐服务提供者应当{duty}。</p>"
    for number, duty in (("一", "履行算法备案手续"), ("二", "保护个人信息"), ("三", "公示算法的基本原理"))
)
STYLE = "font-family: Noto Serif CJK SC"
PAGE = f"<html lang='zh'><body style='{STYLE}'><h1>甲市算法推荐试行办法</h1>{ARTICLES}</body></html>"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with its worker."""
    with serving(f"sqlite:///{tmp_path_factory.mktemp('imports') / 'store.sqlite'}") as (_, client):
        yield str(client.base_url).rstrip("/")


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from weasyprint import HTML

    path = tmp_path_factory.mktemp("files") / "甲市办法.pdf"
    HTML(string=PAGE).write_pdf(path)
    return path


def objections(page: Page) -> list[str]:
    return [one["id"] for one in violations(page)]


def test_a_pdf_is_imported_and_its_record_seen(browser: Browser, address: str, pdf: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900}, bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{address}/zh/imports")
    assert objections(page) == []
    page.locator("#files").set_input_files(pdf)
    assert page.locator(".chosen li").inner_text() == "甲市办法.pdf"
    page.get_by_role("button", name="导入", exact=True).click()
    page.wait_for_url("**/zh/imports/1")
    # Nobody asks for the page again: the script looks, and shows how far it is.
    record = page.get_by_role("link", name="查看分析记录")
    record.wait_for(timeout=60_000)
    assert objections(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    record.click()
    page.wait_for_url("**/record")
    assert "甲市算法推荐试行办法" in page.locator("h1").inner_text()
    assert not complaints
    context.close()


def test_without_script_the_way_is_the_same(browser: Browser, address: str, pdf: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/en/imports")
    page.locator("#files").set_input_files(pdf)
    page.get_by_role("button", name="Import", exact=True).click()
    for _ in range(200):
        again = page.get_by_role("link", name="Look again")
        if not again.count():
            break
        again.click()
        page.wait_for_timeout(200)
    assert page.get_by_role("link", name="Read the text").is_visible()
    page.goto(f"{address}/en/imports")
    page.get_by_label("Address of the page or file").fill("http://169.254.169.254/")
    page.get_by_role("button", name="Fetch and import").click()
    assert "RGA-8001" in page.get_by_role("alert").inner_text()
    context.close()


def test_a_file_is_dropped(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/en/imports")
    page.evaluate(
        """() => {
        const data = new DataTransfer();
        data.items.add(new File(["第一条　甲。"], "dropped.md"));
        data.items.add(new File(["第一条　乙。"], "<b>other</b>.md"));
        document.getElementById("drop").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true}));
    }"""
    )
    assert page.locator(".chosen li").all_inner_texts() == ["dropped.md", "<b>other</b>.md"]
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("link", name="dropped.md").wait_for()
    page.close()
