"""What every answer tells the browser, and that no cache gives one person what was made for another."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from tests.web.accounts.conftest import Serve, sign_in

PAGES = ("/en/", "/zh/sign-in", "/en/nothing", "/api/v1/session", "/api/v1/nothing", "/healthz", "/nothing")


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    # Clickjacking: no page of others shows ours inside it.
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "strict-transport-security" not in headers


def test_a_refused_host_is_told_with_the_headers_and_without_a_page(client: TestClient) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example:8000"):
        answer = client.get("/en/about", headers={"Host": host})
        assert (answer.status_code, answer.json()["code"]) == (421, "RGA-9006")
        assert answer.headers["content-security-policy"]
        assert client.post("/en/check", data={"x": "y"}, headers={"Host": host}).status_code == 421


def test_another_name_of_the_server_is_a_setting(serve: Serve) -> None:
    client = serve(allowed_hosts=("intern.example",))
    assert client.get("/en/about", headers={"Host": "intern.example"}).status_code == 200


def test_the_host_of_a_request_is_in_no_page(client: TestClient) -> None:
    for path in ("/en/", "/en/instruments/cn/generative-ai", "/api/v1/feed.atom"):
        assert "192.0.2.99" not in client.get(path, headers={"Host": "192.0.2.99:1234"}).text


def test_forwarding_headers_of_strangers_are_not_believed(client: TestClient) -> None:
    forged = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Original-URL": "/en/admin/accounts",
        "X-Rewrite-URL": "/en/admin/accounts",
        "X-HTTP-Method-Override": "DELETE",
        "Forwarded": "host=evil.example",
    }
    answer = client.get("/en/about", headers=forged)
    assert answer.status_code == 200
    assert "evil.example" not in answer.text + str(answer.headers)


def test_what_is_remembered_is_never_a_page_of_somebody(client: TestClient) -> None:
    """Pages are kept in memory: those of people who have signed in neither go in nor are served from there."""
    path = "/en/instruments/cn/generative-ai"
    anybody = client.get(path)
    anna = sign_in(TestClient(client.app, follow_redirects=False), "anna")
    hers = anna.get(path)
    assert "anna" in hers.text
    again = client.get(path)
    assert again.text == anybody.text
    assert "anna" not in again.text
    assert "anna" in anna.get(path).text
    first = "/zh/instruments/cn/deep-synthesis"
    assert "anna" in anna.get(first).text
    assert "anna" not in client.get(first).text


def test_a_page_that_another_has_in_the_browser_is_not_said_to_be_the_same(client: TestClient) -> None:
    path = "/en/about"
    tag = client.get(path).headers["etag"]
    anna = sign_in(TestClient(client.app, follow_redirects=False), "anna")
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert anna.get(path, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("path", ["/en/about", "/en/account", "/api/v1/documents", "/api/v1/session", "/api/v1/audit"])
def test_no_cache_on_the_way_keeps_what_was_made_for_somebody(client: TestClient, path: str) -> None:
    sign_in(client, "anna")
    headers = client.get(path).headers
    assert "public" not in headers["cache-control"]
    assert "private" in headers["cache-control"] or "no-store" in headers["cache-control"]
    assert {"cookie", "authorization"} <= {one.strip().lower() for one in headers["vary"].split(",")}


def test_where_reading_is_closed_no_page_is_kept_at_all(serve: Serve) -> None:
    client = serve(accounts="closed")
    anna = sign_in(TestClient(client.app, follow_redirects=False), "anna")
    assert anna.get("/en/about").status_code == 200
    assert client.get("/en/about").status_code == 303
    assert client.get("/api/v1/documents").status_code == 401


def test_the_path_cannot_disguise_a_page_as_a_file_to_be_kept(client: TestClient) -> None:
    """Cache deception: an ending that a cache takes for a picture leads nowhere."""
    sign_in(client, "anna")
    for path in ("/en/account/x.css", "/en/account.png", "/en/account;.js", "/en/account%2Fx.css"):
        assert client.get(path).status_code == 404
