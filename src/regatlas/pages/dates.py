"""Dates written out, as a gazette writes them."""

from __future__ import annotations

import re

from regatlas.pages.words import Lang, Words

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


_ACTS = {"plan": "printed", "normative-document": "printed", "standard": "released", "initiative": "released",
         "principles": "released"}  # fmt: skip


def date_label(kind: str, type_: str, words: Words) -> str:
    """The name of a date of an instrument: laws and rules are promulgated (公布), plans printed and issued (印发)."""
    if kind != "issued":
        return words(f"catalog.date.{kind}")
    return words(f"issued.{_ACTS.get(type_, 'promulgated')}")


def write_date(iso: str, lang: Lang) -> str:
    """``2026-03-23`` as ``23 March 2026`` or ``2026年3月23日``; a year or a month alone likewise.

    What is no ISO date is returned as it is: a document may say something that only a person understands.
    """
    match = _ISO.fullmatch(iso)
    if match is None:
        return iso
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if month > len(_MONTHS):
        return iso
    return _chinese(year, month, day) if lang == "zh" else _english(year, month, day)


def _chinese(year: int, month: int, day: int) -> str:
    return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")


def _english(year: int, month: int, day: int) -> str:
    parts = (str(day) if day else "", _MONTHS[month - 1] if month else "", str(year))
    return " ".join(part for part in parts if part)
