from __future__ import annotations

import json
import re
from itertools import pairwise

import lxml.html
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from tests.web.accounts.conftest import NAMES, csrf, sign_in

from regatlas.store.database import Database

ADMIN = "/en/admin/accounts"


@pytest.fixture
def admin(client: TestClient) -> TestClient:
    return sign_in(client, "anna")


def send(client: TestClient, path: str = ADMIN, **fields: str) -> str:
    answer = client.post(path, data={"csrf": csrf(client, "/en/account")} | fields)
    assert answer.status_code in (200, 303, 400, 404)
    assert answer.headers["cache-control"] == "no-store"
    return answer.text if answer.status_code != 303 else answer.headers["location"]


def test_an_account_is_added_with_a_password_shown_once(admin: TestClient) -> None:
    page = send(admin, name="林晓", role="coder")
    password = lxml.html.fromstring(page).xpath("string(//*[@class='secret'])")
    assert re.fullmatch(r"(?:\w{5}-){3}\w{5}", password)
    assert password not in admin.get(ADMIN).text
    new = TestClient(admin.app, follow_redirects=False)
    assert sign_in(new, "林晓", password).get("/api/v1/session").json()["role"] == "coder"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "anna", "role": "reader"}, "there is an account of this name"),
        ({"name": "<b>", "role": "reader"}, "cannot be the name of an account"),
        ({"name": "nora", "role": "king"}, "there is no such role"),
        ({"name": "nora"}, "there is no such role"),
    ],
)
def test_accounts_that_are_not_added(admin: TestClient, fields: dict[str, str], said: str) -> None:
    page = send(admin, **fields)
    assert said in page
    assert "<b>" not in page.replace("<bdi>", "")
    assert "nora" not in admin.get(ADMIN).text


def test_another_role_ends_the_sessions_of_the_account(admin: TestClient) -> None:
    cora = sign_in(TestClient(admin.app, follow_redirects=False), "cora")
    assert send(admin, f"{ADMIN}/cora", do="role", role="editor") == f"{ADMIN}?done=role"
    assert cora.get("/en/account").status_code == 303
    assert sign_in(cora, "cora").get("/en/imports").status_code == 200


def test_a_disabled_account_is_out_at_once_and_back_when_enabled(admin: TestClient) -> None:
    cora = sign_in(TestClient(admin.app, follow_redirects=False), "cora")
    assert send(admin, f"{ADMIN}/cora", do="disable") == f"{ADMIN}?done=disable"
    assert cora.get("/en/account").status_code == 303
    assert "disabled" in admin.get(ADMIN).text
    form = {"csrf": csrf(cora), "name": "cora", "password": "quiet river under stone"}
    assert cora.post("/en/sign-in", data=form).status_code == 401
    send(admin, f"{ADMIN}/cora", do="enable")
    sign_in(cora, "cora")


def test_a_forgotten_password_is_replaced(admin: TestClient) -> None:
    page = send(admin, f"{ADMIN}/cora", do="password")
    password = lxml.html.fromstring(page).xpath("string(//*[@class='secret'])")
    sign_in(TestClient(admin.app, follow_redirects=False), "cora", password)


@pytest.mark.parametrize("fields", [{"do": "role", "role": "reader"}, {"do": "disable"}])
def test_the_last_who_manages_accounts_stays(admin: TestClient, fields: dict[str, str]) -> None:
    assert "only account that may manage" in send(admin, f"{ADMIN}/anna", **fields)
    assert admin.get(ADMIN).status_code == 200


def test_what_is_not_known_is_not_done(admin: TestClient) -> None:
    assert "nothing is to be done" in send(admin, f"{ADMIN}/cora", do="delete")
    assert "there is no such account" in send(admin, f"{ADMIN}/nobody", do="disable")
    assert admin.get("/en/admin").headers["location"] == ADMIN


def test_the_log_tells_every_change_and_its_seal(admin: TestClient) -> None:
    send(admin, f"{ADMIN}/cora", do="role", role="editor")
    page = admin.get("/en/admin/audit?verify=1").text
    assert "All 6 entries hold." in page
    rows = lxml.html.fromstring(page).xpath("//table//tbody/tr")
    first = " ".join(rows[0].text_content().split())
    assert "role set cora" in first
    assert ("aftereditor" in first, "beforecoder" in first) == (True, True)
    narrowed = lxml.html.fromstring(admin.get("/zh/admin/audit?who=anna&action=session").text).xpath("//tbody/tr")
    assert len(narrowed) == 1
    assert "登录" in narrowed[0].text_content()
    assert not lxml.html.fromstring(admin.get("/zh/admin/audit?subject=%25").text).xpath("//tbody/tr")


def test_a_long_log_comes_in_pages(admin: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regatlas.web.accounts.administration._SIZE", 2)
    seen, path = [], "/en/admin/audit"
    while path:
        page = lxml.html.fromstring(admin.get(path).text)
        seen += page.xpath("//tbody/tr/th/text()")
        path = page.xpath("string(//nav[@class='pages']/a/@href)")
    assert seen == ["5", "4", "3", "2", "1"]
    assert admin.get("/en/admin/audit?before=x%00").status_code == 200


def test_the_whole_log_as_lines(admin: TestClient) -> None:
    answer = admin.get("/zh/admin/audit.jsonl")
    entries = [json.loads(line) for line in answer.text.splitlines()]
    assert [one["sequence"] for one in entries] == [1, 2, 3, 4, 5]
    assert [one["subject"] for one in entries[:4]] == list(NAMES)
    assert all(one["previous"] == before["digest"] for before, one in pairwise(entries))


def test_a_log_that_was_changed_is_told(admin: TestClient, database: str) -> None:
    with Database.open(database) as opened, opened.transaction(writes=True) as session:
        session.execute(text("DROP TRIGGER audit_entry_changes"))
        session.execute(text("UPDATE audit_entry SET subject = 'bo' WHERE sequence = 2"))
    assert (
        "Entry 2 was changed after it was written; the first 1 entries hold."
        in admin.get("/en/admin/audit?verify=1").text
    )
