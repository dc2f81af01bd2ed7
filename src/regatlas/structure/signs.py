"""What single characters tell: whether one can open a list item, a heading, an article; whether a sentence may end so.

A table has a byte for each code point, so that one question is answered for many places of a text at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from regatlas.structure.markers import INITIALS
from regatlas.structure.quoted import OPENING

# What opens a block: a letter that opens words only; any other character; 第; 附; a bracket; a quotation mark.
PLAIN: Final = 0
OTHER: Final = 1
NUMBERED: Final = 2
ANNEXED: Final = 3
BRACKET: Final = 4
QUOTING: Final = 5
_OF_THEIR_OWN = {"第": NUMBERED, "附": ANNEXED, "（": BRACKET, "(": BRACKET, **dict.fromkeys(OPENING, QUOTING)}
# Tables reach over the plane in which laws are written. What lies beyond it is as one or the other of these.
KNOWN: Final = 0x10000
_LETTER: Final = "甲"
_SYMBOL: Final = "\ufffd"


def _openers() -> bytes:
    """Made in 6 ms."""
    table = bytearray(not sign.isalpha() for sign in map(chr, range(KNOWN)))
    for sign in INITIALS:
        table[ord(sign)] = OTHER
    for sign, opener in _OF_THEIR_OWN.items():
        table[ord(sign)] = opener
    return bytes(table)


OPENERS: Final = _openers()


def table_of(signs: Iterable[str]) -> bytes:
    """The table with 1 for some characters and 0 for all others."""
    table = bytearray(KNOWN)
    for sign in signs:
        table[ord(sign)] = 1
    return bytes(table)


def look_up(table: bytes, text: str, places: list[int], shift: int = 0) -> bytes:
    """What a table says of the characters of a text that stand ``shift`` behind some places."""
    try:
        return bytes([table[ord(text[place + shift])] for place in places])
    except IndexError:
        return bytes([look_up_one(table, text[place + shift]) for place in places])


def look_up_one(table: bytes, character: str) -> int:
    """What a table says of a character of any plane."""
    code = ord(character)
    return table[code] if code < KNOWN else table[ord(_LETTER if character.isalpha() else _SYMBOL)]


def places_of(value: int, found: bytes) -> list[int]:
    """Where a value stands in what was looked up."""
    return [place for place, one in enumerate(found) if one == value] if value in found else []


def openers_of(initials: Iterable[str]) -> list[int]:
    """The openers that stand for nothing but these characters; none where some have no opener of their own."""
    found = {_OF_THEIR_OWN.get(initial, OTHER) for initial in initials}
    return [] if OTHER in found or BRACKET in found or QUOTING in found else sorted(found)
