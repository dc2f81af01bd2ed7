"""Accounts: who asks, one's own tokens, and, for admins, the accounts of all and the log of what was changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from regatlas.app.accounts import add_local_account, invented_password, make_token
from regatlas.app.auditing import Wanted, entry_json, read_log, verify_log, whole_log
from regatlas.client.answers import accounts as told
from regatlas.errors import NotAllowed
from regatlas.model.account import SCOPES, Account, ApiToken, Role, Scope, Visitor
from regatlas.store.accounts.accounts import AccountStore
from regatlas.store.accounts.tokens import MOST_DAYS, TokenStore, Wish
from regatlas.store.database import Database
from regatlas.web.access import Admin, Person, Visiting, csrf_of, doing
from regatlas.web.api.cursors import mark_of, read_cursor, write_cursor
from regatlas.web.api.lists import link_to
from regatlas.web.api.negotiation import JSONL
from regatlas.web.api.told import answers, texts
from regatlas.web.state import State

router = APIRouter(prefix="/api/v1", tags=["accounts"])
Json = dict[str, JsonValue]
_UNKEPT = {"Cache-Control": "no-store"}
AccountName = Annotated[str, Path(max_length=64, description="The name of an account", examples=["anna"])]
TokenNumber = Annotated[int, Path(ge=1, le=2**31 - 1, description="The number of a token")]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewAccount(_Asked):
    """An account with a password, which is made here."""

    name: str = Field(max_length=200)
    role: Role = "reader"


class ChangedAccount(_Asked):
    """What is to change of an account; what is not named stays."""

    role: Role | None = None
    usable: bool | None = None


class NewToken(_Asked):
    """A token of the account that asks."""

    name: str = Field(max_length=200, description="What it is for")
    scopes: tuple[Scope, ...] = Field(min_length=1, max_length=len(SCOPES))
    days: int = Field(90, ge=1, le=MOST_DAYS)


@router.get("/session", responses=answers(told.SessionAnswer))
def show_session(request: Request, visitor: Visiting) -> JSONResponse:
    """Who makes this request, and by what."""
    body: Json = {
        "schema": "regatlas/session/1",
        "name": visitor.name,
        "role": visitor.role,
        "by": visitor.by,
        "scopes": None if visitor.scopes is None else [scope for scope in SCOPES if scope in visitor.scopes],
        "csrf": csrf_of(request, visitor) if visitor.by == "session" else "",
    }
    return JSONResponse(body, headers=_UNKEPT)


@router.get("/accounts", responses=answers(told.AccountsAnswer))
def list_accounts(state: State, admin: Admin) -> JSONResponse:
    """Every account by name; for admins."""
    found: list[JsonValue] = [_account(one) for one in AccountStore(state.database).all()]
    return JSONResponse({"schema": "regatlas/accounts/1", "accounts": found}, headers=_UNKEPT)


@router.post("/accounts", status_code=201, response_model=told.AccountGiven)
def add_account(state: State, admin: Admin, wanted: NewAccount) -> JSONResponse:
    """Add an account with a password to begin with, shown this once; for admins, not for tokens."""
    no_token(admin)
    password = invented_password()
    added = add_local_account(state.database, wanted.name, wanted.role, password, doing(admin))
    return JSONResponse({**_account(added), "password": password}, 201, headers=_UNKEPT)


@router.patch("/accounts/{name}", responses=answers(told.AccountItem))
def change_account(state: State, admin: Admin, name: AccountName, wanted: ChangedAccount) -> JSONResponse:
    """Another role or standing for an account, whose sessions end; for admins, not for tokens."""
    no_token(admin)
    store = AccountStore(state.database)
    account = store.find(name)
    if wanted.role is not None:
        account = store.set_role(account.id, wanted.role, doing(admin))
    if wanted.usable is not None:
        account = store.set_standing(account.id, usable=wanted.usable, doing=doing(admin))
    return JSONResponse(_account(account), headers=_UNKEPT)


@router.get("/tokens", responses=answers(told.TokensAnswer))
def list_tokens(state: State, person: Person) -> JSONResponse:
    """One's own tokens, the newest first, without their secrets."""
    found: list[JsonValue] = [_token(one) for one in TokenStore(state.database).of(_id(person))]
    return JSONResponse({"schema": "regatlas/tokens/1", "tokens": found}, headers=_UNKEPT)


@router.post("/tokens", status_code=201, response_model=told.TokenGiven)
def add_token(state: State, person: Person, wanted: NewToken) -> JSONResponse:
    """Make a token, shown this once. Only people make tokens: no token makes another."""
    wish = Wish(wanted.name, wanted.scopes, timedelta(days=wanted.days))
    made = make_token(state.database, AccountStore(state.database).find(person.name), wish, doing(person))
    return JSONResponse({**_token(made.token), "token": made.secret}, 201, headers=_UNKEPT)


@router.delete("/tokens/{number}", status_code=204)
def revoke_token(state: State, person: Person, number: TokenNumber) -> Response:
    """Take one of one's own tokens out of use."""
    TokenStore(state.database).revoke(_id(person), number, doing(person))
    return Response(status_code=204)


@router.get("/audit", responses=answers(told.AuditPage))
def list_audit(
    request: Request,
    state: State,
    admin: Admin,
    who: Annotated[str, Query(max_length=200, description="Only by this name")] = "",
    action: Annotated[str, Query(max_length=60, description="Only this action, or those it begins")] = "",
    subject: Annotated[str, Query(max_length=200, description="Part of what was changed")] = "",
    limit: Annotated[int, Query(ge=1, le=1_000, description="Items of a page")] = 100,
    cursor: Annotated[str | None, Query(max_length=600, description="`next` of the page before")] = None,
) -> JSONResponse:
    """The log of what was changed, the newest entries first; for admins."""
    mark = mark_of(request.url.path, [("who", who), ("action", action), ("subject", subject)])
    before = None if cursor is None else int(read_cursor(mark, cursor, (int,))[0])
    found = read_log(state.database, Wanted(who, action, subject, before, limit + 1))
    following = write_cursor(mark, (found[limit - 1].sequence,)) if len(found) > limit else None
    body: Json = {"schema": "regatlas/audit/1", "entries": [entry_json(one) for one in found[:limit]]}
    return JSONResponse({**body, "next": following}, headers={**link_to(request, following), **_UNKEPT})


@router.get("/audit/lines", response_class=StreamingResponse, responses=texts(JSONL, description="An entry a line"))
def audit_lines(state: State, admin: Admin) -> StreamingResponse:
    """The whole log from the first entry, as lines of JSON; for admins."""
    headers = {"Content-Disposition": 'attachment; filename="regatlas-audit.jsonl"', **_UNKEPT}
    return StreamingResponse(log_lines(state.database), media_type=JSONL, headers=headers)


@router.get("/audit/verified", responses=answers(told.AuditVerified))
def verify_audit(
    state: State,
    admin: Admin,
    expect: Annotated[str | None, Query(max_length=100, description="A digest that was noted elsewhere")] = None,
) -> JSONResponse:
    """Read the whole log and compute every seal again; for admins."""
    found = verify_log(state.database, expect)
    body: Json = {
        "schema": "regatlas/audit-verified/1",
        "holds": found.holds,
        "entries": found.entries,
        "head": found.head,
        "broken": found.broken,
        "reason": found.reason,
        "expected": found.expected,
    }
    return JSONResponse(body, headers=_UNKEPT)


def log_lines(database: Database) -> Iterator[str]:
    """The whole log, an entry a line."""
    for entry in whole_log(database):
        yield json.dumps(entry_json(entry), ensure_ascii=False) + "\n"


def no_token(admin: Visitor) -> None:
    """Refuse a token what only people do. Raises :class:`NotAllowed`."""
    if admin.by == "token":
        raise NotAllowed("a token does not change accounts", hint="sign in with a browser, or use regatlas accounts")


def _id(person: Visitor) -> int:
    assert person.account_id is not None
    return person.account_id


def _when(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _account(one: Account) -> Json:
    return {
        "name": one.name,
        "role": one.role,
        "created_at": _when(one.created_at),
        "disabled_at": _when(one.disabled_at),
        "local": one.local,
        "issuers": list(one.issuers),
    }


def _token(one: ApiToken) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "start": one.start,
        "scopes": list(one.scopes),
        "created_at": _when(one.created_at),
        "expires_at": _when(one.expires_at),
        "used_at": _when(one.used_at),
    }
