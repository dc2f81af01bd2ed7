"""Texts and phrases as tokens for FTS5, such that a phrase of tokens matches exactly where the phrase stands.

Han and kana are cut into overlapping pairs, the last character of a run into itself and an end mark; other letters and
digits into words; every other sign is a token of its own. So 数据安全。 is 数据, 据安, 安全, 全⊣, 。 and the phrase
数据安 is the pairs 数据, 据安. A query may begin or end inside a word: the first and last words are then every word of
the index that ends or begins so, and a single word every one that holds it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from regatlas.store.search.folding import CJK

# Private-use signs are token characters for FTS5's tokenizer and stand in no text that matters.
_END = "\ue000"
_SIGN = "\ue001"
_RUN = re.compile(f"([{CJK}]+)|((?:(?![{CJK}])[^\\W_])+)|(\\S)")

TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"


def index_tokens(folded: str) -> str:
    """The tokens of a folded text, with spaces between them."""
    tokens: list[str] = []
    for match in _RUN.finditer(folded):
        run = match.group()
        if match.lastindex == 1:
            tokens.extend(map("".join, pairwise(run)))
            tokens.append(run[-1] + _END)
        else:
            tokens.append(run if match.lastindex == 2 else f"{_SIGN}{ord(run):x}")
    return " ".join(tokens)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A query as tokens. ``opens`` and ``closes``: whether its first and last token are words that may be cut."""

    tokens: tuple[str, ...]
    opens: bool
    closes: bool
    lone_character: bool


def phrase_of(folded: str) -> Phrase:
    """The tokens of a folded query; without any where nothing can be searched for."""
    tokens: list[str] = []
    runs = list(_RUN.finditer(folded))
    for number, match in enumerate(runs):
        run = match.group()
        if match.lastindex == 1:
            tokens.extend(map("".join, pairwise(run)))
            # The last character of a query need not be the last of its run in the text.
            if number < len(runs) - 1:
                tokens.append(run[-1] + _END)
            elif len(run) == 1:
                tokens.append(run)
        else:
            tokens.append(run if match.lastindex == 2 else f"{_SIGN}{ord(run):x}")
    kinds = [match.lastindex for match in runs]
    lone = bool(runs) and kinds[-1] == 1 and len(runs[-1].group()) == 1
    return Phrase(tuple(tokens), opens=kinds[:1] == [2], closes=kinds[-1:] == [2], lone_character=lone)


class TooBroad(Exception):
    """The query stands inside so many words that looking into every text is faster than naming them."""


# FTS5 takes thousands of phrases joined by OR, but a few hundred take as long as looking into every text.
_MOST_WORDS = 300


def match_expression(phrase: Phrase, vocabulary: Sequence[str]) -> str | None:
    """The FTS5 expression for a phrase; None where no word of the index fits. Raises :class:`TooBroad`.

    ``vocabulary`` are the words of the index.
    """
    if not phrase.tokens:
        return None
    first, last = phrase.tokens[0], phrase.tokens[-1]
    if len(phrase.tokens) == 1:
        choices = [f'"{word}"' for word in vocabulary if first in word] if phrase.opens else [f'"{first}"']
    else:
        firsts = [word for word in vocabulary if word.endswith(first)] if phrase.opens else [first]
        lasts = [word for word in vocabulary if word.startswith(last)] if phrase.closes else [last]
        if len(firsts) * len(lasts) > _MOST_WORDS:
            raise TooBroad
        middle = phrase.tokens[1:-1]
        choices = [f'"{" ".join((one, *middle, other))}"' for one in firsts for other in lasts]
    if len(choices) > _MOST_WORDS:
        raise TooBroad
    star = " *" if phrase.lone_character else ""
    return " OR ".join(choice + star for choice in choices) or None


def is_word(token: str) -> bool:
    """Whether a token of the index is a word that a query may cut."""
    match = _RUN.fullmatch(token)
    return match is not None and match.lastindex == 2
