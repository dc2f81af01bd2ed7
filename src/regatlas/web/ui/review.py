"""``/review`` and ``/documents/…/review``: coding a document, its history, decisions, and how far coders agree."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from regatlas.app.adjudicating import docket
from regatlas.app.review_agreement import agreement_of
from regatlas.app.review_exports import PEOPLE, ExportForm, exported, label_line, record_line
from regatlas.app.review_items import question
from regatlas.app.reviewing import Desk, Sheet
from regatlas.errors import BadArgument, EditConflict, NotKnown
from regatlas.model.review import Answer, Coding, CodingRequest, Item
from regatlas.pages.record import text_language
from regatlas.pages.site.frame import Frame, render_site
from regatlas.pages.site.review import Rows, anchor, view_sheet
from regatlas.pages.site.review_desk import view_cases, view_figures, view_history, view_tasks, view_voices
from regatlas.pages.site.review_text import TextView
from regatlas.web.access import Coder, SignedForm, now
from regatlas.web.state import State
from regatlas.web.ui.respond import Framed, page_number, short
from regatlas.web.ui.respond import page as shown_page
from regatlas.web.ui.review_forms import Sent, read_sent
from regatlas.web.ui.review_refusals import NO_DRAFT, REFUSED, Draft, draft_of, entered, status_of

router = APIRouter()
PART = "x-regatlas-part"
"""The header by which the script asks for one form instead of the whole page."""


def page(request: Request, frame: Frame, template: str, *, status: int = 200, **values: object) -> Response:
    """A page that is kept nowhere: what it shows depends on who asks, and changes with every answer."""
    answer = shown_page(request, frame, template, status=status, **values)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def desk_of(state: State, visitor: Coder) -> Desk:
    """The desk of who asks."""
    return Desk(state.store, visitor, now())


AtDesk = Annotated[Desk, Depends(desk_of)]


@router.get("/review")
def tasks(request: Request, state: State, frame: Framed, desk: AtDesk) -> Response:
    """What there is to code, and how far everybody is whose coding may be seen."""
    codings = desk.reviews.codings()
    entries = {entry.sha256: entry for entry in state.store.entries()}
    counts = {coding: len(said) for coding, said in desk.reviews.answers([one.id for one in codings]).items()}
    every = list(view_tasks(frame, codings, entries, counts))
    own = [one for one in every if one.coding.kind == "coding" and one.coder == desk.visitor.name]
    editor = desk.visitor.may("editor")
    cases = list(view_cases(frame, every, editor=editor))
    return page(request, frame, "review_desk", own=own, cases=cases, editor=editor, people=PEOPLE)


@router.get("/review/agreement")
def agreement(request: Request, frame: Framed, desk: AtDesk, document: str = "") -> Response:
    """The figures of every pair that may be seen, over all documents or one."""
    found = agreement_of(desk, short(document, "document") or None)
    return page(request, frame, "review_agreement", parts=view_figures(frame, found), document=document)


@router.get("/review/export.jsonl")
def export(desk: AtDesk, form: ExportForm = "labels", coder: str = PEOPLE) -> Response:
    """Labels or records, one line for each document."""
    lines = (
        (label_line(one) if form == "labels" else record_line(one, coder)) + "\n"
        for one in exported(desk, short(coder, "coder"))
    )
    headers = {"Content-Disposition": f'attachment; filename="regatlas-{form}.jsonl"', "Cache-Control": "no-store"}
    return StreamingResponse(lines, media_type="application/x-ndjson", headers=headers)


@router.get("/documents/{sha256}/review")
def sheet(request: Request, frame: Framed, desk: AtDesk, sha256: str, at: str = "", group: str = "") -> Response:
    """The visitor's coding of a document; where there is none, the way to begin one."""
    coding = desk.reviews.coding(sha256, desk.visitor.name)
    if coding is None:
        return _entrance(request, frame, desk, sha256)
    return _sheet_page(request, frame, desk, desk.sheet(coding), at=at, opened=group)


def _entrance(request: Request, frame: Frame, desk: Desk, sha256: str) -> Response:
    entry = desk.store.entry(sha256)
    if entry is None:
        raise NotKnown("the store has no such document", where=sha256[:64], hint="see the list of documents")
    return page(request, frame, "review_begin", entry=entry, others=_others(frame, desk, sha256), editor=_editor(desk))


def _others(frame: Frame, desk: Desk, sha256: str) -> list[Coding]:
    """Who else codes the document; that somebody codes it is no secret, only what they say."""
    codings = desk.reviews.codings(sha256)
    return [one for one in codings if one.kind == "coding" and one.coder != desk.visitor.name]


def _editor(desk: Desk) -> bool:
    return desk.visitor.may("editor")


def _sheet_page(
    request: Request,
    frame: Frame,
    desk: Desk,
    laid: Sheet,
    *,
    sent: Sent | None = None,
    error: Exception | None = None,
    at: str = "",
    opened: str = "",
    draft: Draft = NO_DRAFT,
) -> Response:
    refused = {}
    if sent is not None and error is not None:
        refused[sent.item.key] = entered(frame, laid, sent, error)
        laid = with_item(desk, laid, sent.item)
    view = view_sheet(frame, laid, refused, at=at, opened=opened, number=page_number(request))
    sees = {one.coder for one in desk.sight(laid.entry.sha256).codings}
    values = {
        "view": view,
        "others": _others(frame, desk, laid.entry.sha256),
        "sees": sees,
        "editor": _editor(desk),
        "draft": draft,
    }
    return page(request, frame, "review", status=status_of(error), **values)


def with_item(desk: Desk, laid: Sheet, item: Item) -> Sheet:
    """The sheet with the form of an item that nobody has named before."""
    if any(one.item == item for one in laid.questions):
        return laid
    return replace(laid, questions=(*laid.questions, question(item, {})))


@router.post("/documents/{sha256}/review/begin")
def begin(frame: Framed, desk: AtDesk, sha256: str, form: SignedForm) -> Response:
    """Begin to code a document that nobody asked for."""
    desk.begin(sha256)
    return _back(frame, sha256)


@router.post("/documents/{sha256}/review/assign")
def assign(frame: Framed, desk: AtDesk, sha256: str, form: SignedForm) -> Response:
    """Ask people to code a document."""
    fields = dict(form)
    names = [name for name in re.split("[,，、\n]", fields.get("coders", "")) if name.strip()]
    if not names or len(names) > 50:
        raise BadArgument("nobody is named, or too many", where="coders", hint="one name in each line, at most 50")
    for name in names:
        desk.assign(
            CodingRequest(
                sha256=sha256,
                coder=name,
                taxonomies=tuple(value for key, value in form if key == "taxonomy"),
                blind="blind" in fields,
                machine_blind="machine_blind" in fields,
            )
        )
    return RedirectResponse(frame.href("review"), 303)


@router.post("/documents/{sha256}/review/save")
def save(request: Request, frame: Framed, desk: AtDesk, sha256: str, form: SignedForm) -> Response:
    """Keep one answer, or show why not with everything that was entered."""
    laid = desk.sheet(desk.own(sha256))
    try:
        sent = read_sent(form, laid)
    except REFUSED as error:
        return _sheet_page(request, frame, desk, laid, error=error, draft=draft_of(frame, laid, form, error))
    return _saved(request, frame, desk, laid, sent)


def _saved(request: Request, frame: Frame, desk: Desk, laid: Sheet, sent: Sent) -> Response:
    try:
        if sent.act == "accept":
            desk.answer(laid.coding, sent.item, sent.version, _machine(desk, laid, sent.item))
        else:
            desk.answer(laid.coding, sent.item, sent.version, sent.answer, sent.chosen)
    except REFUSED as error:
        laid = desk.sheet(laid.coding)
        if PART in request.headers:
            return _part(request, frame, desk, laid, sent, error)
        return _sheet_page(request, frame, desk, laid, sent=sent, error=error)
    if PART in request.headers:
        return _part(request, frame, desk, desk.sheet(laid.coding), sent, None)
    href = frame.href("documents", laid.entry.sha256, "review", at=sent.item.key, anchor=anchor(sent.item))
    return RedirectResponse(href, 303)


def _machine(desk: Desk, laid: Sheet, item: Item) -> Answer:
    """What the engine says, where the coder may see it. Raises :class:`BadArgument`."""
    for one in laid.questions:
        if one.item == item and one.machine is not None:
            return one.machine
    raise BadArgument("there is no answer of the engine to accept", where=item.key, hint="choose a value")


def _part(request: Request, frame: Frame, desk: Desk, laid: Sheet, sent: Sent, error: Exception | None) -> Response:
    laid = with_item(desk, laid, sent.item)
    rows = Rows(frame, laid.document, TextView(laid.document))
    asked = next(one for one in laid.questions if one.item == sent.item)
    refused = entered(frame, laid, sent, error) if error is not None else None
    row = rows.row(asked, laid.answers.get(sent.item.key), refused, saved=error is None)
    body = render_site("review_row", frame, row=row, sha256=laid.entry.sha256, lang=text_language(laid.document))
    headers = {"Cache-Control": "no-store", "X-Regatlas-Left": str(laid.left)}
    return Response(body, status_of(error), media_type="text/html", headers=headers)


@router.post("/documents/{sha256}/review/fill")
def fill(frame: Framed, desk: AtDesk, sha256: str, form: SignedForm) -> Response:
    """Answer all that has no answer under one taxonomy."""
    name = dict(form).get("taxonomy", "")
    desk.fill(desk.own(sha256), name.removesuffix("@"))
    return RedirectResponse(frame.href("documents", sha256, "review", anchor=f"group-{name.removesuffix('@')}"), 303)


@router.post("/documents/{sha256}/review/state")
def state_change(frame: Framed, desk: AtDesk, sha256: str, form: SignedForm) -> Response:
    """Finish the coding, or open it again; an editor may open anybody's again."""
    fields = dict(form)
    coding = desk.own(sha256) if not fields.get("coder") else desk.seen(sha256, fields["coder"])
    version = fields.get("version", "")
    if version != str(coding.version):
        what = "the coding was finished or opened again meanwhile"
        raise EditConflict(what, where=coding.coder, hint="load the page again")
    desk.set_state(coding, "open" if fields.get("state") == "open" else "finished")
    return _back(frame, sha256) if coding.coder == desk.visitor.name else RedirectResponse(frame.href("review"), 303)


@router.get("/documents/{sha256}/review/history")
def history(request: Request, frame: Framed, desk: AtDesk, sha256: str, coder: str = "", item: str = "") -> Response:
    """Every change of a coding, the newest first. Raises :class:`NotKnown` and :class:`StillBlind`."""
    name = short(coder, "coder") or desk.visitor.name
    coding = desk.seen(sha256, name)
    laid = desk.sheet(coding)
    changes = list(view_history(frame, laid, desk.history(coding, item or None)))
    return page(request, frame, "review_history", entry=laid.entry, coding=coding, changes=changes)


@router.get("/documents/{sha256}/review/decide")
def decide(request: Request, frame: Framed, desk: AtDesk, sha256: str, at: str = "") -> Response:
    """Where coders differ, side by side with their quotes."""
    return _decide_page(request, frame, desk, sha256, at=at)


@router.post("/documents/{sha256}/review/decide")
def decided(request: Request, frame: Framed, desk: AtDesk, sha256: str, form: SignedForm) -> Response:
    """Decide one disagreement: as one of them says, or otherwise."""
    open_docket = docket(desk, sha256)
    laid = open_docket.sheet
    sent = read_sent(form, laid)
    try:
        if sent.item.key not in open_docket.found:
            raise BadArgument("nobody differs on this", where=sent.item.key, hint="load the page again")
        as_whom = sent.act.partition(":")[2] if sent.act.startswith("as:") else None
        if as_whom is not None:
            answer = open_docket.answer_as(sent.item.key, as_whom).model_copy(update={"note": sent.answer.note})
            desk.answer(laid.coding, sent.item, sent.version, answer)
        else:
            desk.answer(laid.coding, sent.item, sent.version, sent.answer, sent.chosen)
    except REFUSED as error:
        return _decide_page(request, frame, desk, sha256, sent=sent, error=error)
    href = frame.href("documents", sha256, "review", "decide", at=sent.item.key, anchor=anchor(sent.item))
    return RedirectResponse(href, 303)


def _decide_page(
    request: Request,
    frame: Frame,
    desk: Desk,
    sha256: str,
    *,
    sent: Sent | None = None,
    error: Exception | None = None,
    at: str = "",
) -> Response:
    open_docket = docket(desk, sha256)
    laid = open_docket.sheet
    text = TextView(laid.document)
    rows = Rows(frame, laid.document, text)
    refused = {sent.item.key: entered(frame, laid, sent, error)} if sent is not None and error is not None else {}
    shown = [
        (
            rows.row(replace(one, machine=None), laid.answers.get(one.item.key), refused.get(one.item.key),
                     saved=one.item.key == at),
            tuple(view_voices(frame, text, open_docket.found[one.item.key])),
        )
        for one in laid.questions
    ]  # fmt: skip
    values = {"view": view_sheet(frame, replace(laid, questions=())), "shown": shown}
    return page(request, frame, "review_decide", status=status_of(error), **values)


def _back(frame: Frame, sha256: str) -> Response:
    return RedirectResponse(frame.href("documents", sha256, "review"), 303)
