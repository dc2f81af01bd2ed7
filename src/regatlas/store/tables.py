"""The tables. A change here needs a migration in ``migrations/versions``; a test compares the two.

The levels are those of Akoma Ntoso: a *work* has *versions* (expressions: one for each different text), and a version
has *documents* (manifestations: one for each different run of bytes, such as the PDF and the page of one text).
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Float, ForeignKey, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC. A time without a zone names no moment and is refused with ValueError."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC, without its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time of import needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment with its zone."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=NAMES)


class WorkRow(Base):
    """A law, measure or plan as such, whatever its wording, known by its ``folded_title`` and ``issuers``."""

    __tablename__ = "work"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str | None]
    folded_title: Mapped[str | None] = mapped_column(index=True)
    issuers: Mapped[list[str]] = mapped_column(JSON)

    versions: Mapped[list[VersionRow]] = relationship(back_populates="work", order_by="VersionRow.ordinal")


class VersionRow(Base):
    """One text of a work. ``ordinal`` counts from 1 in the order of import; ``previous_id`` is the version before."""

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("work_id", "ordinal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    work_id: Mapped[int] = mapped_column(ForeignKey("work.id", ondelete="CASCADE"))
    ordinal: Mapped[int]
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("version.id"))
    text_sha256: Mapped[str] = mapped_column(index=True)

    work: Mapped[WorkRow] = relationship(back_populates="versions")
    documents: Mapped[list[DocumentRow]] = relationship(back_populates="version", order_by="DocumentRow.id")


class DocumentRow(Base):
    """One file by its bytes, with its text.

    ``layout`` and ``statements`` hold, as JSON, the rest of what makes a :class:`Document`: blocks, offset map,
    furniture and front matter; title, issuers, number, dates and legal basis with their evidence.
    """

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id", ondelete="CASCADE"), index=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    source: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    encoding: Mapped[str]
    language: Mapped[str]
    title: Mapped[str | None]
    text: Mapped[str]
    quality_status: Mapped[str]
    quality_score: Mapped[float] = mapped_column(Float)
    quality_reasons: Mapped[list[str]] = mapped_column(JSON)
    tradition: Mapped[str]
    layout: Mapped[str]
    statements: Mapped[str]

    version: Mapped[VersionRow] = relationship(back_populates="documents")


class ProvisionRow(Base):
    """A provision of a document; ``ordinal`` counts from 0 in the order of the text."""

    __tablename__ = "provision"
    __table_args__ = (UniqueConstraint("document_id", "ordinal"), UniqueConstraint("document_id", "eid"))

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    ordinal: Mapped[int]
    eid: Mapped[str]
    parent: Mapped[str | None]
    kind: Mapped[str]
    number: Mapped[str | None]
    citation: Mapped[str | None]
    heading: Mapped[str | None]
    start: Mapped[int] = mapped_column(BigInteger)
    end: Mapped[int] = mapped_column(BigInteger)


class SearchUnitRow(Base):
    """A stretch of text that search finds as one hit; its tokens stand under the same id in the full-text tables.

    ``folded`` is its text as it is searched, for phrases that stand inside too many words to be looked up.
    """

    __tablename__ = "search_unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    eid: Mapped[str]
    article: Mapped[str | None]
    citation: Mapped[str | None]
    heading: Mapped[str | None]
    start: Mapped[int] = mapped_column(BigInteger)
    end: Mapped[int] = mapped_column(BigInteger)
    main: Mapped[bool]
    folded: Mapped[str]


class RecordRow(Base):
    """What one engine, under one manifest, says of one document."""

    __tablename__ = "record"
    __table_args__ = (UniqueConstraint("document_id", "manifest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    engine: Mapped[str]
    manifest: Mapped[str]
    record: Mapped[str]


class ImportRow(Base):
    """One import: which file, when, and what it turned out to be."""

    __tablename__ = "import_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    source: Mapped[str] = mapped_column(index=True)
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    found: Mapped[str]
