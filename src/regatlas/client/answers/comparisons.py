"""Two texts side by side."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from regatlas.client.answers.base import Answer, DocumentCounts, Sha256, Span, Words
from regatlas.client.answers.documents import DocumentFacts, Judged


class DiffUnit(Answer):
    """A provision of one side."""

    eid: str
    kind: str
    number: str | None
    citation: str | None
    span: Span
    body: Span


class DiffPiece(Answer):
    """A run of words: kept, taken out, put in or moved."""

    kind: str
    before: Span | None
    after: Span | None
    text: str


class DiffPair(Answer):
    """A provision before and after; one side is null where it is new or gone."""

    state: str
    similarity: float
    moved: bool
    renumbered: bool
    before: DiffUnit | None
    after: DiffUnit | None
    pieces: tuple[DiffPiece, ...]


class DiffAnswer(Answer):
    """Two versions of one text."""

    schema_id: Literal["regatlas/diff/1"] = Field(alias="schema")
    before: DocumentFacts
    after: DocumentFacts
    counts: DocumentCounts
    pairs: tuple[DiffPair, ...]


class AlignedSide(Answer):
    """The passage of one language."""

    eids: tuple[str, ...]
    citation: str | None
    span: Span
    text: str


class AlignedRow(Answer):
    """A passage and its translation; one side is null where it has none."""

    original: AlignedSide | None
    translation: AlignedSide | None
    confidence: float


class AlignedBlock(AlignedRow):
    """A provision and its translation, and its passages."""

    role: str
    basis: str
    rows: tuple[AlignedRow, ...]


class AlignAnswer(Answer):
    """An original and its translation."""

    schema_id: Literal["regatlas/align/1"] = Field(alias="schema")
    original: DocumentFacts
    translation: DocumentFacts
    counts: DocumentCounts
    blocks: tuple[AlignedBlock, ...]


class ContrastSubject(Answer):
    """An instrument or a text that is set beside others; ``engine`` is null where no record speaks of it."""

    key: str
    instrument: str | None
    sha256: Sha256 | None
    title: str | None
    engine: str | None


class ContrastRow(Answer):
    """A category, and what the record of each subject says under it; null where there is none."""

    code: str
    label: Words
    judgements: tuple[Judged | None, ...]


class ContrastAnswer(Answer):
    """Two to five instruments or texts by the categories of one taxonomy."""

    schema_id: Literal["regatlas/contrast/1"] = Field(alias="schema")
    taxonomy: str
    version: str
    subjects: tuple[ContrastSubject, ...]
    categories: tuple[ContrastRow, ...]
