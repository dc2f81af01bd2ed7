"""What was fetched, on the disk: the file as it came, and beside it where and when it came from."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from regatlas.errors import UnreadablePath, reason_of
from regatlas.model.base import Frozen
from regatlas.whole_files import write_whole

SCHEMA = "regatlas/fetched/1"


class FetchRecord(Frozen):
    """Where a file came from. Times are UTC, ISO 8601; ``checked_at`` is when the site last said "not changed".

    ``articles`` is how many our reader found, ``expected`` how many the catalog's version ``expression`` has.
    """

    schema_: str = SCHEMA
    instrument: str
    file: str
    url: str
    final_url: str
    retrieved_at: str
    checked_at: str
    sha256: str
    bytes: int
    media_type: str
    etag: str = ""
    last_modified: str = ""
    expression: str | None = None
    expected: int | None = None
    articles: int


def record_path(folder: Path, stem: str) -> Path:
    """Where the record of an instrument's file lies."""
    return folder / f"{stem}.fetched.json"


def read_record(path: Path) -> FetchRecord | None:
    """The record of an earlier fetch whose file is still there; None where there is none that can be used."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        value["schema_"] = value.pop("schema")
        record = FetchRecord.model_validate(value)
    except (OSError, ValueError, KeyError, AttributeError, TypeError, ValidationError):
        return None
    inside = Path(record.file).name == record.file
    return record if inside and record.schema_ == SCHEMA and (path.parent / record.file).is_file() else None


def write_record(path: Path, record: FetchRecord) -> None:
    """Write a record. Raises :class:`UnreadablePath` where that cannot be done."""
    fields = record.model_dump(mode="json")
    value = {"schema": fields.pop("schema_"), **fields}
    keep(path, (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode())


def keep(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises :class:`UnreadablePath` where that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except OSError as error:
        what = f"the file cannot be written ({reason_of(error)})"
        raise UnreadablePath(what, where=str(path), hint="choose another folder") from error
