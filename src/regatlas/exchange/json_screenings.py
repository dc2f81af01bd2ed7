"""``regatlas/screen/1``: what an engine says of a document's scope, as JSON (see docs/screening.md)."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import JsonValue

from regatlas.errors import EvidenceError
from regatlas.exchange.json_documents import document_json
from regatlas.model.document import Document
from regatlas.model.judgement import Evidence
from regatlas.model.screening import IN_SCOPE_AT, KEEP_AT, Screening
from regatlas.model.taxonomy import Bilingual

SCREEN_SCHEMA = "regatlas/screen/1"


def screening_json(document: Document, screening: Screening, source_name: str) -> dict[str, JsonValue]:
    """The screening with the facts of its document. Raises EvidenceError where a quote does not stand in the text."""
    check_screening(document, screening)
    return {
        "schema": SCREEN_SCHEMA,
        "document": document_json(document, source_name, text=False),
        "engine": {"name": screening.engine, "manifest": screening.manifest},
        "abstained": _both(screening.abstained) if screening.abstained else None,
        "score": screening.score,
        "verdict": screening.verdict,
        "thresholds": {"in_scope": IN_SCOPE_AT, "keep": KEEP_AT},
        "force": {"value": screening.force, "evidence": _evidence(screening.force_evidence)},
        "signs": [
            {"kind": one.kind, "strength": one.strength, "evidence": _evidence(one.evidence)} for one in screening.signs
        ],
        "rationale": _both(screening.rationale),
        "withheld": [one.model_dump(mode="json") for one in screening.withheld],
    }


def check_screening(document: Document, screening: Screening) -> None:
    """Hold every quote of a screening to the text. Raises :class:`regatlas.errors.EvidenceError`."""
    for evidence in (*screening.force_evidence, *(quote for one in screening.signs for quote in one.evidence)):
        span = evidence.quote.span
        if document.text[span.start : span.end] != evidence.quote.exact:
            raise EvidenceError("a quote does not stand in the text", where=evidence.eid)


def _both(words: Bilingual) -> dict[str, JsonValue]:
    return {"en": words.en, "zh": words.zh}


def _evidence(evidence: Sequence[Evidence]) -> list[JsonValue]:
    return [
        {"eid": one.eid, "span": [one.quote.span.start, one.quote.span.end], "quote": one.quote.exact}
        for one in evidence
    ]
