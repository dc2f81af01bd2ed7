"""The whole record of a document by ``lexicon.v1``: coverage and everything beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from regatlas import __version__
from regatlas.catalog.taxonomies import taxonomy_digest
from regatlas.engines.lexicon.actors import actors
from regatlas.engines.lexicon.clauses import read_clauses
from regatlas.engines.lexicon.commitments import commitments
from regatlas.engines.lexicon.duties import read_duties
from regatlas.engines.lexicon.judge import NAME, LexiconEngine
from regatlas.engines.lexicon.legal_status import legal_status
from regatlas.engines.lexicon.places import places
from regatlas.engines.lexicon.rationales import rationales
from regatlas.engines.lexicon.summary import summary
from regatlas.model.document import Document
from regatlas.model.judgement import Judgement, LegalStatus, Record
from regatlas.model.taxonomy import Taxonomy

# The taxonomy whose one category is the legal status itself: judged once, so that a record cannot contradict itself.
_STATUS = "legal-status"


def build_record(document: Document, taxonomies: Mapping[str, Taxonomy], *, manifest: str) -> Record:
    """Everything that the engine says of a document under the given taxonomies (by id, in the order of the record).

    ``manifest`` is the digest of what made the record (:func:`manifest_of`); it is the same for a whole run. A text
    whose quality is not ``ok`` is not judged: the record abstains and gives the reason.
    """
    if document.source.quality.status != "ok":
        return _abstention(document, taxonomies, manifest)
    clauses = read_clauses(document)
    duties = read_duties(document, clauses)
    status = legal_status(document, clauses)
    coverage = _coverage(document, taxonomies, status)
    found = actors(document, clauses, duties)
    return Record(
        engine=NAME,
        taxonomies=_versions(taxonomies),
        manifest=manifest,
        summary=summary(document, clauses),
        legal_status=status,
        coverage=coverage,
        actors=found,
        commitments=commitments(document, duties),
        places=places(document, clauses),
        rationales=rationales(document, taxonomies, coverage, status, found),
    )


def manifest_of(taxonomies: Mapping[str, Taxonomy]) -> str:
    ""
    "The SHA-256 of the engine's name, the version of the package and every taxonomy: another cue, another manifest."
    digest = hashlib.sha256(f"{NAME} {__version__}".encode())
    for taxonomy in taxonomies.values():
        digest.update(taxonomy_digest(taxonomy).encode())
    return digest.hexdigest()


def _versions(taxonomies: Mapping[str, Taxonomy]) -> dict[str, str]:
    return {key: taxonomy.version for key, taxonomy in taxonomies.items()}


def _coverage(document: Document, taxonomies: Mapping[str, Taxonomy], status: LegalStatus) -> tuple[Judgement, ...]:
    """The engine's judgements in the order of the taxonomies, those of legal status from the status itself."""
    by_cues = [taxonomy for key, taxonomy in taxonomies.items() if key != _STATUS]
    judged = LexiconEngine().judge(document, by_cues)
    found: list[Judgement] = []
    for key, taxonomy in taxonomies.items():
        if key == _STATUS:
            found.extend(_status_coverage(taxonomy, status))
        else:
            found.extend(one for one in judged if one.taxonomy == taxonomy.id)
    return tuple(found)


def _status_coverage(taxonomy: Taxonomy, status: LegalStatus) -> list[Judgement]:
    """``good`` for the category that is the status, ``none`` for the others."""
    return [
        Judgement(
            taxonomy=taxonomy.id,
            category=category.code,
            level="good" if category.code == status.value else "none",
            confidence=status.confidence,
            evidence=status.evidence if category.code == status.value else (),
        )
        for category in taxonomy.categories
    ]


def _abstention(document: Document, taxonomies: Mapping[str, Taxonomy], manifest: str) -> Record:
    """A record that claims nothing, and says why."""
    quality = document.source.quality
    reason = " ".join(quality.reasons) or f"The quality of the text is {quality.status}."
    status = LegalStatus(value=None, confidence=0.0)
    coverage = tuple(
        Judgement(taxonomy=taxonomy.id, category=category.code, level="none", confidence=0.0)
        for taxonomy in taxonomies.values()
        for category in taxonomy.categories
    )
    return Record(
        engine=NAME,
        taxonomies=_versions(taxonomies),
        manifest=manifest,
        legal_status=status,
        coverage=coverage,
        rationales=rationales(document, taxonomies, coverage, status, (), abstained=reason),
        abstained=reason,
    )
