"""What people say, as JSON: codings, answers, their history, and people beside the engine."""

from __future__ import annotations

from pydantic import JsonValue

from regatlas.exchange.csv_rows import Cell
from regatlas.model.review import DECIDED, Answer, Change, Coding, Kept

Json = dict[str, JsonValue]
CODINGS_SCHEMA = "regatlas/codings/1"
CODING_SCHEMA = "regatlas/coding/1"
ANSWERS_SCHEMA = "regatlas/answers/1"
HISTORY_SCHEMA = "regatlas/coding-history/1"
REVIEWED_SCHEMA = "regatlas/reviewed/1"


def coding_json(coding: Coding) -> Json:
    """A coding without its answers."""
    return {
        "id": coding.id,
        "sha256": coding.sha256,
        "coder": coding.coder or DECIDED,
        "taxonomies": list(coding.taxonomies),
        "blind": coding.blind,
        "machine_blind": coding.machine_blind,
        "asked_by": coding.asked_by,
        "asked_at": coding.asked_at.isoformat(),
        "state": coding.state,
        "version": coding.version,
        "finished_at": None if coding.finished_at is None else coding.finished_at.isoformat(),
        "manifest": coding.manifest,
    }


def answer_json(answer: Answer) -> Json:
    """An answer with its quotes."""
    evidence: list[JsonValue] = [
        {"eid": one.eid, "span": list(one.quote.span), "quote": one.quote.exact} for one in answer.evidence
    ]
    return {"value": answer.value, "actor": answer.who, "evidence": evidence, "note": answer.note}


def kept_json(kept: Kept | None) -> Json | None:
    """The answer that holds now, or None."""
    if kept is None:
        return None
    return answer_json(kept.answer) | {"version": kept.version, "who": kept.who, "at": kept.at.isoformat()}


def change_json(change: Change) -> Json:
    """One change of the history."""
    return {
        "item": change.item,
        "version": change.version,
        "who": change.who,
        "at": change.at.isoformat(),
        "before": None if change.before is None else answer_json(change.before),
        "after": answer_json(change.after),
    }


def change_row(change: Change) -> dict[str, Cell]:
    """One change as a row of CSV."""
    return {
        "item": change.item,
        "version": change.version,
        "who": change.who,
        "at": change.at.isoformat(),
        "before": None if change.before is None else change.before.value,
        "after": change.after.value,
        "quotes": "\n".join(one.quote.exact for one in change.after.evidence),
        "note": change.after.note,
    }


CHANGE_COLUMNS = ("item", "version", "who", "at", "before", "after", "quotes", "note")
CODING_COLUMNS = (
    "id", "sha256", "coder", "taxonomies", "blind", "machine_blind", "asked_by", "asked_at", "state", "version",
    "finished_at", "manifest",
)  # fmt: skip


def coding_row(coding: Coding) -> dict[str, Cell]:
    """A coding as a row of CSV."""
    told = coding_json(coding) | {"taxonomies": " ".join(coding.taxonomies)}
    return {name: value for name, value in told.items() if not isinstance(value, list | dict)}
