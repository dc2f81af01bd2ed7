"""The engine ``lexicon.v1`` for scope: signs added up to a score, without any model.

``subject`` and ``governance`` are each 1 minus the product of what their signs leave over (a noisy or): one strong
sign is enough, and several weak ones add up. A text that speaks of AI and shows no sign of governance keeps
:data:`BARE` of its score, since recall comes first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regatlas.engines.lexicon.clauses import Clause, read_clauses
from regatlas.engines.lexicon.hant import restored, twin
from regatlas.engines.lexicon.judge import NAME
from regatlas.engines.lexicon.legal_status import legal_status
from regatlas.engines.screening.rationale import language_unknown, rationale, unread
from regatlas.engines.screening.signs import Reading, evidence_at, norms, signs
from regatlas.model.document import Document
from regatlas.model.judgement import Evidence
from regatlas.model.screening import Force, Screening, Sign, SignKind
from regatlas.model.taxonomy import Bilingual
from regatlas.model.text import Span

SUBJECT: Mapping[SignKind, float] = {
    "title": 1.0,
    "opening": 0.6,
    "heading": 0.6,
    "definition": 0.6,
    "density": 0.9,
    "spread": 0.6,
    "kindred": 0.5,
}
GOVERNANCE: Mapping[SignKind, float] = {"norm": 0.95, "policy": 0.6, "form": 0.4}
"""The most that each sign can say."""

BARE = 0.45
"""What is left of the score for a text about AI that shows no sign of governance."""

NAMED = 20
"""The least for a text that names AI at all."""

ABOUT_AI = 0.8
"""The subject from which every norm of a text counts as one on AI, also where it does not name it again."""

FEW_NORMS = 0.25
"""Below this share of norms among its sentences, a text that reads like a report is taken for one."""

LONGEST = {False: 360, True: 160}
"""The longest quote in Latin letters and in Chinese."""


def screen(document: Document, *, manifest: str) -> Screening:
    """The scope of a document by its words. Unreadable texts and languages without words here are abstained."""
    reason = abstention(document)
    if reason is not None:
        return Screening(engine=NAME, manifest=manifest, score=None, rationale=reason, abstained=reason)
    reading = Reading(document)
    found = signs(reading)
    score = scored(found)
    force, shown = _force(document, reading, found) if reading.core else (None, ())
    return Screening(
        engine=NAME,
        manifest=manifest,
        score=score,
        force=force,
        signs=found,
        force_evidence=shown,
        rationale=rationale(found, score, force, len(norms(reading))),
    )


def abstention(document: Document, *, any_language: bool = False) -> Bilingual | None:
    """Why the text cannot be screened; None where it can."""
    quality = document.source.quality
    if quality.status != "ok":
        return unread(quality.reasons)
    if not any_language and document.language != "en" and not document.language.startswith("zh"):
        return language_unknown(document.language)
    return None


def scored(found: Sequence[Sign]) -> int:
    """The score of these signs, 0 to 100."""
    subject, governance = _any(found, SUBJECT), _any(found, GOVERNANCE)
    score = round(100 * subject * (BARE + (1 - BARE) * governance))
    # Whoever names AI is heard: the words of AI stand in 2.5 % of 2,448 Chinese laws, so that little is lost by it.
    named = any(sign.kind == "density" for sign in found)
    return max(NAMED, score) if named else score


def _any(found: Sequence[Sign], most: Mapping[SignKind, float]) -> float:
    left = 1.0
    for sign in found:
        left *= 1 - most.get(sign.kind, 0.0) * sign.strength
    return 1 - left


def _force(document: Document, reading: Reading, found: Sequence[Sign]) -> tuple[Force, tuple[Evidence, ...]]:
    """Whether the text sets norms of its own about AI, and the words that show it."""
    read = twin(document)
    clauses = [one for one in read_clauses(read) if one.operative]
    units = {one.passage.unit for one in reading.core if one.passage is not None}
    about = _any(found, SUBJECT) >= ABOUT_AI
    near = [one for one in clauses if about or any(part.eid in units for part in read.ancestors(one.leaf.eid))]
    ruling = [one for one in near if one.modality]
    status = restored(legal_status(read), read, document)
    few = len(ruling) < FEW_NORMS * len(near)
    if not ruling and status.value == "hard":
        return "operative", status.evidence[:2]
    if not ruling or (status.value in (None, "other") and few):
        return "background", status.evidence[:1] if status.value == "other" else reading.quoted(reading.core)[:1]
    named = {one.passage.span for one in norms(reading) if one.passage is not None}
    ordered = sorted(ruling, key=lambda one: (one.sentence not in named, one.span.start))
    return "operative", tuple(evidence_at(document, span) for span in _short(ordered))


def _short(clauses: Sequence[Clause]) -> list[Span]:
    fitting = [one.span for one in clauses if one.span.end - one.span.start <= LONGEST[False]]
    return list(dict.fromkeys(fitting or [one.cue for one in clauses if one.cue is not None]))[:2]
