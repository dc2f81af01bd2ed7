"""``/account``: one's own password, sessions and tokens."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response

from regatlas.app.accounts import make_token
from regatlas.app.signing_in import SigningIn
from regatlas.errors import AccessError, BadArgument, NotAllowed, RegatlasError
from regatlas.model.account import SCOPES, Visitor
from regatlas.pages.site.accounts import view_account
from regatlas.pages.site.frame import Frame
from regatlas.store.accounts.accounts import AccountStore
from regatlas.store.accounts.sessions import SessionStore, handle_of
from regatlas.store.accounts.tokens import TokenStore, Wish
from regatlas.web.access import Person, SignedForm, cookie_name, doing, now, session_limits, whence
from regatlas.web.accounts.answering import form_page
from regatlas.web.cookies import drop_session, keep_session
from regatlas.web.state import ServerState, State
from regatlas.web.ui.respond import Framed

router = APIRouter(prefix="/account")
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
_DAYS = ("30", "90", "180", "366")


@router.get("")
def account(request: Request, state: State, frame: Framed, person: Person) -> Response:
    """The page."""
    return _page(request, state, frame, person)


@router.post("/password")
def change_password(request: Request, state: State, frame: Framed, person: Person, form: SignedForm) -> Response:
    """Another password; every other session ends."""
    fields = dict(form)
    signing_in = SigningIn(state.database, session_limits(state.settings))
    try:
        entered = signing_in.change_password(
            AccountStore(state.database).find(person.name),
            fields.get("old", ""),
            _typed_twice(fields),
            whence(request, state.settings),
            now(),
        )
    except (AccessError, BadArgument) as error:
        return _page(request, state, frame, person, fault=error)
    answer = _back(frame, done="password")
    keep_session(answer, state.settings, entered.secret)
    return answer


@router.post("/tokens")
def add_token(request: Request, state: State, frame: Framed, person: Person, form: SignedForm) -> Response:
    """A token, shown this once."""
    fields = dict(form)
    chosen = [scope for scope in SCOPES if ("scope", scope) in form]
    days = fields.get("days", "")
    try:
        wish = Wish(fields.get("name", ""), chosen, timedelta(days=int(days) if days in _DAYS else 0))
        made = make_token(state.database, AccountStore(state.database).find(person.name), wish, doing(person))
    except (BadArgument, NotAllowed) as error:
        return _page(request, state, frame, person, fault=error)
    return _page(request, state, frame, person, secret=made.secret)


@router.post("/tokens/{number}/revoke")
def revoke_token(state: State, frame: Framed, person: Person, form: SignedForm, number: Number) -> Response:
    """Take a token out of use. Raises :class:`NotKnown`."""
    TokenStore(state.database).revoke(_id(person), number, doing(person))
    return _back(frame, done="token")


@router.post("/sessions/end")
def end_sessions(request: Request, state: State, frame: Framed, person: Person, form: SignedForm) -> Response:
    """End one session, or every one."""
    sessions, handle = SessionStore(state.database, session_limits(state.settings)), dict(form).get("session", "")
    if handle:
        sessions.end_one(_id(person), handle, doing(person))
        return _back(frame, done="session")
    sessions.end_all(_id(person), doing(person))
    answer = RedirectResponse(f"/{frame.lang}/", 303, headers={"Cache-Control": "no-store"})
    drop_session(answer, state.settings)
    return answer


def _typed_twice(fields: dict[str, str]) -> str:
    password = fields.get("new", "")
    if password != fields.get("again", ""):
        raise BadArgument("the new password was not typed twice in the same way", hint="type it again")
    return password


def _id(person: Visitor) -> int:
    assert person.account_id is not None
    return person.account_id


def _back(frame: Frame, *, done: str) -> Response:
    return RedirectResponse(frame.href("account", done=done), 303, headers={"Cache-Control": "no-store"})


def _page(
    request: Request,
    state: ServerState,
    frame: Frame,
    person: Visitor,
    *,
    fault: RegatlasError | None = None,
    secret: str = "",
) -> Response:
    number, at = _id(person), now()
    view = view_account(
        frame,
        AccountStore(state.database).find(person.name),
        SessionStore(state.database, session_limits(state.settings)).of(number, at),
        TokenStore(state.database).of(number),
        handle=handle_of(request.cookies.get(cookie_name(state.settings), "")),
        now=at,
    )
    return form_page(request, frame, "account", "/account", fault=fault, view=view, secret=secret, days=_DAYS)
