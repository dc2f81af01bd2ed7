"""Records as files: one HTML page for each document of a run, and a page that lists them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from regatlas.app.batches import MapTask
from regatlas.app.inputs import InputFile
from regatlas.app.mapping import Mapper
from regatlas.errors import BadArgument, reason_of
from regatlas.jobs import Answer
from regatlas.model.document import Document
from regatlas.model.judgement import Record
from regatlas.pages.record import render_record
from regatlas.pages.words import Lang
from regatlas.whole_files import write_whole

_UNSAFE = re.compile(r"[^\w.\-]+")
LEDGER_NAME = "outcomes.jsonl"


@dataclass(frozen=True, slots=True)
class PageTask:
    """Reads and maps one file in a worker and writes its page into ``folder``, under the name planned for it."""

    mapping: MapTask
    folder: Path
    names: tuple[tuple[str, str], ...]
    lang: Lang

    def __call__(self, file: InputFile) -> Answer:
        """The outcome of the file; the page stands in the folder before the outcome is told."""
        document, record = self.mapping.map(file)
        name = dict(self.names)[file.name]
        write_page(self.folder / name, document, record, file.name, self.mapping.mapper, self.lang)
        return self.mapping.answer(file, document, record)


def page_names(files: Sequence[InputFile]) -> tuple[tuple[str, str], ...]:
    """A file name for the page of each input: its stem where that is free, else its whole name, else a number."""
    taken: set[str] = set()
    names = []
    for file in files:
        flat = _UNSAFE.sub("-", file.name).strip("-.") or "record"
        options = [f"{Path(flat).stem}.html", f"{flat}.html"]
        options += [f"{flat}-{number}.html" for number in range(2, len(files) + 3)]
        name = next(option for option in options if option.casefold() not in taken | {"index.html"})
        taken.add(name.casefold())
        names.append((file.name, name))
    return tuple(names)


def write_page(path: Path, document: Document, record: Record, source: str, mapper: Mapper, lang: Lang) -> None:
    """Write one record as a page; never half of it."""
    page = render_record(document, record, source_name=source, taxonomies=mapper.load(), lang=lang)
    write_whole(path, page.encode())


def make_folder(folder: Path) -> None:
    """Make the folder for pages. Raises :class:`BadArgument` where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadArgument(
            f"the folder cannot be made ({reason_of(error)})", where=str(folder), hint="choose another"
        ) from error
