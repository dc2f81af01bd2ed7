from __future__ import annotations

import re

import lxml.html
import pytest
from fastapi.testclient import TestClient
from tests.web.accounts.conftest import PASSWORD, csrf, sign_in

NEW = "loud brook over sand"
SESSION = "regatlas-session"


def change(client: TestClient, **changes: str) -> int:
    form = {"csrf": csrf(client, "/en/account"), "old": PASSWORD, "new": NEW, "again": NEW} | changes
    return client.post("/en/account/password", data=form).status_code


def test_another_password_ends_every_other_session_and_keeps_this_one(client: TestClient) -> None:
    other = TestClient(client.app, follow_redirects=False)
    sign_in(other, "cora")
    before = sign_in(client, "cora").cookies[SESSION]
    assert change(client) == 303
    assert client.cookies[SESSION] != before
    assert client.get("/en/account?done=password").status_code == 200
    assert other.get("/en/account").status_code == 303
    assert client.get("/en/account", headers={"Cookie": f"{SESSION}={before}"}).status_code == 303
    sign_in(other, "cora", NEW)


@pytest.mark.parametrize(
    "changes",
    [
        {"old": "wrong"},
        {"again": "another one that is long"},
        {"new": "short", "again": "short"},
        {"new": "password1234", "again": "password1234"},
    ],
)
def test_passwords_that_are_not_changed(client: TestClient, changes: dict[str, str]) -> None:
    sign_in(client, "cora")
    assert change(client, **changes) == 400
    sign_in(client, "cora")


def test_the_role_is_not_among_what_one_changes_of_oneself(client: TestClient) -> None:
    """Mass assignment: fields that a form does not have are of no effect."""
    sign_in(client, "rita")
    assert change(client, role="admin", name="root", account_id="1", scopes="admin") == 303
    assert client.get("/api/v1/session").json()["role"] == "reader"
    form = {"csrf": csrf(client, "/en/account"), "name": "x", "scope": "read", "days": "30", "role": "admin"}
    assert client.post("/en/account/tokens", data=form).status_code == 200
    assert client.get("/api/v1/session").json()["role"] == "reader"


def test_a_token_is_shown_once(client: TestClient) -> None:
    sign_in(client, "cora")
    form = {"csrf": csrf(client, "/zh/account"), "name": "每周导出", "scope": ["read", "review"], "days": "30"}
    page = client.post("/zh/account/tokens", data=form)
    found = re.search(r"rga_[\w-]{43}", page.text)
    assert found is not None
    assert page.headers["cache-control"] == "no-store"
    later = client.get("/zh/account").text
    assert found[0] not in later
    assert "每周导出" in later
    headers = {"Authorization": f"Bearer {found[0]}"}
    told = TestClient(client.app).get("/api/v1/session", headers=headers).json()
    assert (told["name"], told["role"], told["scopes"], told["csrf"]) == ("cora", "coder", ["read", "review"], "")
    number = re.search(r"/account/tokens/(\d+)/revoke", later)
    assert number is not None
    revoked = client.post(f"/zh/account/tokens/{number[1]}/revoke", data={"csrf": csrf(client, "/zh/account")})
    assert revoked.status_code == 303
    assert TestClient(client.app).get("/api/v1/session", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "wish",
    [
        {"name": "x", "scope": "import", "days": "30"},
        {"name": "x", "scope": ["read", "admin"], "days": "30"},
        {"name": "x", "scope": "everything", "days": "30"},
        {"name": "x", "scope": "read", "days": "99999"},
        {"name": "x", "scope": "read", "days": "-1"},
        {"name": "", "scope": "read", "days": "30"},
        {},
    ],
)
def test_tokens_that_are_not_made(client: TestClient, wish: dict[str, str]) -> None:
    sign_in(client, "cora")
    page = client.post("/en/account/tokens", data={"csrf": csrf(client, "/en/account")} | wish)
    assert page.status_code == 400
    assert "rga_" not in page.text


def test_the_page_offers_only_the_scopes_of_the_role(client: TestClient) -> None:
    sign_in(client, "cora")
    page = lxml.html.fromstring(client.get("/en/account").text)
    assert page.xpath("//input[@name='scope']/@value") == ["read", "review"]
    assert not page.xpath("//a[contains(@href, '/admin')]")


def test_sessions_are_seen_and_ended_one_by_one_and_all_at_once(client: TestClient) -> None:
    browsers = [TestClient(client.app, follow_redirects=False, headers={"User-Agent": f"B{n}<b>"}) for n in range(3)]
    for browser in browsers:
        sign_in(browser, "cora")
    mine = browsers[0]
    page = mine.get("/en/account").text
    assert "B1&lt;b&gt;" in page
    handles = lxml.html.fromstring(page).xpath("//input[@name='session']/@value")
    assert len(handles) == 2
    secret = browsers[1].cookies[SESSION]
    assert secret not in page
    for handle in handles[:1]:
        form = {"csrf": csrf(mine, "/en/account"), "session": handle}
        assert mine.post("/en/account/sessions/end", data=form).headers["location"] == "/en/account?done=session"
    assert [browser.get("/en/account").status_code for browser in browsers].count(200) == 2
    form = {"csrf": csrf(mine, "/en/account")}
    assert mine.post("/en/account/sessions/end", data=form).headers["location"] == "/en/"
    assert [browser.get("/en/account").status_code for browser in browsers] == [303] * 3


def test_nobody_ends_the_session_of_another(client: TestClient) -> None:
    anna = TestClient(client.app, follow_redirects=False)
    sign_in(anna, "anna")
    sign_in(TestClient(client.app, follow_redirects=False), "anna")
    handle = lxml.html.fromstring(anna.get("/en/account").text).xpath("//input[@name='session']/@value")[0]
    sign_in(client, "cora")
    client.post("/en/account/sessions/end", data={"csrf": csrf(client, "/en/account"), "session": handle})
    assert len(lxml.html.fromstring(anna.get("/en/account").text).xpath("//input[@name='session']")) == 1


def test_nobody_revokes_the_token_of_another(client: TestClient) -> None:
    anna = TestClient(client.app, follow_redirects=False)
    sign_in(anna, "anna")
    form = {"csrf": csrf(anna, "/en/account"), "name": "x", "scope": "read", "days": "30"}
    assert anna.post("/en/account/tokens", data=form).status_code == 200
    sign_in(client, "cora")
    assert client.post("/en/account/tokens/1/revoke", data={"csrf": csrf(client, "/en/account")}).status_code == 404


def test_a_page_that_answers_a_form_leads_to_itself_in_the_other_language(client: TestClient) -> None:
    sign_in(client, "cora")
    page = client.post("/en/account/tokens", data={"csrf": csrf(client, "/en/account")})
    assert lxml.html.fromstring(page.text).xpath("string(//*[@id='switch']/@href)") == "/zh/account"


def test_the_page_is_for_people_who_have_signed_in(client: TestClient) -> None:
    assert client.get("/zh/account").headers["location"] == "/zh/sign-in?next=%2Fzh%2Faccount"
