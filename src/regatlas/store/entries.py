"""What the store gives back: frozen values without a tie to the database."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from regatlas.model.base import Frozen
from regatlas.model.text import QualityStatus

Found = Literal["new", "new-version", "same-text", "same-bytes"]


class Added(Frozen):
    """What an import turned out to be.

    ``new``: a work that was not there; ``new-version``: another text of a known work; ``same-text``: other bytes
    (another format, another copy) of a text that is there; ``same-bytes``: nothing new but the note of the import.
    ``version`` is the ordinal of the text within its work.
    """

    document_id: int
    sha256: str
    found: Found
    work_id: int
    version: int


class DocumentEntry(Frozen):
    """A document without its text. ``source`` is the name under which its bytes came first."""

    id: int
    sha256: str
    source: str
    media_type: str
    language: str
    title: str | None
    quality: QualityStatus
    work_id: int
    version: int


class VersionEntry(Frozen):
    """One text of a work; ``ordinal`` counts from 1 in the order of import, which need not be that of the law."""

    ordinal: int
    previous: int | None
    text_sha256: str
    documents: tuple[DocumentEntry, ...]


class WorkEntry(Frozen):
    """A work and all its texts, in the order of their import."""

    id: int
    title: str | None
    versions: tuple[VersionEntry, ...]


class ImportEntry(Frozen):
    """A note of one import."""

    sha256: str
    source: str
    imported_at: datetime
    found: Found


class SearchableDocument(Frozen):
    """A document of the index, and what it says of itself. ``issued`` and ``effective`` are its dates as stated."""

    id: int
    sha256: str
    title: str | None
    language: str
    tradition: str
    number: str | None
    effective: str | None
    issued: str | None = None
