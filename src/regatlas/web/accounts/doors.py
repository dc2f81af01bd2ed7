"""Signing in and out. These pages stand open where reading is closed; their forms are held to the browser they were
made for, so that nobody is signed in as somebody else by the page of another."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from regatlas.app.openid import OpenId
from regatlas.app.signing_in import Entered, SigningIn
from regatlas.app.vouching import enter_vouched
from regatlas.errors import ForgedRequest, NotKnown, RegatlasError, SignInRefused, TooManyAttempts
from regatlas.pages.sentences import tell
from regatlas.pages.site.frame import Frame
from regatlas.store.accounts.accounts import AccountStore
from regatlas.store.accounts.journeys import come_back, set_out
from regatlas.store.accounts.sessions import SessionStore
from regatlas.web.access import (
    FIELD,
    Caller,
    DoorForm,
    check_csrf,
    cookie_name,
    doing,
    now,
    seal_of_visit,
    session_limits,
    visit_secret,
    whence,
)
from regatlas.web.cookies import drop_session, keep_session, keep_visit
from regatlas.web.forms import form_pairs
from regatlas.web.state import ServerState, State
from regatlas.web.ui.respond import Framed, page

router = APIRouter()
root = APIRouter(include_in_schema=False)
RETURN = "/sign-in/return"
# A path of the site in one of its languages: it can name no other host, whatever follows.
_ONWARD = re.compile(r"/(?:en|zh)(?:/(?!sign-in)[!-~]*)?")
_WRITTEN = "".join(chr(number) for number in range(0x21, 0x7F) if chr(number) != "\\")
_LONGEST = 2_000


def onward_of(text: str, lang: str) -> str:
    """The page that was asked for before signing in; the first page for anything that is no page of the site."""
    written = quote(text[:_LONGEST], safe=_WRITTEN)
    return written if _ONWARD.fullmatch(written) else f"/{lang}/"


@router.get("/sign-in")
def sign_in(request: Request, state: State, frame: Framed) -> Response:
    """The form. Raises :class:`NotKnown` where the server has no accounts."""
    _with_accounts(state)
    return _form(request, state, frame, request.query_params.get("next", ""))


@router.post("/sign-in")
def signed_in(request: Request, state: State, frame: Framed, form: DoorForm) -> Response:
    """Begin a session, or say why not."""
    _with_accounts(state)
    fields = dict(form)
    name, onward = fields.get("name", ""), fields.get("next", "")
    try:
        entered = SigningIn(state.database, session_limits(state.settings)).with_password(
            name, fields.get("password", ""), whence(request, state.settings), now()
        )
    except (SignInRefused, TooManyAttempts) as error:
        return _form(request, state, frame, onward, name=name[:200], fault=error)
    return _enter(request, state, entered, onward_of(onward, frame.lang))


@router.post("/sign-out")
async def sign_out(request: Request, state: State, frame: Framed, caller: Caller) -> Response:
    """End the session of this browser."""
    answer = RedirectResponse(f"/{frame.lang}/", 303)
    if caller.by == "session":
        check_csrf(request, dict(await form_pairs(request)).get(FIELD, ""))
        secret = request.cookies.get(cookie_name(state.settings), "")
        sessions = SessionStore(state.database, session_limits(state.settings))
        await run_in_threadpool(sessions.end, secret, doing(caller))
    drop_session(answer, state.settings)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.get("/sign-in/service")
def depart(request: Request, state: State, frame: Framed, csrf: str = "", next: str = "") -> Response:
    """To the service that vouches for people; only from the page for signing in. Raises :class:`ForgedRequest`."""
    _with_accounts(state)
    visit = request.cookies.get(cookie_name(state.settings, "visit"), "")
    if not visit or csrf != seal_of_visit(visit):
        raise ForgedRequest("this link is not from the page for signing in", hint="open that page again")
    address, secret, journey = _service(request).departure(onward_of(next, frame.lang), frame.lang)
    with state.database.transaction(writes=True) as session:
        set_out(session, journey, state=secret, browser=visit, now=now())
    return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})


@root.get(RETURN)
def arrive(request: Request, state: State) -> Response:
    """Back from the service. Raises :class:`SignInRefused`."""
    _with_accounts(state)
    asked, at = request.query_params, now()
    visit = request.cookies.get(cookie_name(state.settings, "visit"), "")
    with state.database.transaction(writes=True) as session:
        journey = come_back(session, state=asked.get("state", ""), browser=visit, now=at) if visit else None
    if journey is None:
        hint = "open the page for signing in again"
        raise SignInRefused("this way of signing in was not begun in this browser, or too long ago", hint=hint)
    if "error" in asked or "code" not in asked:
        hint = "try again, or sign in with name and password"
        raise SignInRefused("the service has not signed you in", where=asked.get("error", "")[:100], hint=hint)
    vouched = _service(request).arrival(asked["code"], asked.get("iss"), journey, at)
    limits = session_limits(state.settings)
    entered = enter_vouched(state.database, vouched, whence(request, state.settings), at, limits)
    return _enter(request, state, entered, journey.onward)


def _form(
    request: Request,
    state: ServerState,
    frame: Frame,
    onward: str,
    *,
    name: str = "",
    fault: RegatlasError | None = None,
) -> Response:
    visit = visit_secret(request, state.settings)
    shown = replace(frame, query=urlencode({"next": onward_of(onward, frame.lang)}))
    if frame.visitor.by != "session":
        shown = replace(shown, csrf=seal_of_visit(visit))
    answer = page(
        request,
        shown,
        "sign_in",
        status=200 if fault is None else 429 if isinstance(fault, TooManyAttempts) else 401,
        name=name,
        onward=onward_of(onward, frame.lang),
        fault=tell(fault, frame.lang) if fault else "",
        service=_service_name(request, state),
        nobody=not AccountStore(state.database).has_admin(),
    )
    keep_visit(request, answer, state.settings, visit)
    answer.headers["Cache-Control"] = "no-store"
    if isinstance(fault, TooManyAttempts):
        answer.headers["Retry-After"] = str(fault.seconds)
    return answer


def _enter(request: Request, state: ServerState, entered: Entered, onward: str) -> Response:
    """On to the page that was asked for, with a session that is new: what the browser had before is of no use."""
    before = request.cookies.get(cookie_name(state.settings), "")
    if before:
        sessions = SessionStore(state.database, session_limits(state.settings))
        sessions.forget(before)
    answer = RedirectResponse(onward, 303, headers={"Cache-Control": "no-store"})
    keep_session(answer, state.settings, entered.secret)
    return answer


def _with_accounts(state: ServerState) -> None:
    if state.settings.accounts == "none":
        raise NotKnown("this server has no accounts", hint="its owner may do everything without signing in")


def _service(request: Request) -> OpenId:
    found: OpenId | None = request.app.state.openid
    if found is None:
        raise NotKnown("this server knows no service for signing in", hint="sign in with name and password")
    return found


def _service_name(request: Request, state: ServerState) -> str:
    found: OpenId | None = request.app.state.openid
    return "" if found is None else state.settings.oidc_name or found.service.issuer
