"""Where a text writes the number of an article, as far as an article can begin there."""

from __future__ import annotations

import re

from regatlas.structure.chain import Candidate, Strength
from regatlas.structure.dialect import Dialect
from regatlas.structure.layout import Layout

_SENTENCE_BEFORE = re.compile(r"[。；！？.;!?”\"’）)\]》]\s?$")
# All characters behind which ``_SENTENCE_BEFORE`` can match; at nine mentions of ten it cannot.
_MAY_END = frozenset('。；！？.;!?”"’）)]》') | {sign for sign in map(chr, range(0x3001)) if sign.isspace()}
_BLOCK = Strength.BLOCK
_tuple = tuple.__new__


class Mentions:
    """The numbers of articles in one text that are not only cited."""

    def __init__(self, layout: Layout, dialect: Dialect) -> None:
        self._layout = layout
        self._text = layout.text
        self._dialect = dialect
        self._lines = frozenset(layout.line_starts)

    def find(self, contents: tuple[int, int]) -> list[Candidate]:
        """All of them outside the table of contents, in order."""
        left, right = contents
        index_of, plain, quotes = self._layout.index_of, self._dialect.plain, self._layout.quotes
        found: list[Candidate] = []
        for start in self._places():
            if left <= start < right:
                continue
            known = plain(self._text, start) if plain and start in index_of else None
            if known is None:
                candidate = self._at(start, opens_block=start in index_of)
            elif self.refers(known[1]):
                continue
            else:
                candidate = _tuple(Candidate, (start, known[1], known[0], 0, _BLOCK))
            if candidate is not None and not (quotes and self._layout.quotation_at(start)):
                found.append(candidate)
        return found

    def _places(self) -> list[int]:
        """Where the number of an article may stand that opens a block or line, or follows a sentence."""
        text, sign = self._text, self._dialect.sign
        if sign is None:
            return [match.start() for match in self._dialect.article.finditer(text)]
        index_of, lines, may_end = self._layout.index_of, self._lines, _MAY_END
        found: list[int] = []
        # A mention in running text, for nine in ten of those that open no block.
        start = text.find(sign)
        while start >= 0:
            if start in index_of or text[start - 1] in may_end or start in lines:
                found.append(start)
            start = text.find(sign, start + 1)
        return found

    def _at(self, start: int, *, opens_block: bool) -> Candidate | None:
        """The article that may begin at a place."""
        strength = _BLOCK if opens_block else self._strength(start)
        match = self._dialect.article.match(self._text, start) if strength else None
        if strength is None or match is None or self.refers(match.end()):
            return None
        number = self._dialect.number(match["number"])
        if number is None:
            return None
        inserted = match["inserted"]
        return Candidate(start, match.end(), number, self._dialect.inserted(inserted) if inserted else 0, strength)

    def _strength(self, start: int) -> Strength | None:
        line = start in self._lines
        if self._text[start - 1] in _MAY_END and _SENTENCE_BEFORE.search(self._text, max(0, start - 4), start):
            return Strength.LINE if line else Strength.INLINE
        return Strength.CUT_LINE if line else None

    def refers(self, end: int) -> bool:
        """Whether the words behind a number, at ``end``, make it one that is only cited."""
        refers = self._dialect.refers
        if refers is not None and self._text[end : end + 1] not in refers:
            return False
        return self._dialect.reference.match(self._text, end) is not None

    def is_first(self, start: int) -> bool:
        """Whether article 1 begins at ``start``."""
        match = self._dialect.article.match(self._text, start)
        if match is None or self._dialect.number(match["number"]) != 1 or match["inserted"]:
            return False
        return not self.refers(match.end())
