"""Checks, facts and changes as JSON: ``regatlas/check/1``, ``regatlas/facts/1``, ``regatlas/check-changes/1``."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import cast

from pydantic import JsonValue

from regatlas.exchange.catalog_json import Json, both, whole_json
from regatlas.model.base import Frozen
from regatlas.model.finding import Check, Due, Finding, Question, Trace
from regatlas.model.obligation import Citation, Fact, FactGroup, Obligation

CHECK_SCHEMA = "regatlas/check/1"
FINDING_SCHEMA = "regatlas/finding/1"
FACTS_SCHEMA = "regatlas/facts/1"
_FIRST_GROUPS = ("product", "technology", "users", "effects", "data")
CHANGES_SCHEMA = "regatlas/check-changes/1"


def check_json(
    check: Check,
    obligations: Mapping[str, Obligation],
    profile: Json,
    options: Json,
) -> Json:
    """A check as the contract has it. ``profile`` and ``options`` go into the receipt, so that it can be replayed."""
    return {
        "schema": CHECK_SCHEMA,
        "as_of": check.as_of.isoformat(),
        "profile": profile.get("name"),
        "findings": [finding_json(finding, obligations[finding.obligation]) for finding in check.findings],
        "questions": [question_json(question) for question in check.questions],
        "dates": [question_json(question) for question in check.dates],
        "receipt": {**check.receipt.model_dump(mode="json"), "options": options, "profile": profile},
    }


def finding_json(finding: Finding, obligation: Obligation) -> Json:
    """One finding with what the catalog says of its obligation."""
    found: Json = {
        "obligation": obligation.id,
        "instrument": obligation.instrument,
        "verdict": finding.verdict,
        "modality": obligation.modality,
        "timing": obligation.timing,
        "title": both(obligation.title),
        "duty": both(obligation.duty),
        "citations": _citations(obligation.citations),
        "due": _due(finding.due),
        "because": trace_json(finding.because),
        "verified": obligation.verified,
        "who": list(obligation.who),
        "gravity": obligation.gravity,
        "authorities": list(obligation.authorities),
        "sanctions": [{"text": both(one.text), "citations": _citations(one.citations)} for one in obligation.sanctions],
        "draft": obligation.draft,
    }
    if finding.due is not None and finding.due.date is None:
        found["due_unknown"] = _part(finding.due, {"problem", "rule", "citation", "starts", "start"})
    if finding.verdict == "unknown":
        found |= {"hinges_on": list(finding.hinges_on), "cannot_be_encoded": finding.open}
    if finding.draft_verdict is not None:
        found["draft_verdict"] = finding.draft_verdict
    for key, value in (("trigger", obligation.trigger), ("note", obligation.note)):
        if value is not None:
            found[key] = both(value)
    return found


def trace_json(trace: Trace) -> Json:
    """A trace; what it has not is left out."""
    found = _part(trace, {"kind", "value", "fact", "test", "state", "given", "reason", "text", "citation", "open"})
    if trace.kind == "in-force":
        found |= {
            "since": None if trace.since is None else trace.since.isoformat(),
            "until": None if trace.until is None else trace.until.isoformat(),
        }
    if trace.judgement:
        found["judgement"] = True
    if trace.parts:
        found["parts"] = [trace_json(part) for part in trace.parts]
    return found


def question_json(question: Question) -> Json:
    """A question with what hangs on its answer."""
    return {
        **fact_json(question.fact, key="fact"),
        "decides": list(question.decides),
        "decides_alone": list(question.alone),
        "weight": question.weight,
    }


def fact_json(fact: Fact, *, key: str = "id") -> Json:
    """A fact, its id under ``key``."""
    found: Json = {
        key: fact.id,
        "type": fact.type,
        "text": both(fact.text),
        "help": both(fact.help),
        "answered_by": both(fact.answered_by),
        "group": fact.group,
        "judgement": fact.judgement,
        "citations": _citations(fact.basis),
    }
    if fact.label is not None:
        found["label"] = both(fact.label)
    if fact.choices:
        found["choices"] = [_part(choice, set(type(choice).model_fields)) for choice in fact.choices]
    if fact.unit is not None:
        found["unit"] = both(fact.unit)
    return found


def facts_json(groups: Iterable[FactGroup], facts: Iterable[Fact]) -> Json:
    """Every fact that rules may ask for, in the order of their groups."""
    listed = in_order(groups)
    order = {group.id: place for place, group in enumerate(listed)}
    return {
        "schema": FACTS_SCHEMA,
        "groups": [whole_json(group) for group in listed],
        "facts": [fact_json(fact) for fact in sorted(facts, key=lambda fact: order.get(fact.group, len(order)))],
    }


def in_order(groups: Iterable[FactGroup]) -> list[FactGroup]:
    """Groups of facts as they are best read: those that nearly every product meets first."""
    place = {name: number for number, name in enumerate(_FIRST_GROUPS)}
    return sorted(groups, key=lambda group: place.get(group.id, len(place)))


def changes_json(
    steps: Iterable[tuple[datetime.date, Iterable[tuple[str, Finding | None, Finding | None, str | None]]]],
    obligations: Mapping[str, Obligation],
    sides: Json,
) -> Json:
    """Changes by day; ``sides`` tells what was compared."""
    return {
        "schema": CHANGES_SCHEMA,
        **sides,
        "steps": [
            {
                "date": day.isoformat(),
                "changes": [
                    {**_change(name, before, after, obligations[name]), "follows": follows}
                    for name, before, after, follows in changes
                ],
            }
            for day, changes in steps
        ],
    }


def _change(name: str, before: Finding | None, after: Finding | None, obligation: Obligation) -> dict[str, JsonValue]:
    return {
        "obligation": name,
        "title": both(obligation.title),
        "citations": _citations(obligation.citations),
        "before": _side(before),
        "after": _side(after),
    }


def _side(finding: Finding | None) -> JsonValue:
    if finding is None:
        return None
    return {"verdict": finding.verdict, "due": _due(finding.due), "because": trace_json(finding.because)}


def _due(due: Due | None) -> JsonValue:
    if due is None or due.date is None:
        return None
    found = _part(due, {"counting", "citation", "starts", "start", "uncertain"})
    return {
        "date": due.date.isoformat(),
        "rule": due.rule.en,
        "calendar": due.calendar,
        "rules": both(due.rule),
        **found,
    }


def _citations(citations: Iterable[Citation]) -> list[JsonValue]:
    return [_part(citation, {"instrument", "provision", "expression"}) for citation in citations]


def _part(value: Frozen, fields: set[str]) -> Json:
    return cast("Json", value.model_dump(mode="json", include=fields, exclude_none=True))
