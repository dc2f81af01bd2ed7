from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey
from tests.fake_openid import CLIENT, SECRET, FakeService, serving

from regatlas.app.openid import OpenId, Service, Vouched, service_of
from regatlas.app.vouching import enter_vouched
from regatlas.errors import BadArgument, SignInRefused
from regatlas.model.account import Role
from regatlas.store.accounts.accounts import AccountStore, Doing
from regatlas.store.accounts.sessions import SessionLimits, SessionStore, Whence
from regatlas.store.audit import entries
from regatlas.store.database import Database

BACK = "http://127.0.0.1:8000/sign-in/return"
HERE = Whence("192.0.2.7", "192.0.2.7", "Browser")


@pytest.fixture
def service() -> Iterator[FakeService]:
    with serving() as running:
        yield running


@pytest.fixture
def client(service: FakeService) -> OpenId:
    return OpenId(Service(service.issuer, CLIENT, SECRET), BACK)


def vouch(service: FakeService, client: OpenId, **changes: str) -> Vouched:
    address, state, journey = client.departure("/zh/", "zh")
    back = service.authorize(address, **changes)
    assert back["state"] == state
    return client.arrival(back["code"], back.get("iss"), journey, datetime.now(UTC))


def test_the_address_has_all_that_the_standard_asks_for(service: FakeService, client: OpenId) -> None:
    address, state, journey = client.departure("/zh/", "zh")
    query = {name: value[0] for name, value in parse_qs(urlsplit(address).query).items()}
    assert address.startswith(f"{service.issuer}/authorize?")
    assert (query["state"], query["nonce"], query["redirect_uri"]) == (state, journey.nonce, BACK)
    assert query["scope"] == "openid profile"
    assert journey.verifier not in address
    assert len({state, journey.nonce, journey.verifier}) == 3
    again = client.departure("/zh/", "zh")
    assert {again[1], again[2].nonce, again[2].verifier}.isdisjoint({state, journey.nonce, journey.verifier})


@pytest.mark.parametrize("methods", [None, ["client_secret_post"], ["client_secret_basic"]])
def test_a_person_is_vouched_for(service: FakeService, client: OpenId, methods: list[str] | None) -> None:
    if methods:
        service.about["token_endpoint_auth_methods_supported"] = methods
    assert vouch(service, client) == Vouched(service.issuer, "248289761001", "Anna Lind", None)


def test_a_service_that_names_itself_in_its_answer(service: FakeService, client: OpenId) -> None:
    service.about["authorization_response_iss_parameter_supported"] = True
    assert vouch(service, client, iss=service.issuer)
    for other in ({}, {"iss": "https://other.example"}):
        with pytest.raises(SignInRefused, match="from another service"):
            vouch(service, client, **other)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://other.example"},
        {"aud": "another"},
        {"aud": ["another", "third"]},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"exp": 1_600_000_000},
        {"exp": None},
        {"iat": None},
        {"nbf": 4_000_000_000},
        {"nonce": "of another journey"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 256},
        {"sub": 7},
        {"at_hash": "of another token"},
    ],
)
def test_an_id_token_that_does_not_hold(service: FakeService, client: OpenId, claims: dict[str, Any]) -> None:
    service.claims = claims
    with pytest.raises(SignInRefused, match="vouches for nobody"):
        vouch(service, client)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_signed_with_nothing_or_with_what_both_know(
    service: FakeService, client: OpenId, algorithm: str
) -> None:
    service.algorithm = algorithm
    with pytest.raises(SignInRefused, match="ID token does not hold"):
        vouch(service, client)


def test_a_signature_by_another_key(service: FakeService, client: OpenId) -> None:
    service.published = RSAKey.generate_key(2048, {"kid": "1"})
    with pytest.raises(SignInRefused, match="ID token does not hold"):
        vouch(service, client)


def test_keys_that_were_changed_are_fetched_again(service: FakeService, client: OpenId) -> None:
    vouch(service, client)
    service.key = RSAKey.generate_key(2048, {"kid": "2"})
    assert vouch(service, client).subject == "248289761001"
    assert service.asked.count("/keys") == 2
    assert service.asked.count("/.well-known/openid-configuration") == 1


def test_a_code_is_of_use_with_its_verifier_only(service: FakeService, client: OpenId) -> None:
    address, _, _ = client.departure("/zh/", "zh")
    code = service.authorize(address)["code"]
    _, _, another = client.departure("/zh/", "zh")
    with pytest.raises(SignInRefused, match="does not answer as it should"):
        client.arrival(code, None, another, datetime.now(UTC))


def test_a_wrong_secret(service: FakeService) -> None:
    with pytest.raises(SignInRefused, match="does not answer as it should"):
        vouch(service, OpenId(Service(service.issuer, CLIENT, "wrong"), BACK))


@pytest.mark.parametrize(
    "about",
    [
        {"issuer": "https://other.example"},
        {"token_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_a_service_that_tells_something_odd_of_itself(
    service: FakeService, client: OpenId, about: dict[str, Any]
) -> None:
    service.about = about
    with pytest.raises(SignInRefused, match="vouches for nobody"):
        client.departure("/zh/", "zh")


def test_a_service_that_is_not_there() -> None:
    with pytest.raises(SignInRefused, match="does not answer as it should"):
        OpenId(Service("http://127.0.0.1:9", CLIENT, SECRET), BACK).departure("/zh/", "zh")


@pytest.mark.parametrize(
    ("said", "role"),
    [
        (None, "reader"),
        ("coders", "coder"),
        (["staff", "editors", "coders"], "editor"),
        (["Coders", 7, None], "reader"),
        ({"coders": True}, "reader"),
    ],
)
def test_the_highest_role_that_a_claim_gives(service: FakeService, said: object, role: str) -> None:
    roles = {"coders": "coder", "editors": "editor"}
    client = OpenId(Service(service.issuer, CLIENT, SECRET, role_claim="groups", roles=roles), BACK)  # type: ignore[arg-type]
    service.claims = {"groups": said}
    assert vouch(service, client).role == role


def test_settings_make_a_service_or_none() -> None:
    given = {"scopes": ("profile", "groups"), "role_claim": "groups", "roles": ("a=b=coder", "x=admin")}
    assert service_of("", "", "", **given) is None  # type: ignore[arg-type]
    made = service_of("https://id.example", "x", "y", **given)  # type: ignore[arg-type]
    assert made is not None
    assert made.scopes == ("openid", "profile", "groups")
    assert made.roles == {"a=b": "coder", "x": "admin"}


@pytest.mark.parametrize(
    ("issuer", "client_id", "roles", "said"),
    [
        ("http://id.example", "x", (), "over https only"),
        ("https://id.example", "", (), "needs a client id"),
        ("https://id.example", "x", ("coders",), "has no meaning"),
        ("https://id.example", "x", ("coders=king",), "has no meaning"),
    ],
)
def test_settings_that_cannot_be_meant(issuer: str, client_id: str, roles: tuple[str, ...], said: str) -> None:
    with pytest.raises(BadArgument, match=said):
        service_of(issuer, client_id, "", scopes=("openid",), role_claim="", roles=roles)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.open(f"sqlite:///{tmp_path / 'store.sqlite'}") as opened:
        yield opened


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def person(
    subject: str = "1", name: str = "anna", role: Role | None = None, issuer: str = "https://id.example"
) -> Vouched:
    return Vouched(issuer, subject, name, role)


def test_a_person_gets_one_account(database: Database) -> None:
    first = enter_vouched(database, person(), HERE, NOW, SessionLimits())
    again = enter_vouched(database, person(name="renamed"), HERE, NOW, SessionLimits())
    assert (first.account.id, first.account.name, first.account.role) == (again.account.id, "anna", "reader")
    assert (first.account.local, first.account.issuers) == (False, ("https://id.example",))
    assert first.secret != again.secret
    with database.transaction() as session:
        assert [one.action for one in entries(session)] == ["account.add", "session.begin", "session.begin"]


def test_a_name_or_an_address_of_mail_opens_no_account(database: Database) -> None:
    accounts = AccountStore(database)
    admin = accounts.add("anna", "admin", "hash", Doing("root", NOW))
    for number, vouched in enumerate((person("1"), person("2"), person("1", issuer="https://other.example")), 2):
        entered = enter_vouched(database, vouched, HERE, NOW, SessionLimits())
        assert entered.account.id != admin.id
        assert (entered.account.name, entered.account.role) == (f"anna-{number}", "reader")


@pytest.mark.parametrize(
    ("wished", "name"),
    [("Anna Lind", "Anna-Lind"), ("../../etc", "etc"), ("<script>", "script"), ("林 晓", "林-晓"), ("!!!", "member")],
)
def test_a_name_that_the_service_tells_is_made_one_of_ours(database: Database, wished: str, name: str) -> None:
    assert enter_vouched(database, person(name=wished), HERE, NOW, SessionLimits()).account.name == name


def test_the_role_follows_the_service_and_a_change_ends_the_sessions(database: Database) -> None:
    sessions = SessionStore(database, SessionLimits())
    AccountStore(database).add("root", "admin", "hash", Doing("root", NOW))
    before = enter_vouched(database, person(role="editor"), HERE, NOW, SessionLimits())
    assert before.account.role == "editor"
    after = enter_vouched(database, person(role="reader"), HERE, NOW, SessionLimits())
    assert after.account.role == "reader"
    assert sessions.account(before.secret, NOW) is None
    assert sessions.account(after.secret, NOW) == after.account


def test_a_role_that_was_given_here_stays_where_the_service_gives_none(database: Database) -> None:
    entered = enter_vouched(database, person(), HERE, NOW, SessionLimits())
    AccountStore(database).set_role(entered.account.id, "coder", Doing("root", NOW))
    assert enter_vouched(database, person(), HERE, NOW, SessionLimits()).account.role == "coder"


def test_a_disabled_account_stays_closed(database: Database) -> None:
    entered = enter_vouched(database, person(), HERE, NOW, SessionLimits())
    AccountStore(database).set_standing(entered.account.id, usable=False, doing=Doing("root", NOW))
    with pytest.raises(SignInRefused, match="disabled"):
        enter_vouched(database, person(), HERE, NOW, SessionLimits())
