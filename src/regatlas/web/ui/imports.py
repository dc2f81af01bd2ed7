"""``/imports``: files and addresses to be read and kept, how far they are, and what became of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from regatlas.app.import_queue import QUEUE_LIMITS, ask_for_address, ask_for_files, cancel, retry
from regatlas.app.inputs import limits_from_environment
from regatlas.errors import BadArgument, FetchError, InputError, LimitExceeded, NotKnown, RegatlasError, TooMany
from regatlas.pages.site.frame import Frame
from regatlas.pages.site.imports import fault_of, view_import, view_imports
from regatlas.store.imports import STATES, ImportFilter, ImportJob, ImportQueue
from regatlas.web.access import FIELD, Editor, SignedForm, check_csrf
from regatlas.web.state import ServerState, State
from regatlas.web.ui.respond import Framed, page, short
from regatlas.web.uploads import received

router = APIRouter()
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
_SIZE = 50


@router.get("/imports")
def imports(
    request: Request,
    state: State,
    frame: Framed,
    editor: Editor,
    asked_by: str = "",
    text: str = "",
    before: str = "",
) -> Response:
    """The form, and the list of what was asked for."""
    asked = request.query_params.get("state", "")
    chosen = next((one for one in STATES if one == asked), None)
    if asked and chosen is None:
        raise BadArgument("there is no such state", where=f"state={asked[:40]}", hint=f"use {', '.join(STATES)}")
    wanted = ImportFilter(state=chosen, asked_by=short(asked_by, "asked_by"), text=short(text, "text"))
    return _list(request, state, frame, wanted, before=_before(before))


@router.post("/imports")
async def upload(request: Request, state: State, frame: Framed, editor: Editor) -> Response:
    """Take files; the way leads to the import, or to the list of several."""
    try:
        await run_in_threadpool(ImportQueue(state.database).check_room, editor.name, QUEUE_LIMITS)
        async with received(request) as form:
            check_csrf(request, form.fields.get(FIELD, ""))
            limits = limits_from_environment()
            jobs = await run_in_threadpool(ask_for_files, state.database, editor.name, form.files, limits)
    except InputError as error:
        return await run_in_threadpool(_refused, request, state, frame, error)
    return RedirectResponse(_way(frame, jobs), 303)


@router.post("/imports/address")
def address(request: Request, state: State, frame: Framed, editor: Editor, form: SignedForm) -> Response:
    """Take an address; a worker fetches it."""
    given = dict(form).get("address", "")
    try:
        job = ask_for_address(state.database, editor.name, given)
    except (InputError, FetchError) as error:
        return _refused(request, state, frame, error, given)
    return RedirectResponse(_way(frame, (job,)), 303)


@router.get("/imports/{number}")
def one_import(request: Request, state: State, frame: Framed, editor: Editor, number: Number) -> Response:
    """One import. Raises :class:`NotKnown`."""
    job = ImportQueue(state.database).job(number)
    entry = state.store.entry(job.document_sha256) if job.document_sha256 else None
    return page(request, frame, "imports_one", view=view_import(frame, job, entry))


@router.post("/imports/{number}/retry")
def try_again(state: State, frame: Framed, editor: Editor, form: SignedForm, number: Number) -> Response:
    """Let a failed import wait again."""
    return RedirectResponse(_way(frame, (retry(state.database, number, editor.name),)), 303)


@router.post("/imports/{number}/cancel")
def withdraw(state: State, frame: Framed, editor: Editor, form: SignedForm, number: Number) -> Response:
    """Withdraw an import that waits."""
    return RedirectResponse(_way(frame, (cancel(state.database, number, editor.name),)), 303)


def _way(frame: Frame, jobs: tuple[ImportJob, ...]) -> str:
    return frame.href("imports", str(jobs[0].id)) if len(jobs) == 1 else frame.href("imports")


def _before(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotKnown("there is no such part of the list", where=f"before={text[:40]}", hint="see the list of imports")
    return int(text)


def _list(
    request: Request,
    state: ServerState,
    frame: Frame,
    wanted: ImportFilter,
    *,
    before: int | None = None,
    error: RegatlasError | None = None,
    address: str = "",
    status: int = 200,
) -> Response:
    found = ImportQueue(state.database).page(wanted, before=before, limit=_SIZE + 1)
    view = view_imports(
        frame,
        found[:_SIZE],
        wanted=wanted,
        more=len(found) > _SIZE,
        most_bytes=limits_from_environment().file_bytes,
        address=address,
        fault="" if error is None else fault_of(frame, error.to_json()),
    )
    return page(request, frame, "imports", status=status, view=view)


def _refused(
    request: Request, state: ServerState, frame: Frame, error: InputError | FetchError, address: str = ""
) -> Response:
    """The page with the form again, and why it was not taken."""
    status = 413 if isinstance(error, LimitExceeded) else 429 if isinstance(error, TooMany) else 400
    # The other language leads to the form: the address of this page takes forms only.
    placed = replace(frame, path="/imports", query="")
    return _list(request, state, placed, ImportFilter(), error=error, address=address, status=status)
