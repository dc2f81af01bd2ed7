"""Numbers in brackets: their styles, and what lies between two of one style."""

from __future__ import annotations

from functools import lru_cache

from regatlas.structure.numerals import letter_number, roman_number


@lru_cache(maxsize=1024)
def style_of(number: str) -> str:
    """The style of a number in brackets: digit, letter, LETTER, roman or ROMAN; one letter counts as a letter."""
    if number[0].isdigit():
        return "digit"
    if len(number) > 1 and roman_number(number):
        return "roman" if number.islower() else "ROMAN"
    return "letter" if number.islower() else "LETTER"


def numbers_between(first: str, last: str) -> list[str]:
    """The numbers strictly between two of one style; none where they are of different styles or run backwards."""
    if first.isdigit() and last.isdigit() and int(last) - int(first) < 500:
        return [str(value) for value in range(int(first) + 1, int(last))]
    if len(first) == len(last) == 1 and first.isalpha() and last.isalpha() and not _roman_pair(first, last):
        return [chr(code) for code in range(ord(first) + 1, ord(last))]
    low, high = roman_number(first), roman_number(last)
    if low and high and first.islower() == last.islower():
        return [_roman(value, lower=first.islower()) for value in range(low + 1, high)]
    return []


def _roman_pair(first: str, last: str) -> bool:
    return first in "iI" and last in "vVxX" and (letter_number(last) or 0) > 20


def _roman(value: int, *, lower: bool) -> str:
    signs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for worth, sign in signs:
        count, value = divmod(value, worth)
        text += sign * count
    return text if lower else text.upper()
