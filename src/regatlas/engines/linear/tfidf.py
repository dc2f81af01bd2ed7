"""Texts as sparse vectors, and the products between them, without a library for sparse matrices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from regatlas.engines.linear.grams import Bag, Hashes, Places

Floats = NDArray[np.float64]
LEAST_DOCUMENTS = 2
BLOCK = 16_384
"""Terms multiplied at once: 20 MB for 299 documents."""


class Sparse(NamedTuple):
    """The entries of a vector that are not 0; ``indexes`` are sorted."""

    indexes: Places
    values: Floats


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms that count, by sorted hash, with their inverse document frequencies."""

    hashes: Hashes
    idf: Floats

    def vector(self, bag: Bag) -> Sparse:
        """The text as a unit vector of (1 + log count) * idf; empty where it shares no term with the vocabulary."""
        known, indexes = self.find(bag.hashes)
        values = (1 + np.log(bag.counts[known])) * self.idf[indexes]
        norm = float(np.sqrt((values**2).sum()))
        return Sparse(indexes, values / norm if norm else values)

    def find(self, hashes: Hashes) -> tuple[NDArray[np.bool_], Places]:
        """Which of ``hashes`` are in the vocabulary, and where those are."""
        at = np.searchsorted(self.hashes, hashes)
        at[at == len(self.hashes)] = 0
        known = self.hashes[at] == hashes if len(self.hashes) else np.zeros(len(hashes), dtype=bool)
        return known, at[known]


def vocabulary(bags: Sequence[Bag], most: int) -> Vocabulary:
    """The terms in at least two texts; where there are more than ``most``, those in the most texts."""
    hashes, frequencies = _frequencies(bags)
    kept = frequencies >= LEAST_DOCUMENTS
    hashes, frequencies = hashes[kept], frequencies[kept]
    if len(hashes) > most:
        chosen = np.sort(np.argsort(-frequencies, kind="stable")[:most])
        hashes, frequencies = hashes[chosen], frequencies[chosen]
    return Vocabulary(hashes, np.log((1 + len(bags)) / (1 + frequencies)) + 1)


def _frequencies(bags: Iterable[Bag]) -> tuple[Hashes, Floats]:
    """Every hash with the number of texts that have it, added up a hundred texts at a time to bound memory."""
    hashes, counts = np.empty(0, dtype=np.uint64), np.empty(0)
    waiting: list[Hashes] = []
    for bag in bags:
        waiting.append(bag.hashes)
        if len(waiting) == 100:
            hashes, counts = _added(hashes, counts, waiting)
            waiting = []
    return _added(hashes, counts, waiting)


def _added(hashes: Hashes, counts: Floats, waiting: list[Hashes]) -> tuple[Hashes, Floats]:
    everything = np.concatenate([hashes, *waiting])
    ones = np.ones(len(everything) - len(hashes))
    distinct, where = np.unique(everything, return_inverse=True)
    sums: Floats = np.bincount(where, np.concatenate([counts, ones]), len(distinct)).astype(np.float64)
    return distinct.astype(np.uint64), sums


def joined(first: Sparse, second: Sparse, offset: int) -> Sparse:
    """Two unit vectors side by side as one, each with half of the weight."""
    half = np.sqrt(0.5)
    indexes = np.concatenate([first.indexes, second.indexes + offset])
    return Sparse(indexes, np.concatenate([first.values, second.values]) * half)


def kernel(rows: Sequence[Sparse], size: int) -> Floats:
    """The products of all texts with each other."""
    total = np.zeros((len(rows), len(rows)))
    for _, block in _blocks(rows, size):
        total += block @ block.T
    return total


def weights(rows: Sequence[Sparse], dual: Floats, size: int) -> NDArray[np.float32]:
    """What each term adds to each category: (terms, categories)."""
    found = np.empty((size, dual.shape[1]), dtype=np.float32)
    for start, block in _blocks(rows, size):
        found[start : start + block.shape[1]] = block.T @ dual
    return found


def _blocks(rows: Sequence[Sparse], size: int) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """The texts as dense stretches of the vocabulary, one after the other."""
    for start in range(0, size, BLOCK):
        stop = min(start + BLOCK, size)
        block = np.zeros((len(rows), stop - start), dtype=np.float32)
        for number, row in enumerate(rows):
            low, high = np.searchsorted(row.indexes, (start, stop))
            block[number, row.indexes[low:high] - start] = row.values[low:high]
        yield start, block
