"""What one coder says of many documents, from the files in which coders leave it.

A coder may be an engine (the outcomes of ``regatlas map --jsonl``), a person (the labels that ``regatlas train`` learns
from, each with a ``path``), the people behind AGORA (``documents.csv``), or the records of the MIT map (``dev.jsonl``).
Documents are known by the stem of their file or by their AGORA id: the outcome of ``36.txt`` and row 36 are one
document.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from regatlas.catalog.taxonomies import BUILTIN_IDS, builtin_taxonomy
from regatlas.errors import DamagedFile, InputError, UnreadablePath, reason_of
from regatlas.model.run import OUTCOME_SCHEMA
from regatlas.model.taxonomy import Level

CodingKind = Literal["outcomes", "labels", "agora", "map-facts"]
Place = tuple[str, str]
"""A taxonomy and a category of it."""

AGORA_TAXONOMY = "agora"
_LONGEST_CELL = 10_000_000
_LEVELS: dict[str, Level] = {"none": "none", "minimal": "minimal", "good": "good"}
# Keys of a map record whose entries are codes, with the taxonomy and the level that they stand for.
_LISTS: tuple[tuple[str, str, Level], ...] = (
    ("sectors_good", "sector", "good"),
    ("sectors_minimal", "sector", "minimal"),
    ("lifecycle", "lifecycle", "good"),
)


@dataclass(frozen=True, slots=True)
class Coded:
    """What a coder says of one document. A place that is not in ``levels`` was not judged."""

    levels: Mapping[Place, Level]
    quotes: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)
    confidence: Mapping[Place, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Coding:
    """What a coder says. ``exhaustive`` is false where what the coder does not name may be there all the same."""

    name: str
    kind: CodingKind
    exhaustive: bool
    documents: Mapping[str, Coded]


def read_coding(path: Path) -> Coding:
    """The coding in a file, whose content decides its kind. Raises :class:`regatlas.errors.InputError` naming the line.

    Documents that an engine abstained from or failed on are left out, as are rows of AGORA that nobody annotated.
    """
    try:
        text = path.read_text(encoding="utf-8-sig", errors="surrogateescape")
    except OSError as error:
        raise UnreadablePath(
            f"the coding cannot be read ({reason_of(error)})", where=str(path), hint="check the path"
        ) from None
    if not text.strip():
        raise DamagedFile("there is no coding in the file", where=str(path), hint="give outcomes, AGORA or map records")
    if not text.lstrip().startswith("{"):
        return Coding(path.name, "agora", True, dict(_agora(path, text)))
    lines = [(number, _json(path, number, line)) for number, line in _numbered(text)]
    if lines[0][1].get("schema") == OUTCOME_SCHEMA:
        return Coding(path.name, "outcomes", True, dict(_each(path, lines, _outcome)))
    if "labels" in lines[0][1]:
        return Coding(path.name, "labels", True, dict(_each(path, lines, _labels)))
    return Coding(path.name, "map-facts", False, dict(_each(path, lines, _facts)))


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())


def _json(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise _wrong(path, number, "this line is no JSON object")
    return value


def _wrong(path: Path, number: int, what: str) -> InputError:
    return DamagedFile(what, where=f"{path}:{number}", hint="give outcomes of map --jsonl, AGORA's CSV or map records")


def _each(
    path: Path,
    lines: list[tuple[int, dict[str, Any]]],
    read: Callable[[dict[str, Any]], tuple[str, Coded] | None],
) -> Iterator[tuple[str, Coded]]:
    """Every document that ``read`` finds; a later line about the same document takes the place of an earlier one."""
    for number, value in lines:
        try:
            found = read(value)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _wrong(path, number, f"this line is no coding ({error or type(error).__name__})") from None
        if found is not None:
            yield found


def _outcome(value: dict[str, Any]) -> tuple[str, Coded] | None:
    if value.get("schema") != OUTCOME_SCHEMA:
        raise ValueError("it is no outcome")
    record = value.get("record")
    if value["status"] != "ok" or record is None:
        return None
    levels: dict[Place, Level] = {}
    quotes: dict[Place, tuple[str, ...]] = {}
    confidence: dict[Place, float] = {}
    for one in record["coverage"]:
        place = (str(one["taxonomy"]), str(one["category"]))
        levels[place] = _LEVELS[one["level"]]
        quotes[place] = tuple(str(evidence["quote"]) for evidence in one["evidence"])
        confidence[place] = float(one["confidence"])
    return PurePosixPath(str(value["source"])).stem, Coded(levels, quotes, confidence)


def _labels(value: dict[str, Any]) -> tuple[str, Coded]:
    """A person's coding: lists of codes, which count as ``good``, or objects of codes with their levels.

    A category of a named taxonomy that is not listed was judged and is not there.
    """
    levels: dict[Place, Level] = {}
    for name, codes in value["labels"].items():
        if name not in BUILTIN_IDS:
            raise ValueError(f"no built-in taxonomy is called {name!r}")
        known = builtin_taxonomy(name).by_code
        given = {str(code): _LEVELS[codes[code]] if isinstance(codes, dict) else "good" for code in codes}
        unknown = [code for code in given if code not in known]
        if unknown:
            raise ValueError(f"{name!r} has no code {unknown[0]!r}")
        levels.update({(name, code): given.get(code, "none") for code in known})
    return PurePosixPath(str(value["path"])).stem, Coded(levels)


def _facts(value: dict[str, Any]) -> tuple[str, Coded]:
    levels: dict[Place, Level] = {}
    for one in value["subdomains_mentioned"]:
        levels["risk-subdomain", str(one["code"])] = _LEVELS[str(one.get("level") or "minimal")]
    for key, taxonomy, level in _LISTS:
        for code in value.get(key) or ():
            levels.setdefault((taxonomy, str(code)), level)
    force = value.get("legal_force")
    if force:
        for code in ("hard", "soft", "other"):
            levels["legal-status", code] = "good" if code == force else "none"
    return str(value["agora_id"]), Coded(levels)


def _agora(path: Path, text: str) -> Iterator[tuple[str, Coded]]:
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.DictReader(io.StringIO(text, newline=""))
    names = rows.fieldnames or ()
    tags = [name for name in names if ": " in name]
    if "AGORA ID" not in names or not tags:
        raise _wrong(path, 1, "the table has no column 'AGORA ID' or no columns of tags")
    for row in rows:
        if (row.get("Annotated?") or "true").strip().lower() == "true":
            levels: dict[Place, Level] = {
                (AGORA_TAXONOMY, tag): "good" if (row[tag] or "").strip().lower() == "true" else "none" for tag in tags
            }
            yield str(row["AGORA ID"]).strip(), Coded(levels)
