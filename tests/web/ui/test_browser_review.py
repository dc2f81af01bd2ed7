"""Reviewing in a browser: a second coder codes and sees the agreement, by pointer, by keyboard, and without script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.app.review_people import desk, keep_law
from tests.web.browsing import browser, violations
from tests.web.people import add_account
from tests.web.review_server import ROLES
from tools.serving import serving

from regatlas.model.review import Answer, Item
from regatlas.store import DocumentStore
from regatlas.store.accounts.sessions import SessionLimits, Whence, begin
from regatlas.store.reviews import ReviewStore
from regatlas.web.settings import ServerSettings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]
pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Site:
    """The server, its text, and each person's secret."""

    address: str
    url: str
    sha256: str
    secrets: dict[str, str]

    def cookie(self, name: str) -> dict[str, str]:
        return {"name": "regatlas-session", "value": self.secrets[name], "url": self.address}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A text that anna has finished and bert has to code."""
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with DocumentStore.open(url) as store:
        sha256 = keep_law(store)
        numbers = {name: add_account(store.database, name, role) for name, role in ROLES.items()}
        with store.database.transaction(writes=True) as session:
            whence = Whence("127.0.0.1", "127.0.0.1", "test")
            now = datetime.now(UTC)
            secrets = {name: begin(session, number, whence, now, SessionLimits()) for name, number in numbers.items()}
        anna = desk(store, "anna")
        coding = anna.begin(sha256)
        for group in ("status", "risk-subdomain", "sector"):
            anna.fill(coding, group)
        anna.set_state(coding, "finished")
    with serving(ServerSettings(database=url, accounts="open")) as address:
        yield Site(address, url, sha256, secrets)


def _page(browser: Browser, site: Site, name: str, *, script: bool = True) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=script)
    context.add_cookies([site.cookie(name)])  # type: ignore[list-item]
    return context.new_page()


def _select(page: Page, words: str) -> None:
    """Select words of the text as a pointer would."""
    page.evaluate(
        """words => {
            const line = [...document.querySelectorAll('[data-text] p[id]')].find(p => p.textContent.includes(words));
            const node = line.firstChild, at = node.textContent.indexOf(words), range = document.createRange();
            range.setStart(node, at); range.setEnd(node, at + words.length);
            getSelection().removeAllRanges(); getSelection().addRange(range);
        }""",
        words,
    )


def _answers(site: Site, name: str) -> dict[str, tuple[str, list[str]]]:
    with DocumentStore.open(site.url) as store:
        reviews = ReviewStore(store.database)
        coding = reviews.coding(site.sha256, name)
        assert coding
        return {
            key: (kept.answer.value, [one.quote.exact for one in kept.answer.evidence])
            for key, kept in reviews.answers([coding.id])[coding.id].items()
        }


def test_a_second_coder_codes_and_sees_the_agreement(browser: Browser, site: Site) -> None:
    page = _page(browser, site, "bert")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{site.address}/en/documents/{site.sha256}/record")
    page.locator("main").get_by_role("link", name="Review", exact=True).click()
    page.get_by_role("button", name="Begin to code this text").click()
    status = page.locator("form.item", has_text="Legal status").first
    status.get_by_role("button", name="Accept").click()
    page.get_by_text("Saved.").wait_for()
    # A judgement with words selected in the text.
    form = page.locator("form.item", has_text="2.1 Compromise of privacy").first
    form.get_by_label("operative provisions").check()
    for box in form.locator("input[name=keep]").all():
        box.evaluate("box => { box.checked = false }")
    _select(page, "不得泄露个人信息")
    page.get_by_role("button", name="Add the selected words to").click()
    form.get_by_role("button", name="Save").click()
    page.locator("form.item.done", has_text="2.1 Compromise of privacy").wait_for()
    assert page.locator("[data-left]").text_content()
    found = _answers(site, "bert")
    assert found["coverage/risk-subdomain/2.1"] == ("good", ["不得泄露个人信息"])
    page.locator("#group-risk-subdomain form.fill button").click()
    page.wait_for_load_state()
    page.get_by_role("button", name="I have finished").click()
    page.get_by_role("link", name="Agreement").click()
    row = page.locator("#agree-risk-subdomain").locator("xpath=..").get_by_role("row", name="anna and bert")
    assert row.get_by_role("cell").nth(1).text_content() == "24"
    assert not complaints


def test_the_keyboard_is_enough(browser: Browser, site: Site) -> None:
    page = _page(browser, site, "bert")
    page.goto(f"{site.address}/zh/documents/{site.sha256}/review")
    page.get_by_role("button", name="开始标注").press("Enter")
    page.locator("form.item input[type=radio]").first.focus()
    page.keyboard.press("a")
    page.locator("form.item.done").first.wait_for()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.form.item.value") == "coverage/risk-subdomain/1.1"
    page.keyboard.press("1")
    page.keyboard.press("s")
    page.locator("form.item.done >> nth=1").wait_for()
    # A letter that is written is a letter.
    page.keyboard.press("k")
    form = page.locator("form.item").first
    form.locator("summary", has_text="依据与备注").press("Enter")
    form.get_by_label("备注", exact=True).press_sequentially("aj1s")
    assert form.get_by_label("备注", exact=True).input_value() == "aj1s"
    found = _answers(site, "bert")
    assert {key: value for key, (value, _) in found.items()} == {
        "status": "hard",
        "coverage/risk-subdomain/1.1": "none",
    }


def test_without_script_words_are_pasted(browser: Browser, site: Site) -> None:
    page = _page(browser, site, "bert", script=False)
    page.goto(f"{site.address}/en/documents/{site.sha256}/review")
    page.get_by_role("button", name="Begin to code this text").click()
    form = page.locator("form.item", has_text="5.1 Overreliance").first
    form.get_by_label("mentioned only").check()
    form.locator("summary", has_text="Evidence").click()
    form.get_by_label("Words of the text").fill("使用者应当核对结果")
    form.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    assert _answers(site, "bert") == {"coverage/risk-subdomain/5.1": ("minimal", ["使用者应当核对结果"])}


@pytest.mark.parametrize(("lang", "width", "scheme"), [("zh", 390, "light"), ("en", 1440, "dark")])
def test_axe_objects_to_nothing(browser: Browser, site: Site, lang: str, width: int, scheme: str) -> None:
    with DocumentStore.open(site.url) as store:
        bert, sha256 = desk(store, "bert"), site.sha256
        coding = bert.begin(sha256)
        bert.fill(coding, "status")
        bert.fill(coding, "lifecycle")
        bert.answer(coding, Item.parse("coverage/risk-subdomain/2.1"), 0, Answer(value="none", note="not its subject"))
        bert.set_state(coding, "finished")
        chief = desk(store, "chief", "editor")
        chief.begin(sha256)
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce"
    )
    context.add_cookies([site.cookie("chief")])  # type: ignore[list-item]
    page = context.new_page()
    found = []
    own = f"documents/{site.sha256}"
    for path in ("review", "review/agreement", f"{own}/review?group=commitment", f"{own}/record",
                 f"{own}/review/decide", f"{own}/review/history?coder=anna"):  # fmt: skip
        page.goto(f"{site.address}/{lang}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        found += [(path, one["id"], one["nodes"][0]["html"][:300]) for one in violations(page)]
    context.close()
    assert not found
