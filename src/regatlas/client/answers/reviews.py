"""What people say of documents: codings, answers, their history, disagreements, and how far coders agree."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from regatlas.client.answers.base import Answer, Next, Sha256, Span

State = Literal["open", "finished"]


class Quoted(Answer):
    """Words of the text and where they stand; ``eid`` is the provision in which they begin."""

    eid: str
    span: Span
    quote: str


class AnswerSaid(Answer):
    """What somebody says of a judgement; without ``version`` it is the engine's."""

    value: str = Field(description="A level, a legal force or `abstained`, a type of actor, or a modality; or `absent`")
    actor: str | None = Field(description="Of a commitment, by the name that the text gives")
    evidence: tuple[Quoted, ...]
    note: str
    version: int | None = Field(None, description="Counts the changes of this answer; send it back to change it")
    who: str | None = None
    at: str | None = None


class CodingItem(Answer):
    """One person's coding of a document, or the decisions on it (`coder` is then `@adjudicated`)."""

    id: int
    sha256: Sha256
    coder: str
    taxonomies: tuple[str, ...]
    blind: bool = Field(description="Until it is finished, its coder sees nothing of others, nor they of it")
    machine_blind: bool = Field(description="Until it is finished, its coder does not see what the engine says")
    asked_by: str
    asked_at: str
    state: State
    version: int = Field(description="Counts how often it was finished and opened again")
    finished_at: str | None
    manifest: str | None = Field(description="The record that it was made beside")


class CodingPage(Answer):
    """A page of the list of codings, in the order in which they were asked for."""

    schema_id: Literal["regatlas/codings/1"] = Field(alias="schema")
    codings: tuple[CodingItem, ...]
    next: Next


class JudgementAsked(Answer):
    """One judgement: the values that it may have, the engine's answer where it may be seen, and the coder's."""

    item: str = Field(description="Its name, such as `coverage/sector/Information`")
    values: tuple[str, ...]
    machine: AnswerSaid | None
    answer: AnswerSaid | None


class CodingAnswer(CodingItem):
    """A coding with every judgement."""

    schema_id: Literal["regatlas/coding/1"] = Field(alias="schema")
    left: int = Field(description="How many judgements have no answer yet")
    judgements: tuple[JudgementAsked, ...]


class AnswersKept(Answer):
    """The answers that were kept, by item, each with its new version."""

    schema_id: Literal["regatlas/answers/1"] = Field(alias="schema")
    answers: dict[str, AnswerSaid]


class ChangeItem(Answer):
    """One change of an answer; the item `state` tells when the coding was finished and opened again."""

    item: str
    version: int
    who: str
    at: str
    before: AnswerSaid | None
    after: AnswerSaid


class ChangePage(Answer):
    """A page of the history of a coding, the oldest change first."""

    schema_id: Literal["regatlas/coding-history/1"] = Field(alias="schema")
    changes: tuple[ChangeItem, ...]
    next: Next


class VoiceSaid(AnswerSaid):
    """What one person says."""

    role: Literal["coder", "adjudicator"]


class ReviewedItem(Answer):
    """One judgement with the engine's answer on one side and people's on the other."""

    item: str
    standing: Literal["adjudicated", "agreed", "single", "disputed"]
    machine: AnswerSaid | None
    people: tuple[VoiceSaid, ...]


class ReviewedList(Answer):
    """What people say of a document beside what its latest record does."""

    schema_id: Literal["regatlas/reviewed/1"] = Field(alias="schema")
    sha256: Sha256
    judgements: tuple[ReviewedItem, ...]


class PairFigures(Answer):
    """Agreement of two voices under one taxonomy; `@machine` is the engine, `@adjudicated` what was decided."""

    a: str
    b: str
    taxonomy: str
    documents: int
    items: int
    share: float = Field(description="The share of equal levels")
    kappa_linear: float | None
    kappa_quadratic: float | None
    alpha_nominal: float | None
    alpha_ordinal: float | None
    confusion: tuple[tuple[int, ...], ...]


class AgreementAnswer(Answer):
    """The figures of every pair that may be seen."""

    schema_id: Literal["regatlas/review-agreement/1"] = Field(alias="schema")
    levels: tuple[str, ...]
    pairs: tuple[PairFigures, ...]
