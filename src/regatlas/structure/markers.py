"""Numbers of list items at the beginning of a block: what they could mean."""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_letters
from typing import NamedTuple

from regatlas.structure.numerals import HAN, chinese_number, letter_number, roman_number

_MARKER = re.compile(
    rf"""
    (?P<cn_paren>[（(]\s?[{HAN}]{{1,4}}\s?[）)])\s?
    | (?P<cn_dun>[{HAN}]{{1,4}}\s?[、．.])(?!\d)\s?
    | (?P<circled>[①-⑳])\s?
    | (?P<paren>[（(]\s?(?:\d{{1,3}}[A-Za-z]?|[A-Za-z]{{1,6}}|[０-９]{{1,3}})\s?[）)])\s?
    | (?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}\.?)(?![\d%]|\s?(?:percent|million|billion))\s?
    | (?P<dot>(?:\d{{1,3}}|[０-９]{{1,3}})\s?[.．、])(?=[^\d]|$)\s?
    | (?P<roman_dot>(?:[IVXLC]{{1,6}}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{{1,2}})\s?[.、．])(?=\s|[A-Z\u4e00-\u9fff]|$)\s?
    | (?P<letter_dot>[A-Za-z]\.)(?:\s|$)
    | (?P<half>(?:\d{{1,3}}|[a-z]|[ivx]{{1,4}})\))\s?
    """,
    re.VERBOSE,
)
INITIALS = frozenset(f"（({HAN}①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ{ascii_letters}")
"""The first characters of all list numbers, but for decimal digits of any script."""
_AROUND = re.compile(r"[\s（）()、．.]")
_ROMAN_SIGNS = {sign: value for value, sign in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", start=1)}


class Reading(NamedTuple):
    """One way to take a marker: a numbering style and the value in it."""

    style: str
    value: int


class Marker(NamedTuple):
    """A list number at ``start``; its text goes on at ``end``. ``label`` is the number as printed, without marks."""

    start: int
    end: int
    label: str
    readings: tuple[Reading, ...]


def marker_at(text: str, start: int, end: int) -> Marker | None:
    """The marker at ``start``, or None. It must leave text before ``end`` or fill the block."""
    match = _MARKER.match(text, start, end)
    if not match or match.lastgroup is None:
        return None
    label, readings = read_marker(match.lastgroup, match.group())
    return Marker(start, match.end(), label, readings) if readings else None


# The same few numbers open most items of all lists; reading each anew took two fifths of the step.
@lru_cache(maxsize=8192)
def read_marker(group: str, printed: str) -> tuple[str, tuple[Reading, ...]]:
    """The label of a number as printed, and what it may mean; ``group`` is the branch of the expression it matched."""
    label = printed.strip(" .") if group == "decimal" else _AROUND.sub("", printed)
    return label, tuple(_readings(group, label))


def markers_at(text: str, start: int, end: int) -> list[Marker]:
    """All markers that follow each other from ``start`` on: ``(a)(1)`` opens two units at once."""
    found: list[Marker] = []
    while len(found) < 5:
        marker = marker_at(text, start, end)
        if marker is None:
            break
        found.append(marker)
        start = marker.end
        # Only bracketed numbers open a unit right behind another number.
        if start >= end or text[start] not in "(（":
            break
    return found


def may_mark(character: str) -> bool:
    """Whether a list number can begin so at all; most paragraphs of a law begin otherwise."""
    return character in INITIALS or character.isdecimal()


def _readings(group: str, label: str) -> list[Reading]:
    if group in ("cn_paren", "cn_dun"):
        value = chinese_number(label)
        return [Reading(group, value)] if value else []
    if group == "circled":
        return [Reading("circled", ord(label) - ord("①") + 1)]
    if group == "decimal":
        parts = label.split(".")
        return [Reading(f"decimal-{len(parts)}:{'.'.join(parts[:-1])}", int(parts[-1]))]
    if group == "roman_dot":
        value = _ROMAN_SIGNS.get(label) or roman_number(label)
        letter = [Reading("letter_dot-upper", letter_number(label) or 0)] if len(label) == 1 else []
        return ([Reading("roman_dot", value)] if value else []) + [r for r in letter if r.value]
    return _latin_readings(group, label)


def _latin_readings(group: str, label: str) -> list[Reading]:
    digits = "".join(chr(ord(c) - 0xFEE0) if "０" <= c <= "９" else c for c in label)
    if digits.isdigit():
        return [Reading(f"{group}-digit", int(digits))]
    if digits[:-1].isdigit():
        return [Reading(f"{group}-digit", int(digits[:-1]))]
    case = "upper" if label.isupper() else "lower" if label.islower() else ""
    if not case:
        return []
    readings = []
    letter, roman = letter_number(label), roman_number(label)
    if letter and len(label) <= 3:
        readings.append(Reading(f"{group}-{case}", letter))
    if roman:
        readings.append(Reading(f"{group}-roman-{case}", roman))
    return readings
