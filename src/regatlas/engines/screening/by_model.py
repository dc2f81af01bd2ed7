"""Scope by a language model: the engine ``llm.v1`` is asked about two categories, and code makes the score.

Everything that holds the model to the text for records holds it here too: nothing is cut, the text is fenced, every
quote is located by code or withheld, and an answer that was not made from the text is not used.
"""

from __future__ import annotations

from collections.abc import Mapping

from regatlas.engines.llm import NAME
from regatlas.engines.llm.engine import LlmEngine
from regatlas.engines.screening.judge import abstention
from regatlas.engines.screening.rationale import by_model, no_answer
from regatlas.model.document import Document
from regatlas.model.judgement import Judgement
from regatlas.model.screening import Force, Screening, Sign
from regatlas.model.taxonomy import Level, Taxonomy

SCORES: Mapping[tuple[Level, Level], int] = {
    ("good", "good"): 95,
    ("good", "minimal"): 65,
    ("good", "none"): 35,
    ("minimal", "good"): 60,
    ("minimal", "minimal"): 35,
    ("minimal", "none"): 15,
    ("none", "good"): 45,
    ("none", "minimal"): 20,
    ("none", "none"): 0,
}
"""The score by the levels of subject and governance. Chosen, not measured: what is named at all is not put aside."""

_STRENGTH: Mapping[Level, float] = {"none": 0.0, "minimal": 0.5, "good": 0.9}


def screen_by_model(document: Document, engine: LlmEngine, scope: Taxonomy, *, manifest: str) -> Screening:
    """The scope of a document by a language model. Raises :class:`regatlas.errors.EndpointError`."""
    reason = abstention(document, any_language=True)
    if reason is not None:
        return Screening(engine=NAME, manifest=manifest, score=None, rationale=reason, abstained=reason)
    judged = engine.judged(document, [scope])
    if judged.withheld and not judged.answered:
        reason = no_answer()
        return Screening(
            engine=NAME, manifest=manifest, score=None, rationale=reason, abstained=reason, withheld=judged.withheld
        )
    found = {one.category: one for one in judged.judgements}
    subject, governance = found["subject"], found["governance"]
    score = SCORES[subject.level, governance.level]
    force = _force(subject, governance)
    return Screening(
        engine=NAME,
        manifest=manifest,
        score=score,
        force=force,
        signs=tuple(_signs(subject, governance)),
        force_evidence=(governance if force == "operative" else subject).evidence[:2],
        rationale=by_model(subject.evidence, governance.evidence, score, force),
        withheld=judged.withheld,
    )


def _force(subject: Judgement, governance: Judgement) -> Force | None:
    if governance.level == "good":
        return "operative"
    return None if subject.level == governance.level == "none" else "background"


def _signs(subject: Judgement, governance: Judgement) -> list[Sign]:
    found: list[Sign] = []
    if subject.level != "none":
        found.append(Sign(kind="subject", strength=_STRENGTH[subject.level], evidence=subject.evidence))
    if governance.level != "none":
        found.append(Sign(kind="governance", strength=_STRENGTH[governance.level], evidence=governance.evidence))
    return found
