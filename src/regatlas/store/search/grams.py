"""The short pieces of a text that are noted for each document, so that most documents need not be looked into.

A phrase can stand only in documents that have all pieces of the phrase, wherever it begins and ends in a word. What has
no piece (two letters, a rare sign or ideograph) does not narrow the search. Pieces of every index are single ideographs
and kana, pairs of them, and three letters, digits, spaces or signs in a row; a fine index has besides any three
characters in a row, and five letters, digits, spaces or signs: it is three times as large and leaves a tenth of the
documents to look into for a rare phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# Signs are written as letters, since only letters and digits are tokens. Two signs that share a letter with a text in
# that script would let a document through in vain, never keep one out.
_SIGNS = " ,.;:()-'\"/%§·、。《》“”‘’—–〔〕【】[]$&*_=+"
_LETTERS = "".join(map(chr, range(0x0430, 0x0430 + len(_SIGNS))))
_WRITTEN = str.maketrans(_SIGNS, _LETTERS)
# Only what the tokenizer of every SQLite takes for letters: its tables are those of Unicode 6.1.
_HAN = "\u3041-\u3096\u30a1-\u30fa\u3400-\u4db5\u4e00-\u9fcc"
_ALPHABET = f"a-z0-9{_LETTERS[0]}-{_LETTERS[-1]}"
_IDEOGRAPHS = re.compile(f"[{_HAN}]+")
_WORDS = re.compile(f"[{_ALPHABET}]{{3,}}")
_RUNS = re.compile(f"[{_HAN}{_ALPHABET}]{{3,}}")
_LONG = 5
# More pieces narrow no further, and the index looks each of them up.
_MOST = 12

TOKENIZER = "unicode61 remove_diacritics 0"


def grams_of(folded: str, *, fine: bool = False) -> set[str]:
    """The pieces of a folded text, of which each line is searched by itself."""
    text = folded.translate(_WRITTEN)
    ideographs = _IDEOGRAPHS.findall(text)
    found: set[str] = set().union(*ideographs)
    for run in ideographs:
        found.update(_cut(run, 2))
    for run in (_RUNS if fine else _WORDS).findall(text):
        found.update(_cut(run, 3))
    if fine:
        for run in _WORDS.findall(text):
            found.update(_cut(run, _LONG))
    return found


def wanted_grams(phrases: Iterable[str], *, fine: bool = False) -> list[str]:
    """The pieces that a document must have which holds all phrases; none where any document may.

    ``fine`` must be that of the index.
    """
    wanted: dict[str, None] = {}
    for phrase in phrases:
        wanted |= dict.fromkeys(_pieces(phrase.translate(_WRITTEN), fine=fine))
    step = max(1, -(-len(wanted) // _MOST))
    return [*wanted][::step]


def _pieces(text: str, *, fine: bool) -> Iterator[str]:
    if not fine:
        for run in _WORDS.findall(text):
            yield from _cut(run, 3)
        for run in _IDEOGRAPHS.findall(text):
            yield from _cut(run, min(len(run), 2))
        return
    for run in _WORDS.findall(text):
        yield from _cut(run, _LONG if len(run) >= _LONG else 3)
    for run in _RUNS.findall(text):
        yield from (piece for piece in _cut(run, 3) if _IDEOGRAPHS.search(piece))
    for run in _IDEOGRAPHS.findall(text):
        if len(run) < 3:
            yield run


def _cut(run: str, size: int) -> Iterator[str]:
    return map("".join, zip(*(run[at:] for at in range(size)), strict=False))
