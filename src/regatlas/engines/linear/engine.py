"""The engine ``linear.v1``: judges by a trained model, and quotes the sentences that carry each judgement."""

from __future__ import annotations

import math
from collections.abc import Sequence

from regatlas.engines.lexicon.judge import LexiconEngine
from regatlas.engines.linear import NAME
from regatlas.engines.linear.evidence import Grounds
from regatlas.engines.linear.examples import Reading, read_terms, spoken
from regatlas.engines.linear.heads import Head
from regatlas.engines.linear.model import Model
from regatlas.engines.linear.tfidf import Sparse, joined
from regatlas.model.document import Document
from regatlas.model.judgement import Evidence, Judgement
from regatlas.model.taxonomy import Taxonomy


class LinearEngine:
    """Judges the codes that a model has learned; all others, and texts in a language that the model was not trained
    on, it leaves to the cues of ``lexicon.v2``.

    A learned code is there (at the highest level of its taxonomy) or it is not: codings that models learn from have no
    levels in between. ``confidence`` is the chance that the code is there, or for ``none`` that it is not.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._rest: dict[str, Taxonomy] = {}

    @property
    def name(self) -> str:
        """The versioned name of the engine."""
        return NAME

    @property
    def learned(self) -> frozenset[str]:
        """The ids of the taxonomies of which the model has learned codes."""
        return frozenset(head.taxonomy for head in self._model.heads)

    def judge(self, document: Document, taxonomies: Sequence[Taxonomy]) -> tuple[Judgement, ...]:
        """One judgement for every category, in the order of the taxonomies."""
        heads = {head.taxonomy: head for head in self._model.heads}
        if spoken(document) not in self._model.header.languages:
            heads = {}
        learned = [taxonomy for taxonomy in taxonomies if taxonomy.id in heads]
        found: dict[tuple[str, str], Judgement] = {}
        if learned:
            reading = read_terms(document, learned)
            vector = self._vector(reading)
            grounds = Grounds(document, reading, self._model.words, self._model.runs)
            for taxonomy in learned:
                judged = _Judged(taxonomy, heads[taxonomy.id], reading, grounds, vector)
                found.update({(taxonomy.id, one.category): one for one in judged.all()})
        self._complete(document, taxonomies, found)
        for taxonomy in learned:
            _close(taxonomy, found)
        return tuple(found[taxonomy.id, category.code] for taxonomy in taxonomies for category in taxonomy.categories)

    def _vector(self, reading: Reading) -> Sparse:
        words, runs = self._model.words, self._model.runs
        return joined(words.vector(reading.words), runs.vector(reading.runs), len(words.hashes))

    def _complete(
        self, document: Document, taxonomies: Sequence[Taxonomy], found: dict[tuple[str, str], Judgement]
    ) -> None:
        """Add the judgements of the cues for all categories that the model has not judged."""
        left = [self._without(taxonomy, found) for taxonomy in taxonomies]
        for one in LexiconEngine().judge(document, [taxonomy for taxonomy in left if taxonomy.categories]):
            found[one.taxonomy, one.category] = one

    def _without(self, taxonomy: Taxonomy, found: dict[tuple[str, str], Judgement]) -> Taxonomy:
        """The taxonomy's categories that are not judged yet; kept, for a matcher is built for each such taxonomy."""
        left = tuple(one for one in taxonomy.categories if (taxonomy.id, one.code) not in found)
        if len(left) == len(taxonomy.categories):
            return taxonomy
        key = f"{taxonomy.id} {len(left)}"
        if key not in self._rest:
            self._rest[key] = taxonomy.model_copy(update={"categories": left})
        return self._rest[key]


class _Judged:
    """The learned codes of one taxonomy for one document."""

    def __init__(self, taxonomy: Taxonomy, head: Head, reading: Reading, grounds: Grounds, vector: Sparse) -> None:
        self._taxonomy = taxonomy
        self._head = head
        self._reading = reading
        self._grounds = grounds
        whole = reading.own(taxonomy.id, [category.code for category in taxonomy.categories])
        self._margins = head.margins(vector, whole, reading.length)

    def all(self) -> list[Judgement]:
        """One judgement for each learned code."""
        return [self._one(number, code) for number, code in enumerate(self._head.codes)]

    def _one(self, number: int, code: str) -> Judgement:
        margin = float(self._margins[number])
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, margin))))
        evidence: tuple[Evidence, ...] = ()
        if margin >= self._head.thresholds[number]:
            hits = self._reading.cues.hits(self._taxonomy.id, code)
            evidence = self._grounds.quotes(hits, self._head.term_weights(number))
        # Without words to quote nothing is claimed; the low confidence shows that the model thought otherwise.
        level = self._taxonomy.levels[-1] if evidence else "none"
        confidence = round(chance if evidence else 1 - chance, 3)
        return Judgement(
            taxonomy=self._taxonomy.id, category=code, level=level, confidence=confidence, evidence=evidence
        )


def _close(taxonomy: Taxonomy, found: dict[tuple[str, str], Judgement]) -> None:
    """A broader category is there where a narrower one is, with the narrower one's quotes."""
    for category in taxonomy.categories:
        own = found[taxonomy.id, category.code]
        parent = category.parent and found[taxonomy.id, category.parent]
        if parent and own.level != "none" and parent.level == "none":
            update = {"level": own.level, "confidence": own.confidence, "evidence": own.evidence}
            found[taxonomy.id, parent.category] = parent.model_copy(update=update)
