"""The terms of a text: words, pairs of words, and runs of three to five characters, as 64-bit hashes.

A model keeps hashes and never terms, so that no words of the training texts can be read out of it. Runs of characters
stay inside a word and its borders, since runs across two words repeat what pairs of words say. Chinese has no spaces:
there each character is a word, and runs of characters are phrases.

Texts are given folded (:func:`regatlas.engines.lexicon.fold.fold`), which moves no place. Hashes are polynomial over
code points, in arithmetic modulo 2**64, and the same on every machine. With 100,000 terms the chance that any two
collide is about 3 in ten thousand million.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

RUNS = (3, 4, 5)
CHUNK = 400_000
"""Characters hashed at once: about 40 MB of arrays, whatever the length of the text."""

_CJK = r"\u2e80-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+(?:['-][^\W_{_CJK}]+)*")
_OTHER = re.compile(r"[^\w]|_")
_SPACE = 32
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_PAIR = np.uint64(0xC2B2AE3D27D4EB4F)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_WORD_PRIME, _WORD_MIX, _MASK = int(_PRIME), int(_MIX), 0xFFFFFFFFFFFFFFFF


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a part of a text, one entry for each occurrence: its hash and the place where it begins."""

    hashes: Hashes
    places: Places


@dataclass(frozen=True, slots=True)
class Bag:
    """How often each distinct term stands in a text; ``hashes`` are sorted."""

    hashes: Hashes
    counts: NDArray[np.int64]


def words(text: str) -> list[str]:
    """The words of a folded text, in order."""
    return _WORD.findall(text)


def word_terms(text: str, offset: int = 0) -> Terms:
    """Words and pairs of neighbouring words; places count from ``offset``."""
    found = list(_WORD.finditer(text))
    if not found:
        return _nothing()
    known: dict[str, int] = {}
    numbers = np.array([known.setdefault(match.group(), len(known)) for match in found])
    words = np.array([_word_hash(word) for word in known], dtype=np.uint64)[numbers]
    places = np.array([match.start() for match in found], dtype=np.int64) + offset
    pairs = _mixed(words[:-1] * _PAIR + words[1:])
    return Terms(np.concatenate([words, pairs]), np.concatenate([places, places[:-1]]))


def run_terms(text: str, offset: int = 0) -> Terms:
    """Runs of characters within words, their borders included; places count from ``offset``."""
    codes = np.frombuffer((" " + _OTHER.sub(" ", text) + " ").encode("utf-32-le", "replace"), dtype=np.uint32)
    blank = codes == _SPACE
    hashes, places = [], []
    for length in RUNS:
        if len(codes) < length:
            continue
        count = len(codes) - length + 1
        value = np.full(count, length, dtype=np.uint64)
        inner = np.zeros(count, dtype=bool)
        for step in range(length):
            value = value * _PRIME + codes[step : step + count]
            if 0 < step < length - 1:
                inner |= blank[step : step + count]
        starts = np.flatnonzero(~inner)
        hashes.append(_mixed(value[starts]))
        places.append(np.maximum(starts - 1, 0) + offset)
    return Terms(np.concatenate(hashes), np.concatenate(places)) if hashes else _nothing()


def bag(parts: Iterator[Terms]) -> Bag:
    """The distinct terms of all parts of a text."""
    total = Bag(np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64))
    for part in parts:
        hashes, counts = np.unique(part.hashes, return_counts=True)
        if len(total.hashes):
            both, where = np.unique(np.concatenate([total.hashes, hashes]), return_inverse=True)
            sums = np.bincount(where, np.concatenate([total.counts, counts])).astype(np.int64)
            total = Bag(both, sums)
        else:
            total = Bag(hashes, counts.astype(np.int64))
    return total


def chunks(text: str) -> Iterator[tuple[int, str]]:
    """The text in order in parts of a bearable size, each with its place; cut at white space where there is any."""
    start = 0
    while start < len(text):
        end = min(start + CHUNK, len(text))
        if end < len(text):
            border = max(text.rfind("\n", start, end), text.rfind(" ", start, end))
            end = border + 1 if border > start else end
        yield start, text[start:end]
        start = end


@functools.lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    value = 1
    for character in word:
        value = (value * _WORD_PRIME + ord(character)) & _MASK
    value = ((value ^ (value >> 33)) * _WORD_MIX) & _MASK
    return value ^ (value >> 33)


def _mixed(values: Hashes) -> Hashes:
    """Spread the bits, so that near texts have far hashes."""
    values = (values ^ (values >> np.uint64(33))) * _MIX
    return values ^ (values >> np.uint64(33))


def _nothing() -> Terms:
    return Terms(np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64))
