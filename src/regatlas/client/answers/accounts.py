"""Who asks, the accounts of a server, tokens, and the log of changes."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from regatlas.client.answers.base import Answer, Next

Role = Literal["reader", "coder", "editor", "admin"]
Scope = Literal["read", "review", "import", "admin"]


class SessionAnswer(Answer):
    """Who makes the request, and by what."""

    schema_id: Literal["regatlas/session/1"] = Field(alias="schema")
    name: str = Field(description="Empty for anybody")
    role: Role
    by: Literal["session", "token", "owner", "nobody"]
    scopes: tuple[Scope, ...] | None = Field(description="Of the token; null where none was sent")
    csrf: str = Field(description="For the header `X-CSRF-Token` of a session; empty otherwise")


class AccountItem(Answer):
    """An account."""

    name: str
    role: Role
    created_at: str
    disabled_at: str | None
    local: bool = Field(description="Whether it has a password")
    issuers: tuple[str, ...] = Field(description="The services of OpenID Connect that it is linked to")


class AccountsAnswer(Answer):
    """Every account by name."""

    schema_id: Literal["regatlas/accounts/1"] = Field(alias="schema")
    accounts: tuple[AccountItem, ...]


class AccountGiven(AccountItem):
    """An account that was made."""

    password: str = Field(description="To begin with; shown this once")


class TokenItem(Answer):
    """A token, without its secret."""

    id: int
    name: str
    start: str = Field(description="The first characters")
    scopes: tuple[Scope, ...]
    created_at: str
    expires_at: str
    used_at: str | None


class TokenGiven(TokenItem):
    """A token that was made."""

    token: str = Field(description="The token itself; shown this once")


class TokensAnswer(Answer):
    """The tokens of the account that asks, the newest first."""

    schema_id: Literal["regatlas/tokens/1"] = Field(alias="schema")
    tokens: tuple[TokenItem, ...]


class AuditItem(Answer):
    """An entry of the log: who did what to what, sealed with the entry before."""

    schema_id: Literal["regatlas/audit-entry/1"] = Field(alias="schema")
    sequence: int
    at: str
    who: str
    action: str
    subject: str
    detail: dict[str, Any]
    previous: str
    digest: str


class AuditPage(Answer):
    """Entries, the newest first."""

    schema_id: Literal["regatlas/audit/1"] = Field(alias="schema")
    entries: tuple[AuditItem, ...]
    next: Next


class AuditVerified(Answer):
    """What a reading of the whole log found."""

    schema_id: Literal["regatlas/audit-verified/1"] = Field(alias="schema")
    holds: bool
    entries: int = Field(description="How many hold, from the first")
    head: str = Field(description="The digest of the last that holds")
    broken: int | None = Field(description="The number of the first that does not")
    reason: Literal["", "gap", "link", "seal"]
    expected: bool | None = Field(description="Whether `expect` stands in the log")
