"""Where lines of Chinese and Latin text may end, counted in columns of a terminal.

Terminals and the libraries that write to them break a run of ideographs anywhere or cut it off; here a line never
begins with a closing mark nor ends with an opening one, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category, east_asian_width

_OPEN = "（《〈「『【〔“‘(["
_CLOSE = "。，、；：？！）》〉」』】〕”’…％,.;:?!)]%"


def columns(text: str) -> int:
    """How many columns ``text`` takes: two for wide and full-width characters, none for combining marks."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if east_asian_width(character) in "WF":
        return 2
    return 0 if category(character) in {"Mn", "Me", "Cf"} else 1


def breaks(text: str, width: int) -> list[int]:
    """The offsets at which the lines after the first begin, so that none is wider than ``width`` columns.

    Spaces at the end of a line may stand beyond the width. A piece wider than a whole line is broken anywhere.
    """
    found: list[int] = []
    used = 0
    for start, end in _pieces(text):
        need = columns(text[start:end].rstrip())
        if used and used + need > width:
            found.append(start)
            used = 0
        if need > width:
            found.extend(_forced(text, start, end, width))
            used = columns(text[found[-1] if found else start : end])
        else:
            used += columns(text[start:end])
    return found


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The spans of what stays together: a word or an ideograph with the marks that cling to it and its spaces."""
    starts = [0, *(offset for offset in range(1, len(text)) if _may_break(text[offset - 1], text[offset]))]
    return zip(starts, [*starts[1:], len(text)], strict=True)


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two characters."""
    if after.isspace():
        return False
    if before.isspace():
        return True
    wide = _columns(before) == 2 or _columns(after) == 2
    return wide and before not in _OPEN and after not in _CLOSE


def _forced(text: str, start: int, end: int, width: int) -> list[int]:
    found: list[int] = []
    used = 0
    for offset in range(start, end):
        need = _columns(text[offset])
        if used and used + need > width:
            found.append(offset)
            used = 0
        used += need
    return found
