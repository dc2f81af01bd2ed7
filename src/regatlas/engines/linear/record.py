"""The whole record of a document by ``linear.v1``: what the model has learned, everything else from the lexicon."""

from __future__ import annotations

from collections.abc import Mapping

from regatlas.engines.lexicon.rationales import rationales
from regatlas.engines.lexicon.record import build_record as build_by_rules
from regatlas.engines.linear import NAME
from regatlas.engines.linear.engine import LinearEngine
from regatlas.model.document import Document
from regatlas.model.judgement import Record
from regatlas.model.taxonomy import Taxonomy


def build_record(
    document: Document, taxonomies: Mapping[str, Taxonomy], engine: LinearEngine, *, manifest: str
) -> Record:
    """Everything that the engine says of a document under the given taxonomies (by id, in the order of the record).

    Taxonomies that the model has not learned, and legal status, actors, commitments, places and summary, are those of
    ``lexicon.v2``.
    """
    own = {"engine": NAME, "taxonomies": {key: taxonomy.version for key, taxonomy in taxonomies.items()}}
    if document.source.quality.status != "ok":
        return build_by_rules(document, taxonomies, manifest=manifest).model_copy(update=own)
    learned = {key: taxonomy for key, taxonomy in taxonomies.items() if taxonomy.id in engine.learned}
    by_rules = {key: taxonomy for key, taxonomy in taxonomies.items() if key not in learned}
    record = build_by_rules(document, by_rules, manifest=manifest)
    if record.abstained:
        # The lexicon knows no cue of the language: nothing of it could be quoted either.
        return build_by_rules(document, taxonomies, manifest=manifest).model_copy(update=own)
    found = [*engine.judge(document, tuple(learned.values())), *record.coverage]
    coverage = tuple(one for taxonomy in taxonomies.values() for one in found if one.taxonomy == taxonomy.id)
    told = rationales(document, taxonomies, coverage, record.legal_status, record.actors)
    return record.model_copy(update={**own, "coverage": coverage, "rationales": told})
