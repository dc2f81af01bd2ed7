"""The numbers of automatic lists, which HTML and DOCX keep out of the text though a reader sees them."""

from __future__ import annotations

from regatlas.model.numerals import spell_chinese, spell_roman

_MOST_LETTERS = 260


def roman(value: int) -> str:
    """A number from 1 to 3999 in lower-case Roman numerals; other numbers in digits."""
    if not 0 < value < 4000:
        return str(value)
    return spell_roman(value)


def letters(value: int) -> str:
    """1 → a, 26 → z, 27 → aa (the letter repeated, as word processors do); numbers beyond 260 in digits."""
    if not 0 < value <= _MOST_LETTERS:
        return str(value)
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def chinese(value: int) -> str:
    """A number from 1 to 999 in Chinese numerals (十一, 一百零二); other numbers in digits."""
    if not 0 < value < 1000:
        return str(value)
    return spell_chinese(value)


def item_number(value: int, style: str) -> str:
    """The marker that a browser shows before an item of ``<ol type=style>``: ``3.``, ``c.``, ``iii.``."""
    shown = {
        "a": letters(value),
        "A": letters(value).upper(),
        "i": roman(value),
        "I": roman(value).upper(),
    }.get(style, str(value))
    return f"{shown}."


def word_number(value: int, style: str) -> str:
    """A number in one of Word's numbering formats (``w:numFmt``)."""
    if style.startswith("chinese") or style in ("ideographDigital", "japaneseCounting", "taiwaneseCounting"):
        return chinese(value)
    return {
        "lowerLetter": letters(value),
        "upperLetter": letters(value).upper(),
        "lowerRoman": roman(value),
        "upperRoman": roman(value).upper(),
        "decimalZero": f"{value:02d}",
    }.get(style, str(value))
