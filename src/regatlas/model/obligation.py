"""Duties as data: facts that may be asked, conditions over them, deadlines, and the obligations themselves."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from regatlas.model.base import Frozen
from regatlas.model.sourcing import CatalogId, ProvisionId
from regatlas.model.taxonomy import Bilingual

FactId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
ObligationId = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[a-z]{2})?/[a-z0-9-]+/[a-z0-9]+(-[a-z0-9]+)*$")]
"""The instrument's id and a name: ``cn/generative-ai/label-output``."""

FactType = Literal["boolean", "choice", "choices", "integer", "date", "text"]
Modality = Literal["must", "must-not", "should", "may"]
Timing = Literal["by-date", "continuous", "on-event", "on-request"]
Unit = Literal["working-days", "days", "months", "years"]
Verdict = Literal["applies", "does-not-apply", "unknown"]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _dated(value: object) -> object:
    # YAML has dates, JSON has not: what looks like a day is one, wherever it was read from.
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    return value


Scalar = Annotated[bool | int | date | str, BeforeValidator(_dated)]
"""A value that a fact may have; text of the form ``2025-09-25`` is a date."""
FactValue = Annotated[object, BeforeValidator(_dated)]
"""A value given for a fact in a worked case, not yet held to the type of the fact."""


class Citation(Frozen):
    """A provision of an instrument; ``expression`` names the version where it matters."""

    instrument: CatalogId
    provision: ProvisionId
    expression: str | None = None


class Choice(Frozen):
    """A value that a fact of type choice or choices may have; ``within`` names a wider value that it implies."""

    id: str
    label: Bilingual
    within: str | None = None


class FactGroup(Frozen):
    """Facts that are asked together: about the service, the data, the people it serves."""

    id: str
    label: Bilingual


class Fact(Frozen):
    """Something about a product that conditions ask for.

    ``label`` names it in a few words, ``text`` is the question, ``help`` how to answer it, ``basis`` where the law
    makes it matter, ``answered_by`` who in the organisation can answer. ``judgement`` facts are matters of legal
    judgement: they are never inferred, and an answer carries a recorded reason. ``unit`` is the unit of an integer
    (persons, records). Where ``jurisdictions`` is true, other ISO 3166 codes than the listed choices are values too.
    """

    id: FactId
    type: FactType
    text: Bilingual
    help: Bilingual
    answered_by: Bilingual
    group: str
    label: Bilingual | None = None
    choices: tuple[Choice, ...] = ()
    jurisdictions: bool = False
    unit: Bilingual | None = None
    judgement: bool = False
    basis: tuple[Citation, ...] = ()


class OpenTexture(Frozen):
    """A condition that cannot be encoded: why, and the provision whose words leave it open."""

    reason: Bilingual
    citation: Citation


class Condition(Frozen):
    """A condition over facts, in one of these forms (exactly one of the first six keys):

    ``all: [...]`` · ``any: [...]`` · ``not: {...}`` · ``always: true`` · ``open: {reason, citation}`` (cannot be
    encoded: always unknown) · ``fact: NAME`` with exactly one test: ``is: VALUE`` (boolean, choice, text, date,
    integer), ``in: [VALUES]`` (choice), ``includes: VALUE`` or ``includes_any: [VALUES]`` (choices),
    ``at_least``, ``at_most``, ``above``, ``below`` (integer; two may stand together as an interval),
    ``on_or_after``, ``before`` (date; may stand together), ``known: true`` (a date or number has been given).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    all_of: tuple[Condition, ...] | None = Field(default=None, alias="all")
    any_of: tuple[Condition, ...] | None = Field(default=None, alias="any")
    none_of: Condition | None = Field(default=None, alias="not")
    always: Literal[True] | None = None
    open: OpenTexture | None = None
    fact: FactId | None = None
    equals: Scalar | None = Field(default=None, alias="is")
    one_of: tuple[str, ...] | None = Field(default=None, alias="in")
    includes: str | None = None
    includes_any: tuple[str, ...] | None = None
    at_least: int | None = None
    at_most: int | None = None
    above: int | None = None
    below: int | None = None
    on_or_after: date | None = None
    before: date | None = None
    known: Literal[True] | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        forms = [self.all_of, self.any_of, self.none_of, self.always, self.open, self.fact]
        if sum(form is not None for form in forms) != 1:
            raise ValueError("a condition has exactly one of all, any, not, always, open, fact")
        tests = self.tests()
        if (self.fact is None) != (not tests):
            raise ValueError("a test such as is, in, includes, at_least stands beside fact, and fact needs one")
        if len(tests) > 1 and not (tests <= {"at_least", "at_most", "above", "below"} or tests <= _DATE_TESTS):
            raise ValueError(f"these tests do not stand together: {', '.join(sorted(tests))}")
        return self

    def tests(self) -> set[str]:
        """The names of the tests given beside ``fact``."""
        return {name for name in _TESTS if getattr(self, name) is not None}


_DATE_TESTS = {"on_or_after", "before"}
_TESTS = (
    "equals",
    "one_of",
    "includes",
    "includes_any",
    "at_least",
    "at_most",
    "above",
    "below",
    "on_or_after",
    "before",
    "known",
)


class Exemption(Frozen):
    """An exception that defeats the duty where it holds."""

    when: Condition
    text: Bilingual
    citation: Citation


class Deadline(Frozen):
    """A time limit: ``count`` of ``unit`` after (or before) the date that the fact ``starts`` gives.

    ``rule`` tells in words how it is counted; ``citation`` is the provision that sets it. ``at_latest`` is a fixed date
    instead, for duties with a calendar date of their own.
    """

    starts: FactId | None = None
    count: int | None = Field(default=None, ge=0)
    unit: Unit | None = None
    direction: Literal["after", "before"] = "after"
    at_latest: date | None = None
    rule: Bilingual
    citation: Citation

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        counted = (self.starts, self.count, self.unit)
        if self.at_latest is None and any(part is None for part in counted):
            raise ValueError("a deadline has starts, count and unit, or at_latest")
        if self.at_latest is not None and any(part is not None for part in counted):
            raise ValueError("a deadline with at_latest has no starts, count or unit")
        return self


class Sanction(Frozen):
    """What a breach can lead to, and where it is written."""

    text: Bilingual
    citations: tuple[Citation, ...]


class WorkedCase(Frozen):
    """A product in a few facts, and what the obligation must say of it; run by ``regatlas catalog test``."""

    name: Bilingual
    facts: dict[FactId, FactValue] = Field(default_factory=dict)
    as_of: date | None = None
    verdict: Verdict
    due: date | None = None


class Obligation(Frozen):
    """One duty (or permission) of one instrument.

    ``duty`` tells in our own words what is to be done; ``who`` names the roles it addresses; ``when`` is the condition
    under which it binds, ``unless`` the exceptions. ``since`` and ``until`` bound its time in force: from the first day
    up to, but not including, the second. ``draft`` marks duties of a text that never came into force in that form: they
    are shown on request, and never bind. ``gravity`` (1 to 3) weighs questions: 3 where a breach closes the service.
    """

    id: ObligationId
    instrument: CatalogId
    title: Bilingual
    duty: Bilingual
    who: tuple[str, ...]
    modality: Modality
    timing: Timing
    when: Condition
    unless: tuple[Exemption, ...] = ()
    trigger: Bilingual | None = None
    deadline: Deadline | None = None
    authorities: tuple[CatalogId, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    citations: tuple[Citation, ...] = Field(min_length=1)
    since: date
    until: date | None = None
    draft: bool = False
    gravity: Literal[1, 2, 3] = 2
    verified: bool = False
    note: Bilingual | None = None
    cases: tuple[WorkedCase, ...] = ()
