"""Codings that others published, read as they lie in the corpus.

*Map facts* (``mit-governance-map/dev.jsonl``) are what public records of the MIT AI governance map state of a document.
They were made by a language model and are not exhaustive: what a record names is there, what it does not name may be
there too. *Tags* (``agora/documents.csv``) are people's coding of the AGORA texts: a tag is there or it is not.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from regatlas.errors import DataError
from regatlas.model.judgement import LegalForce

Part = Literal["train", "dev"]
# Long AGORA summaries stand in single cells; the default limit is 131,072 characters.
_LONGEST_CELL = 10_000_000
_FORCES: tuple[LegalForce, ...] = ("hard", "soft", "other")


@dataclass(frozen=True, slots=True)
class MapFacts:
    """What a published record states of one AGORA document. ``subdomain_range`` is how many subdomains it says are
    covered, least and most; None where it does not say.
    """

    document: str
    legal_force: LegalForce | None
    subdomains: frozenset[str]
    subdomain_range: tuple[int, int] | None
    sectors_good: frozenset[str]
    stages: frozenset[str]


def read_map_facts(path: Path) -> tuple[MapFacts, ...]:
    """The facts of every record in a ``dev.jsonl``. Raises :class:`DataError` naming file and line."""
    found = []
    for number, line in enumerate(_lines(path), start=1):
        if line.strip():
            try:
                found.append(_facts(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise DataError(
                    f"this line is no record of facts ({error})",
                    where=f"{path}:{number}",
                    hint="each line is one JSON object with agora_id and subdomains_mentioned",
                ) from None
    return tuple(found)


def read_tags(folder: Path, part: Part, tags: frozenset[str]) -> dict[str, frozenset[str]]:
    """By AGORA id, those of ``tags`` that people gave the documents of a part of the corpus.

    Documents outside the part are never looked at. Raises :class:`DataError` where a file or a column is missing.
    """
    wanted = {line.strip() for line in _lines(folder / f"{part}.txt") if line.strip()}
    table = folder / "documents.csv"
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.DictReader(_lines(table, keep_ends=True))
    missing = sorted(tags - set(rows.fieldnames or ()))
    if missing:
        raise DataError(f"the table has no column {missing[0]!r}", where=str(table), hint="use AGORA's documents.csv")
    return {
        row["AGORA ID"]: frozenset(tag for tag in tags if row[tag].strip().lower() == "true")
        for row in rows
        if row["AGORA ID"] in wanted
    }


def _lines(path: Path, *, keep_ends: bool = False) -> list[str]:
    try:
        # Only line feeds end a line here: str.splitlines would also cut at form feeds inside a cell.
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(
            f"the file cannot be read ({error.strerror})", where=str(path), hint="check the corpus folder"
        ) from None
    return re.findall(r"[^\n]*\n|[^\n]+\Z", text) if keep_ends else text.split("\n")


def _facts(record: dict[str, object]) -> MapFacts:
    force = record.get("legal_force")
    return MapFacts(
        document=str(record["agora_id"]),
        legal_force=next((one for one in _FORCES if one == force), None),
        subdomains=frozenset(str(one["code"]) for one in _list(record["subdomains_mentioned"])),
        subdomain_range=_range(record.get("approx_subdomains_stated")),
        sectors_good=frozenset(map(str, _list(record.get("sectors_good")))),
        stages=frozenset(map(str, _list(record.get("lifecycle")))),
    )


def _list(value: object) -> list[dict[str, object]]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise TypeError(f"a list was expected, not {value!r}")
    return value


def _range(value: object) -> tuple[int, int] | None:
    """``"10-12"`` as (10, 12) and ``"1"`` as (1, 1)."""
    numbers = [int(number) for number in re.findall(r"\d+", str(value or ""))]
    return (min(numbers), max(numbers)) if numbers else None
