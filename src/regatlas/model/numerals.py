"""Numbers spelled as laws and word processors spell them."""

from __future__ import annotations

from functools import lru_cache

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@lru_cache(maxsize=2048)
def spell_chinese(value: int) -> str:
    """A number from 0 to 9999 as Chinese laws write it: 二十三, 一百零二, 一百一十."""
    if value == 0:
        return "零"
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text += ("零" if zero and text else "") + "一二三四五六七八九"[digit - 1] + name
        zero = not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def spell_roman(value: int) -> str:
    """A number from 1 to 3999 in lower-case Roman numerals."""
    parts = []
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        parts.append(sign * count)
    return "".join(parts)
