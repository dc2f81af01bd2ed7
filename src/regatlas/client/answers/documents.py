"""Documents, their provisions, records and codes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from regatlas.client.answers.base import Answer, Json, Next, Sha256, Span, Words
from regatlas.model.document import ProvisionKind
from regatlas.model.judgement import ActorRole, ActorType, LegalForce, Modality
from regatlas.model.taxonomy import Level
from regatlas.model.text import QualityStatus


class DocumentItem(Answer):
    """A document of the store without its text."""

    sha256: Sha256
    title: str | None
    source: str = Field(description="The name under which the file came first")
    language: str = Field(description="BCP 47; und where unknown")
    media_type: str
    quality: QualityStatus
    version: int = Field(description="The ordinal of the text among those of its work, in the order of import")
    work: int | None = Field(None, description="The number of its work in this store")
    instrument: str | None = Field(None, description="Its id in the catalog, where it is known there")
    jurisdiction: str | None = Field(None, description="By the catalog, else by the tradition in which it is drafted")


class DocumentPage(Answer):
    """A page of the list of documents, in the order of their import."""

    schema_id: Literal["regatlas/documents/1"] = Field(alias="schema")
    documents: tuple[DocumentItem, ...]
    next: Next


class ProvisionItem(Answer):
    """A place in the structure of a text."""

    eid: str
    parent: str | None
    kind: ProvisionKind
    number: str | None
    citation: str | None
    heading: str | None
    span: Span


class ProvisionPage(Answer):
    """A page of the provisions of a document, in the order of its text."""

    schema_id: Literal["regatlas/provisions/1"] = Field(alias="schema")
    sha256: Sha256
    provisions: tuple[ProvisionItem, ...]
    next: Next


class ProvisionAnswer(ProvisionItem):
    """One provision with its words and its place: ``within`` encloses it, innermost first, ``parts`` are inside."""

    schema_id: Literal["regatlas/provision/1"] = Field(alias="schema")
    sha256: Sha256
    document: DocumentItem
    text: str
    within: tuple[ProvisionItem, ...]
    parts: tuple[ProvisionItem, ...]


class DocumentSource(Answer):
    """The file of a document."""

    name: str
    media_type: str
    bytes: int
    encoding: str | None


class Quality(Answer):
    """How far the text can be trusted."""

    status: QualityStatus
    score: float
    reasons: tuple[str, ...]


class DocumentFacts(Answer):
    """What a document says of itself."""

    schema_id: Literal["regatlas/document/1"] = Field(alias="schema")
    sha256: Sha256
    source: DocumentSource
    language: str
    tradition: str
    title: str | None
    issuers: tuple[str, ...]
    number: str | None
    dates: dict[str, str]
    legal_basis: tuple[str, ...]
    quality: Quality


class DocumentAnswer(DocumentFacts):
    """A document with its text and structure."""

    text: str
    provisions: tuple[ProvisionItem, ...]


class Evidence(Answer):
    """The words that carry a claim: ``text[span[0]:span[1]] == quote``."""

    eid: str
    span: Span
    quote: str


class Judged(Answer):
    """How far a document covers a category."""

    taxonomy: str
    category: str
    level: Level
    confidence: float
    evidence: tuple[Evidence, ...]


class RecordEngine(Answer):
    """Which engine made a record, under which versions of the taxonomies."""

    name: str
    taxonomies: dict[str, str]
    manifest: str


class SummaryLine(Answer):
    """A sentence of the summary."""

    text: str
    evidence: tuple[Evidence, ...]


class LegalStatusAnswer(Answer):
    """Whether a document binds; null where the engine abstains."""

    value: LegalForce | None
    confidence: float
    evidence: tuple[Evidence, ...]


class ActorAnswer(Answer):
    """Who proposes, is addressed, enforces or monitors."""

    role: ActorRole
    name: str
    type: ActorType
    evidence: tuple[Evidence, ...]


class CommitmentLine(Answer):
    """Who must, must not, should, may or plans to do what."""

    text: str
    actor: str | None
    modality: Modality
    evidence: tuple[Evidence, ...]


class PlaceAnswer(Answer):
    """A territory or zone that the text governs."""

    name: str
    evidence: tuple[Evidence, ...]


class RecordAnswer(Answer):
    """Everything that one engine says of one document."""

    schema_id: Literal["regatlas/record/1"] = Field(alias="schema")
    document: DocumentFacts
    engine: RecordEngine
    abstained: str | None
    summary: tuple[SummaryLine, ...]
    legal_status: LegalStatusAnswer
    coverage: tuple[Judged, ...]
    actors: tuple[ActorAnswer, ...]
    commitments: tuple[CommitmentLine, ...]
    places: tuple[PlaceAnswer, ...]
    rationales: dict[str, Words]
    counts: dict[str, Json]


class RecordList(Answer):
    """All records of a document, the oldest first."""

    schema_id: Literal["regatlas/records/1"] = Field(alias="schema")
    records: tuple[RecordAnswer, ...]


class TaxonomyRecord(Answer):
    """What the latest record says of a document under one taxonomy."""

    schema_id: Literal["regatlas/taxonomy-record/1"] = Field(alias="schema")
    sha256: Sha256
    taxonomy: str
    version: str
    engine: str
    manifest: str
    abstained: str | None
    coverage: tuple[Judged, ...]
    rationale: Words | None
    counts: Json


class CodeItem(Answer):
    """One document and one category: the level, how sure, and the first words that carry it."""

    sha256: Sha256
    title: str | None
    source: str
    language: str
    engine: str
    taxonomy: str
    category: str
    level: Level
    confidence: float
    evidence: int = Field(description="How many quotes carry it")
    eid: str | None
    quote: str | None


class CodePage(Answer):
    """A page of codes: one for each document and category of its latest record."""

    schema_id: Literal["regatlas/codes/1"] = Field(alias="schema")
    codes: tuple[CodeItem, ...]
    next: Next


class SiblingItem(Answer):
    """Another text of the same instrument or work; ``relation`` is by language."""

    relation: Literal["version", "translation"]
    sha256: Sha256
    title: str | None
    language: str
    compare: str = Field(description="Where the two are told side by side")


class SiblingList(Answer):
    """The other texts of a document's instrument or work."""

    schema_id: Literal["regatlas/siblings/1"] = Field(alias="schema")
    sha256: Sha256
    instrument: str | None
    siblings: tuple[SiblingItem, ...]


class WorkVersion(Answer):
    """One text of a work, and the files that hold it."""

    ordinal: int
    previous: int | None
    text_sha256: Sha256
    documents: tuple[DocumentItem, ...]


class WorkAnswer(Answer):
    """A work and all its texts, in the order of their import, which need not be that of the law."""

    schema_id: Literal["regatlas/work/1"] = Field(alias="schema")
    id: int
    title: str | None
    versions: tuple[WorkVersion, ...]
