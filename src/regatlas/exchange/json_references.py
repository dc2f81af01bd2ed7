"""References, definitions and penalties as JSON (see docs/record.md)."""

from __future__ import annotations

from pydantic import JsonValue

from regatlas.model.reference import Amount, Apparatus, Cited, Definition, Penalty, Reference
from regatlas.model.text import Quote


def apparatus_json(apparatus: Apparatus) -> dict[str, JsonValue]:
    """The keys ``references``, ``definitions`` and ``penalties`` of a document."""
    return {
        "references": [_reference(reference) for reference in apparatus.references],
        "definitions": [_definition(definition) for definition in apparatus.definitions],
        "penalties": [_penalty(penalty) for penalty in apparatus.penalties],
    }


def _evidence(eid: str, quote: Quote) -> dict[str, JsonValue]:
    return {"eid": eid, "span": [quote.span.start, quote.span.end], "quote": quote.exact}


def _reference(reference: Reference) -> dict[str, JsonValue]:
    return {
        **_evidence(reference.source, reference.quote),
        "status": _status(reference),
        "instrument": reference.instrument,
        "cites": [_cited(cited) for cited in reference.cites],
    }


def _status(reference: Reference) -> str:
    if reference.instrument is not None:
        return "external"
    if reference.quoted:
        return "quoted"
    return "resolved" if reference.resolved else "unresolved"


def _cited(cited: Cited) -> dict[str, JsonValue]:
    return {"citation": str(cited.citation) if cited.citation else None, "targets": list(cited.targets)}


def _definition(definition: Definition) -> dict[str, JsonValue]:
    return {
        **_evidence(definition.source, definition.quote),
        "term": definition.term,
        "meaning": definition.meaning,
        "scope": definition.scope,
    }


def _penalty(penalty: Penalty) -> dict[str, JsonValue]:
    return {
        **_evidence(penalty.source, penalty.quote),
        "kind": penalty.kind,
        "amounts": [_amount(amount) for amount in penalty.amounts],
        "whom": penalty.whom,
        "condition": penalty.condition,
        "breaches": [_breach(reference) for reference in penalty.breaches],
    }


def _amount(amount: Amount) -> dict[str, JsonValue]:
    return {
        "unit": amount.unit,
        "currency": amount.currency,
        "minimum": amount.minimum,
        "maximum": amount.maximum,
        "basis": amount.basis,
        "per": amount.per,
    }


def _breach(reference: Reference) -> dict[str, JsonValue]:
    """A reference that stands in ``references`` too, found there by its span."""
    return {"span": [reference.quote.span.start, reference.quote.span.end], "targets": list(reference.targets)}
