"""Coded documents made ready for learning."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regatlas.engines.lexicon.fold import fold
from regatlas.engines.lexicon.matcher import matcher
from regatlas.engines.linear.folds import shingles
from regatlas.engines.linear.grams import Bag, bag, chunks, run_terms, word_terms, words
from regatlas.engines.linear.own import CueSheet, Floats
from regatlas.model.document import Document
from regatlas.model.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Reading:
    """What learning and judging look at: the terms of a text, its length in words, and its cues."""

    words: Bag
    runs: Bag
    length: int
    cues: CueSheet

    def own(self, taxonomy: str, codes: Sequence[str]) -> Floats:
        """The own features of these codes."""
        return self.cues.features(taxonomy, codes)


@dataclass(frozen=True, slots=True)
class Example:
    """A coded document. ``labels`` has the codes that it was given, by taxonomy; a taxonomy that is not there was not
    coded. ``own`` has the features of every category, by taxonomy, in its order.
    """

    sha256: str
    language: str
    words: Bag
    runs: Bag
    length: int
    shingles: frozenset[int]
    own: Mapping[str, Floats]
    labels: Mapping[str, frozenset[str]]


def read_terms(document: Document, taxonomies: Sequence[Taxonomy]) -> Reading:
    """Read a document under the taxonomies. Its file name and metadata are not looked at."""
    text = fold(document.text)
    return Reading(
        bag(word_terms(part, at) for at, part in chunks(text)),
        bag(run_terms(part, at) for at, part in chunks(text)),
        len(words(text)),
        CueSheet(document, matcher(taxonomies)),
    )


def example(document: Document, taxonomies: Sequence[Taxonomy], labels: Mapping[str, frozenset[str]]) -> Example:
    """A coded document ready for learning."""
    reading = read_terms(document, taxonomies)
    own = {one.id: reading.own(one.id, [category.code for category in one.categories]) for one in taxonomies}
    digest = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    language = spoken(document)
    return Example(
        digest, language, reading.words, reading.runs, reading.length, shingles(fold(document.text)), own, dict(labels)
    )


def spoken(document: Document) -> str:
    """The language of a text without its script: ``zh`` for zh-Hans and zh-Hant."""
    return document.language.split("-")[0]
