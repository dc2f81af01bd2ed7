"""Who may do what, and what the pages of others cannot have a browser do."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient
from tests.web.accounts.conftest import NAMES, Serve, csrf, sign_in

from regatlas.model.account import SCOPES, Role, Scope
from regatlas.store.accounts.accounts import AccountStore, Doing
from regatlas.store.accounts.tokens import TokenStore, Wish
from regatlas.store.database import Database
from regatlas.web import access
from regatlas.web.accounts import doors

SESSION = "regatlas-session"
# One address for each right, which asks for nothing that the store of the test has not.
NEEDED: dict[str, tuple[str, Role]] = {
    "/api/v1/documents": ("GET", "reader"),
    "/api/v1/codings": ("GET", "coder"),
    "/api/v1/imports": ("GET", "editor"),
    "/api/v1/accounts": ("GET", "admin"),
    "/api/v1/audit": ("GET", "admin"),
    "/api/v1/audit/lines": ("GET", "admin"),
    "/api/v1/audit/verified": ("GET", "admin"),
    "/en/about": ("GET", "reader"),
    "/en/review": ("GET", "coder"),
    "/en/imports": ("GET", "editor"),
    "/zh/admin/accounts": ("GET", "admin"),
    "/zh/admin/audit": ("GET", "admin"),
    "/zh/admin/audit.jsonl": ("GET", "admin"),
}
RANKS: tuple[Role, ...] = ("reader", "coder", "editor", "admin")
# Open to whoever reaches the server: whether it lives, its style, what programs may ask it, and the way in.
OPEN = {
    "/",
    "/healthz",
    "/readyz",
    "/metrics",
    "/static/{digest}/{name}",
    "/sign-in/return",
    *(f"/{lang}/sign-{end}" for lang in ("en", "zh") for end in ("in", "in/service", "out")),
}


def token(database: str, name: str, *scopes: Scope, days: int = 1) -> str:
    with Database.open(database) as opened:
        account = AccountStore(opened).find(name)
        doing = Doing("root", datetime.now(UTC))
        return TokenStore(opened).add(account.id, Wish("test", scopes, timedelta(days=days)), doing)[0]


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def routes(client: TestClient) -> list[APIRoute]:
    """Every address of the server with what it depends on."""
    app = cast("FastAPI", client.app)
    return [cast("APIRoute", one) for one in iter_route_contexts(app.routes) if getattr(one, "dependant", None)]


def calls(dependant: Dependant) -> set[object]:
    return {dependant.call} | {call for inner in dependant.dependencies for call in calls(inner)}


@pytest.mark.parametrize("name", NAMES)
def test_each_role_may_do_its_own(client: TestClient, name: str) -> None:
    sign_in(client, name)
    for path, (method, needed) in NEEDED.items():
        allowed = RANKS.index(NAMES[name]) >= RANKS.index(needed)
        assert client.request(method, path).status_code == (200 if allowed else 403), path


def test_anybody_reads_where_reading_is_open_and_nothing_else(client: TestClient) -> None:
    for path, (method, needed) in NEEDED.items():
        answer = client.request(method, path)
        if needed == "reader":
            assert answer.status_code == 200
        elif path.startswith("/api/"):
            assert (answer.status_code, answer.json()["code"]) == (401, "RGA-9001")
            assert answer.headers["www-authenticate"] == "Bearer"
        else:
            assert (answer.status_code, answer.headers["cache-control"]) == (303, "no-store")
            assert answer.headers["location"].startswith(f"{path[:3]}/sign-in?next=")


def test_where_reading_is_closed_nothing_is_told_before_signing_in(serve: Serve) -> None:
    client = serve(accounts="closed")
    for route in routes(client):
        if route.path in OPEN:
            continue
        for method in route.methods:
            path = re.sub(r"\{sha256[^}]*\}", "a" * 64, route.path)
            path = re.sub(r"\{[^}]*\}", "1", path)
            answer = client.request(method, path)
            assert answer.status_code in (401, 303), (method, route.path, answer.status_code)
            assert "甲规定" not in answer.text
    sign_in(client, "rita")
    assert client.get("/en/documents").status_code == 200
    assert client.get("/api/v1/documents").json()["documents"]


def test_every_route_stands_behind_the_gate_or_is_known_to_be_open(client: TestClient) -> None:
    found = routes(client)
    assert len(found) > 100
    ungated = {route.path for route in found if access.visitor not in calls(route.dependant)}
    assert ungated <= OPEN


def test_every_form_that_changes_something_is_signed(client: TestClient) -> None:
    """But for those that change nothing, and uploads, which are signed by a field of their own."""
    changing_nothing = {"/check", "/check/open"}
    uploads = {"/imports"}
    for route in routes(client):
        path = route.path[3:]
        if not route.path.startswith(("/en/", "/zh/")) or route.methods <= {"GET", "HEAD"}:
            continue
        signed = {access.signed_form, access.door_form} & calls(route.dependant)
        assert signed or path in changing_nothing | uploads or route.endpoint is doors.sign_out, route.path


def test_a_change_by_a_form_without_its_token_is_refused(client: TestClient) -> None:
    sign_in(client)
    form = {"name": "mallory", "role": "admin"}
    for wrong in ({}, {"csrf": ""}, {"csrf": "x" * 64}, {"csrf": "é"}):
        answer = client.post("/en/admin/accounts", data=form | wrong)
        assert (answer.status_code, "RGA-9003" in answer.text) == (403, True)
    other = TestClient(client.app, follow_redirects=False)
    theirs = csrf(sign_in(other, "rita"), "/en/account")
    assert client.post("/en/admin/accounts", data=form | {"csrf": theirs}).status_code == 403
    assert "mallory" not in client.get("/en/admin/accounts").text
    mine = csrf(client, "/en/account")
    assert client.post("/en/admin/accounts", data=form | {"csrf": mine}).status_code == 200
    assert "mallory" in client.get("/en/admin/accounts").text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "https://127.0.0.1:8000"},
        {"Origin": "http://127.0.0.1:8000.evil.example"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("accounts", ["none", "open"])
def test_a_change_sent_by_the_page_of_another_site_is_refused(
    serve: Serve, headers: dict[str, str], accounts: str
) -> None:
    """Even with the right token, and also where the owner needs no account: any page may send forms to this machine."""
    client = serve(accounts=accounts)
    if accounts == "open":
        sign_in(client)
    form = {"csrf": csrf(client, "/en/admin/accounts"), "name": "mallory", "role": "admin"}
    assert client.post("/en/admin/accounts", data=form, headers=headers).status_code == 403
    session = {"X-CSRF-Token": client.get("/api/v1/session").json()["csrf"]}
    wanted = {"name": "mallory", "role": "admin"}
    assert client.post("/api/v1/accounts", json=wanted, headers=headers | session).status_code == 403


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://127.0.0.1:8000"}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}]
)
def test_a_change_sent_by_our_own_page_is_made(serve: Serve, headers: dict[str, str]) -> None:
    for accounts in ("none", "open"):
        client = serve(accounts=accounts)
        if accounts == "open":
            sign_in(client)
        form = {"csrf": csrf(client, "/en/admin/accounts"), "name": f"new-{accounts}", "role": "reader"}
        assert client.post("/en/admin/accounts", data=form, headers=headers).status_code == 200


def test_the_interface_with_a_session_needs_the_token_in_a_header(client: TestClient) -> None:
    sign_in(client)
    wanted = {"name": "nora"}
    refused = client.post("/api/v1/accounts", json=wanted)
    assert (refused.status_code, refused.json()["code"]) == (403, "RGA-9003")
    token = client.get("/api/v1/session").json()["csrf"]
    assert client.post("/api/v1/accounts", json=wanted, headers={"X-CSRF-Token": token}).status_code == 201


def test_what_changes_nothing_needs_no_token(client: TestClient) -> None:
    sign_in(client, "rita")
    assert client.post("/en/check", data={"f.generative_ai": "true"}).status_code == 200


@pytest.mark.parametrize("scope", SCOPES)
def test_a_token_may_do_what_its_scope_says_and_nothing_else(client: TestClient, database: str, scope: Scope) -> None:
    headers = bearer(token(database, "anna", scope))
    may = {"read": "reader", "review": "coder", "import": "editor", "admin": "admin"}[scope]
    for path, (method, needed) in NEEDED.items():
        status = client.request(method, path, headers=headers).status_code
        assert (status == 200) == (needed in (may, "reader")), (path, status)


def test_where_reading_is_closed_a_token_needs_the_scope_to_read(serve: Serve, database: str) -> None:
    client = serve(accounts="closed")
    assert client.get("/api/v1/documents", headers=bearer(token(database, "anna", "admin"))).status_code == 403
    assert client.get("/api/v1/documents", headers=bearer(token(database, "rita", "read"))).status_code == 200


def test_a_token_shrinks_with_the_role_of_its_owner(client: TestClient, database: str) -> None:
    headers = bearer(token(database, "eddy", "import"))
    assert client.get("/api/v1/imports", headers=headers).status_code == 200
    with Database.open(database) as opened:
        accounts = AccountStore(opened)
        accounts.set_role(accounts.find("eddy").id, "coder", Doing("root", datetime.now(UTC)))
    assert client.get("/api/v1/imports", headers=headers).status_code == 403
    with Database.open(database) as opened:
        accounts = AccountStore(opened)
        accounts.set_standing(accounts.find("eddy").id, usable=False, doing=Doing("root", datetime.now(UTC)))
    assert client.get("/api/v1/imports", headers=headers).status_code == 401


def test_no_token_makes_another_or_changes_accounts(client: TestClient, database: str) -> None:
    """Escalation: from a stolen token one gets neither a longer life nor more rights."""
    headers = bearer(token(database, "anna", *SCOPES))
    for method, path, body in (
        ("POST", "/api/v1/tokens", {"name": "x", "scopes": ["admin"]}),
        ("GET", "/api/v1/tokens", None),
        ("DELETE", "/api/v1/tokens/1", None),
        ("POST", "/api/v1/accounts", {"name": "mallory", "role": "admin"}),
        ("PATCH", "/api/v1/accounts/rita", {"role": "admin"}),
    ):
        answer = client.request(method, path, json=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "RGA-9002"), path
    for path in ("/en/account", "/en/account/tokens", "/en/admin/accounts", "/en/admin/accounts/rita"):
        form = {"name": "x", "do": "role", "role": "admin", "scope": "admin", "days": "30"}
        answer = client.post(path, data=form, headers=headers)
        assert answer.status_code in (400, 403, 405), path
    with Database.open(database) as opened:
        assert [one.name for one in AccountStore(opened).all()] == sorted(NAMES)
        assert AccountStore(opened).find("rita").role == "reader"


@pytest.mark.parametrize("secret", ["", "rga_", "rga_wrong", "x y", "\u00e9"])
def test_a_token_of_no_use_is_told_and_never_falls_back_to_the_session(client: TestClient, secret: str) -> None:
    sign_in(client)
    answer = client.get("/api/v1/session", headers={"Authorization": f"Bearer {secret}".encode()})
    assert (answer.status_code, answer.json()["code"]) == (401, "RGA-9001")


def test_a_token_past_its_time(client: TestClient, database: str) -> None:
    with Database.open(database) as opened:
        account = AccountStore(opened).find("anna")
        before = Doing("root", datetime.now(UTC) - timedelta(days=2))
        secret, _ = TokenStore(opened).add(account.id, Wish("old", ("read",), timedelta(days=1)), before)
    assert client.get("/api/v1/session", headers=bearer(secret)).status_code == 401


def test_a_token_is_no_cookie_and_a_cookie_no_token(client: TestClient, database: str) -> None:
    secret = token(database, "anna", "admin")
    assert client.get("/api/v1/session", headers={"Cookie": f"{SESSION}={secret}"}).json()["by"] == "nobody"
    session = sign_in(client).cookies[SESSION]
    assert client.get("/api/v1/session", headers=bearer(session)).status_code == 401


def test_other_ways_of_authorizing_are_not_ours(client: TestClient) -> None:
    """A proxy may have asked for a password of its own."""
    answer = client.get("/api/v1/session", headers={"Authorization": "Basic eDp5"})
    assert answer.json()["by"] == "nobody"


def test_the_owner_of_a_server_without_accounts_may_do_everything(serve: Serve) -> None:
    client = serve(accounts="none")
    for path, (method, _) in NEEDED.items():
        assert client.request(method, path).status_code == 200
    assert client.get("/api/v1/session").json() == {
        "schema": "regatlas/session/1",
        "name": "local",
        "role": "admin",
        "by": "owner",
        "scopes": None,
        "csrf": "",
    }


def test_sessions_end_when_they_are_not_used(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client)
    assert client.get("/api/v1/session").json()["name"] == "anna"
    later = datetime.now(UTC) + timedelta(hours=13)
    monkeypatch.setattr(access, "now", lambda: later)
    assert client.get("/api/v1/session").json()["by"] == "nobody"


def test_a_page_of_an_error_knows_who_looks_at_it(client: TestClient) -> None:
    sign_in(client, "cora")
    assert "cora" in client.get("/en/nothing-here").text
