"""Who asks, and what they may do.

Every page and every part of the interface stands behind :func:`visitor`, which finds out who asks, closes a server
whose reading is closed, and refuses what the pages of others would have a browser send. What changes something asks
for more: :data:`Coder`, :data:`Editor` or :data:`Admin`, and for forms :data:`SignedForm`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Annotated, cast

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from regatlas.errors import (
    ForgedRequest,
    NotAllowed,
    RegatlasError,
    SignInNeeded,
    StoreError,
)
from regatlas.model.account import ANYBODY, OWNER, SCOPE_OF, Account, Role, Visitor
from regatlas.store.accounts.accounts import Doing
from regatlas.store.accounts.keys import server_secret
from regatlas.store.accounts.sessions import SessionLimits, SessionStore, Whence
from regatlas.store.accounts.tokens import TokenStore
from regatlas.web.addresses import client_address, is_own_origin, neighbourhood
from regatlas.web.forms import Pairs, form_pairs
from regatlas.web.settings import ServerSettings
from regatlas.web.state import ServerState, State

FIELD = "csrf"
HEADER = "x-csrf-token"
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))


def now() -> datetime:
    """The moment of a request."""
    return datetime.now(UTC)


def cookie_name(settings: ServerSettings, kind: str = "session") -> str:
    """The name of a cookie. ``__Host-`` has browsers refuse one that another host, or a page without TLS, has set."""
    return f"__Host-regatlas-{kind}" if settings.base_url.startswith("https:") else f"regatlas-{kind}"


def session_limits(settings: ServerSettings) -> SessionLimits:
    """How long sessions last."""
    return SessionLimits(timedelta(minutes=settings.session_idle_minutes), timedelta(days=settings.session_days))


def known_visitor(request: Request, state: ServerState) -> Visitor:
    """Who makes the request, found out once. Raises :class:`SignInNeeded` for a token that is of no use."""
    found = getattr(request.state, "visitor", None)
    if found is None:
        found = request.state.visitor = _find(request, state)
    return cast("Visitor", found)


def visitor_for_frame(request: Request, state: ServerState) -> Visitor:
    """Who makes the request, or anybody where that cannot be found out: also the page of an error has a frame."""
    try:
        return known_visitor(request, state)
    except RegatlasError:
        return ANYBODY


def _find(request: Request, state: ServerState) -> Visitor:
    if state.settings.accounts == "none":
        return OWNER
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.casefold() == "bearer":
        return _by_token(state, token.strip())
    secret = request.cookies.get(cookie_name(state.settings), "")
    account = SessionStore(state.database, session_limits(state.settings)).account(secret, now()) if secret else None
    return ANYBODY if account is None else _visitor(account, "session")


def _by_token(state: ServerState, token: str) -> Visitor:
    found = TokenStore(state.database).account(token, now())
    if found is None:
        hint = "make a new one on the page of your account"
        raise SignInNeeded("this token is unknown, revoked or past its time", where="Authorization", hint=hint)
    account, scopes = found
    return Visitor(name=account.name, role=account.role, account_id=account.id, by="token", scopes=scopes)


def _visitor(account: Account, by: str) -> Visitor:
    return Visitor.model_validate({"name": account.name, "role": account.role, "account_id": account.id, "by": by})


async def visitor(request: Request, state: State) -> Visitor:
    """Who makes the request. Raises :class:`SignInNeeded` and :class:`NotAllowed` where reading is closed to them, and
    :class:`ForgedRequest` for a change that a page of others has sent."""
    if _shows_something(request, state.settings):
        found = await run_in_threadpool(known_visitor, request, state)
    else:
        found = known_visitor(request, state)
    if state.settings.accounts == "closed":
        _require(found, "reader", signed_in=True)
    if request.method not in _SAFE and found.by in ("session", "owner"):
        _check_origin(request, state.settings)
        if found.by == "session" and request.url.path.startswith("/api/"):
            check_csrf(request, request.headers.get(HEADER, ""))
    return found


def _shows_something(request: Request, settings: ServerSettings) -> bool:
    """Whether the store is to be asked who makes the request."""
    return settings.accounts != "none" and not {"authorization", "cookie"}.isdisjoint(request.headers.keys())


Visiting = Annotated[Visitor, Depends(visitor)]


def _needing(role: Role) -> Callable[[Visitor], Awaitable[Visitor]]:
    async def dependency(found: Visiting) -> Visitor:
        _require(found, role)
        return found

    return dependency


Coder = Annotated[Visitor, Depends(_needing("coder"))]
Editor = Annotated[Visitor, Depends(_needing("editor"))]
Admin = Annotated[Visitor, Depends(_needing("admin"))]


async def _person(found: Visiting) -> Visitor:
    """A person who is signed in: what a token may never do, such as make tokens."""
    if found.by == "nobody":
        raise SignInNeeded("this is for those who have signed in", hint="sign in first")
    if found.by != "session" or found.account_id is None:
        raise NotAllowed("this is for people who have signed in in a browser", hint="use the page of the account")
    return found


Person = Annotated[Visitor, Depends(_person)]


def _require(found: Visitor, role: Role, *, signed_in: bool = False) -> None:
    if found.by == "nobody" and (signed_in or not found.may(role)):
        raise SignInNeeded("this is for those who have signed in", hint="sign in first")
    if found.may(role):
        return
    if found.scopes is not None and SCOPE_OF[role] not in found.scopes:
        raise NotAllowed(f"the token does not have the scope {SCOPE_OF[role]}", hint="make a token that has it")
    what = f"your account has the role {found.role}, and this needs {role}"
    raise NotAllowed(what, hint="ask those who manage the accounts of this server")


def doing(found: Visitor) -> Doing:
    """Who makes a change now, for the audit log."""
    return Doing(found.name, now())


def csrf_of(request: Request, found: Visitor) -> str:
    """What the forms of a page carry, so that no other site can send them: bound to the session, or to the cookie that
    the page for signing in sets; empty where the browser has neither."""
    settings: ServerSettings = request.app.state.regatlas.settings
    if found.by == "owner":
        return _sealed(_owner_key(request))
    kind = "session" if found.by == "session" else "visit"
    secret = request.cookies.get(cookie_name(settings, kind), "")
    return _sealed(secret) if secret else ""


def check_csrf(request: Request, token: str) -> None:
    """Hold what a form carries to what its page was given. Raises :class:`ForgedRequest`; a token needs none."""
    found = known_visitor(request, request.app.state.regatlas)
    if found.by == "token":
        return
    wanted = csrf_of(request, found)
    if not wanted or not hmac.compare_digest(wanted.encode(), token.encode("utf-8", "replace")):
        raise ForgedRequest("this form is from before you last signed in or out", hint="load its page again, then send")


def _sealed(secret: str) -> str:
    return hmac.new(secret.encode("utf-8", "surrogatepass"), b"regatlas form", hashlib.sha256).hexdigest()


def _owner_key(request: Request) -> str:
    """The key of a server without accounts, the same for all its processes where its database can be written."""
    known = getattr(request.app.state, "form_key", None)
    if known is None:
        known = secrets.token_urlsafe(32)
        with suppress(StoreError):
            known = server_secret(request.app.state.regatlas.database, "forms")
        request.app.state.form_key = known
    return cast("str", known)


def _check_origin(request: Request, settings: ServerSettings) -> None:
    """Refuse what a browser says that a page of others has sent. Programs say nothing of it."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "none")
    if origin is not None:
        refused = not is_own_origin(origin, request.headers.get("host", ""), settings)
    else:
        refused = site not in ("none", "same-origin")
    if refused:
        raise ForgedRequest(
            "this was sent by a page of another site", where=(origin or site)[:100], hint="use the pages of this server"
        )


async def signed_form(request: Request, found: Visiting) -> Pairs:
    """The fields of a form that a page of this server has sent, without its token.

    Raises :class:`LimitExceeded`, :class:`BadArgument` and :class:`ForgedRequest`.
    """
    return await _signed(request)


async def _signed(request: Request) -> Pairs:
    pairs = await form_pairs(request)
    check_csrf(request, _last(pairs, FIELD))
    return [pair for pair in pairs if pair[0] != FIELD]


def _caller(request: Request, state: State) -> Visitor:
    """Who sends a form of the doors, which stand open where reading is closed: it must come from our own pages."""
    _check_origin(request, state.settings)
    return visitor_for_frame(request, state)


Caller = Annotated[Visitor, Depends(_caller)]


async def door_form(request: Request, caller: Caller) -> Pairs:
    """The fields of a form for signing in. Raises as :func:`signed_form` does: nobody is to be signed in as somebody
    else by the page of another."""
    return await _signed(request)


DoorForm = Annotated[Pairs, Depends(door_form)]


def visit_secret(request: Request, settings: ServerSettings) -> str:
    """The secret of a browser that has not signed in yet: of its cookie, or new."""
    return request.cookies.get(cookie_name(settings, "visit"), "") or secrets.token_urlsafe(32)


def seal_of_visit(secret: str) -> str:
    """What the form for signing in carries."""
    return _sealed(secret)


def whence(request: Request, settings: ServerSettings) -> Whence:
    """From where a person signs in."""
    address = client_address(request, settings)
    return Whence(address, neighbourhood(address), request.headers.get("user-agent", ""))


def _last(pairs: Sequence[tuple[str, str]], name: str) -> str:
    return next((value for key, value in reversed(pairs) if key == name), "")


SignedForm = Annotated[Pairs, Depends(signed_form)]
