"""Review by people: codings and their answers, decisions, agreement, and what was said as labels and records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from regatlas.app.adjudicating import docket
from regatlas.app.review_agreement import agreement_of, figures_json
from regatlas.app.review_evidence import Chosen
from regatlas.app.review_exports import PEOPLE, ExportForm, exported, label_line, record_line
from regatlas.app.reviewing import Desk, Reviewed, Sheet
from regatlas.client.answers import reviews as told
from regatlas.errors import EditConflict
from regatlas.exchange.json_reviews import (
    ANSWERS_SCHEMA,
    CHANGE_COLUMNS,
    CODING_COLUMNS,
    CODING_SCHEMA,
    CODINGS_SCHEMA,
    HISTORY_SCHEMA,
    REVIEWED_SCHEMA,
    Json,
    answer_json,
    change_json,
    change_row,
    coding_json,
    coding_row,
    kept_json,
)
from regatlas.model.review import DECIDED, Answer, Change, Coding, CodingRequest, Item
from regatlas.model.text import Span
from regatlas.store.reviews import StaleAnswers
from regatlas.web.access import Coder, Visiting, now
from regatlas.web.api.cursors import Key
from regatlas.web.api.documents import Sha256, found_document
from regatlas.web.api.lists import Listed, Listing, Walk, of_sequence, tell
from regatlas.web.api.negotiation import JSONL
from regatlas.web.api.told import answers, lists, texts
from regatlas.web.problems import problem
from regatlas.web.state import State

router = APIRouter(prefix="/api/v1", tags=["reviews"])
CoderName = Annotated[
    str, Path(max_length=200, description=f"Name of the account; `{DECIDED}` are the decisions", examples=["anna"])
]


def _desk(state: State, visitor: Coder) -> Desk:
    return Desk(state.store, visitor, now())


def _reading_desk(state: State, visitor: Visiting) -> Desk:
    return Desk(state.store, visitor, now())


AtDesk = Annotated[Desk, Depends(_desk)]
Reading = Annotated[Desk, Depends(_reading_desk)]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewCoding(_Asked):
    """Who is to code the document. Without ``coder``, the one who asks; to ask others needs the role of an editor."""

    coder: str | None = Field(None, max_length=200)
    taxonomies: tuple[str, ...] = Field((), description="All where none is named", max_length=20)
    blind: bool = False
    machine_blind: bool = False


class NewEvidence(_Asked):
    """Words of the text: with the span where they stand, or the provision in which they are to be found."""

    quote: str = Field(max_length=20_000)
    span: tuple[int, int] | None = None
    provision: str = Field("", max_length=200, description="Citation or eId, where the words stand more than once")


class NewAnswer(_Asked):
    """An answer. ``version`` is that of the answer that it replaces, 0 where there is none yet."""

    item: str = Field(max_length=600)
    version: int = Field(ge=0, le=2**31 - 1)
    value: str = Field(max_length=60)
    actor: str | None = Field(None, max_length=300)
    evidence: tuple[NewEvidence, ...] = Field((), max_length=200)
    note: str = Field("", max_length=4000)


class NewAnswers(_Asked):
    """Answers that are kept together or not at all."""

    answers: tuple[NewAnswer, ...] = Field(min_length=1, max_length=500)


class NewState(_Asked):
    """Finish a coding, or open it again; ``version`` is that of the coding."""

    state: told.State
    version: int = Field(ge=0, le=2**31 - 1)


@router.get("/codings", responses=lists(told.CodingPage))
def list_codings(
    request: Request,
    state: State,
    asked: Listed,
    desk: AtDesk,
    coder: Annotated[str | None, Query(max_length=200, description="Only of this coder")] = None,
) -> Response:
    """Who codes what, in the order in which it was asked for; not what they say."""

    def after(last: Key | None) -> Iterator[tuple[Key, Coding]]:
        found = desk.reviews.codings(coder=coder, after=int(last[0]) if last else 0)
        return (((one.id,), one) for one in found)

    return tell(request, state, asked, _codings(after))


def _codings(after: Walk[Coding]) -> Listing[Coding]:
    return Listing(
        CODINGS_SCHEMA, "codings", (int,), after, coding_json, CODING_COLUMNS, lambda one: (coding_row(one),)
    )


@router.get("/documents/{sha256}/codings", responses=lists(told.CodingPage))
def list_codings_of_document(request: Request, state: State, asked: Listed, desk: AtDesk, sha256: Sha256) -> Response:
    """Who codes a document; not what they say."""
    entry, _ = found_document(state, sha256)
    found = desk.reviews.codings(entry.sha256)
    return tell(request, state, asked, _codings(of_sequence(found, lambda one: (one.id,))))


@router.post("/documents/{sha256}/codings", status_code=201, response_model=told.CodingItem)
def begin_coding(state: State, desk: AtDesk, sha256: Sha256, wanted: NewCoding) -> JSONResponse:
    """Begin to code a document, or ask somebody to. A coding that is there already stays as it is."""
    found_document(state, sha256)
    if wanted.coder is None:
        coding = desk.begin(sha256)
    else:
        asked = CodingRequest(sha256=sha256, **wanted.model_dump())
        coding = desk.assign(asked)
    place = f"/api/v1/documents/{sha256}/codings/{coding.coder}"
    return JSONResponse(coding_json(coding), 201, headers={"Location": place} if place.isascii() else {})


@router.get("/documents/{sha256}/codings/{coder}", responses=answers(told.CodingAnswer))
def show_coding(state: State, desk: AtDesk, sha256: Sha256, coder: CoderName) -> JSONResponse:
    """A coding with every judgement (`regatlas/coding/1`); what the asker may not see yet is refused with 403."""
    found_document(state, sha256)
    laid = desk.sheet(desk.seen(sha256, coder))
    return JSONResponse(_sheet(laid))


def _sheet(laid: Sheet) -> Json:
    judgements: list[JsonValue] = [
        {
            "item": one.item.key,
            "values": list(one.values),
            "machine": None if one.machine is None else answer_json(one.machine),
            "answer": kept_json(laid.answers.get(one.item.key)),
        }
        for one in laid.questions
    ]
    return {"schema": CODING_SCHEMA, **coding_json(laid.coding), "left": laid.left, "judgements": judgements}


@router.post("/documents/{sha256}/codings/{coder}/answers", responses=answers(told.AnswersKept))
def give_answers(state: State, desk: AtDesk, sha256: Sha256, coder: CoderName, wanted: NewAnswers) -> Response:
    """Give answers in one's own coding; as `@adjudicated`, decide. All are kept or none.

    Where one was changed meanwhile, 409 with `conflicts`: for each the answer that was sent and the one that holds.
    """
    found_document(state, sha256)
    coding = desk.adjudication(sha256) if coder == DECIDED else desk.seen(sha256, coder)
    try:
        kept = desk.answer_all(coding, [_given(one) for one in wanted.answers])
    except StaleAnswers as error:
        return _stale(error)
    body: Json = {"schema": ANSWERS_SCHEMA, "answers": {key: kept_json(one) for key, one in kept.items()}}
    return JSONResponse(body)


def _given(one: NewAnswer) -> tuple[Item, int, Answer, tuple[Chosen, ...]]:
    chosen = tuple(Chosen(each.quote, Span(*each.span) if each.span else None, each.provision) for each in one.evidence)
    return Item.parse(one.item), one.version, Answer(value=one.value, who=one.actor, note=one.note), chosen


def _stale(error: StaleAnswers) -> Response:
    conflicts: list[JsonValue] = [
        {"item": given.item.key, "sent": answer_json(given.answer), "kept": kept_json(now_kept)}
        for given, now_kept in error.conflicts
    ]
    return problem(409, error.code, error.what, str(error), error.where, error.hint, conflicts=conflicts)


@router.post("/documents/{sha256}/codings/{coder}/state", responses=answers(told.CodingItem))
def change_state(state: State, desk: AtDesk, sha256: Sha256, coder: CoderName, wanted: NewState) -> JSONResponse:
    """Finish one's coding, or open it again; an editor may open anybody's again."""
    found_document(state, sha256)
    coding = desk.seen(sha256, coder)
    if coding.version != wanted.version:
        what = "the coding was finished or opened again meanwhile"
        raise EditConflict(what, where=coding.coder, hint="load the page again")
    return JSONResponse(coding_json(desk.set_state(coding, wanted.state)))


@router.get("/documents/{sha256}/codings/{coder}/history", responses=lists(told.ChangePage))
def show_history(
    request: Request,
    state: State,
    asked: Listed,
    desk: AtDesk,
    sha256: Sha256,
    coder: CoderName,
    item: Annotated[str | None, Query(max_length=600, description="Only of this judgement")] = None,
) -> Response:
    """Every change of a coding, the oldest first: who, when, before and after."""
    found_document(state, sha256)
    found = desk.history(desk.seen(sha256, coder), item)
    after = of_sequence(found, lambda one: (one.item, one.version))
    listing: Listing[Change] = Listing(
        HISTORY_SCHEMA, "changes", (str, int), after, change_json, CHANGE_COLUMNS, lambda one: (change_row(one),)
    )
    return tell(request, state, asked, listing)


@router.get("/documents/{sha256}/reviewed", responses=answers(told.ReviewedList))
def show_reviewed(state: State, desk: Reading, sha256: Sha256) -> JSONResponse:
    """What people say beside what the latest record does, judgement by judgement (`regatlas/reviewed/1`).

    Who is no coder learns the role of those who said it, not their names.
    """
    found_document(state, sha256)
    records = desk.store.records(sha256)
    found = desk.reviewed(sha256, records[-1] if records else None)
    return JSONResponse(_reviewed(sha256, list(found.values()), named=desk.visitor.may("coder")))


@router.get("/documents/{sha256}/disagreements", responses=answers(told.ReviewedList))
def list_disagreements(state: State, desk: AtDesk, sha256: Sha256) -> JSONResponse:
    """Where those who have finished differ, for the editor who decides (`regatlas/reviewed/1`)."""
    found_document(state, sha256)
    return JSONResponse(_reviewed(sha256, list(docket(desk, sha256).found.values()), named=True))


def _reviewed(sha256: str, found: list[Reviewed], *, named: bool) -> Json:
    judgements: list[JsonValue] = [
        {
            "item": one.item.key,
            "standing": one.standing,
            "machine": None if one.machine is None else answer_json(one.machine),
            "people": [
                {
                    **answer_json(voice.answer),
                    "role": voice.role,
                    "who": voice.who if named else None,
                    "at": voice.at.isoformat(),
                }
                for voice in one.voices
            ],
        }
        for one in found
    ]
    return {"schema": REVIEWED_SCHEMA, "sha256": sha256, "judgements": judgements}


@router.get("/agreement", responses=answers(told.AgreementAnswer))
def show_agreement(
    desk: AtDesk,
    document: Annotated[str | None, Query(max_length=64, description="Only this document, by its SHA-256")] = None,
) -> JSONResponse:
    """How far coders agree, computed from what is kept now and what the asker may see."""
    return JSONResponse(figures_json(agreement_of(desk, document)))


@router.get("/reviews/export", response_class=StreamingResponse, responses=texts(JSONL))
def export_reviews(
    desk: AtDesk,
    form: Annotated[
        ExportForm, Query(description="`labels` for `regatlas train`, `records` for `regatlas agree`")
    ] = "labels",
    coder: Annotated[
        str, Query(max_length=200, description=f"`{PEOPLE}`: what holds among all; or the name of one coder")
    ] = PEOPLE,
) -> Response:
    """What was said, as lines of JSON: finished codings that the asker may see, whole taxonomies only."""
    lines = ((label_line(one) if form == "labels" else record_line(one, coder)) + "\n" for one in exported(desk, coder))
    return StreamingResponse(lines, media_type=JSONL, headers={"Cache-Control": "no-store"})
