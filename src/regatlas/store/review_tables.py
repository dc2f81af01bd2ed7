"""The tables of what people say: who codes what, and every change of every answer. Rows of changes are only added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from regatlas.store.tables import Base, UtcDateTime


class CodingRow(Base):
    """One person's coding of one document; see :class:`regatlas.model.review.Coding`."""

    __tablename__ = "review_coding"
    __table_args__ = (UniqueConstraint("document_id", "kind", "coder"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    kind: Mapped[str]
    coder: Mapped[str] = mapped_column(index=True)
    manifest: Mapped[str | None]
    taxonomies: Mapped[list[str]] = mapped_column(JSON)
    blind: Mapped[bool]
    machine_blind: Mapped[bool]
    asked_by: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str]
    version: Mapped[int]
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ChangeRow(Base):
    """One change of one answer; ``before`` and ``after`` are answers as JSON, ``before`` None for the first one."""

    __tablename__ = "review_change"
    __table_args__ = (UniqueConstraint("coding_id", "item", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    coding_id: Mapped[int] = mapped_column(ForeignKey("review_coding.id"))
    item: Mapped[str]
    version: Mapped[int]
    who: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    before: Mapped[str | None]
    after: Mapped[str]
