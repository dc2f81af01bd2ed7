from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from tests.store.accounts.conftest import DOING
from tests.store.conftest import MORNING

from regatlas.errors import BadArgument, NotKnown
from regatlas.model.account import Account
from regatlas.store.accounts.accounts import AccountStore
from regatlas.store.accounts.tables import TokenRow
from regatlas.store.accounts.tokens import TokenStore, Wish
from regatlas.store.audit import entries
from regatlas.store.database import Database

DAY = timedelta(days=1)


@pytest.fixture
def anna(accounts: AccountStore) -> Account:
    accounts.add("root", "admin", None, DOING)
    return accounts.add("anna", "coder", "hash", DOING)


@pytest.fixture
def tokens(database: Database) -> TokenStore:
    return TokenStore(database)


def test_a_token_is_kept_as_its_hash(tokens: TokenStore, anna: Account, database: Database) -> None:
    secret, token = tokens.add(anna.id, Wish(" export ", ("review", "read"), DAY), DOING)
    assert secret.startswith("rga_")
    assert (token.name, token.start, token.scopes) == ("export", secret[:8], ("read", "review"))
    assert (token.expires_at, token.used_at) == (MORNING + DAY, None)
    with database.transaction() as session:
        row = session.scalars(select(TokenRow)).one()
        assert not [value for value in vars(row).values() if secret in str(value)]
        last = entries(session)[-1]
    assert (last.action, secret in last.detail) == ("token.add", False)


def test_a_token_tells_its_account_and_its_scopes(tokens: TokenStore, anna: Account) -> None:
    secret, token = tokens.add(anna.id, Wish("export", ("read",), DAY), DOING)
    assert tokens.account(secret, MORNING) == (anna, frozenset(("read",)))
    assert tokens.of(anna.id)[0].used_at == MORNING
    for wrong in ("", "rga_", secret[:-1], secret + "x", token.start):
        assert tokens.account(wrong, MORNING) is None
    assert tokens.account(secret, MORNING + DAY) is None


def test_a_token_has_the_role_that_its_account_has_now(
    tokens: TokenStore, anna: Account, accounts: AccountStore
) -> None:
    secret, _ = tokens.add(anna.id, Wish("export", ("read", "review"), DAY), DOING)
    accounts.set_role(anna.id, "reader", DOING)
    found = tokens.account(secret, MORNING)
    assert found is not None
    assert found[0].role == "reader"
    accounts.set_standing(anna.id, usable=False, doing=DOING)
    assert tokens.account(secret, MORNING) is None


def test_only_the_owner_revokes_a_token(tokens: TokenStore, anna: Account, accounts: AccountStore) -> None:
    secret, token = tokens.add(anna.id, Wish("export", ("read",), DAY), DOING)
    with pytest.raises(NotKnown):
        tokens.revoke(accounts.find("root").id, token.id, DOING)
    assert tokens.account(secret, MORNING)
    tokens.revoke(anna.id, token.id, DOING)
    assert tokens.account(secret, MORNING) is None
    assert tokens.of(anna.id) == []


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(" ", ("read",), DAY), "needs a name"),
        (Wish("a\nb", ("read",), DAY), "needs a name"),
        (Wish("x" * 101, ("read",), DAY), "needs a name"),
        (Wish("x", (), DAY), "needs a scope"),
        (Wish("x", ("read",), timedelta()), "cannot last so long"),
        (Wish("x", ("read",), 367 * DAY), "cannot last so long"),
    ],
)
def test_tokens_that_are_not_made(tokens: TokenStore, anna: Account, wish: Wish, said: str) -> None:
    with pytest.raises(BadArgument, match=said):
        tokens.add(anna.id, wish, DOING)


def test_there_is_an_end_of_tokens(tokens: TokenStore, anna: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regatlas.store.accounts.tokens._MOST_TOKENS", 1)
    tokens.add(anna.id, Wish("x", ("read",), DAY), DOING)
    with pytest.raises(BadArgument, match="1 tokens already"):
        tokens.add(anna.id, Wish("x", ("read",), DAY), DOING)
