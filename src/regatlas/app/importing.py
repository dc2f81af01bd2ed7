"""Reading, mapping and keeping documents in the store."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from pathlib import Path

from regatlas.app.environment import setting
from regatlas.app.inputs import InputFile, load_document
from regatlas.app.mapping import Mapper
from regatlas.errors import BadArgument
from regatlas.readers import Limits
from regatlas.store import Added, DocumentStore
from regatlas.store.database import without_password

DEFAULT_DATABASE = "regatlas.sqlite"


def database_url(url: str | None) -> str:
    """The address of the database: as given, or of ``REGATLAS_DATABASE``, or ``regatlas.sqlite`` in this folder.

    Raises :class:`BadArgument`.
    """
    chosen = url or setting(os.environ, "REGATLAS_DATABASE") or f"sqlite:///{DEFAULT_DATABASE}"
    if "://" not in chosen:
        shown = without_password(chosen)
        hint = "write sqlite:///FILE, or postgresql://USER@HOST/DATABASE"
        raise BadArgument(f"{shown!r} is no database address", where="--db", hint=hint)
    if chosen.startswith("sqlite:///"):
        folder = Path(chosen.removeprefix("sqlite:///")).expanduser().parent
        if not folder.is_dir():
            raise BadArgument("the folder of the database does not exist", where=str(folder), hint="make it first")
    return chosen


def open_store(url: str) -> DocumentStore:
    """The store at an address, made or brought up to date. Raises :class:`regatlas.errors.StoreError`."""
    return DocumentStore.open(url)


def existing_store(url: str | None) -> DocumentStore:
    """The store at an address, which must be there. Raises :class:`regatlas.errors.StoreError` where it is not."""
    return DocumentStore.open(database_url(url), make=False)


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
