"""Many files at once: each becomes exactly one outcome, whatever happens to the others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from regatlas.app.inputs import InputFile, load_document, read_bytes
from regatlas.app.mapping import Mapper
from regatlas.errors import InputError
from regatlas.exchange.json_documents import document_json
from regatlas.exchange.json_records import record_json
from regatlas.jobs import Answer, Item, Ledger, Progress, Tally, Task, process_factory, run_batch
from regatlas.jobs import Limits as JobLimits
from regatlas.model.document import Document
from regatlas.model.judgement import Record
from regatlas.model.run import RunManifest
from regatlas.readers import Limits
from regatlas.structure.references import read_apparatus

# The longest that a file may take in a worker; its reading alone ends earlier, at the limit of the reader.
SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class ReadTask:
    """Reads one file in a worker."""

    limits: Limits

    def __call__(self, file: InputFile) -> Answer:
        """The document of a file as an outcome."""
        document = load_document(file.path, self.limits)
        return Answer({"document": document_json(document, file.name, apparatus=read_apparatus(document))})


@dataclass(frozen=True, slots=True)
class MapTask:
    """Reads and maps one file in a worker."""

    limits: Limits
    mapper: Mapper
    manifest: str

    def __call__(self, file: InputFile) -> Answer:
        """The record of a file as an outcome: ok, or abstained with the reason in the record."""
        return self.answer(file, *self.map(file))

    def map(self, file: InputFile) -> tuple[Document, Record]:
        """The document of a file and its record."""
        document = load_document(file.path, self.limits)
        return document, self.mapper.map(document, self.manifest)

    def answer(self, file: InputFile, document: Document, record: Record) -> Answer:
        """The outcome of a mapped file."""
        status: Literal["ok", "abstained"] = "abstained" if record.abstained else "ok"
        return Answer({"record": record_json(document, record, file.name)}, status=status)


def read_with(manifest: RunManifest, *, ocr: bool) -> RunManifest:
    """The manifest of a run that may recognise text: without recognition the same file may give another text."""
    return manifest.model_copy(update={"options": {**manifest.options, "ocr": True}}) if ocr else manifest


def time_for_one(limits: Limits) -> float:
    """How many seconds a worker may take for one file; recognition, which may run twice, has time of its own."""
    return SECONDS + (2 * limits.ocr_seconds if limits.ocr else 0)


def plan(files: Sequence[InputFile], manifest: RunManifest, limits: Limits) -> Iterator[Item[InputFile]]:
    """One item a file. Its key changes with the bytes and the manifest; an unreadable file has a key of its own."""
    for file in files:
        try:
            content = hashlib.sha256(read_bytes(file.path, limits)).hexdigest()
        except InputError as error:
            content = f"unreadable: {error}"
        yield Item(file.name, manifest.resume_key(content), file)


def run(
    items: Iterable[Item[InputFile]],
    task: Task[InputFile],
    ledger_path: Path,
    *,
    resume: bool,
    workers: int,
    progress: Progress,
    preload: Sequence[str] = (__name__,),
    item_seconds: float = SECONDS,
) -> Tally:
    """Do all items over a pool of processes into a ledger, and say how many went how.

    ``preload`` are the modules that workers need, imported once for all of them.
    """
    factory = process_factory(preload)
    with Ledger(ledger_path, resume=resume) as ledger:
        return run_batch(
            items,
            task,
            ledger,
            limits=JobLimits(workers=workers, item_seconds=item_seconds),
            progress=progress,
            factory=factory,
        )
