from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from tests.web.accounts.conftest import NAMES, Serve, sign_in
from tests.web.accounts.test_access import bearer, token

from regatlas.client.answers import accounts as told
from regatlas.store.database import Database


@pytest.fixture
def admin(client: TestClient) -> TestClient:
    sign_in(client, "anna")
    client.headers["X-CSRF-Token"] = client.get("/api/v1/session").json()["csrf"]
    return client


def test_who_asks(client: TestClient, database: str) -> None:
    nobody = told.SessionAnswer.model_validate(client.get("/api/v1/session").json())
    assert (nobody.name, nobody.role, nobody.by, nobody.scopes, nobody.csrf) == ("", "reader", "nobody", None, "")
    headers = bearer(token(database, "eddy", "import", "read"))
    program = told.SessionAnswer.model_validate(client.get("/api/v1/session", headers=headers).json())
    assert (program.name, program.by, program.scopes) == ("eddy", "token", ("read", "import"))


def test_accounts_are_added_and_changed(admin: TestClient) -> None:
    made = told.AccountGiven.model_validate(admin.post("/api/v1/accounts", json={"name": "林晓"}).json())
    assert (made.name, made.role, made.local) == ("林晓", "reader", True)
    sign_in(TestClient(admin.app, follow_redirects=False), "林晓", made.password)
    changed = admin.patch("/api/v1/accounts/林晓", json={"role": "coder", "usable": False})
    assert told.AccountItem.model_validate(changed.json()).role == "coder"
    assert changed.json()["disabled_at"]
    listed = told.AccountsAnswer.model_validate(admin.get("/api/v1/accounts").json()).accounts
    assert [one.name for one in listed] == [*sorted(NAMES), "林晓"]
    assert "password" not in admin.get("/api/v1/accounts").text


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/v1/accounts", {"name": "anna"}, 400),
        ("POST", "/api/v1/accounts", {"name": "a/b"}, 400),
        ("POST", "/api/v1/accounts", {"name": "nora", "role": "king"}, 400),
        ("POST", "/api/v1/accounts", {"name": "nora", "password_hash": "x"}, 400),
        ("PATCH", "/api/v1/accounts/anna", {"role": "reader"}, 400),
        ("PATCH", "/api/v1/accounts/anna", {"usable": False}, 400),
        ("PATCH", "/api/v1/accounts/cora", {"id": 1}, 400),
        ("PATCH", "/api/v1/accounts/nobody", {"role": "reader"}, 404),
        ("POST", "/api/v1/tokens", {"name": "x", "scopes": []}, 400),
        ("POST", "/api/v1/tokens", {"name": "x", "scopes": ["root"]}, 400),
        ("POST", "/api/v1/tokens", {"name": "x", "scopes": ["read"], "days": 4000}, 400),
        ("DELETE", "/api/v1/tokens/7", None, 404),
    ],
)
def test_what_is_not_done(admin: TestClient, method: str, path: str, body: object, status: int) -> None:
    assert admin.request(method, path, json=body).status_code == status
    assert len(admin.get("/api/v1/accounts").json()["accounts"]) == 4


def test_tokens_are_made_listed_and_revoked(admin: TestClient) -> None:
    wish = {"name": "每周导出", "scopes": ["admin", "read"], "days": 1}
    made = told.TokenGiven.model_validate(admin.post("/api/v1/tokens", json=wish).json())
    assert made.scopes == ("read", "admin")
    program = TestClient(admin.app, headers=bearer(made.token))
    assert program.get("/api/v1/audit").status_code == 200
    listed = told.TokensAnswer.model_validate(admin.get("/api/v1/tokens").json()).tokens
    assert [(one.name, one.start, one.used_at is None) for one in listed] == [("每周导出", made.token[:8], False)]
    assert made.token not in admin.get("/api/v1/tokens").text
    assert admin.delete(f"/api/v1/tokens/{made.id}").status_code == 204
    assert program.get("/api/v1/session").status_code == 401


def test_a_token_cannot_have_more_scopes_than_its_owner(client: TestClient) -> None:
    sign_in(client, "cora")
    headers = {"X-CSRF-Token": client.get("/api/v1/session").json()["csrf"]}
    for scope in ("import", "admin"):
        answer = client.post("/api/v1/tokens", json={"name": "x", "scopes": [scope]}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "RGA-9002")


def test_the_log_is_read_by_pages_and_as_lines(admin: TestClient) -> None:
    path, seen = "/api/v1/audit?limit=2", []
    while path:
        answer = admin.get(path)
        page = told.AuditPage.model_validate(answer.json())
        seen += [one.sequence for one in page.entries]
        path = f"/api/v1/audit?limit=2&cursor={page.next}" if page.next else ""
    assert seen == [5, 4, 3, 2, 1]
    lines = [json.loads(line) for line in admin.get("/api/v1/audit/lines").text.splitlines()]
    assert [told.AuditItem.model_validate(one).sequence for one in lines] == [1, 2, 3, 4, 5]
    narrowed = admin.get("/api/v1/audit", params={"who": "anna", "action": "session"}).json()["entries"]
    assert [one["action"] for one in narrowed] == ["session.begin"]


def test_the_log_is_verified(admin: TestClient, database: str) -> None:
    found = told.AuditVerified.model_validate(admin.get("/api/v1/audit/verified").json())
    assert (found.holds, found.entries, found.broken, found.expected) == (True, 5, None, None)
    again = admin.get("/api/v1/audit/verified", params={"expect": found.head}).json()
    assert (again["holds"], again["expected"]) == (True, True)
    assert admin.get("/api/v1/audit/verified", params={"expect": "0" * 63 + "1"}).json()["holds"] is False
    assert admin.get("/api/v1/audit/verified", params={"expect": "x"}).status_code == 400
    with Database.open(database) as opened, opened.transaction(writes=True) as session:
        session.execute(text("DROP TRIGGER audit_entry_changes"))
        session.execute(text("UPDATE audit_entry SET who = 'bo' WHERE sequence = 3"))
    broken = admin.get("/api/v1/audit/verified").json()
    assert (broken["holds"], broken["broken"], broken["reason"], broken["entries"]) == (False, 3, "seal", 2)


def test_the_owner_manages_accounts_without_one(serve: Serve) -> None:
    client = serve(accounts="none")
    assert client.post("/api/v1/accounts", json={"name": "nora"}).status_code == 201
    assert client.post("/api/v1/tokens", json={"name": "x", "scopes": ["read"]}).status_code == 403
