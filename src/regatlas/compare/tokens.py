"""Words, numbers and marks of a text, each with its place.

Chinese is cut into words by rjieba, other scripts at their letters. A number, a cross-reference (第三条) and the number
of a point (（一）) are one token each; every other mark stands alone. White space is no token: it belongs to the token
before it, so that the tokens of a stretch tile it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from regatlas.compare.numerals import CHINESE_NUMERAL
from regatlas.model.text import Span

_HAN = r"\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(
    rf"第(?:{CHINESE_NUMERAL}+|\d+)(?:条(?:之{CHINESE_NUMERAL}+)?|[款项目章节编])"
    rf"|[（(](?:{CHINESE_NUMERAL}+|\d+)[)）]"
    r"|\d+(?:[.,]\d+)*[%％]?"
    rf"|(?P<han>[{_HAN}]+?(?=第(?:{CHINESE_NUMERAL}|\d)+[条款项目章节编])|[{_HAN}]+)"
    rf"|(?:(?![{_HAN}])[^\W\d_])+(?:['’\-](?:(?![{_HAN}])[^\W\d_])+)*"
    r"|\S"
)
# Width and the forms of quotation marks and dashes depend on who typed the text, not on who made the law.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | str.maketrans(
    "“”„‟〝〞‘’‚‛–—―−", '""""""\'\'\'\'----'
)
_WORD = re.compile(r"\w")


class Token(NamedTuple):
    """A token at ``[start, end)``, ``end`` without the white space behind it; ``key`` is what it is compared by."""

    start: int
    end: int
    key: str

    @property
    def is_word(self) -> bool:
        """Whether it holds a letter or digit."""
        return _WORD.search(self.key) is not None


def tokens(text: str, span: Span) -> list[Token]:
    """The tokens of a stretch of text, in order."""
    return list(_tokens(text, span))


def _tokens(text: str, span: Span) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, span.start, span.end):
        if match["han"] is None:
            yield Token(match.start(), match.end(), match[0].translate(_FOLD))
            continue
        import rjieba  # its dictionary takes 0.15 s to load, and texts in other scripts need it not

        start = match.start()
        for word in rjieba.cut(match[0]):
            yield Token(start, start + len(word), word)
            start += len(word)


def fingerprint(found: list[Token]) -> str:
    """The words as one string: equal for two stretches exactly where they differ at most in white space and width.

    Between ideographs the borders of words are left out, because rjieba draws them by context.
    """
    parts: list[str] = []
    latin = False
    for token in found:
        here = ord(token.key[0]) < 0x2E80
        parts.append(f" {token.key}" if latin and here and token.is_word else token.key)
        latin = here and token.is_word
    return "".join(parts)
