"""Numbers as texts write them: Arabic digits, Chinese and Roman numerals, English words."""

from __future__ import annotations

import re

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_FORM = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_AROUND = re.compile(r"^[(（\s]+|[)）.、．\s]+$")
CHINESE_NUMERAL = "[〇零一二三四五六七八九十百千万亿两]"


def chinese_number(text: str) -> int | None:
    """The value of a Chinese numeral such as 二十三 or 一百万; None for anything else."""
    if not text or any(character not in _DIGITS | _SMALL | _LARGE for character in text):
        return None
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _SMALL:
            section, digit = section + (digit or 1) * _SMALL[character], 0
        else:
            total, section, digit = (total + (section + digit or 1)) * _LARGE[character], 0, 0
    return total + section + digit


def ordinal(number: str | None) -> str | None:
    """The number of a provision in a form that two traditions share: ``一``, ``（1）`` and ``I`` are all ``1``."""
    if number is None:
        return None
    bare = _AROUND.sub("", number)
    value = chinese_number(bare)
    if value is not None:
        return str(value)
    if len(bare) > 1 and _ROMAN_FORM.fullmatch(bare):
        return str(roman_number(bare))
    return bare.casefold() or None


def roman_number(text: str) -> int:
    """The value of a Roman numeral in capital letters."""
    values = [_ROMAN[letter] for letter in text]
    return sum(-value if value < max(values[place + 1 :], default=0) else value for place, value in enumerate(values))


def plain_number(number: str | None) -> str | None:
    """The number of an article, as a provision or a reference gives it: 第二十三条之一 is ``23-1``."""
    parts = (number or "").replace("之", "-").replace("第", "").replace("条", "").split("-")
    return "-".join(ordinal(part) or "" for part in parts) or None
