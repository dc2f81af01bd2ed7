"""Where a text writes the number of an article, as far as an article can begin there."""

from __future__ import annotations

import re
from typing import Final

from regatlas.structure.chain import Candidate, Strength
from regatlas.structure.dialect import Dialect
from regatlas.structure.layout import Layout
from regatlas.structure.numerals import SPELLED
from regatlas.structure.signs import KNOWN, NUMBERED, look_up_one, places_of, table_of

_SENTENCE_BEFORE = re.compile(r"[。；！？.;!?”\"’）)\]》]\s?$")
# All characters behind which ``_SENTENCE_BEFORE`` can match; at nine mentions of ten it cannot.
_MAY_END: Final = table_of([*'。；！？.;!?”"’）)]》', *(sign for sign in map(chr, range(0x3001)) if sign.isspace())])
_BLOCK: Final = Strength.BLOCK
_tuple: Final = tuple.__new__


class Mentions:
    """The numbers of articles in one text that are not only cited."""

    def __init__(self, layout: Layout, dialect: Dialect) -> None:
        self._layout = layout
        self._text = layout.text
        self._dialect = dialect
        self._lines: frozenset[int] = frozenset()
        # The words of a reference, or of an inserted article, begin so.
        self._doubtful = frozenset("之").union(dialect.refers or "")

    def find(self, contents: tuple[int, int]) -> list[Candidate]:
        """All of them outside the table of contents, in order."""
        found = self._find() if self._dialect.han else self._find_by_expression()
        left, right = contents
        if left < right:
            found = [one for one in found if not left <= one.start < right]
        if self._layout.quotes:
            found = [one for one in found if not self._layout.quotation_at(one.start)]
        return found

    def _find_by_expression(self) -> list[Candidate]:
        self._lines = frozenset(self._layout.line_starts)
        blocks = frozenset(self._layout.starts)
        places = [match.start() for match in self._dialect.article.finditer(self._text)]
        found = [self._at(start, opens_block=start in blocks) for start in places]
        return [one for one in found if one is not None]

    def _find(self) -> list[Candidate]:
        """The same where every mention begins with 第, without an expression for most of them."""
        text, layout, may_end = self._text, self._layout, _MAY_END
        lines = self._lines = frozenset([layout.line_starts[one] for one in places_of(NUMBERED, layout.line_openers)])
        blocks = [layout.starts[one] for one in places_of(NUMBERED, layout.openers)]
        blocks.append(-1)
        place = 0
        found: list[Candidate] = []
        start = text.find("第")
        while start >= 0:
            candidate: Candidate | None = None
            if start == blocks[place]:
                place += 1
                candidate = self._at_block(start)
            else:
                # A mention in running text, for nine in ten of those that open no block.
                before = ord(text[start - 1])
                if (before < KNOWN and may_end[before]) or start in lines:
                    candidate = self._at(start, opens_block=False)
            if candidate is not None:
                found.append(candidate)
            start = text.find("第", start + 1)
        return found

    def _at_block(self, start: int) -> Candidate | None:
        """第二十三条 at the beginning of a block; spelled as it should be, in a third of the time of the expression."""
        end = self._text.find("条", start + 2, start + 9) + 1
        number = SPELLED.get(self._text[start + 1 : end - 1]) if end else None
        if number is None or self._text[end : end + 1] in self._doubtful:
            return self._at(start, opens_block=True)
        return _tuple(Candidate, (start, end, number, 0, _BLOCK))

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
        if look_up_one(_MAY_END, self._text[start - 1]) and _SENTENCE_BEFORE.search(
            self._text, max(0, start - 4), start
        ):
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
        if self._dialect.han and self._text[start] != "第":
            return False
        match = self._dialect.article.match(self._text, start)
        if match is None or self._dialect.number(match["number"]) != 1 or match["inserted"]:
            return False
        return not self.refers(match.end())
