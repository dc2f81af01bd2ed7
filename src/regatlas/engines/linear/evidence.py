"""Which sentences carry a judgement of the trained engine.

A score is a sum over the terms of the text, so that each sentence has its share of it; and a sentence with cues of the
category has its share of those. The two shares together rank the sentences. Where a strong cue stands anywhere, only
sentences with a strong cue are quoted, since a reader can check those; else those with weak cues, or with the largest
shares. Where no sentence speaks for the category there is nothing to quote.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regatlas.engines.lexicon.fold import fold
from regatlas.engines.lexicon.quotes import Candidate, best_quotes
from regatlas.engines.linear.examples import Reading
from regatlas.engines.linear.grams import Places, Terms, chunks, run_terms, word_terms
from regatlas.engines.linear.own import CueHit
from regatlas.engines.linear.tfidf import Floats, Vocabulary
from regatlas.engines.sentences import sentences
from regatlas.model.document import Document
from regatlas.model.judgement import Evidence
from regatlas.model.text import Span

LEADERS = 12
"""Sentences with the largest shares that are looked at where no cue stands."""


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """Every occurrence of a known term: its index in the vocabulary, its place, its sentence, its TF-IDF."""

    terms: Places
    places: Places
    sentences: Places
    values: NDArray[np.float32]


class Grounds:
    """The sentences of a document, and what each adds to the scores of a model."""

    def __init__(self, document: Document, reading: Reading, words: Vocabulary, runs: Vocabulary) -> None:
        self._document = document
        self._reading = reading
        self._spans = [span for leaf in document.leaves for span in sentences(document.text, leaf.span)]
        self._starts = np.array([span.start for span in self._spans], dtype=np.int64)
        self._parts = self._occurrences(words, runs)

    def quotes(self, hits: list[CueHit], weights: NDArray[np.float32]) -> tuple[Evidence, ...]:
        """At most three quotes for a category, by its cues and the weights of its terms; none where nothing speaks."""
        shares = self._shares(weights)
        strong = [hit for hit in hits if hit.strong]
        found = self._with_cues(strong or hits, shares)
        if not strong:
            found += self._leading(shares, weights)
        return best_quotes(self._document, found)

    def _with_cues(self, hits: list[CueHit], shares: Floats) -> list[Candidate]:
        by_sentence: dict[Span, list[CueHit]] = defaultdict(list)
        for hit in hits:
            by_sentence[hit.passage.span].append(hit)
        told = {span: sum({hit.pattern: _told(hit) for hit in group}.values()) for span, group in by_sentence.items()}
        total = sum(told.values())
        return [
            Candidate(group[0].passage, (told[span] / total + self._share(shares, span),), max(group, key=_told).span)
            for span, group in by_sentence.items()
        ]

    def _leading(self, shares: Floats, weights: NDArray[np.float32]) -> list[Candidate]:
        """The sentences with the largest shares that stand in places that count."""
        found = []
        for number in np.argsort(-shares, kind="stable")[:LEADERS].tolist():
            span = self._spans[number]
            at = self._peak(number, weights) if shares[number] > 0 else None
            passage = None if at is None else self._reading.cues.passages.at(at, at + 1)
            if at is not None and passage is not None and passage.place != "never" and passage.span == span:
                found.append(Candidate(passage, (float(shares[number]),), Span(at, at + 1)))
        return found

    def _shares(self, weights: NDArray[np.float32]) -> Floats:
        """What each sentence adds to the score, as a share of all that speaks for the category; below 0 is against."""
        total = np.zeros(len(self._spans))
        for part in self._parts:
            total += np.bincount(part.sentences, part.values * weights[part.terms], len(self._spans))
        positive = float(total[total > 0].sum())
        return total / positive if positive else total

    def _share(self, shares: Floats, span: Span) -> float:
        number = int(np.searchsorted(self._starts, span.start, side="right")) - 1
        return max(0.0, float(shares[number])) if number >= 0 else 0.0

    def _peak(self, sentence: int, weights: NDArray[np.float32]) -> int | None:
        """The place of the term in a sentence that speaks most for the category."""
        best, place = 0.0, None
        for part in self._parts:
            inside = np.flatnonzero(part.sentences == sentence)
            if len(inside):
                worth = part.values[inside] * weights[part.terms[inside]]
                at = int(worth.argmax())
                if worth[at] > best:
                    best, place = float(worth[at]), int(part.places[inside[at]])
        return place

    def _occurrences(self, words: Vocabulary, runs: Vocabulary) -> list[_Occurrences]:
        if not self._spans:
            return []
        found = []
        for at, part in chunks(fold(self._document.text)):
            found.append(self._placed(word_terms(part, at), words, self._values(words, word=True), 0))
            found.append(self._placed(run_terms(part, at), runs, self._values(runs, word=False), len(words.hashes)))
        return found

    def _placed(self, terms: Terms, known_terms: Vocabulary, values: Floats, offset: int) -> _Occurrences:
        known, indexes = known_terms.find(terms.hashes)
        places = terms.places[known]
        numbers = np.maximum(np.searchsorted(self._starts, places, side="right") - 1, 0)
        return _Occurrences(indexes + offset, places, numbers, values[indexes].astype(np.float32))

    def _values(self, vocabulary: Vocabulary, *, word: bool) -> Floats:
        """By term, what one occurrence of it has of the text's vector."""
        bag = self._reading.words if word else self._reading.runs
        vector = vocabulary.vector(bag)
        known, _ = vocabulary.find(bag.hashes)
        each = np.zeros(len(vocabulary.hashes))
        each[vector.indexes] = vector.values / bag.counts[known]
        return each


def _told(hit: CueHit) -> float:
    """What a cue tells: longer words are more particular, and operative sentences tell twice as much."""
    return math.log2(1 + hit.span.end - hit.span.start) * (2.0 if hit.passage.place == "operative" else 1.0)
