from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from tests.store.accounts.conftest import DOING
from tests.store.conftest import MORNING

from regatlas.errors import BadArgument, NotKnown
from regatlas.model.account import ROLES, SCOPE_OF, SCOPES, Visitor, may
from regatlas.store.accounts.accounts import (
    AccountStore,
    Identity,
    account_with_identity,
    checked_name,
    folded,
)
from regatlas.store.accounts.keys import server_secret
from regatlas.store.accounts.sessions import SessionLimits, SessionStore, Whence, begin
from regatlas.store.accounts.tables import IdentityRow
from regatlas.store.audit import entries
from regatlas.store.database import Database

WHENCE = Whence("192.0.2.7", "192.0.2.7", "Browser")


def logged(database: Database) -> list[tuple[str, str, str]]:
    with database.transaction() as session:
        return [(one.who, one.action, one.subject) for one in entries(session)]


def signed_in(database: Database, account_id: int) -> str:
    with database.transaction(writes=True) as session:
        return begin(session, account_id, WHENCE, MORNING, SessionLimits())


def test_an_account_is_found_however_its_name_is_written(accounts: AccountStore, database: Database) -> None:
    added = accounts.add("Anna", "coder", "hash", DOING)
    for name in ("anna", " ANNA ", "Ａｎｎａ"):
        assert accounts.find(name) == added
        found = accounts.credentials(name)
        assert found is not None
        assert (found.account, found.password_hash) == (added, "hash")
    assert (added.local, added.usable, added.issuers) == (True, True, ())
    assert logged(database) == [("root", "account.add", "Anna")]


def test_a_name_is_given_once(accounts: AccountStore, database: Database) -> None:
    accounts.add("林晓", "reader", None, DOING)
    accounts.add("anna", "reader", None, DOING)
    with pytest.raises(BadArgument, match="there is an account of this name"):
        accounts.add("ＡNNA", "admin", None, DOING)
    assert [one.name for one in accounts.all()] == ["anna", "林晓"]
    assert len(logged(database)) == 2


@pytest.mark.parametrize("name", ["", " ", "a b", "a/b", "../x", "<b>", "@adjudicated", ".x", "a" * 65, "a\nb", "a:b"])
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(BadArgument, match="cannot be the name of an account"):
        checked_name(name)


@pytest.mark.parametrize("name", ["anna", "anna.b@example.org", "林晓", "x-1_2+3", "Łukasz"])
def test_names_that_may_be(name: str) -> None:
    assert checked_name(f" {name} ") == name
    assert folded(name) == folded(name.upper())


def test_nobody_of_that_name(accounts: AccountStore) -> None:
    assert accounts.credentials("nobody") is None
    with pytest.raises(NotKnown):
        accounts.find("nobody")
    with pytest.raises(NotKnown):
        accounts.set_role(7, "admin", DOING)


def test_a_change_of_role_standing_or_password_ends_the_sessions(accounts: AccountStore, database: Database) -> None:
    sessions = SessionStore(database, SessionLimits())
    accounts.add("root", "admin", None, DOING)
    anna = accounts.add("anna", "coder", "old", DOING)
    for change in (
        lambda: accounts.set_role(anna.id, "editor", DOING),
        lambda: accounts.set_password(anna.id, "new", DOING),
        lambda: accounts.set_standing(anna.id, usable=False, doing=DOING),
        lambda: accounts.set_standing(anna.id, usable=True, doing=DOING),
    ):
        secret = signed_in(database, anna.id)
        change()
        assert sessions.account(secret, MORNING) is None
    assert [action for _, action, _ in logged(database)][2:] == [
        "account.role",
        "account.password",
        "account.disable",
        "account.enable",
    ]


def test_what_changes_nothing_ends_nothing_and_is_not_logged(accounts: AccountStore, database: Database) -> None:
    anna = accounts.add("anna", "admin", None, DOING)
    secret = signed_in(database, anna.id)
    accounts.set_role(anna.id, "admin", DOING)
    accounts.set_standing(anna.id, usable=True, doing=DOING)
    assert SessionStore(database, SessionLimits()).account(secret, MORNING) == anna
    assert len(logged(database)) == 1


def test_somebody_can_always_manage_the_accounts(accounts: AccountStore) -> None:
    assert not accounts.has_admin()
    anna = accounts.add("anna", "admin", None, DOING)
    accounts.add("bo", "editor", None, DOING)
    for refused in (
        lambda: accounts.set_role(anna.id, "editor", DOING),
        lambda: accounts.set_standing(anna.id, usable=False, doing=DOING),
    ):
        with pytest.raises(BadArgument, match="only account that may manage"):
            refused()
    accounts.set_role(accounts.find("bo").id, "admin", DOING)
    accounts.set_role(anna.id, "reader", DOING)
    assert accounts.has_admin()


def test_two_admins_cannot_take_the_role_from_each_other_at_once(accounts: AccountStore) -> None:
    both = [accounts.add(name, "admin", None, DOING) for name in ("anna", "bo")]
    refused: list[BadArgument] = []
    start = threading.Barrier(2)

    def lower(account_id: int) -> None:
        start.wait()
        try:
            accounts.set_role(account_id, "reader", DOING)
        except BadArgument as error:
            refused.append(error)

    threads = [threading.Thread(target=lower, args=(one.id,)) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert accounts.has_admin()


def test_an_account_is_linked_by_issuer_and_subject_together(accounts: AccountStore, database: Database) -> None:
    anna = accounts.add("anna", "reader", None, DOING)
    with database.transaction(writes=True) as session:
        session.add(IdentityRow(account_id=anna.id, issuer="https://a.example", subject="1"))
    with database.transaction() as session:
        found = account_with_identity(session, Identity("https://a.example", "1"))
        assert found is not None
        assert found.name == "anna"
        assert account_with_identity(session, Identity("https://b.example", "1")) is None
        assert account_with_identity(session, Identity("https://a.example", "anna")) is None
    assert accounts.find("anna").issuers == ("https://a.example",)


def test_a_secret_of_the_server_is_made_once(database: Database) -> None:
    first = server_secret(database, "forms")
    assert server_secret(database, "forms") == first
    assert server_secret(database, "other") != first
    assert len(first) >= 43


def test_roles_contain_one_another_and_scopes_do_not() -> None:
    for place, role in enumerate(ROLES):
        assert [may(role, needed) for needed in ROLES] == [number <= place for number in range(4)]
    for scope in SCOPES:
        program = Visitor(name="anna", role="admin", by="token", scopes=frozenset((scope,)))
        assert [SCOPE_OF[role] for role in ROLES if program.may(role)] == [scope]


def test_a_scope_gives_no_right_that_the_role_has_not() -> None:
    program = Visitor(name="anna", role="reader", by="token", scopes=frozenset(SCOPES))
    assert [role for role in ROLES if program.may(role)] == ["reader"]


def test_times_of_accounts_have_a_zone(accounts: AccountStore) -> None:
    assert accounts.add("anna", "reader", None, DOING).created_at - MORNING == timedelta()
