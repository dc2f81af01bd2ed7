"""What a document says of itself, each statement with the words that make it.

The text comes first. Front matter, which is what the keeper of a file says of it, fills what the text does not state,
and its dates prevail: they are those of the version at hand, where the text of an amended law keeps its first ones.
What the text states otherwise is kept beside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from regatlas.model.document import Metadata, Provision, Statement
from regatlas.model.text import SourceText
from regatlas.structure.metadata.basis import find_legal_basis
from regatlas.structure.metadata.dates import find_dates
from regatlas.structure.metadata.issuers import find_issuers
from regatlas.structure.metadata.numbers import find_number
from regatlas.structure.metadata.regions import Regions
from regatlas.structure.metadata.titles import find_title

_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?\Z")
_DATE_KEYS = ("adopted", "issued", "effective")


def read_metadata(source: SourceText, provisions: Sequence[Provision]) -> Metadata:
    """Title, issuers, number, dates and legal basis of a text."""
    front = dict(source.front_matter)
    regions = Regions(source, provisions)
    suffix = "zh" if regions.chinese else "en"
    dates, otherwise = find_dates(regions), {}
    if front:
        given = _given_dates(front)
        otherwise = {key: one for key, one in dates.items() if key in given and given[key].value != one.value}
        dates = {**given, **{key: one for key, one in dates.items() if key not in otherwise}}
    return Metadata.of(
        title=find_title(regions) or _given(front, f"title_{suffix}", "title"),
        issuers=find_issuers(regions) or _given_list(front, f"issuer_{suffix}", "issuer"),
        number=find_number(regions) or _given(front, "document_number", "number"),
        dates=dates,
        legal_basis=find_legal_basis(regions),
        otherwise=otherwise,
    )


def _given(front: dict[str, str], *keys: str) -> Statement | None:
    value = next((front[key].strip() for key in keys if front.get(key, "").strip()), "")
    return Statement.of(value, origin="front-matter") if value else None


def _given_list(front: dict[str, str], *keys: str) -> tuple[Statement, ...]:
    stated = _given(front, *keys)
    if stated is None:
        return ()
    parts = re.split(r"[;；、]\s*", stated.value)
    return tuple(Statement.of(part.strip(), origin="front-matter") for part in parts if part.strip())


def _given_dates(front: dict[str, str]) -> dict[str, Statement]:
    return {
        key: Statement.of(front[key].strip(), origin="front-matter")
        for key in _DATE_KEYS
        if _ISO.match(front.get(key, "").strip())
    }
