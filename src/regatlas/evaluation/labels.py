"""Documents with the codes that people gave them, to learn from.

Two forms are read. A folder laid out as AGORA: ``documents.csv`` with a column for each tag, ``fulltext/ID.txt``, and
where they exist ``train.txt`` and ``dev.txt``, which alone then say what may be looked at. Or lines of JSON, each with
``text`` or ``path`` (relative to the file) and ``labels``, an object of lists of codes by taxonomy; a taxonomy that a
line does not name was not coded for that document, and one with an empty list has none of its codes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regatlas.errors import DamagedFile, InputError, NoFiles, UnreadablePath, reason_of
from regatlas.model.taxonomy import Taxonomy

AGORA = "agora"
_LONGEST_CELL = 10_000_000


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text, or the file that has it, with its codes by taxonomy. ``where`` says where it was named."""

    text: str
    path: Path | None
    labels: Mapping[str, frozenset[str]]
    where: str


def read_labels(source: Path, taxonomies: Mapping[str, Taxonomy]) -> list[LabelledText]:
    """The labelled texts of a folder, or of a file with lines of JSON. Raises InputError naming file and line."""
    found = list(_folder(source, taxonomies) if source.is_dir() else _lines(source, taxonomies))
    if not found:
        raise NoFiles("there is no coded document", where=str(source), hint="give documents with their codes")
    return found


def _lines(source: Path, taxonomies: Mapping[str, Taxonomy]) -> Iterator[LabelledText]:
    for number, line in enumerate(_read(source).split("\n"), start=1):
        if line.strip():
            where = f"{source}:{number}"
            try:
                value = json.loads(line)
            except ValueError:
                raise _wrong("this line is no JSON", where) from None
            yield _labelled(value, source.parent, taxonomies, where)


def _labelled(value: Any, folder: Path, taxonomies: Mapping[str, Taxonomy], where: str) -> LabelledText:  # noqa: ANN401
    if not isinstance(value, dict) or not isinstance(value.get("labels"), dict):
        raise _wrong("this line has no object 'labels'", where)
    text, path = value.get("text"), value.get("path")
    if isinstance(text, str) == isinstance(path, str):
        raise _wrong("this line has not exactly one of 'text' and 'path'", where)
    labels = {str(name): _codes(codes, name, taxonomies, where) for name, codes in value["labels"].items()}
    if isinstance(path, str):
        return LabelledText("", _there(folder / path, where), labels, where)
    if not str(text).strip():
        raise _wrong("the text is empty", where)
    return LabelledText(str(text), None, labels, where)


def _codes(codes: Any, name: str, taxonomies: Mapping[str, Taxonomy], where: str) -> frozenset[str]:  # noqa: ANN401
    taxonomy = taxonomies.get(name)
    if taxonomy is None:
        raise _wrong(f"no taxonomy is called {name!r}", where, f"choose among {', '.join(taxonomies)}")
    if not isinstance(codes, list):
        raise _wrong(f"the codes of {name!r} are no list", where)
    unknown = [code for code in codes if code not in taxonomy.by_code]
    if unknown:
        raise _wrong(f"{name!r} has no code {unknown[0]!r}", where, "regatlas taxonomies lists the codes")
    return frozenset(codes)


def _folder(folder: Path, taxonomies: Mapping[str, Taxonomy]) -> Iterator[LabelledText]:
    """The annotated documents of AGORA; only those of train.txt and dev.txt where there are such lists."""
    if AGORA not in taxonomies:
        raise _wrong("the folder has AGORA's tags, which were not asked for", str(folder), "add --taxonomy agora")
    tags = [category.code for category in taxonomies[AGORA].categories]
    lists = [path for path in (folder / "train.txt", folder / "dev.txt") if path.is_file()]
    allowed = {line.strip() for path in lists for line in _read(path).split("\n")} - {""}
    table = folder / "documents.csv"
    for number, row in _rows(table, tags):
        one = (row["AGORA ID"] or "").strip()
        coded = one in allowed if lists else (row.get("Annotated?") or "").strip().lower() == "true"
        if coded:
            where = f"{table}:{number}"
            labels = frozenset(tag for tag in tags if (row[tag] or "").strip().lower() == "true")
            yield LabelledText("", _there(folder / "fulltext" / f"{one}.txt", where), {AGORA: labels}, where)


def _rows(table: Path, tags: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of the table with the line on which each ends; an id decides before any tag is looked at."""
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.DictReader(io.StringIO(_read(table), newline=""))
    missing = [name for name in ("AGORA ID", *tags) if name not in (rows.fieldnames or ())]
    if missing:
        raise _wrong(f"the table has no column {missing[0]!r}", f"{table}:1", "use AGORA's documents.csv")
    for row in rows:
        yield rows.line_num, row


def _there(path: Path, where: str) -> Path:
    if not path.is_file():
        raise UnreadablePath(f"there is no file {path}", where=where, hint="check the path")
    return path


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadablePath(
            f"the labels cannot be read ({reason_of(error)})", where=str(path), hint="check the path"
        ) from None
    except UnicodeDecodeError:
        raise _wrong("the file is not UTF-8", str(path)) from None


def _wrong(what: str, where: str, hint: str = 'write {"text": …, "labels": {"TAXONOMY": ["CODE"]}}') -> InputError:
    return DamagedFile(what, where=where, hint=hint)
