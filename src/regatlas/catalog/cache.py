"""YAML once parsed, kept as JSON in the user's cache folder.

Parsing 1 MB of YAML takes about a second, the same as JSON a hundredth of it. An entry is kept under the SHA-256 of
the bytes that it was made from, so it cannot be stale; there is one cache file for each catalog folder, so it does not
grow. A cache that is missing, damaged or cannot be written costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import zlib
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from regatlas.catalog.files import CatalogFile
from regatlas.catalog.kinds import SHAPES, with_inherited
from regatlas.catalog.yaml_source import parse_yaml
from regatlas.errors import DataError

# Goes up whenever the JSON made from the same YAML changes.
_FORM = "regatlas/catalog-cache/2"
_WIDE = "\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef"
_FOLDED = re.compile(rf"(?<=[{_WIDE}]) +(?=[{_WIDE}])")


def cache_path(folder: Path) -> Path | None:
    """The cache file of a catalog folder: below ``XDG_CACHE_HOME``, else ``~/.cache``; None without a home."""
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return base / "regatlas" / f"catalog-{name}.jsonl"


class JsonCache:
    """The JSON of the files of one catalog. :meth:`close` writes it where something was added or has gone."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._kept = _read(path) if path is not None else {}
        self._used: dict[str, bytes] = {}

    def json_of(self, file: CatalogFile) -> bytes:
        """The value of a file as JSON, without its schema. Raises :class:`DataError` naming file and line."""
        key = f"{file.folder}-{file.sha256}"
        found = self._kept.get(key) or to_json(file)
        self._used[key] = found
        return found

    def close(self) -> None:
        """Write the cache, all of it or nothing, unless it is as it was."""
        if self._path is None or self._used.keys() == self._kept.keys():
            return
        # A cache is a convenience: a full disk or a read-only home is no reason to fail.
        with suppress(OSError):
            _write(self._path, self._used)


def to_json(file: CatalogFile) -> bytes:
    """Parse a file. Its schema is checked and left out; entries get what they take from the file.

    Raises :class:`DataError` naming file and line.
    """
    source = parse_yaml(file.data, file.name)
    shape = SHAPES[file.folder]
    value = source.value
    if not isinstance(value, dict):
        raise source.error("the file is no mapping of keys to values", hint=f"begin with 'schema: {shape.schema}'")
    if value.get("schema") != shape.schema:
        what = f"the schema is {value.get('schema')!r}"
        raise source.error(what, ("schema",), hint=f"write 'schema: {shape.schema}'")
    bare = {key: item for key, item in value.items() if key != "schema"}
    try:
        return json.dumps(
            unfolded(with_inherited(file.folder, bare)),
            ensure_ascii=False,
            separators=(",", ":"),
            default=_iso,
            allow_nan=False,
        ).encode()
    except (TypeError, ValueError) as error:
        raise DataError(
            f"a value is of no kind that the catalog uses ({error})", where=file.name, hint="put it in quotes"
        ) from None


def unfolded(value: Any) -> Any:  # noqa: ANN401 -- whatever YAML has
    """The value with its Chinese words as they are read: YAML folds lines with a blank, and Chinese has none there."""
    if isinstance(value, dict):
        made = {key: unfolded(item) for key, item in value.items()}
        if made.keys() == {"en", "zh"} and isinstance(made["zh"], str):
            made["zh"] = _FOLDED.sub("", made["zh"])
        return made
    return [unfolded(item) for item in value] if isinstance(value, list) else value


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__}")


def _read(path: Path) -> dict[str, bytes]:
    """What a cache file has; nothing at all where any of it is damaged."""
    try:
        form, *lines = path.read_bytes().splitlines()
    except (OSError, ValueError):
        return {}
    kept: dict[str, bytes] = {}
    if form != _FORM.encode():
        return {}
    for line in lines:
        key, _, rest = line.partition(b" ")
        checksum, _, value = rest.partition(b" ")
        if checksum != _checksum(value):
            return {}
        kept[key.decode("ascii", "replace")] = value
    return kept


def _write(path: Path, entries: dict[str, bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(prefix=".catalog-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(_lines(entries))
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _lines(entries: dict[str, bytes]) -> Iterable[bytes]:
    yield _FORM.encode() + b"\n"
    for key, value in entries.items():
        yield b" ".join((key.encode(), _checksum(value), value)) + b"\n"


def _checksum(value: bytes) -> bytes:
    return f"{zlib.crc32(value):08x}".encode()
