"""How American provisions are cited: Sec. 3(b)(2); Sec. 4.1(b)(ii); § 6-1-1701(3)(b)(II); Sec. 2(a), “Sec. 325(c)”."""

from __future__ import annotations

from regatlas.model.citing import section_sign
from regatlas.structure.outline import Unit
from regatlas.structure.us.bodies import BELOW, QUOTED
from regatlas.structure.us.items import SUBDIVISION

_WORDS = {
    "title-division": "Title",
    "division": "Division",
    "subtitle": "Subtitle",
    "part": "Part",
    "chapter": "Chapter",
    "subchapter": "Subchapter",
}
_NAMED = {"title": "Title", "preamble": "Preamble", "enacting": "Enacting clause", "signature": "Signature"}


def cite_us(unit: Unit) -> str | None:
    """The citation of a unit whose parents have theirs; what an act puts into another one is in quotation marks."""
    if unit.kind in ("section", *BELOW):
        return _section(unit) if unit.kind == "section" else _below(unit)
    if unit.kind in _WORDS:
        return f"{_WORDS[unit.kind]} {unit.printed or unit.number or ''}".strip()
    name = _NAMED.get(unit.kind)
    return f"{name}, paragraph {unit.position}" if name and unit.position > 1 else name


def cite_us_within(unit: Unit) -> str | None:
    """The same for a section or division whose number another one has: Title II, Sec. 101."""
    own = unit.kind in _WORDS or (unit.kind == "section" and unit.printed is None)
    parent = unit.parent
    if not own or parent is None or parent.citation is None or parent.kind not in _WORDS:
        return None
    return f"{parent.citation}, {cite_us(unit)}"


def _section(unit: Unit) -> str:
    own = f"{section_sign(unit.number or '')} {unit.number}"
    if unit.printed is None:
        return own
    above = _outside_headings(unit)
    if unit.printed == QUOTED:
        return f"{above}, “{own}”"
    # The sections of a code are known by their number alone, those of a new chapter of one are not.
    return own if own[0] == "§" else f"{above}, § {unit.number}"


def _below(unit: Unit) -> str:
    above = (unit.parent.citation if unit.parent else None) or ""
    inside, end = (above[:-1], "”") if above.endswith("”") else (above, "")
    if not unit.number:
        return f"{inside}, undesignated paragraph {unit.position}{end}" if above else f"paragraph {unit.position}"
    if unit.printed == QUOTED:
        return f"{above}, “({unit.number})”"
    if unit.printed == SUBDIVISION:
        return f"{inside}, subd. {unit.number}{end}"
    return f"{inside}({unit.number}){end}"


def _outside_headings(unit: Unit) -> str:
    """The citation of what a section of a code stands in, past the headings of the code."""
    parent = unit.parent
    while parent is not None and parent.kind in _WORDS:
        parent = parent.parent
    return (parent.citation if parent is not None else None) or ""
