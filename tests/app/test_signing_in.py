from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from tests.store.conftest import MORNING

from regatlas.app import passwords
from regatlas.app.accounts import add_local_account, make_token, set_local_password
from regatlas.app.signing_in import SigningIn
from regatlas.errors import BadArgument, NotAllowed, SignInRefused, TooManyAttempts
from regatlas.model.account import Account
from regatlas.store.accounts.accounts import AccountStore, Doing
from regatlas.store.accounts.sessions import SessionLimits, SessionStore, Whence
from regatlas.store.accounts.tables import AttemptRow
from regatlas.store.accounts.tokens import Wish
from regatlas.store.audit import entries
from regatlas.store.database import Database

PASSWORD = "quiet river under stone"
HERE = Whence("192.0.2.7", "192.0.2.7", "Browser")
DOING = Doing("root", MORNING)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is meant to take its time, which these tests do not have."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    passwords._nobody.cache_clear()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.open(f"sqlite:///{tmp_path / 'store.sqlite'}") as opened:
        yield opened


@pytest.fixture
def anna(database: Database) -> Account:
    add_local_account(database, "root", "admin", PASSWORD, DOING)
    return add_local_account(database, "anna", "coder", PASSWORD, DOING)


@pytest.fixture
def signing_in(database: Database) -> SigningIn:
    return SigningIn(database, SessionLimits())


def actions(database: Database, who: str = "") -> list[str]:
    with database.transaction() as session:
        return [one.action for one in entries(session, who=who)]


def test_name_and_password_begin_a_session(database: Database, signing_in: SigningIn, anna: Account) -> None:
    entered = signing_in.with_password("ANNA", PASSWORD, HERE, MORNING)
    assert entered.account == anna
    assert SessionStore(database, SessionLimits()).account(entered.secret, MORNING) == anna
    assert signing_in.with_password("anna", PASSWORD, HERE, MORNING).secret != entered.secret
    assert actions(database, "anna") == ["session.begin", "session.begin"]


def test_every_refusal_says_the_same(database: Database, signing_in: SigningIn, anna: Account) -> None:
    AccountStore(database).add("linked", "reader", None, DOING)
    disabled = add_local_account(database, "gone", "reader", PASSWORD, DOING)
    AccountStore(database).set_standing(disabled.id, usable=False, doing=DOING)
    said = set()
    for name, password in (
        ("anna", "wrong"),
        ("nobody", PASSWORD),
        ("linked", ""),
        ("gone", PASSWORD),
        ("", ""),
        ("anna' OR 1=1 --", "x"),
        ("\ud800", "\ud800"),
    ):
        with pytest.raises(SignInRefused) as caught:
            signing_in.with_password(name, password, HERE, MORNING)
        said.add(str(caught.value))
    assert len(said) == 1


def test_after_five_failures_one_waits_longer_and_longer(
    database: Database, signing_in: SigningIn, anna: Account
) -> None:
    for _ in range(5):
        with pytest.raises(SignInRefused):
            signing_in.with_password("anna", "wrong", HERE, MORNING)
    # Now also the right password has to wait: otherwise waiting would tell a wrong one from it.
    with pytest.raises(TooManyAttempts, match="try again in 1 seconds") as caught:
        signing_in.with_password("anna", PASSWORD, HERE, MORNING)
    assert caught.value.seconds == 1
    with pytest.raises(TooManyAttempts):
        signing_in.with_password("anna", PASSWORD, Whence("198.51.100.1", "198.51.100.1", ""), MORNING)
    later = MORNING + timedelta(seconds=1)
    assert signing_in.with_password("anna", PASSWORD, HERE, later).account == anna
    # Success has forgotten the failures.
    with pytest.raises(SignInRefused):
        signing_in.with_password("anna", "wrong", HERE, later)


def test_nobody_is_locked_out_for_good(signing_in: SigningIn, anna: Account) -> None:
    at, waits = MORNING, []
    for _ in range(40):
        try:
            signing_in.with_password("anna", "wrong", HERE, at)
        except SignInRefused:
            continue
        except TooManyAttempts as error:
            waits.append(error.seconds)
            at += timedelta(seconds=error.seconds)
    assert 0 < min(waits) < max(waits) <= 900
    assert signing_in.with_password("anna", PASSWORD, HERE, at + timedelta(minutes=15)).account == anna


def test_unknown_names_wait_as_known_ones_do(signing_in: SigningIn, anna: Account) -> None:
    def tried(name: str, whence: Whence) -> list[str]:
        said = []
        for _ in range(7):
            try:
                signing_in.with_password(name, "wrong", whence, MORNING)
            except (SignInRefused, TooManyAttempts) as error:
                said.append(str(error))
        return said

    assert tried("anna", HERE) == tried("nobody", Whence("198.51.100.1", "198.51.100.1", ""))


def test_repeated_failures_are_logged_once_and_only_for_accounts(
    database: Database, signing_in: SigningIn, anna: Account
) -> None:
    at = MORNING
    for name in ("anna", "typed the password here"):
        for _ in range(9):
            try:
                signing_in.with_password(name, "wrong", HERE, at)
            except SignInRefused:
                continue
            except TooManyAttempts as error:
                at += timedelta(seconds=error.seconds)
    assert actions(database, "nobody") == ["session.refuse"]
    with database.transaction() as session:
        keys = session.scalars(select(AttemptRow.key)).all()
    assert sorted(re.sub(r"[0-9a-f]{64}", "#", key) for key in keys) == ["address:192.0.2.7", "name:#", "name:#"]
    assert f"name:{hashlib.sha256(b'anna').hexdigest()}" in keys


def test_a_hash_of_old_parameters_is_made_anew(
    database: Database, signing_in: SigningIn, anna: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    signing_in.with_password("anna", PASSWORD, HERE, MORNING)
    found = AccountStore(database).credentials("anna")
    assert found is not None
    assert "t=2" in str(found.password_hash)
    signing_in.with_password("anna", PASSWORD, HERE, MORNING)


def test_another_password_ends_every_other_session(database: Database, signing_in: SigningIn, anna: Account) -> None:
    sessions = SessionStore(database, SessionLimits())
    before = [signing_in.with_password("anna", PASSWORD, HERE, MORNING).secret for _ in range(2)]
    entered = signing_in.change_password(anna, PASSWORD, "loud brook over sand", HERE, MORNING)
    assert [sessions.account(secret, MORNING) for secret in before] == [None, None]
    assert sessions.account(entered.secret, MORNING) == anna
    with pytest.raises(SignInRefused):
        signing_in.with_password("anna", PASSWORD, HERE, MORNING)
    assert signing_in.with_password("anna", "loud brook over sand", HERE, MORNING)


def test_a_password_is_not_changed_without_the_old_one(signing_in: SigningIn, anna: Account) -> None:
    with pytest.raises(SignInRefused):
        signing_in.change_password(anna, "wrong", "loud brook over sand", HERE, MORNING)
    with pytest.raises(BadArgument, match="fewer than 12"):
        signing_in.change_password(anna, PASSWORD, "short", HERE, MORNING)
    for _ in range(4):
        with pytest.raises(SignInRefused):
            signing_in.change_password(anna, "wrong", "loud brook over sand", HERE, MORNING)
    with pytest.raises(TooManyAttempts):
        signing_in.change_password(anna, PASSWORD, "loud brook over sand", HERE, MORNING)
    assert signing_in.with_password("anna", PASSWORD, HERE, MORNING + timedelta(seconds=1))


def test_an_account_disabled_while_its_password_is_verified_does_not_get_in(
    database: Database, signing_in: SigningIn, anna: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove = signing_in._prove

    def disabled_meanwhile(*arguments: object) -> object:
        known = prove(*arguments)  # type: ignore[arg-type]
        AccountStore(database).set_standing(anna.id, usable=False, doing=DOING)
        return known

    monkeypatch.setattr(signing_in, "_prove", disabled_meanwhile)
    with pytest.raises(SignInRefused):
        signing_in.with_password("anna", PASSWORD, HERE, MORNING)
    assert "session.begin" not in actions(database)


def test_those_who_manage_accounts_give_another_password(
    database: Database, signing_in: SigningIn, anna: Account
) -> None:
    set_local_password(database, anna, "loud brook over sand", DOING)
    assert signing_in.with_password("anna", "loud brook over sand", HERE, MORNING)
    with pytest.raises(BadArgument):
        set_local_password(database, anna, "anna", DOING)


def test_a_token_is_made_for_no_more_than_the_role(database: Database, anna: Account) -> None:
    day = timedelta(days=1)
    assert make_token(database, anna, Wish("x", ("read", "review"), day), DOING).secret.startswith("rga_")
    for scope in ("import", "admin"):
        with pytest.raises(NotAllowed, match=f"the scope {scope} needs the role"):
            make_token(database, anna, Wish("x", ("read", scope), day), DOING)
