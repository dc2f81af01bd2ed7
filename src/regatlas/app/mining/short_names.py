"""Short names that a page gives itself: the Interim Measures … ("Interim GAI Measures"), 以下简称“生成式办法”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from regatlas.app.mining.naming import Mention

_GIVEN = re.compile(
    r"[》”\"]?\s?[（(](?:以下(?:统|简)?称(?:为)?|(?:hereinafter|hereafter)(?: referred to as)?|the|or)?\s?(?:the )?"
    r"[“\"‘《](?P<name>[^”\"’》（）()\n]{4,60})[”\"’》][)）]"
)


def shortened(text: str, named: Sequence[Mention]) -> Iterator[Mention]:
    """Every later place of a short name that follows an instrument in brackets, as a mention of that instrument.

    A name that the page gives to two instruments, and names that are found anyway, are passed over.
    """
    given: dict[str, set[tuple[str, ...]]] = {}
    taken = bytearray(len(text))
    for one in named:
        taken[one.start : one.end] = b"\x01" * (one.end - one.start)
        match = _GIVEN.match(text, one.end) if one.kind == "instrument" else None
        if match:
            given.setdefault(match["name"], set()).add(one.ids)
    for name, meant in given.items():
        if len(meant) == 1:
            (ids,) = meant
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)" if name.isascii() else re.escape(name), text):
                if not any(taken[match.start() : match.end()]):
                    yield Mention("instrument", ids, name, match.start(), match.end())
