"""Which differences of writing do not matter to a search: width, case and white space.

White space counts only between two words of a script that needs it, and there a run of it is one space: Chinese lines
that a PDF has cut, 人工 智能, are one word, and "data  set" is not "dataset".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

# Scripts written without spaces: Han with its radicals and supplements, kana, bopomofo.
CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3040-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_FIRST_CJK = "\u2e80"
_HANGUL = ("\uac00", "\ud7a3")
_RUN = re.compile(r"(\s+)|\S+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each of its characters where in the original it came from."""

    text: str
    origins: tuple[int, ...]

    def marks(self, phrase: str) -> list[tuple[int, int]]:
        """Where the folded ``phrase`` stands, as spans of the original; occurrences do not overlap."""
        found: list[tuple[int, int]] = []
        at = self.text.find(phrase) if phrase else -1
        while at >= 0:
            last = at + len(phrase) - 1
            found.append((self.origins[at], self.origins[last] + 1))
            at = self.text.find(phrase, last + 1)
        return found


def fold(text: str) -> str:
    """The text without differences of width, case and idle white space (NFKC, then case folding)."""
    pieces = unicodedata.normalize("NFKC", text).casefold().split()
    if len(pieces) < 2:
        return "".join(pieces)
    joined = [pieces[0]]
    for before, after in pairwise(pieces):
        if _is_spaced(before[-1]) and _is_spaced(after[0]):
            joined.append(" ")
        joined.append(after)
    return "".join(joined)


def folded(text: str) -> Folded:
    """As :func:`fold`, character by character, keeping where each came from.

    Characters that only combine with their neighbours fold as they do alone, so in rare texts (decomposed accents)
    ``folded(text).text`` can differ from ``fold(text)``; marks are then missing, never wrong.
    """
    pieces: list[str] = []
    origins: list[int] = []
    space_at = -1
    for match in _RUN.finditer(text):
        start, end = match.span()
        if match.lastindex == 1:
            space_at = start if space_at < 0 else space_at
            continue
        whole = match.group().translate(_SIGNS)
        # No sign folds to nothing, so that a run which stays as long has one character for each.
        alike = len(whole) == end - start and _RUN.fullmatch(whole)
        for piece, origin in ((whole, range(start, end)),) if alike else _sign_by_sign(text, start, end):
            if piece.isspace():
                space_at = origin[0] if space_at < 0 else space_at
                continue
            if space_at >= 0 and pieces and _is_spaced(pieces[-1][-1]) and _is_spaced(piece[0]):
                pieces.append(" ")
                origins.append(space_at)
            space_at = -1
            pieces.append(piece)
            origins.extend(origin)
    return Folded("".join(pieces), tuple(origins))


def _sign_by_sign(text: str, start: int, end: int) -> Iterator[tuple[str, Sequence[int]]]:
    for at in range(start, end):
        for piece in _folded_sign(text[at]):
            yield piece, (at,)


class _Signs(dict[int, str]):
    """What each character folds to, as ``str.translate`` asks for it."""

    def __missing__(self, number: int) -> str:
        folded = self[number] = _folded_sign(chr(number))
        return folded


_SIGNS = _Signs()


@lru_cache(maxsize=65_536)
def _folded_sign(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign).casefold()


@lru_cache(maxsize=65_536)
def _is_spaced(sign: str) -> bool:
    """Whether a character belongs to a script that puts spaces between words."""
    return sign.isalnum() and (sign < _FIRST_CJK or _HANGUL[0] <= sign <= _HANGUL[1])
