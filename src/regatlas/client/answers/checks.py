"""Facts, and what a check says of a product."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field

from regatlas.client.answers.base import Answer, Json, Words
from regatlas.client.answers.catalog import CitedProvision
from regatlas.model.obligation import FactType, Modality, Verdict


class FactChoice(Answer):
    """A value that a fact may have."""

    id: str
    label: Words
    within: str | None = None


class _Asked(Answer):
    type: FactType
    text: Words
    help: Words
    answered_by: Words
    group: str
    judgement: bool
    citations: tuple[CitedProvision, ...]
    choices: tuple[FactChoice, ...] = ()


class FactItem(_Asked):
    """Something about a product that rules may ask for."""

    id: str


class QuestionItem(_Asked):
    """A fact worth asking, and the obligations that its answer bears on."""

    fact: str
    decides: tuple[str, ...]
    decides_alone: tuple[str, ...]
    weight: int


class FactGroupItem(Answer):
    """Facts that are asked together."""

    id: str
    label: Words


class FactList(Answer):
    """Every fact that rules may ask for, in the order of their groups."""

    schema_id: Literal["regatlas/facts/1"] = Field(alias="schema")
    groups: tuple[FactGroupItem, ...]
    facts: tuple[FactItem, ...]


class FactAnswer(FactItem):
    """One fact."""

    schema_id: Literal["regatlas/fact/1"] = Field(alias="schema")


class DueAnswer(Answer):
    """The last day of a time limit."""

    date: date
    rule: str
    calendar: str


class FindingItem(Answer):
    """What a check says of one obligation, and why."""

    obligation: str
    instrument: str
    verdict: Verdict
    modality: Modality
    title: Words
    duty: Words
    citations: tuple[CitedProvision, ...]
    due: DueAnswer | None
    because: Json
    verified: bool
    gravity: int
    draft: bool


class CheckReceipt(Answer):
    """What a check was made from: equal receipts mean equal findings."""

    rules_sha256: str
    profile_sha256: str
    engine_version: str
    profile: Json


class CheckAnswer(Answer):
    """The findings for one product on one day; ``questions`` come best first."""

    schema_id: Literal["regatlas/check/1"] = Field(alias="schema")
    as_of: date
    profile: str | None
    findings: tuple[FindingItem, ...]
    questions: tuple[QuestionItem, ...]
    dates: tuple[QuestionItem, ...]
    receipt: CheckReceipt


class InterviewAnswer(Answer):
    """The next best question for a product; null where no answer can decide more."""

    schema_id: Literal["regatlas/interview/1"] = Field(alias="schema")
    as_of: date
    question: QuestionItem | None
    counts: dict[Verdict, int]
    profile: Json


class ProfileBody(Answer):
    """A product in facts. A fact that is left out, or whose value is ``unknown``, is unknown."""

    schema_id: Literal["regatlas/profile/1"] = Field(alias="schema")
    name: str | None = None
    note: str | None = None
    facts: dict[str, Any] | None = Field(None, description="By the id of a fact; see /api/v1/facts")
