"""What a check says of one product on one date: findings with their reasons, questions, and the receipt of the run."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import JsonValue

from regatlas.model.base import Frozen
from regatlas.model.obligation import Citation, Fact, FactId, ObligationId, OpenTexture, Verdict
from regatlas.model.taxonomy import Bilingual

Truth = Literal["false", "true", "unknown", "open"]
"""``unknown``: an answer is missing. ``open``: every answer is there, and the law's own words leave it open."""

TraceKind = Literal["duty", "in-force", "all", "any", "not", "always", "open", "fact", "exceptions", "exception"]
Given = Literal["given", "absent", "unknown"]
"""``absent``: the profile is silent. ``unknown``: the profile says that the answer is not known."""


class Trace(Frozen):
    """Why a condition has its value: itself, and its parts in the order in which they are written.

    ``fact``, ``test``, ``state``, ``given`` and ``reason`` belong to a condition over a fact: which, what is asked of
    it, whether the profile answers, the answer, and the reason that a person recorded. ``open`` tells why a condition
    cannot be encoded; ``text`` and ``citation`` name an exception; ``since`` and ``until`` bound the time in force.
    """

    kind: TraceKind
    value: Truth
    parts: tuple[Trace, ...] = ()
    fact: FactId | None = None
    test: dict[str, JsonValue] | None = None
    state: Given | None = None
    given: JsonValue = None
    reason: str | None = None
    judgement: bool = False
    open: OpenTexture | None = None
    text: Bilingual | None = None
    citation: Citation | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None


class Due(Frozen):
    """The last day of a time limit. ``date`` is None where it cannot be computed, and ``problem`` tells why.

    ``starts`` and ``start`` are the fact that the limit runs from and its date. ``rule`` is the limit as the catalog
    words it, ``counting`` how it was counted here, ``citation`` the provision that sets it. ``uncertain`` marks a date
    that could still move to a later one, since the calendar of its year has not been published.
    """

    date: datetime.date | None
    rule: Bilingual
    citation: Citation
    counting: Bilingual | None = None
    problem: Bilingual | None = None
    starts: FactId | None = None
    start: datetime.date | None = None
    uncertain: bool = False
    calendar: Literal["CN"] = "CN"


class Finding(Frozen):
    """What a check says of one obligation.

    ``hinges_on`` are the facts whose answers can still change an unknown verdict; ``open`` is true where no answer can,
    since what is left cannot be encoded. A draft never applies: ``draft_verdict`` tells what it would say.
    """

    obligation: ObligationId
    verdict: Verdict
    because: Trace
    due: Due | None = None
    hinges_on: tuple[FactId, ...] = ()
    open: bool = False
    draft_verdict: Verdict | None = None


class Question(Frozen):
    """A fact worth asking. ``decides`` are the findings that its answer bears on.

    ``alone`` are those of them that some answer decides without any other; ``weight`` is the gravity of ``alone``
    summed, by which questions are ordered.
    """

    fact: Fact
    decides: tuple[ObligationId, ...]
    alone: tuple[ObligationId, ...] = ()
    weight: int = 0


class Receipt(Frozen):
    """What a check was made from: equal receipts mean equal findings, byte for byte.

    ``rules_sha256`` covers every obligation and fact in canonical form, ``rules`` has the digest of each obligation,
    ``facts_sha256`` the facts alone. ``calendar`` names the table of working days and its last year.
    """

    rules_sha256: str
    profile_sha256: str
    engine_version: str
    as_of: datetime.date
    calendar: str
    facts_sha256: str
    rules: dict[ObligationId, str]


class Check(Frozen):
    """The findings for one profile on one date, in the order of their ids.

    ``questions`` come best first; ``dates`` are the facts that only a due date waits for.
    """

    as_of: datetime.date
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    dates: tuple[Question, ...]
    receipt: Receipt
