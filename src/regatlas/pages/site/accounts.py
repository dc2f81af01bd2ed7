"""The pages of accounts: one's own, with sessions and tokens, and the list of all for those who manage them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from regatlas.model.account import ROLES, SCOPE_OF, SCOPES, Account, ApiToken, OpenSession, Role, Visitor, may
from regatlas.pages.site.frame import Frame
from regatlas.pages.site.imports import moment


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A browser in which the person is signed in; ``here`` is the one that asks."""

    handle: str
    browser: str
    address: str
    began: str
    seen: str
    here: bool


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token; ``past`` where its time is over, ``idle`` are scopes that the role of the account has no longer."""

    id: int
    name: str
    start: str
    scopes: tuple[str, ...]
    idle: tuple[str, ...]
    made: str
    until: str
    used: str
    past: bool


@dataclass(frozen=True, slots=True)
class AccountView:
    """One's own account. ``scopes`` are those that its role can give to a token."""

    account: Account
    role: str
    role_told: str
    sessions: tuple[SessionRow, ...]
    tokens: tuple[TokenRow, ...]
    scopes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account of the list; ``own`` is that of the person who looks."""

    account: Account
    role: str
    known_by: str
    made: str
    own: bool


@dataclass(frozen=True, slots=True)
class AccountsView:
    """Every account, and the roles to choose from with what each may do."""

    rows: tuple[AccountRow, ...]
    roles: tuple[tuple[str, str, str], ...]


def view_account(
    frame: Frame,
    account: Account,
    sessions: Sequence[OpenSession],
    tokens: Sequence[ApiToken],
    *,
    handle: str,
    now: datetime,
) -> AccountView:
    """One's own account; ``handle`` is that of the session that asks."""
    usable = [scope for role, scope in SCOPE_OF.items() if may(account.role, role)]
    return AccountView(
        account=account,
        role=frame.words(f"accounts.role.{account.role}"),
        role_told=frame.words(f"accounts.role.{account.role}.told"),
        sessions=tuple(_session(frame, one, handle) for one in sessions),
        tokens=tuple(_token(frame, one, usable, now) for one in tokens),
        scopes=tuple((scope, frame.words(f"accounts.scope.{scope}")) for scope in SCOPES if scope in usable),
    )


def view_accounts(frame: Frame, accounts: Sequence[Account], visitor: Visitor) -> AccountsView:
    """Every account."""
    roles = tuple((one, _role(frame, one), frame.words(f"accounts.role.{one}.told")) for one in ROLES)
    return AccountsView(tuple(_row(frame, one, visitor) for one in accounts), roles)


def _role(frame: Frame, role: Role) -> str:
    return frame.words(f"accounts.role.{role}")


def _row(frame: Frame, account: Account, visitor: Visitor) -> AccountRow:
    ways = [*([frame.words("accounts.by.password")] if account.local else []), *account.issuers]
    return AccountRow(
        account=account,
        role=_role(frame, account.role),
        known_by=frame.words.join(ways),
        made=moment(frame, account.created_at),
        own=account.id == visitor.account_id,
    )


def _session(frame: Frame, one: OpenSession, handle: str) -> SessionRow:
    return SessionRow(
        handle=one.handle,
        browser=one.browser or frame.words("accounts.browser.unknown"),
        address=one.address,
        began=moment(frame, one.began_at),
        seen=moment(frame, one.seen_at),
        here=one.handle == handle,
    )


def _token(frame: Frame, one: ApiToken, usable: Sequence[str], now: datetime) -> TokenRow:
    names = {scope: frame.words(f"accounts.scope.{scope}") for scope in one.scopes}
    return TokenRow(
        id=one.id,
        name=one.name,
        start=one.start,
        scopes=tuple(name for scope, name in names.items() if scope in usable),
        idle=tuple(name for scope, name in names.items() if scope not in usable),
        made=moment(frame, one.created_at),
        until=moment(frame, one.expires_at),
        used=moment(frame, one.used_at) if one.used_at else frame.words("accounts.token.unused"),
        past=one.expires_at <= now,
    )
