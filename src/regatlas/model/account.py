"""Who asks: a person with an account, a program with a token, or anybody."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from regatlas.model.base import Frozen

Role = Literal["reader", "coder", "editor", "admin"]
ROLES: tuple[Role, ...] = ("reader", "coder", "editor", "admin")
Scope = Literal["read", "review", "import", "admin"]
SCOPES: tuple[Scope, ...] = ("read", "review", "import", "admin")
SCOPE_OF: dict[Role, Scope] = {"reader": "read", "coder": "review", "editor": "import", "admin": "admin"}
"""The scope that a token must have for what a role may do; scopes do not contain one another."""


def may(role: Role, needed: Role) -> bool:
    """Whether a role has the rights of another: each may do what those before it may.

    A reader reads, a coder reviews, an editor imports and adjudicates, an admin manages accounts.
    """
    return ROLES.index(role) >= ROLES.index(needed)


class Visitor(Frozen):
    """Who makes a request. ``account_id`` is None for anybody, and for the owner of a server without accounts.

    ``scopes`` are those of the token by which a program asks, else None: a token never has more rights than the role
    of its owner at the time of use, and of these only those of its scopes.
    """

    name: str
    role: Role
    account_id: int | None = None
    by: Literal["session", "token", "owner", "nobody"] = "nobody"
    scopes: frozenset[Scope] | None = None

    def may(self, needed: Role) -> bool:
        """Whether the visitor has the rights of a role."""
        return may(self.role, needed) and (self.scopes is None or SCOPE_OF[needed] in self.scopes)


ANYBODY = Visitor(name="", role="reader")
OWNER = Visitor(name="local", role="admin", by="owner")
"""The one person whose machine it is, where the server has no accounts."""


class Account(Frozen):
    """An account. ``local`` where it has a password, ``issuers`` the services of OpenID Connect that it is linked to.

    ``disabled_at`` is None where the account may be used.
    """

    id: int
    name: str
    role: Role
    created_at: datetime
    disabled_at: datetime | None = None
    local: bool
    issuers: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether the account may be used."""
        return self.disabled_at is None


class OpenSession(Frozen):
    """One browser in which a person is signed in; ``handle`` names it without being of any use for signing in."""

    handle: str
    began_at: datetime
    seen_at: datetime
    address: str
    browser: str


class ApiToken(Frozen):
    """What is told of a token after it was made; ``start`` are the first characters, by which its owner knows it."""

    id: int
    name: str
    start: str
    scopes: tuple[Scope, ...]
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class AuditEntry(Frozen):
    """One entry of the log of changes: ``who`` did ``action`` to ``subject``; ``detail`` is canonical JSON.

    ``digest`` seals the entry together with ``previous``, the digest of the entry before.
    """

    sequence: int
    at: datetime
    who: str
    action: str
    subject: str
    detail: str
    previous: str
    digest: str
