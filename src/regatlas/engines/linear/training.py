"""``linear.v1`` learns from coded documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regatlas import __version__
from regatlas.catalog.taxonomies import taxonomy_digest
from regatlas.engines.linear.examples import Example
from regatlas.engines.linear.folds import Ints, families
from regatlas.engines.linear.heads import Coded, Learned, learn
from regatlas.engines.linear.model import SCHEMA, Figures, Header, HeadHeader, Model
from regatlas.engines.linear.tfidf import Floats, Sparse, joined, kernel, vocabulary
from regatlas.errors import BadArgument
from regatlas.model.taxonomy import Taxonomy

LEAST_DOCUMENTS = 10
LEAST_POSITIVES = 5
"""A code that fewer documents have is not learned; the engine then judges it by its cues alone, as ``lexicon.v2``."""

LEAST_OF_LANGUAGE = 10
"""Texts in a language with fewer training documents are judged by their cues alone."""

MOST_WEIGHTS = 40_000_000
"""Bytes of weights, at one each, by which a model stays under 50 MB; terms in few documents give way."""


@dataclass(frozen=True, slots=True)
class _Corpus:
    """All training documents with their kernel."""

    examples: Sequence[Example]
    rows: Sequence[Sparse]
    size: int
    kernel: Floats
    family: Ints


def train(examples: Sequence[Example], taxonomies: Sequence[Taxonomy]) -> Model:
    """A model of every taxonomy that enough examples are coded under. Equal texts count once.

    Raises :class:`BadArgument` where there are fewer than ``LEAST_DOCUMENTS`` documents, near-duplicates counted
    once, or no code has ``LEAST_POSITIVES``.
    """
    distinct = list({one.sha256: one for one in examples}.values())
    family = families([one.shingles for one in distinct])
    if len(np.unique(family)) < LEAST_DOCUMENTS:
        raise BadArgument(
            f"there are {len(np.unique(family))} coded documents that are not near-duplicates of each other",
            hint=f"give at least {LEAST_DOCUMENTS}",
        )
    wanted = [(taxonomy, _codes(distinct, taxonomy, family)) for taxonomy in taxonomies]
    wanted = [(taxonomy, codes) for taxonomy, codes in wanted if codes]
    if not wanted:
        raise BadArgument(
            f"no code is given to {LEAST_POSITIVES} documents", hint="code more documents or name their taxonomy"
        )
    most = MOST_WEIGHTS // sum(len(codes) for _, codes in wanted)
    first = vocabulary([one.words for one in distinct], most // 2)
    second = vocabulary([one.runs for one in distinct], most // 2)
    offset = len(first.hashes)
    rows = [joined(first.vector(one.words), second.vector(one.runs), offset) for one in distinct]
    size = offset + len(second.hashes)
    corpus = _Corpus(distinct, rows, size, kernel(rows, size), family)
    learned = [(taxonomy, _learned(corpus, taxonomy, codes)) for taxonomy, codes in wanted]
    heads = tuple(one.head for _, one in learned)
    return Model(_header(corpus, [_head_header(corpus, *pair) for pair in learned]), first, second, heads)


def _coded(examples: Sequence[Example], taxonomy: Taxonomy) -> list[int]:
    return [number for number, one in enumerate(examples) if taxonomy.id in one.labels]


def _codes(examples: Sequence[Example], taxonomy: Taxonomy, family: Ints) -> tuple[str, ...]:
    """The codes that enough documents have, and not all that were coded."""
    coded = _coded(examples, taxonomy)
    given = Counter(code for number in coded for code in examples[number].labels[taxonomy.id])
    if len(np.unique(family[coded])) < LEAST_DOCUMENTS:
        return ()
    return tuple(
        category.code for category in taxonomy.categories if LEAST_POSITIVES <= given[category.code] < len(coded)
    )


def _learned(corpus: _Corpus, taxonomy: Taxonomy, codes: tuple[str, ...]) -> Learned:
    """The head of one taxonomy, from the documents that were coded under it."""
    coded = _coded(corpus.examples, taxonomy)
    order = {category.code: number for number, category in enumerate(taxonomy.categories)}
    chosen = [corpus.examples[number] for number in coded]
    data = Coded(
        [corpus.rows[number] for number in coded],
        corpus.size,
        corpus.kernel[np.ix_(coded, coded)],
        np.stack([one.own[taxonomy.id] for one in chosen]),
        np.array([order[code] for code in codes], dtype=np.int64),
        _labels(chosen, taxonomy.id, codes),
        np.array([one.length for one in chosen], dtype=np.float64),
        corpus.family[coded],
    )
    return learn(taxonomy.id, taxonomy_digest(taxonomy), codes, data)


def _labels(examples: Sequence[Example], taxonomy: str, codes: tuple[str, ...]) -> Floats:
    return np.array([[float(code in one.labels[taxonomy]) for code in codes] for one in examples])


def _head_header(corpus: _Corpus, taxonomy: Taxonomy, learned: Learned) -> HeadHeader:
    coded = [corpus.examples[number] for number in _coded(corpus.examples, taxonomy)]
    labels = _labels(coded, taxonomy.id, learned.head.codes)
    right = (labels * learned.found).sum(axis=0)
    either = labels.sum(axis=0) + learned.found.sum(axis=0)
    single = 2 * right / np.maximum(either, 1)
    figures = Figures(
        documents=len(coded),
        families=len(np.unique(corpus.family)),
        micro_f1=round(float(2 * right.sum() / max(1.0, either.sum())), 4),
        macro_f1=round(float(single.mean()), 4),
    )
    return HeadHeader(
        taxonomy=taxonomy.id,
        version=taxonomy.version,
        digest=learned.head.digest,
        codes=learned.head.codes,
        figures=figures,
    )


def _header(corpus: _Corpus, heads: list[HeadHeader]) -> Header:
    languages = Counter(one.language for one in corpus.examples)
    return Header(
        schema_=SCHEMA,
        regatlas=__version__,
        numpy=np.__version__,
        terms=corpus.size,
        languages={name: count for name, count in sorted(languages.items()) if count >= LEAST_OF_LANGUAGE},
        documents=tuple(sorted(one.sha256 for one in corpus.examples)),
        heads=tuple(heads),
    )
