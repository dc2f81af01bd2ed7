"""Accounts in a browser: nothing that axe objects to, and the way from signing in to signing out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from tests.web.accounts.conftest import PASSWORD
from tests.web.browsing import browser, violations
from tools.serving import serving

from regatlas.web.settings import ServerSettings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]
pytestmark = pytest.mark.browser


@pytest.fixture
def address(database: str, browser: Browser) -> Iterator[str]:
    """The site on a port of its own; the browser is asked for first, so that nothing starts where there is none."""
    with serving(ServerSettings(database=database, accounts="open")) as found:
        yield found


def sign_in(page: Page, address: str, lang: str) -> None:
    page.goto(f"{address}/{lang}/account")
    page.locator("#name").fill("anna")
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{lang}/account")


# By day on a telephone in Chinese, and by night on a wide screen in English.
@pytest.mark.parametrize(("lang", "width", "scheme"), [("zh", 390, "light"), ("en", 1440, "dark")])
def test_axe_objects_to_nothing(browser: Browser, address: str, lang: str, width: int, scheme: str) -> None:
    # axe is put into the page as a script, which the policy of the site rightly refuses.
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    page, found = context.new_page(), []

    def look() -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        found.extend((page.url, one["id"], one["nodes"][0]["html"]) for one in violations(page))

    page.goto(f"{address}/{lang}/sign-in")
    page.locator("#name").fill("nobody")
    page.locator("#password").fill("wrong")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    look()
    sign_in(page, address, lang)
    page.locator("#token-name").fill("export")
    page.keyboard.press("Enter")
    page.locator(".secret").wait_for()
    look()
    page.goto(f"{address}/{lang}/admin/accounts")
    look()
    page.goto(f"{address}/{lang}/admin/audit?verify=1")
    page.locator("summary").first.click()
    look()
    context.close()
    assert not found


@pytest.mark.parametrize("scripts", [True, False])
def test_from_signing_in_to_signing_out(browser: Browser, address: str, scripts: bool) -> None:
    """A real browser sends Origin, Sec-Fetch-Site and cookies as browsers do; nothing of it is in the way."""
    complaints: list[str] = []
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    sign_in(page, address, "zh")
    assert page.locator(".who bdi").inner_text() == "anna"
    page.locator("#switch").click()
    assert page.url == f"{address}/en/account"
    page.goto(f"{address}/en/admin/accounts")
    page.locator("#name").fill("nora")
    page.locator("input[value=coder]").check()
    page.get_by_role("button", name="Add an account").click()
    assert page.locator(".secret").inner_text().count("-") == 3
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(f"{address}/en/")
    assert page.get_by_role("link", name="Sign in").is_visible()
    assert context.cookies() == []
    context.close()
    assert complaints == []


def test_the_page_of_another_site_can_neither_send_a_form_nor_show_the_site(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, address, "en")
    hostile = f"""<form method="post" action="{address}/en/admin/accounts"><input name="name" value="mallory">
        <input name="role" value="admin"><button>go</button></form><iframe src="{address}/en/account"></iframe>"""
    context.route("http://evil.test/", lambda route: route.fulfill(body=hostile, content_type="text/html"))
    page.goto("http://evil.test/")
    assert "Your account" not in page.frames[1].content()
    with page.expect_response(f"{address}/en/admin/accounts") as answer:
        page.get_by_role("button", name="go").click()
    # The cookie is not even sent with it (SameSite), so that it is nobody's request.
    assert answer.value.status in (401, 403)
    page.goto(f"{address}/en/admin/accounts")
    assert page.get_by_text("mallory").count() == 0
    context.close()
