from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from tests.store.accounts.conftest import DOING
from tests.store.conftest import MORNING

from regatlas.model.account import Account
from regatlas.store.accounts.accounts import AccountStore, Doing
from regatlas.store.accounts.sessions import SessionLimits, SessionStore, Whence, begin, digest_of, handle_of
from regatlas.store.accounts.tables import SessionRow
from regatlas.store.audit import entries
from regatlas.store.database import Database

LIMITS = SessionLimits(idle=timedelta(hours=12), whole=timedelta(days=7))
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def anna(accounts: AccountStore) -> Account:
    return accounts.add("anna", "coder", "hash", DOING)


@pytest.fixture
def sessions(database: Database) -> SessionStore:
    return SessionStore(database, LIMITS)


def sign_in(database: Database, account: Account, browser: str = "Browser") -> str:
    with database.transaction(writes=True) as session:
        return begin(session, account.id, Whence("192.0.2.7", "192.0.2.7", browser), MORNING, LIMITS)


def test_only_the_hash_of_the_secret_is_kept(database: Database, anna: Account) -> None:
    secret = sign_in(database, anna)
    with database.transaction() as session:
        row = session.scalars(select(SessionRow)).one()
        kept = [str(value) for value in vars(row).values()]
    assert row.digest == digest_of(secret)
    assert not [value for value in kept if secret in value]
    assert len(secret) >= 43


def test_every_session_has_a_secret_of_its_own(database: Database, anna: Account, sessions: SessionStore) -> None:
    one, other = sign_in(database, anna), sign_in(database, anna)
    assert one != other
    assert sessions.account(one, MORNING) == sessions.account(other, MORNING) == anna
    for wrong in ("", "x", one[:-1], one.upper(), digest_of(one), handle_of(one), "\ud800"):
        assert sessions.account(wrong, MORNING) is None


def test_a_session_ends_when_it_is_not_used(database: Database, anna: Account, sessions: SessionStore) -> None:
    secret = sign_in(database, anna)
    assert sessions.account(secret, MORNING + 12 * HOUR - MINUTE)
    assert sessions.account(secret, MORNING + 23 * HOUR)
    assert sessions.account(secret, MORNING + 35 * HOUR) is None


def test_a_session_ends_after_a_week_however_much_it_is_used(
    database: Database, anna: Account, sessions: SessionStore
) -> None:
    secret = sign_in(database, anna)
    lasted = [hour for hour in range(0, 200, 6) if sessions.account(secret, MORNING + hour * HOUR)]
    assert lasted == list(range(0, 168, 6))


def test_sessions_that_have_ended_are_removed(database: Database, anna: Account, sessions: SessionStore) -> None:
    sign_in(database, anna)
    with database.transaction(writes=True) as session:
        begin(session, anna.id, Whence("", "", ""), MORNING + 13 * HOUR, LIMITS)
        assert len(session.scalars(select(SessionRow)).all()) == 1


def test_a_disabled_account_has_no_session(
    database: Database, anna: Account, accounts: AccountStore, sessions: SessionStore
) -> None:
    accounts.set_standing(anna.id, usable=False, doing=DOING)
    # Begun in the moment in which the account was disabled.
    assert sessions.account(sign_in(database, anna), MORNING) is None


def test_sessions_are_listed_and_ended_by_their_owner(
    database: Database, anna: Account, accounts: AccountStore, sessions: SessionStore
) -> None:
    bo = accounts.add("bo", "reader", None, DOING)
    first, second, his = sign_in(database, anna, "A" * 999), sign_in(database, anna, "\ud800"), sign_in(database, bo)
    assert sessions.account(second, MORNING + HOUR)
    listed = sessions.of(anna.id, MORNING + HOUR)
    assert [one.handle for one in listed] == [handle_of(second), handle_of(first)]
    assert (listed[0].seen_at, listed[0].browser) == (MORNING + HOUR, "\\ud800")
    assert listed[1].browser == "A" * 200
    doing = Doing("bo", MORNING)
    for handle in ("", "%", "_" * 16, handle_of(first)):
        sessions.end_one(bo.id, handle, doing)
    assert sessions.account(first, MORNING)
    sessions.end_one(anna.id, handle_of(first), Doing("anna", MORNING))
    assert sessions.account(first, MORNING) is None
    sessions.end_all(anna.id, Doing("anna", MORNING))
    assert sessions.account(second, MORNING) is None
    assert sessions.account(his, MORNING) == bo
    sessions.end(his, doing)
    sessions.end(his, doing)
    assert sessions.account(his, MORNING) is None
    with database.transaction() as session:
        assert [(one.who, one.action) for one in entries(session)][2:] == [
            ("anna", "session.end"),
            ("anna", "session.end-all"),
            ("bo", "session.end"),
        ]


def test_a_session_that_was_replaced_is_forgotten(database: Database, anna: Account, sessions: SessionStore) -> None:
    secret = sign_in(database, anna)
    sessions.forget(secret)
    assert sessions.account(secret, MORNING) is None
