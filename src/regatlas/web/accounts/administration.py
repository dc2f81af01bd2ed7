"""``/admin``: the accounts of the server, and the log of what was changed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from regatlas.app.accounts import add_local_account, invented_password, set_local_password
from regatlas.app.auditing import Wanted, actions_of, read_log, verify_log
from regatlas.errors import BadArgument, NotAllowed, RegatlasError
from regatlas.model.account import ROLES, Account, Role, Visitor
from regatlas.pages.site.accounts import view_accounts
from regatlas.pages.site.audit import view_audit
from regatlas.pages.site.frame import Frame
from regatlas.store.accounts.accounts import AccountStore
from regatlas.web.access import Admin, SignedForm, doing
from regatlas.web.accounts.answering import form_page
from regatlas.web.api.accounts import log_lines, no_token
from regatlas.web.api.negotiation import JSONL
from regatlas.web.state import ServerState, State
from regatlas.web.ui.respond import Framed, page, short

router = APIRouter(prefix="/admin")
Name = Annotated[str, Path(max_length=200)]
_SIZE = 100


@router.get("")
def admin(frame: Framed, admin: Admin) -> Response:
    """To the accounts."""
    return RedirectResponse(frame.href("admin", "accounts"), 303)


@router.get("/accounts")
def accounts(request: Request, state: State, frame: Framed, admin: Admin) -> Response:
    """Every account, and the form for another."""
    return _page(request, state, frame, admin)


@router.post("/accounts")
def add(request: Request, state: State, frame: Framed, admin: Admin, form: SignedForm) -> Response:
    """An account with a password to begin with, which is shown this once."""
    fields = dict(form)
    name, password = fields.get("name", ""), invented_password()
    try:
        no_token(admin)
        added = add_local_account(state.database, name, _role(fields.get("role", "")), password, doing(admin))
    except (BadArgument, NotAllowed) as error:
        return _page(request, state, frame, admin, fault=error, name=name[:200])
    return _page(request, state, frame, admin, given=(added.name, password))


@router.post("/accounts/{name}")
def change(request: Request, state: State, frame: Framed, admin: Admin, form: SignedForm, name: Name) -> Response:
    """Another role, standing or password for an account. Raises :class:`NotKnown`."""
    account, wanted = AccountStore(state.database).find(name), dict(form).get("do", "")
    try:
        password = _change(state, admin, account, wanted, dict(form).get("role", ""))
    except (BadArgument, NotAllowed) as error:
        return _page(request, state, frame, admin, fault=error)
    if password:
        return _page(request, state, frame, admin, given=(account.name, password))
    return RedirectResponse(frame.href("admin", "accounts", done=wanted), 303, headers={"Cache-Control": "no-store"})


def _change(state: ServerState, admin: Visitor, account: Account, wanted: str, role: str) -> str:
    """Do what is wanted; the new password, where one was made."""
    no_token(admin)
    store = AccountStore(state.database)
    if wanted == "password":
        password = invented_password()
        set_local_password(state.database, account, password, doing(admin))
        return password
    if wanted == "role":
        store.set_role(account.id, _role(role), doing(admin))
    elif wanted in ("enable", "disable"):
        store.set_standing(account.id, usable=wanted == "enable", doing=doing(admin))
    else:
        raise BadArgument("nothing is to be done with the account", hint="use the buttons of the page")
    return ""


@router.get("/audit")
def audit(
    request: Request,
    state: State,
    frame: Framed,
    admin: Admin,
    who: str = "",
    action: str = "",
    subject: str = "",
    before: str = "",
) -> Response:
    """The log, the newest entries first, and whether the whole of it holds."""
    last = int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None
    wanted = Wanted(short(who, "who"), short(action, "action"), short(subject, "subject"), last, _SIZE + 1)
    found = read_log(state.database, wanted)
    verified = verify_log(state.database) if "verify" in request.query_params else None
    view = view_audit(frame, found, wanted, actions_of(state.database), size=_SIZE, verified=verified)
    answer = page(request, frame, "audit", view=view)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.get("/audit.jsonl")
def audit_lines(state: State, admin: Admin) -> Response:
    """The whole log, an entry a line, from the first."""
    headers = {"Content-Disposition": 'attachment; filename="regatlas-audit.jsonl"', "Cache-Control": "no-store"}
    return StreamingResponse(log_lines(state.database), media_type=JSONL, headers=headers)


def _role(text: str) -> Role:
    if text not in ROLES:
        raise BadArgument("there is no such role", where=f"role {text[:40]!r}", hint=f"use {', '.join(ROLES)}")
    return text


def _page(
    request: Request,
    state: ServerState,
    frame: Frame,
    admin: Visitor,
    *,
    fault: RegatlasError | None = None,
    name: str = "",
    given: tuple[str, str] | None = None,
) -> Response:
    view = view_accounts(frame, AccountStore(state.database).all(), admin)
    return form_page(request, frame, "accounts", "/admin/accounts", fault=fault, view=view, name=name, given=given)
