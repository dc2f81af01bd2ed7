"""Passwords: which are taken, and how they are kept.

Taken is what NIST SP 800-63B asks for: at least 12 characters of any kind, without rules of composition, unless it is
among those that are tried first. Kept is the argon2id hash alone, with the second of the settings that OWASP gives.
"""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from regatlas.errors import BadArgument

SHORTEST = 12
LONGEST = 1_000
_FEWEST_KINDS = 5
_HINT = f"choose {SHORTEST} characters or more, such as four words that have nothing to do with each other"
# 19 MiB, two passes: 50 ms of a processor here. A few at a time, so that many who sign in at once take no more memory.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_few = threading.BoundedSemaphore(4)


def check_password(password: str, name: str) -> None:
    """Whether a password may be that of the account ``name``. Raises :class:`BadArgument` that says what to do."""
    normal = _normal(password)
    if len(normal) < SHORTEST:
        raise BadArgument(f"the password has fewer than {SHORTEST} characters", where="password", hint=_HINT)
    if len(password) > LONGEST:
        hint = f"choose one of up to {LONGEST} characters"
        raise BadArgument("the password is too long", where="password", hint=hint)
    if _is_guessed_first(normal.casefold(), _normal(name).casefold()):
        raise BadArgument("this password is among the first that are tried", where="password", hint=_HINT)


def hash_password(password: str) -> str:
    """What is kept of a password."""
    with _few:
        return _hasher.hash(_normal(password))


def is_password(password: str, kept: str | None) -> bool:
    """Whether it is the password of which ``kept`` is the hash; takes as long where there is no hash."""
    if len(password) > LONGEST:
        password = ""
    with _few:
        try:
            return _hasher.verify(kept or _nobody(), _normal(password)) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than those of today."""
    return _hasher.check_needs_rehash(kept)


@cache
def _nobody() -> str:
    return _hasher.hash("the password of nobody")


def _normal(text: str) -> str:
    # The same characters may be typed in several ways; half characters have no form in UTF-8.
    return unicodedata.normalize("NFKC", text).encode("utf-8", "replace").decode()


def _is_guessed_first(password: str, name: str) -> bool:
    bare = password.replace("regatlas", "")
    if len(name) > 2:
        bare = bare.replace(name, "")
    return len(bare) < SHORTEST // 2 or len(set(password)) < _FEWEST_KINDS or password in _common()


@cache
def _common() -> frozenset[str]:
    text = files("regatlas.app").joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
