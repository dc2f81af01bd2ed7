"""What documents cover, by their latest records, for the filters of search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import cast

from sqlalchemy import ForeignKey, Select, delete, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from regatlas.model.judgement import Record
from regatlas.model.taxonomy import Level
from regatlas.store.database import Database
from regatlas.store.tables import Base, RecordRow

ACTOR = "actor"
"""The taxonomy under which the types of the actors of a record are found, whether or not it was judged under it."""
Covered = tuple[str, str, Level]
"""Taxonomy, category and level; never ``none``."""


class CoverageRow(Base):
    """One category that a document covers, under the latest record of the document."""

    __tablename__ = "coverage"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), primary_key=True)
    taxonomy: Mapped[str] = mapped_column(primary_key=True)
    category: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[str]


class CoverageBasisRow(Base):
    """The record from which the coverage of a document was taken: another than the latest is to be replaced."""

    __tablename__ = "coverage_basis"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id", ondelete="CASCADE"), unique=True)


def keep_coverage(session: Session, document_id: int, record_id: int, record: Record) -> None:
    """Note what a document covers by its latest record, in the transaction that keeps the record."""
    for table in (CoverageRow, CoverageBasisRow):
        session.execute(delete(table).where(table.document_id == document_id))
    if found := covered_by(record):
        values = [
            {"document_id": document_id, "taxonomy": taxonomy, "category": category, "level": level}
            for (taxonomy, category), level in found.items()
        ]
        session.execute(insert(CoverageRow), values)
    session.execute(insert(CoverageBasisRow), {"document_id": document_id, "record_id": record_id})


def covered_by(record: Record) -> dict[tuple[str, str], Level]:
    """The levels by taxonomy and category, of what a record finds covered."""
    found: dict[tuple[str, str], Level] = {(ACTOR, one.type): "minimal" for one in record.actors}
    found |= {(one.taxonomy, one.category): one.level for one in record.coverage if one.level != "none"}
    return found


class CoverageStore:
    """What every document covers, remembered until a record is added."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: tuple[int, Mapping[int, frozenset[Covered]]] = (-1, {})

    def covered(self) -> Mapping[int, frozenset[Covered]]:
        """The coverage of every document that has any, by its id.

        What older stores lack is filled in. Raises :class:`regatlas.errors.StoreError`.
        """
        with self._database.transaction() as session:
            newest = session.scalar(select(func.max(RecordRow.id))) or 0
            missing = [] if newest == self._known[0] else list(session.scalars(_without_basis()))
        for number in missing:
            self._fill(number)
        if newest != self._known[0]:
            self._known = (newest, self._read())
        return self._known[1]

    def _fill(self, record_id: int) -> None:
        with self._database.transaction(writes=True) as session:
            row = session.get_one(RecordRow, record_id)
            keep_coverage(session, row.document_id, row.id, Record.model_validate_json(row.record))

    def _read(self) -> Mapping[int, frozenset[Covered]]:
        found: defaultdict[int, list[Covered]] = defaultdict(list)
        # One object for all documents that cover the same: there are a hundred times as many rows as such objects.
        shared: dict[Covered, Covered] = {}
        columns = (CoverageRow.document_id, CoverageRow.taxonomy, CoverageRow.category, CoverageRow.level)
        with self._database.transaction() as session:
            for number, *covered in session.execute(select(*columns)):
                one = cast("Covered", tuple(covered))
                found[number].append(shared.setdefault(one, one))
        return {number: frozenset(some) for number, some in found.items()}


def _without_basis() -> Select[int]:
    latest = select(func.max(RecordRow.id)).group_by(RecordRow.document_id)
    return select(RecordRow.id).where(RecordRow.id.in_(latest), RecordRow.id.not_in(select(CoverageBasisRow.record_id)))
