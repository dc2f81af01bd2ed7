"""Who must, must not, should, may or plans to do what: every operative clause of a document."""

from __future__ import annotations

from regatlas.engines.lexicon.clauses import evidence, read_clauses
from regatlas.engines.lexicon.duties import Duty, read_duties
from regatlas.model.document import Document
from regatlas.model.judgement import Commitment


def commitments(document: Document, duties: tuple[Duty, ...] | None = None) -> tuple[Commitment, ...]:
    """Every commitment in the order of the text; the evidence of a point has its lead-in first.

    ``duties`` may be given by a caller that has read them already.
    """
    if duties is None:
        duties = read_duties(document, read_clauses(document))
    return tuple(_commitment(document, duty) for duty in duties if not duty.bare)


def _commitment(document: Document, duty: Duty) -> Commitment:
    lead = (duty.lead,) if duty.lead else ()
    start, end = duty.span
    return Commitment(
        text=document.text[start:end],
        actor=document.text[duty.actor.start : duty.actor.end] if duty.actor else None,
        modality=duty.modality,
        evidence=evidence(document, *lead, duty.clause.span, *duty.points),
    )
