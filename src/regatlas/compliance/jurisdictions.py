"""Codes of jurisdictions: ISO 3166-1 alpha-2 and, for parts of a country, ISO 3166-2."""

from __future__ import annotations

import re

_PART = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")

# ISO 3166-1 alpha-2 as of 2024, the second letters of each first one; EU is reserved there for the European Union.
_SECOND_LETTERS = {
    "A": "DEFGILMOQRSTUWXZ",
    "B": "ABDEFGHIJLMNOQRSTVWYZ",
    "C": "ACDFGHIKLMNORUVWXYZ",
    "D": "EJKMOZ",
    "E": "CEGHRSTU",
    "F": "IJKMOR",
    "G": "ABDEFGHILMNPQRSTUWY",
    "H": "KMNRTU",
    "I": "DELMNOQRST",
    "J": "EMOP",
    "K": "EGHIMNPRWYZ",
    "L": "ABCIKRSTUVY",
    "M": "ACDEFGHKLMNOPQRSTUVWXYZ",
    "N": "ACEFGILOPRUZ",
    "O": "M",
    "P": "AEFGHKLMNRSTWY",
    "Q": "A",
    "R": "EOSUW",
    "S": "ABCDEGHIJKLMNORSTVXYZ",
    "T": "CDFGHJKLMNORTVWZ",
    "U": "AGMSYZ",
    "V": "ACEGINU",
    "W": "FS",
    "Y": "ET",
    "Z": "AMW",
}
COUNTRIES = frozenset(first + second for first, seconds in _SECOND_LETTERS.items() for second in seconds)


def is_jurisdiction(code: str) -> bool:
    """Whether ``code`` is that of a country, of the European Union, or has the form of a part of one (``CN-GD``)."""
    if code in COUNTRIES:
        return True
    return _PART.fullmatch(code) is not None and code[:2] in COUNTRIES
