"""What is searched for in the benchmark of search: pieces of the texts themselves, drawn by a fixed seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from regatlas.store.search import fold

QUERIES = 100
SEED = 20261123
RARE = 100
"""A query that so many provisions hold, or fewer, is a rare one."""


class Queries(NamedTuple):
    """``rare`` and ``common`` are what people type; ``fragments`` begin and end in the middle of words.

    ``words`` are drawn as ``rare`` are, but however many provisions hold them: most English ones are no rare words.
    """

    rare: list[str]
    common: list[str]
    fragments: list[str]
    words: list[str]

    @property
    def every(self) -> list[str]:
        """All of them, each once."""
        return list(dict.fromkeys(query for some in self for query in some))


def draw(texts: Sequence[str]) -> Queries:
    """The queries; ``texts`` are folded."""
    chance = random.Random(SEED)
    words = _typed(texts, chance)
    rare = (query for query in words if sum(query in text for text in texts) <= RARE)
    return Queries(
        rare=list(islice(rare, QUERIES)),
        common=_common(texts, chance),
        fragments=list(islice(_fragments(texts, chance), QUERIES)),
        words=list(islice(words, QUERIES)),
    )


def _typed(texts: Sequence[str], chance: random.Random) -> Iterator[str]:
    """What people type: one to three words of a Latin text, three to eight characters of a Chinese one."""
    while True:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        piece = fold(text[start : start + chance.randint(3, 8)])
        words = piece if is_chinese(piece[:1]) else _words_at(text, start, chance.randint(1, 3))
        if len(words) > 1:
            yield words


def _fragments(texts: Sequence[str], chance: random.Random) -> Iterator[str]:
    while True:
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        piece = fold(text[start : start + chance.randint(3, 8)])
        if len(piece) > 2:
            yield piece


def _common(texts: Sequence[str], chance: random.Random) -> list[str]:
    counted: Counter[str] = Counter()
    for text in chance.sample(list(texts), min(len(texts), 4000)):
        for size in (2, 4):
            counted.update(text[at : at + size] for at in range(0, len(text) - size, size) if is_chinese(text[at]))
        counted.update(word for word in text.split(" ") if word.isascii() and word.isalpha() and len(word) > 3)
    return [piece for piece, _ in counted.most_common(400) if piece.isalnum()][:QUERIES]


def _words_at(text: str, start: int, count: int) -> str:
    words = text[start : start + 80].split(" ")[1:-1]
    return fold(" ".join(words[:count]))


def is_chinese(sign: str) -> bool:
    """Whether a character is an ideograph."""
    return "\u4e00" <= sign <= "\u9fff"
