"""Where a quote stands: found by code, or it counts for nothing.

First the exact words, then the same words whatever their white space and width (``ＡＩ`` for ``AI``, a line feed for a
space), never similar words: a model that changes one word of a law has not quoted it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from regatlas.model.text import Span

SHORTEST = 12
"""Letters that a quote has at least, an ideograph counting for three: shorter words stand in every text."""

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


def is_telling(quote: str) -> bool:
    """Whether the words are long enough to be evidence of anything."""
    return sum(3 if "\u3400" <= letter <= "\u9fff" else letter.isalnum() for letter in quote) >= SHORTEST


def locate(text: str, within: Span, quote: str) -> Span | None:
    """The place of ``quote`` in ``text[within]``, the first where it stands there several times; else None."""
    words = quote.strip()
    if not words:
        return None
    start = text.find(words, within.start, within.end)
    if start >= 0:
        return Span(start, start + len(words))
    return _locate_folded(text, within, words)


def _locate_folded(text: str, within: Span, words: str) -> Span | None:
    wanted = "".join(filter(None, map(_folded, words)))
    if not wanted:
        return None
    kept = [(offset, letter) for offset in range(*within) if (letter := _folded(text[offset]))]
    found = "".join(letter for _, letter in kept).find(wanted)
    if found < 0:
        return None
    return Span(kept[found][0], kept[found + len(wanted) - 1][0] + 1)


@lru_cache(maxsize=8192)
def _folded(letter: str) -> str:
    """The character in its usual width, or nothing for white space; never more than one character."""
    if letter.isspace() or letter in _INVISIBLE:
        return ""
    tag, _, code = unicodedata.decomposition(letter).partition(" ")
    if tag in ("<wide>", "<narrow>"):
        plain = chr(int(code, 16))
        return "" if plain.isspace() else plain
    return letter
