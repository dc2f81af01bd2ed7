"""What is done with an import in a process of its own, where a hostile file or site can only harm that process.

The worker and the process share a folder, the *bench*: the bytes, the steps as they are done, what libraries complain,
and the outcome. The outcome is JSON that the worker validates, not a pickle, since a file has had its hands on the
process that wrote it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from regatlas.app.fetching.addresses import Allowed
from regatlas.app.fetching.safe_http import FetchLimits, SafeClient
from regatlas.app.inputs import load_document
from regatlas.app.mapping import Mapper
from regatlas.errors import InputError
from regatlas.jobs import Answer
from regatlas.model.document import Document
from regatlas.model.judgement import Record
from regatlas.readers import Limits
from regatlas.store.imports import ImportKind, ImportStep


class Told(NamedTuple):
    """What the process has told of its steps so far."""

    steps: tuple[tuple[ImportStep, datetime], ...]
    final_address: str | None


@dataclass(frozen=True, slots=True)
class Bench:
    """The folder of one job. No part of a file's name or address is used in it."""

    folder: Path

    @property
    def file(self) -> Path:
        """The bytes to read."""
        return self.folder / "bytes"

    @property
    def complaints(self) -> Path:
        """What the process and its libraries wrote to standard error."""
        return self.folder / "complaints"

    def clear(self) -> None:
        """Make the bench ready for another job."""
        for entry in self.folder.iterdir():
            if entry.name != "lock":
                entry.unlink()

    def fill(self, pieces: Iterable[bytes]) -> None:
        """Put the bytes of a file there."""
        with self.file.open("wb") as out:
            for piece in pieces:
                out.write(piece)

    def tell(self, step: ImportStep, final_address: str = "") -> None:
        """Say that a step is done now."""
        line = json.dumps([step, datetime.now(UTC).isoformat(), final_address])
        with (self.folder / "steps").open("a", encoding="utf-8") as out:
            out.write(f"{line}\n")

    def told(self) -> Told:
        """The steps that are done; a line that is not whole yet is passed over."""
        try:
            text = (self.folder / "steps").read_text(encoding="utf-8")
        except FileNotFoundError:
            return Told((), None)
        lines = [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]
        address = next((line[2] for line in lines if line[2]), None)
        return Told(tuple((line[0], datetime.fromisoformat(line[1])) for line in lines), address)

    def put(self, document: Document, record: Record) -> None:
        """Leave the outcome."""
        (self.folder / "document.json").write_text(document.model_dump_json(), encoding="utf-8")
        (self.folder / "record.json").write_text(record.model_dump_json(), encoding="utf-8")

    def take(self) -> tuple[Document, Record]:
        """The outcome, validated."""
        document = Document.model_validate_json((self.folder / "document.json").read_bytes())
        return document, Record.model_validate_json((self.folder / "record.json").read_bytes())


@dataclass(frozen=True, slots=True)
class Assignment:
    """One job: a file that lies on the bench, or an address to fetch it from. ``source`` is the name people know."""

    kind: ImportKind
    source: str
    bench: Bench


@dataclass(frozen=True, slots=True)
class ImportTask:
    """Fetches, reads and maps one file. ``allowed`` is what may be fetched from; only tests give another."""

    limits: Limits
    mapper: Mapper
    manifest: str
    allowed: Allowed = field(default_factory=Allowed)
    fetching: FetchLimits = field(default_factory=FetchLimits)

    def __call__(self, given: Assignment) -> Answer:
        """Leave the document and its record on the bench. Raises InputError and FetchError."""
        bench = given.bench
        _complain_into(bench.complaints)
        if given.kind == "url":
            self._fetch(given.source, bench)
        document = self._read(given)
        bench.tell("structured")
        record = self.mapper.map(document, self.manifest)
        bench.tell("mapped")
        bench.put(document, record)
        return Answer()

    def _fetch(self, address: str, bench: Bench) -> None:
        with SafeClient(allowed=self.allowed, limits=self.fetching) as client:
            answer = client.fetch(address)
        bench.fill([answer.body])
        bench.tell("fetched", answer.url)

    def _read(self, given: Assignment) -> Document:
        try:
            return load_document(given.bench.file, self.limits, on_read=lambda: given.bench.tell("read"))
        except InputError as error:
            place = error.where.replace(str(given.bench.file), given.source)
            raise type(error)(error.what, where=place, hint=error.hint) from error


def _complain_into(path: Path) -> None:
    """Let standard error of this process go to a file, also what C libraries write to it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(descriptor, 2)
    os.close(descriptor)
