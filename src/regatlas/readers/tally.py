"""How often characters stand in a text, for language and quality: counted by classes, at the speed of C.

Counting every character on its own takes longer than all the rest of reading. The questions asked are of classes of
characters, and those are answered from one pass over the high bytes of the text in UTF-16, or by one expression.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property, lru_cache
from string import ascii_letters

_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_NOT_LETTERS = bytes(code for code in range(256) if chr(code) not in ascii_letters)
_LOWER = bytes(range(256)).lower()

# A thousand characters of any Chinese prose hold some hundreds of these; misread bytes hold a few per cent.
_COMMON_HAN = frozenset(
    "的一是不在人有我他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都三小军二无同"
    "么经法当起与好看学进种将还分此心前面又定见只主没公从知使些电理关应规条部机定管安全信息服务数据第章依律政府位技术施责任务组织单"
    "國為這個來們說時會發對過電關應規條機數據務責術組織單業產權設構實現標護網"
)
# The most frequent of them in laws; together they pass the threshold in most texts, so that the others need no count.
_COMMON_FIRST = "的人第条应行法定和当规十管理以政有用关者"
# Parts of Unicode by the high byte: no text but one of a single character has three tenths of its own in one of them.
_CLASSES = (
    (0x00, 0x2F),
    (0x30, 0x4E),
    (0x4F, 0x53),
    (0x54, 0x5F),
    (0x60, 0x6B),
    (0x6C, 0x7F),
    (0x80, 0x9F),
    (0xA0, 0xFF),
)


@lru_cache(maxsize=64)
def _expression(characters: str) -> re.Pattern[str]:
    return re.compile(f"[{characters}]+")


class Tally:
    """The characters of a text, ASCII apart from all others."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.length = len(text)
        self._ascii = text.encode("ascii", "ignore")

    @cached_property
    def foreign(self) -> str:
        """All characters beyond ASCII, in order."""
        return "" if self.ascii_only else "".join(_FOREIGN.findall(self.text))

    @cached_property
    def others(self) -> Counter[str]:
        """How often each character beyond ASCII stands in the text: slow, for texts in which something is odd."""
        return Counter(self.foreign)

    @cached_property
    def _letters(self) -> bytes:
        return self._ascii.translate(_LOWER, _NOT_LETTERS)

    @cached_property
    def _high(self) -> bytes:
        return self.text.encode("utf-16-le", "surrogatepass")[1::2]

    @property
    def ascii_letters(self) -> int:
        """How many of a to z, in either case."""
        return len(self._letters)

    def share_of_letters(self, wanted: str) -> float:
        """The share of ``wanted`` (lower case) among the letters a to z."""
        rest = self._letters.translate(None, wanted.encode("ascii"))
        return 1.0 - len(rest) / max(1, len(self._letters))

    def without(self, characters: str) -> int:
        """How many ASCII characters are none of ``characters``."""
        return len(self._ascii.translate(None, characters.encode("ascii")))

    def count(self, first: str, last: str) -> int:
        """How many characters beyond ASCII stand from ``first`` to ``last`` in the order of Unicode."""
        if self.ascii_only or not self.pages(ord(first) >> 8, ord(last) >> 8):
            return 0
        return sum(map(len, _expression(f"{first}-{last}").findall(self.text)))

    def has(self, characters: str) -> bool:
        """Whether any of the characters, given as in a class of a regular expression, stands in the text."""
        return not self.ascii_only and _expression(characters).search(self.text) is not None

    def one_of(self, characters: frozenset[str]) -> int:
        """How many characters are in a set."""
        return sum(map(self.text.count, characters))

    @cached_property
    def ideographs(self) -> int:
        """How many characters from U+3400 to U+9FFF."""
        return self.pages(0x34, 0x9F)

    @property
    def ascii_only(self) -> bool:
        """Whether the text has no other characters."""
        return len(self._ascii) == self.length

    def pages(self, first: int, last: int) -> int:
        """How many characters beyond ASCII have a code from ``first``00 to ``last``FF; surrogates count as two."""
        if self.ascii_only:
            return 0
        found = len(self._high) - len(self._high.translate(None, bytes(range(first, last + 1))))
        return found if first else found - len(self._ascii)

    def commonest(self, above: float) -> float:
        """The share of the most frequent character beyond ASCII, or 0 where no character has more than ``above``."""
        # A class that has few characters has few of each: only a text that is all of a kind needs a closer look.
        if all(self.pages(*one) <= above * self.length for one in _CLASSES):
            return 0.0
        share = max(self.others.values(), default=0) / max(1, self.length)
        return share if share > above else 0.0

    @cached_property
    def common_han(self) -> float:
        """The share of frequent ideographs among all ideographs; 1 where there are too few to tell."""
        return self.one_of(_COMMON_HAN) / self.ideographs if self.ideographs >= 50 else 1.0

    def lacks_common_han(self, share: float) -> bool:
        """Whether frequent ideographs are less than ``share`` of all, found with as few counts as will do."""
        found = 0
        for character in _COMMON_FIRST:
            found += self.text.count(character)
            if found >= share * self.ideographs:
                return False
        return self.common_han < share
