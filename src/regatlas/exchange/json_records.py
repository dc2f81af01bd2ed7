"""``regatlas/record/1``: a record as JSON (see docs/record.md and the outside contract)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from pydantic import JsonValue

from regatlas.exchange.json_documents import document_json
from regatlas.model.document import Document
from regatlas.model.judgement import Evidence, Judgement, Record


class _Evidenced(Protocol):
    """A claim of any kind."""

    @property
    def evidence(self) -> tuple[Evidence, ...]: ...


RECORD_SCHEMA = "regatlas/record/1"


def record_json(document: Document, record: Record, source_name: str) -> dict[str, JsonValue]:
    """The record with the facts of its document. Raises EvidenceError where a quote does not stand in the text."""
    check_evidence(document, record)
    versions: dict[str, JsonValue] = dict(record.taxonomies)
    return {
        "schema": RECORD_SCHEMA,
        "document": document_json(document, source_name, text=False),
        "engine": {"name": record.engine, "taxonomies": versions, "manifest": record.manifest},
        "abstained": record.abstained,
        "summary": [{"text": one.text, "evidence": _evidence(one.evidence)} for one in record.summary],
        "legal_status": {
            "value": record.legal_status.value,
            "confidence": record.legal_status.confidence,
            "evidence": _evidence(record.legal_status.evidence),
        },
        "coverage": [_judgement(judgement) for judgement in record.coverage],
        "actors": [
            {"role": one.role, "name": one.name, "type": one.type, "evidence": _evidence(one.evidence)}
            for one in record.actors
        ],
        "commitments": [
            {"text": one.text, "actor": one.actor, "modality": one.modality, "evidence": _evidence(one.evidence)}
            for one in record.commitments
        ],
        "places": [{"name": one.name, "evidence": _evidence(one.evidence)} for one in record.places],
        "rationales": {key: {"en": words.en, "zh": words.zh} for key, words in record.rationales.items()},
        "counts": _counts(record),
        "withheld": [one.model_dump(mode="json") for one in record.withheld],
    }


def check_evidence(document: Document, record: Record) -> None:
    """Hold every quote of a record to the text. Raises :class:`regatlas.errors.EvidenceError`."""
    claims: list[_Evidenced] = [record.legal_status]
    for found in (record.summary, record.coverage, record.actors, record.commitments, record.places):
        claims.extend(found)
    for claim in claims:
        for evidence in claim.evidence:
            evidence.quote.check(document.text)


def _judgement(judgement: Judgement) -> dict[str, JsonValue]:
    return {
        "taxonomy": judgement.taxonomy,
        "category": judgement.category,
        "level": judgement.level,
        "confidence": judgement.confidence,
        "evidence": _evidence(judgement.evidence),
    }


def _evidence(evidence: Sequence[Evidence]) -> list[JsonValue]:
    return [
        {"eid": one.eid, "span": [one.quote.span.start, one.quote.span.end], "quote": one.quote.exact}
        for one in evidence
    ]


def _counts(record: Record) -> dict[str, JsonValue]:
    counts: dict[str, JsonValue] = {}
    for taxonomy in record.taxonomies:
        levels = Counter(one.level for one in record.coverage if one.taxonomy == taxonomy)
        counts[taxonomy] = {"good": levels["good"], "minimal": levels["minimal"]}
    return counts
