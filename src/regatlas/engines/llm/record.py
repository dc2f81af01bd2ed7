"""The whole record of a document by ``llm.v1``: coverage from the model, everything else from the lexicon's extractors.

Legal status, actors, commitments, places and the summary are found by rules that need no model; rationales are
composed by code from the evidence, as for every engine.
"""

from __future__ import annotations

from collections.abc import Mapping

from regatlas.engines.lexicon.rationales import rationales
from regatlas.engines.lexicon.record import build_record as build_by_rules
from regatlas.engines.llm import NAME
from regatlas.engines.llm.engine import LlmEngine
from regatlas.model.document import Document
from regatlas.model.judgement import Record
from regatlas.model.taxonomy import Taxonomy

# Judged by rules: its one category is the legal status itself.
_BY_RULES = "legal-status"
NO_ANSWER = "The language model gave no answer that could be used."


def judged_taxonomies(taxonomies: Mapping[str, Taxonomy]) -> tuple[Taxonomy, ...]:
    """The taxonomies that the model is asked about."""
    return tuple(taxonomy for key, taxonomy in taxonomies.items() if key != _BY_RULES)


def is_judged(document: Document) -> bool:
    """Whether the text was read well enough to be judged at all; otherwise nothing is asked."""
    return document.source.quality.status == "ok"


def build_record(document: Document, taxonomies: Mapping[str, Taxonomy], engine: LlmEngine, *, manifest: str) -> Record:
    """Everything that the engine says of a document under the given taxonomies (by id, in the order of the record).

    Raises :class:`regatlas.errors.EndpointError`. A record whose every answer was useless abstains.
    """
    versions = {key: taxonomy.version for key, taxonomy in taxonomies.items()}
    own = {"engine": NAME, "taxonomies": versions}
    if not is_judged(document):
        return build_by_rules(document, taxonomies, manifest=manifest).model_copy(update=own)
    by_rules = {key: taxonomy for key, taxonomy in taxonomies.items() if key == _BY_RULES}
    record = build_by_rules(document, by_rules, manifest=manifest)
    asked = judged_taxonomies(taxonomies)
    judged = engine.judged(document, asked)
    found = [*judged.judgements, *record.coverage]
    coverage = tuple(one for key in taxonomies for one in found if one.taxonomy == key)
    told = rationales(document, taxonomies, coverage, record.legal_status, record.actors)
    abstained = NO_ANSWER if asked and judged.withheld and not judged.answered else record.abstained
    return record.model_copy(
        update={
            **own,
            "coverage": coverage,
            "rationales": told,
            "withheld": judged.withheld,
            "abstained": abstained,
        }
    )
