from __future__ import annotations

import lxml.html
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from tests.fake_openid import CLIENT, SECRET, serving
from tests.web.accounts.conftest import NAMES, PASSWORD, Serve, csrf, sign_in

from regatlas.web.accounts.doors import onward_of

SESSION, VISIT = "regatlas-session", "regatlas-visit"


@pytest.mark.parametrize("name", NAMES)
def test_signing_in_and_out(client: TestClient, name: str) -> None:
    sign_in(client, name)
    page = client.get("/en/about").text
    assert name in lxml.html.fromstring(page).xpath("string(//*[@class='who'])")
    answer = client.post("/en/sign-out", data={"csrf": csrf(client, "/en/about")})
    assert (answer.status_code, answer.headers["location"]) == (303, "/en/")
    assert SESSION not in client.cookies
    assert client.get("/en/account").headers["location"].startswith("/en/sign-in?next=")


def test_a_session_that_was_ended_is_of_no_use_to_who_has_its_cookie(client: TestClient) -> None:
    secret = sign_in(client).cookies[SESSION]
    client.post("/en/sign-out", data={"csrf": csrf(client, "/en/account")})
    assert client.get("/en/account", headers={"Cookie": f"{SESSION}={secret}"}).status_code == 303


def test_who_signed_out_elsewhere_is_not_scolded(client: TestClient) -> None:
    assert client.post("/zh/sign-out", data={"csrf": "old"}).headers["location"] == "/zh/"


def test_one_comes_back_to_the_page_that_was_asked_for(client: TestClient) -> None:
    asked = client.get("/zh/admin/audit?who=%E6%9E%97&subject=a%26b")
    way = asked.headers["location"]
    assert way == "/zh/sign-in?next=%2Fzh%2Fadmin%2Faudit%3Fwho%3D%25E6%259E%2597%26subject%3Da%2526b"
    form = lxml.html.fromstring(client.get(way).text).forms[-1]
    answer = client.post("/zh/sign-in", data=dict(form.fields) | {"name": "anna", "password": PASSWORD})
    assert answer.headers["location"] == "/zh/admin/audit?who=%E6%9E%97&subject=a%26b"
    assert client.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize(
    "evil",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/en/",
        "https:evil.example",
        "javascript:alert(1)",
        "/%2fevil.example",
        "/%5cevil.example",
        "/en.evil.example",
        "/en@evil.example",
        "/fr/",
        "/static/x",
        "\t//evil.example",
        "/en/\r\nSet-Cookie: a=b",
        "/en/\nx",
        "/en/sign-in?next=/en/",
        "/en/sign-out",
        " /en/",
        "",
    ],
)
def test_signing_in_leads_to_pages_of_this_site_only(client: TestClient, evil: str) -> None:
    form = {"csrf": csrf(client), "name": "anna", "password": PASSWORD, "next": evil}
    where = client.post("/en/sign-in", data=form).headers["location"]
    assert where == "/en/" or where.startswith(("/en/%", "/en/sign-out"))
    assert "\n" not in where
    assert "//evil" not in where


@given(st.text(st.characters(codec="utf-8"), max_size=40) | st.text("/\\:.@%eénzh?#\t\n", max_size=20))
def test_where_one_is_led_is_always_a_path_of_the_site(text: str) -> None:
    where = onward_of(text, "zh")
    assert where.startswith(("/en/", "/zh/")) or where in ("/en", "/zh")
    assert where.isascii()
    assert where.isprintable()
    assert "\\" not in where
    assert " " not in where


def test_a_session_is_new_whatever_the_browser_had_before(client: TestClient) -> None:
    """Session fixation: what an attacker has put into the browser is not what it has after signing in."""
    client.cookies.set(SESSION, "put-there-by-an-attacker")
    sign_in(client)
    secrets = [cookie.value for cookie in client.cookies.jar if cookie.name == SESSION]
    assert "put-there-by-an-attacker" not in secrets[-1:]
    assert client.get("/en/account", headers={"Cookie": f"{SESSION}=put-there-by-an-attacker"}).status_code == 303


def test_signing_in_again_replaces_the_session(client: TestClient) -> None:
    first = sign_in(client, "anna").cookies[SESSION]
    form = {"csrf": csrf(client), "name": "cora", "password": PASSWORD}
    assert client.post("/en/sign-in", data=form).status_code == 303
    assert client.cookies[SESSION] != first
    assert client.get("/en/account", headers={"Cookie": f"{SESSION}={first}"}).status_code == 303


def test_cookies_cannot_be_read_by_scripts_nor_sent_by_forms_of_others(client: TestClient) -> None:
    answer = client.get("/en/sign-in")
    form = {"csrf": csrf(client), "name": "anna", "password": PASSWORD}
    given = [
        *answer.headers.get_list("set-cookie"),
        *client.post("/en/sign-in", data=form).headers.get_list("set-cookie"),
    ]
    assert [one.partition("=")[0] for one in given] == [VISIT, SESSION, VISIT]
    for one in given:
        assert "HttpOnly" in one
        assert "SameSite=lax" in one
        assert "Path=/" in one
        assert "Domain" not in one


def test_over_tls_cookies_are_bound_to_the_host(serve: Serve) -> None:
    client = serve("https://atlas.example.org")
    given = sign_in(client).cookies
    assert list(given) == ["__Host-regatlas-session"]
    answer = client.get("/en/sign-in", headers={"Cookie": ""})
    assert all("; Secure" in one for one in answer.headers.get_list("set-cookie"))
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_the_form_for_signing_in_is_of_the_browser_that_sends_it(client: TestClient) -> None:
    """Login CSRF: nobody is signed in as somebody else by the page of another."""
    form = {"name": "anna", "password": PASSWORD}
    assert client.post("/en/sign-in", data=form).status_code == 403
    mine = csrf(client)
    client.cookies.clear()
    assert client.post("/en/sign-in", data={**form, "csrf": mine}).status_code == 403
    client.cookies.set(VISIT, "of the attacker")
    assert client.post("/en/sign-in", data={**form, "csrf": mine}).status_code == 403
    client.cookies.clear()
    foreign = {"Origin": "https://evil.example"}
    assert client.post("/en/sign-in", data={**form, "csrf": csrf(client)}, headers=foreign).status_code == 403
    assert SESSION not in client.cookies


def test_a_refusal_does_not_tell_whether_there_is_such_a_name(client: TestClient) -> None:
    def refused(name: str) -> str:
        form = {"csrf": csrf(client), "name": name, "password": "wrong wrong wrong"}
        answer = client.post("/en/sign-in", data=form)
        assert answer.status_code == 401
        return answer.text.replace(name, "")

    assert refused("anna") == refused("nora")


def test_too_many_attempts_have_to_wait_and_are_told_how_long(client: TestClient) -> None:
    form = {"csrf": csrf(client, "/zh/sign-in"), "name": "anna", "password": "wrong"}
    for _ in range(5):
        assert client.post("/zh/sign-in", data=form).status_code == 401
    answer = client.post("/zh/sign-in", data={**form, "password": PASSWORD})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert "RGA-9005: 尝试登录次数过多；请在1秒后重试" in answer.text


def test_what_was_typed_comes_back_as_text_and_the_password_not_at_all(client: TestClient) -> None:
    form = {"csrf": csrf(client), "name": '"><script>alert(1)</script>', "password": "typed in the open"}
    page = client.post("/en/sign-in", data=form).text
    assert "<script>alert" not in page
    assert "typed in the open" not in page


def test_the_language_can_be_changed_on_the_way(client: TestClient) -> None:
    page = lxml.html.fromstring(client.get("/en/sign-in?next=/en/account").text)
    assert page.xpath("string(//*[@id='switch']/@href)") == "/zh/sign-in?next=%2Fen%2Faccount"


def test_a_server_without_accounts_has_no_doors(serve: Serve) -> None:
    client = serve(accounts="none")
    for path in ("/en/sign-in", "/zh/sign-in/service", "/sign-in/return"):
        assert client.get(path).status_code == 404
    assert client.post("/en/sign-in", data={}).status_code == 403
    assert "sign-in" not in client.get("/en/").text


def test_a_server_without_a_service_says_so(client: TestClient) -> None:
    mine = csrf(client)
    assert client.get(f"/en/sign-in/service?csrf={mine}").status_code == 404
    assert client.get("/sign-in/return?code=x&state=y").status_code == 401


def test_signing_in_through_a_service(serve: Serve) -> None:
    with serving() as service:
        settings = {"oidc_issuer": service.issuer, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
        client = serve(**settings, oidc_role_claim="groups", oidc_roles=("coders=coder",), oidc_name="Example ID")
        service.claims = {"groups": ["coders"]}
        page = lxml.html.fromstring(client.get("/zh/sign-in?next=/zh/account").text)
        link = page.xpath("string(//a[contains(., 'Example ID')]/@href)")
        away = client.get(link).headers["location"]
        back = client.get("/sign-in/return", params=service.authorize(away))
        assert (back.status_code, back.headers["location"]) == (303, "/zh/account")
        account = client.get("/zh/account").text
        assert "Anna-Lind" in account
        assert "标注员" in account
        # Without a password there is none to change.
        assert "account/password" not in account


def test_a_service_sends_back_only_whom_it_was_sent(serve: Serve) -> None:
    """State and nonce belong to one browser and one journey."""
    with serving() as service:
        settings = {"oidc_issuer": service.issuer, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
        mine, other = serve(**settings), serve(**settings)
        assert mine.get("/en/sign-in/service?csrf=invented").status_code == 403
        away = mine.get(f"/en/sign-in/service?csrf={csrf(mine)}&next=//evil").headers["location"]
        back = service.authorize(away)
        csrf(other)
        assert other.get("/sign-in/return", params=back).status_code == 401
        assert mine.get("/sign-in/return", params={**back, "state": "invented"}).status_code == 401
        assert mine.get("/sign-in/return", params=back).headers["location"] == "/en/"
        assert mine.get("/sign-in/return", params=back).status_code == 401


def test_who_declines_there_is_not_signed_in(serve: Serve) -> None:
    with serving() as service:
        client = serve(oidc_issuer=service.issuer, oidc_client_id=CLIENT, oidc_client_secret=SECRET)
        away = client.get(f"/en/sign-in/service?csrf={csrf(client)}").headers["location"]
        state = service.authorize(away)["state"]
        answer = client.get("/sign-in/return", params={"error": "access_denied", "state": state})
        assert answer.status_code == 401
        assert "access_denied" in answer.text


def test_nobody_can_manage_accounts_yet(serve: Serve, tmp_path: object) -> None:
    client = serve(database=f"sqlite:///{tmp_path}/new.sqlite")
    assert "regatlas accounts add NAME --role admin" in client.get("/en/sign-in").text
    assert "regatlas accounts add" not in serve().get("/en/sign-in").text
