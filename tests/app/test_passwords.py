from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st

from regatlas.app import passwords
from regatlas.app.accounts import invented_password
from regatlas.app.passwords import check_password, hash_password, is_outdated, is_password
from regatlas.errors import BadArgument

GOOD = "quiet river under stone"


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "correct donkey cell staple",
        "xk2#9vQp!m4z",
        "四个互不相关的词语可以作密码",
        "            a b c d",
        "ab" * 6 + "cde",
    ],
)
def test_passwords_that_are_taken(password: str) -> None:
    check_password(password, "anna")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "fewer than 12"),
        ("Xk2#9vQp!m4", "fewer than 12"),
        ("ﬃﬃﬃ", "fewer than 12"),
        ("x" * 1001, "too long"),
        ("aaaaaaaaaaaaaaaa", "first that are tried"),
        ("abababababab", "first that are tried"),
        ("123456789012", "first that are tried"),
        ("Password1234", "first that are tried"),
        ("QWERTYUIOP123", "first that are tried"),
        ("1q2w3e4r5t6y", "first that are tried"),
        ("woaini5201314", "first that are tried"),
        ("annaregatlas1", "first that are tried"),
        ("anna.lindgren-1", "first that are tried"),
    ],
)
def test_passwords_that_are_not(password: str, said: str) -> None:
    with pytest.raises(BadArgument, match=said) as caught:
        check_password(password, "anna.lindgren")
    assert password not in str(caught.value) or not password


def test_the_list_has_only_what_the_length_does_not_refuse_already() -> None:
    listed = passwords._common()
    assert len(listed) > 1_000
    assert {one for one in listed if len(one) < 12 or one != one.casefold()} == set()


def test_what_is_kept_is_argon2id_and_salted() -> None:
    one, other = hash_password(GOOD), hash_password(GOOD)
    assert one != other
    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert is_password(GOOD, one)
    assert not is_password(GOOD + " ", one)
    assert not is_outdated(one)


def test_a_hash_of_other_parameters_is_told_from_one_of_today() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(GOOD)
    assert is_password(GOOD, old)
    assert is_outdated(old)


def test_a_password_is_the_same_however_it_is_typed() -> None:
    assert is_password("cafe\u0301 au lait please", hash_password("café au lait please"))
    assert is_password("Ｑuiet river 1 2 3", hash_password("Quiet river 1 2 3"))


@pytest.mark.parametrize("kept", [None, "", "x", "$argon2id$", "$2b$12$abcdefghijklmnopqrstuv"])
def test_where_there_is_no_hash_nothing_is_the_password(kept: str | None) -> None:
    for password in (GOOD, "", "the password of nobody", "\ud800"):
        assert not is_password(password, kept)


def test_an_unknown_name_costs_as_much_work_as_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: each answer verifies one hash with the parameters of today."""
    kept = hash_password(GOOD)
    verified: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:
            verified.append(str(hash).rsplit("$", 2)[0])
            return super().verify(hash, password)

    is_password("x", None)
    monkeypatch.setattr(passwords, "_hasher", Counting(time_cost=2, memory_cost=19_456, parallelism=1))
    is_password("wrong password", kept)
    is_password("wrong password", None)
    is_password("x" * 5_000, kept)
    assert verified == ["$argon2id$v=19$m=19456,t=2,p=1"] * 3


def test_an_invented_password_is_taken_and_new_each_time() -> None:
    invented = {invented_password() for _ in range(50)}
    assert len(invented) == 50
    for one in invented:
        check_password(one, "anna")


@settings(max_examples=15)
@given(st.text(min_size=1, max_size=40))
def test_any_text_is_hashed_and_known_again(password: str) -> None:
    assert is_password(password, hash_password(password))
