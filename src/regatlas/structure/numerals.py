"""Numbers as laws write them: Chinese numerals, Roman numerals, letters, full-width digits."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from regatlas.model.numerals import spell_chinese, spell_roman

_DIGITS = {**dict(zip("〇零一二三四五六七八九", (0, *range(10)), strict=True)), "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
HAN = "〇零○一二三四五六七八九十百千两"
SPELLED: Final = {spell_chinese(value): value for value in range(1, 400)}
"""The numbers of the articles and points that most laws have, spelled as they should be, with their values."""


# Laws count from one, so that few numbers open most provisions of all laws.
@lru_cache(maxsize=8192)
def chinese_number(text: str) -> int | None:
    """The value of 二百一十三, 二〇二三, 廿 excluded, or digits of either width; None where it is no number."""
    text = "".join(text.split())
    if not text:
        return None
    if (text.isdigit() and text.isascii()) or all("０" <= character <= "９" for character in text):
        return int(text)
    if not any(character in _UNITS for character in text):
        digits = [_DIGITS.get(character, -1) for character in text]
        return None if min(digits) < 0 else int("".join(map(str, digits)))
    return _with_units(text)


def _with_units(text: str) -> int | None:
    total = current = 0
    for character in text:
        if character in _DIGITS:
            current = _DIGITS[character]
        elif character in _UNITS:
            total += (current or 1) * _UNITS[character]
            current = 0
        else:
            return None
    return total + current


def roman_number(text: str) -> int | None:
    """The value of a Roman numeral in either case, None where the letters do not form one in canonical spelling."""
    values = [_ROMAN.get(character) for character in text.lower()]
    if not values or None in values:
        return None
    total = 0
    for index, value in enumerate(values):
        following = values[index + 1] if index + 1 < len(values) else 0
        assert value is not None
        total += -value if following and value < following else value
    return total if 0 < total < 4000 and spell_roman(total) == text.lower() else None


def letter_number(text: str) -> int | None:
    """a → 1, z → 26, aa → 27 (letters repeated, as in lists); None for other words."""
    lowered = text.lower()
    if not lowered.isascii() or not lowered.isalpha() or len(set(lowered)) != 1:
        return None
    return ord(lowered[0]) - ord("a") + 1 + 26 * (len(lowered) - 1)
