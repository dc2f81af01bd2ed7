"""Reading, mapping and keeping documents in the store."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from regatlas.app.inputs import InputFile, load_document
from regatlas.app.mapping import Mapper
from regatlas.errors import BadArgument, StoreError
from regatlas.readers import Limits
from regatlas.store import Added, DocumentStore

DEFAULT_DATABASE = "regatlas.sqlite"


def database_url(url: str | None) -> str:
    """The address of the database: as given, or ``regatlas.sqlite`` in this folder. Raises :class:`BadArgument`."""
    chosen = url or f"sqlite:///{DEFAULT_DATABASE}"
    if "://" not in chosen:
        raise BadArgument(f"{chosen!r} is no database address", where="--db", hint="write sqlite:///FILE")
    if chosen.startswith("sqlite:///"):
        folder = Path(chosen.removeprefix("sqlite:///")).expanduser().parent
        if not folder.is_dir():
            raise BadArgument("the folder of the database does not exist", where=str(folder), hint="make it first")
    return chosen


def open_store(url: str) -> DocumentStore:
    """The store at an address, made or brought up to date. Raises :class:`regatlas.errors.StoreError`."""
    return DocumentStore.open(url)


def existing_store(url: str | None) -> DocumentStore:
    """The store at an address, which must be there. Raises :class:`StoreError` where nothing was imported yet."""
    address = database_url(url)
    path = Path(address.removeprefix("sqlite:///")).expanduser()
    if address.startswith("sqlite:///") and not path.exists():
        raise StoreError(
            "there is no store", where=str(path), hint="make one with regatlas import FILE, or name it: --db"
        )
    return open_store(address)


@dataclass(frozen=True, slots=True)
class Importer:
    """Keeps files in one store; a file is there whole with its record, or not at all."""

    store: DocumentStore
    mapper: Mapper
    manifest: str
    limits: Limits

    def add(self, file: InputFile, now: datetime.datetime) -> Added:
        """Read, map and keep one file."""
        document = load_document(file.path, self.limits)
        record = self.mapper.map(document, self.manifest)
        return self.store.add_document(document, file.name, now, records=(record,))
