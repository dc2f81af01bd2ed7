"""Parts of the training documents that know nothing of each other: near-duplicates always fall into one fold.

A bill and the act that it became would otherwise be learned from one and tested on the other, and every figure would
flatter. Two texts are near-duplicates where half of the shorter one's runs of five words stand in the other.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from regatlas.engines.linear.grams import words

Ints = NDArray[np.int64]

RUN = 5
SHARED = 0.5
SAMPLE = 4
"""Texts are compared that share a run whose hash is a multiple of 4; with 50 shared runs one in a million is missed."""


def shingles(text: str) -> frozenset[int]:
    """The hashes of all runs of five words of a folded text."""
    found = words(text)
    count = max(1, len(found) - RUN + 1)
    return frozenset(zlib.crc32(" ".join(found[start : start + RUN]).encode()) for start in range(count))


def families(texts: Sequence[frozenset[int]]) -> Ints:
    """A number for each text; near-duplicates, and what is linked by them, have the same."""
    head = list(range(len(texts)))
    for one, other in sorted(_met(texts)):
        small = min(len(texts[one]), len(texts[other]))
        if len(texts[one] & texts[other]) >= SHARED * small:
            head[_root(head, other)] = _root(head, one)
    return np.array([_root(head, number) for number in range(len(texts))], dtype=np.int64)


def folds(family: Ints, count: int, seed: int) -> Ints:
    """The fold of each text, families whole, the largest placed first and each where most room is left."""
    order = np.random.default_rng(seed).permutation(np.unique(family))
    sizes = {int(one): int((family == one).sum()) for one in order}
    filled = [0] * count
    place: dict[int, int] = {}
    for one in sorted(sizes, key=lambda key: -sizes[key]):
        place[one] = int(np.argmin(filled))
        filled[place[one]] += sizes[one]
    return np.array([place[int(one)] for one in family], dtype=np.int64)


def _met(texts: Sequence[frozenset[int]]) -> set[tuple[int, int]]:
    """The pairs of texts that share a run of the sample."""
    having: dict[int, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for value in text:
            if value % SAMPLE == 0:
                having[value].append(number)
    return {(one, other) for numbers in having.values() for one in numbers for other in numbers if one < other}


def _root(head: list[int], number: int) -> int:
    while head[number] != number:
        number = head[number]
    return number
