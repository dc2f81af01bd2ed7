"""A few words of a provision around what was searched for, with every place of it marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regatlas.model.base import Frozen
from regatlas.model.text import Span
from regatlas.store.search import fold, folded

# Characters before the first mark, and in all: about two lines on a wide page.
_BEFORE = 40
_LENGTH = 200
# A long annex is folded piece by piece until something is found; pieces overlap by more than any phrase is long.
_PIECE = 4_000
_OVERLAP = 1_000
# Of a phrase that stands everywhere, so many places are tried for the others beside it.
_MOST_PLACES = 50
_NEAR = _LENGTH - _BEFORE


class Snippet(Frozen):
    """The words around the place that holds most of the phrases; ``marks`` are spans into ``text``."""

    text: str
    marks: tuple[Span, ...]


def snippet(text: str, phrases: Sequence[str]) -> Snippet:
    """The stretch of ``text`` that holds most of the folded phrases, with all of their places in it marked."""
    start, least = _place(text, phrases)
    start, end = _whole_words(text, start, min(len(text), max(start + _LENGTH, least)), least)
    # Marks may begin in the stretch and end behind it; those are left out.
    marks = tuple(Span(*mark) for mark in _marks(text[start:end], phrases))
    return Snippet(text=text[start:end], marks=marks)


def _place(text: str, phrases: Sequence[str]) -> tuple[int, int]:
    """Where the stretch begins, and where it must not end before."""
    marks = sorted((*mark, phrase) for phrase in phrases for mark in _some(text, phrase))
    if not marks:
        return 0, 0

    def near(begin: tuple[int, int, str]) -> int:
        return len({phrase for start, end, phrase in marks if begin[0] <= start and end <= begin[0] + _NEAR})

    best = marks[0] if len(phrases) == 1 else max(marks, key=lambda mark: (near(mark), -mark[0]))
    return max(0, best[0] - _BEFORE), best[1]


def _whole_words(text: str, start: int, end: int, least: int) -> tuple[int, int]:
    """The stretch without the halves of words at its ends, in scripts that have spaces between them."""
    if _cuts_word(text, start):
        space = text.find(" ", start, min(start + _BEFORE // 2, least))
        start = space + 1 if space >= 0 else start
    if _cuts_word(text, end):
        space = text.rfind(" ", max(least, end - _BEFORE // 2), end)
        end = space if space >= 0 else end
    return start, end


def _cuts_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1 : at + 1].isascii() and text[at - 1 : at + 1].isalnum()


def _some(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    """Places of a phrase: those where it stands letter for letter, else the first as it is folded.

    To fold a text with its origins takes a microsecond a character, and some annexes are long.
    """
    plain = text.lower()
    at = plain.find(phrase)
    places = 0
    while at >= 0 and places < _MOST_PLACES:
        if fold(text[at : at + len(phrase)]) == phrase:
            places += 1
            yield at, at + len(phrase)
        at = plain.find(phrase, at + len(phrase))
    for start in range(0, 0 if places else len(text), _PIECE - _OVERLAP):
        marks = folded(text[start : start + _PIECE]).marks(phrase)
        if marks:
            yield start + marks[0][0], start + marks[0][1]
            return


def _marks(text: str, phrases: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places of all phrases in the order of the text; what overlaps an earlier one is left out."""
    whole = folded(text)
    last = 0
    for start, end in sorted(mark for phrase in phrases for mark in whole.marks(phrase)):
        if start >= last:
            yield start, end
            last = end
