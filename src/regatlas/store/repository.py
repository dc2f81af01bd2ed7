"""The store as the application sees it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, defer, joinedload, selectinload

from regatlas.errors import StoreError
from regatlas.model.document import Document
from regatlas.model.judgement import Record
from regatlas.store.bulk import insert_rows
from regatlas.store.coverage import CoverageStore, Covered, keep_coverage
from regatlas.store.database import Database, refusals_told
from regatlas.store.entries import Added, DocumentEntry, Found, ImportEntry, SearchableDocument, VersionEntry, WorkEntry
from regatlas.store.review_tables import ChangeRow, CodingRow
from regatlas.store.rows import (
    PROVISION_COLUMNS,
    document_of,
    document_row,
    entry_of,
    provision_values,
    searchable_of,
)
from regatlas.store.search.base import SearchIndex, SearchPage, phrases_of
from regatlas.store.search.choice import index_for
from regatlas.store.tables import DocumentRow, ImportRow, ProvisionRow, RecordRow, SearchUnitRow, VersionRow, WorkRow
from regatlas.store.works import version_for

_PAGE = 200
_WITHOUT_TEXT = (defer(DocumentRow.text), defer(DocumentRow.layout), defer(DocumentRow.statements))

_STAMPED = (DocumentRow, RecordRow, ImportRow, CodingRow, ChangeRow)
_NEWEST = select(*(select(func.max(table.id)).scalar_subquery() for table in _STAMPED))


class DocumentStore:
    """Documents, their versions and their records in one database; use it as a context manager.

    Every method is one transaction, so nothing is ever half-written, and several processes may use one database:
    writers wait for each other up to 30 seconds. All methods raise :class:`StoreError` where the database refuses.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._index = index_for(database.dialect)
        self._coverage = CoverageStore(database)
        self._complete = False
        self._searchable: tuple[int, tuple[SearchableDocument, ...]] = (-1, ())

    @classmethod
    def open(cls, url: str, *, make: bool = True) -> Self:
        """Open a database, making or upgrading its tables; see :func:`regatlas.store.database.open_database`."""
        return cls(Database.open(url, make=make))

    def close(self) -> None:
        """Close all connections."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add_document(
        self, document: Document, source_name: str, imported_at: datetime, records: Sequence[Record] = ()
    ) -> Added:
        """Keep a document and what engines say of it, and note the import; all of it or nothing.

        Bytes that are there already add only the note and the records that are missing. How a work is recognised is
        told in :mod:`regatlas.store.identity`. Raises ValueError for an ``imported_at`` without a time zone.
        """
        if imported_at.tzinfo is None:
            raise ValueError("a time of import needs a time zone")
        with self.database.transaction(writes=True) as session:
            return self.add_within(session, document, source_name, imported_at, records)

    def add_within(
        self,
        session: Session,
        document: Document,
        source_name: str,
        imported_at: datetime,
        records: Sequence[Record] = (),
    ) -> Added:
        """The same as :meth:`add_document` in a transaction of the caller's, which must be one that writes."""
        name = source_name.encode("utf-8", "backslashreplace").decode()
        row, found = _keep(session, self._index, document, name)
        for record in records:
            _keep_record(session, row.id, record)
        session.add(ImportRow(document_id=row.id, source=name, imported_at=imported_at, found=found))
        entry = entry_of(row)
        return Added(
            document_id=entry.id, sha256=entry.sha256, found=found, work_id=entry.work_id, version=entry.version
        )

    def add_record(self, sha256: str, record: Record) -> bool:
        """Keep a record of the document with these bytes; False if there is one of the same manifest, which stays.

        Raises :class:`StoreError` where the document is not in the store.
        """
        with self.database.transaction(writes=True) as session:
            row = _row(session, sha256)
            if row is None:
                raise StoreError(
                    f"no document has the sha256 {sha256[:12]}…",
                    where=self.database.where,
                    hint="import the file first",
                )
            return _keep_record(session, row.id, record)

    def search(
        self,
        query: str | Sequence[str],
        *,
        limit: int = 20,
        skip: int = 0,
        documents: Collection[int] | None = None,
        first: Collection[int] = (),
    ) -> SearchPage:
        """The provisions that hold ``query``, or each of several: see :class:`regatlas.store.search.SearchIndex`."""
        self._index_the_rest()
        with self.database.transaction() as session:
            return self._index.find(
                session.connection(), phrases_of(query), limit=limit, skip=skip, documents=documents, first=first
            )

    def warm_search(self, go_on: Callable[[], bool] = lambda: True) -> None:
        """Read into memory what searches read, for as long as ``go_on`` says so."""
        self._index_the_rest()
        with self.database.transaction() as session:
            self._index.warm(session.connection(), go_on)

    def covered(self) -> Mapping[int, frozenset[Covered]]:
        """What every document covers by its latest record; see :class:`regatlas.store.coverage.CoverageStore`."""
        return self._coverage.covered()

    def searchable(self) -> tuple[SearchableDocument, ...]:
        """Every document of the index; remembered until another is imported."""
        with self.database.transaction() as session:
            newest = session.scalar(select(func.max(DocumentRow.id))) or 0
            if newest != self._searchable[0]:
                columns = (DocumentRow.text, DocumentRow.layout)
                rows = session.scalars(select(DocumentRow).options(*(defer(column) for column in columns)))
                self._searchable = (newest, tuple(searchable_of(row) for row in rows))
        return self._searchable[1]

    def _index_the_rest(self) -> None:
        """Index what a Regatlas without search has imported; the first document of each text, one at a time.

        Looked for once: from then on every import is indexed when it is made.
        """
        if self._complete:
            return
        firsts = select(func.min(DocumentRow.id).label("id")).group_by(DocumentRow.version_id).subquery()
        unindexed = select(firsts.c.id).where(~exists().where(SearchUnitRow.document_id == firsts.c.id))
        with self.database.transaction() as session:
            missing = list(session.scalars(unindexed))
        for number in missing:
            with self.database.transaction(writes=True) as session:
                row = session.get_one(DocumentRow, number)
                ordered = select(ProvisionRow).where(ProvisionRow.document_id == number).order_by(ProvisionRow.ordinal)
                there = select(SearchUnitRow.id).where(SearchUnitRow.document_id == number).limit(1)
                if session.scalar(there) is None:
                    self._index.add(session.connection(), number, document_of(row, list(session.scalars(ordered))))
        self._complete = True

    def entry(self, sha256: str) -> DocumentEntry | None:
        """What lists say of the document with these bytes, or None."""
        with self.database.transaction() as session:
            row = _row(session, sha256)
            return None if row is None else entry_of(row)

    def document(self, sha256: str) -> Document | None:
        """The document with these bytes, equal to the one that was added, or None."""
        with self.database.transaction() as session:
            row = _row(session, sha256)
            if row is None:
                return None
            ordered = select(ProvisionRow).where(ProvisionRow.document_id == row.id).order_by(ProvisionRow.ordinal)
            return document_of(row, list(session.scalars(ordered)))

    def records(self, sha256: str) -> tuple[Record, ...]:
        """All records of the document with these bytes, the oldest first."""
        query = select(RecordRow.record).join(DocumentRow).where(DocumentRow.sha256 == sha256).order_by(RecordRow.id)
        with self.database.transaction() as session:
            return tuple(Record.model_validate_json(record) for record in session.scalars(query))

    def entries(self) -> Iterator[DocumentEntry]:
        """Every document in the order of its import, a page at a time: memory and locks stay small."""
        last = 0
        while page := self.page(last):
            yield from page
            last = page[-1].id

    def page(self, after: int, limit: int = _PAGE) -> list[DocumentEntry]:
        """At most ``limit`` documents in the order of their import, from the first whose id is above ``after``."""
        query = (
            select(DocumentRow)
            .options(joinedload(DocumentRow.version), *_WITHOUT_TEXT)
            .where(DocumentRow.id > after)
            .order_by(DocumentRow.id)
            .limit(limit)
        )
        with self.database.transaction() as session:
            return [entry_of(row) for row in session.scalars(query)]

    def work(self, work_id: int) -> WorkEntry | None:
        """A work with all its versions, or None."""
        documents = selectinload(WorkRow.versions).selectinload(VersionRow.documents).options(*_WITHOUT_TEXT)
        query = select(WorkRow).where(WorkRow.id == work_id).options(documents)
        with self.database.transaction() as session:
            row = session.scalar(query)
            if row is None:
                return None
            return WorkEntry(id=row.id, title=row.title, versions=tuple(_version_entry(each) for each in row.versions))

    def stamp(self) -> tuple[int, ...]:
        """The newest document, record, import and review: another value whenever the store has something new."""
        with refusals_told(self.database.where), self.database.engine.connect() as connection:
            return tuple(newest or 0 for newest in connection.execute(_NEWEST).one())

    def imports(self) -> Iterator[ImportEntry]:
        """Every import, the oldest first."""
        query = select(ImportRow, DocumentRow.sha256).join(DocumentRow).order_by(ImportRow.id)
        with self.database.transaction() as session:
            rows = session.execute(query).all()
        for row, sha256 in rows:
            yield ImportEntry(sha256=sha256, source=row.source, imported_at=row.imported_at, found=row.found)


def _keep(session: Session, index: SearchIndex, document: Document, source_name: str) -> tuple[DocumentRow, Found]:
    if known := _row(session, document.source.sha256):
        return known, "same-bytes"
    version, found = version_for(session, document, source_name)
    row = document_row(document, source_name)
    row.version = version
    session.add(row)
    session.flush()
    insert_rows(session.connection(), "provision", PROVISION_COLUMNS, provision_values(document, row.id))
    if found != "same-text":
        index.add(session.connection(), row.id, document)
    return row, found


def _row(session: Session, sha256: str) -> DocumentRow | None:
    return session.scalar(select(DocumentRow).where(DocumentRow.sha256 == sha256))


def _keep_record(session: Session, document_id: int, record: Record) -> bool:
    there = select(RecordRow.id).where(RecordRow.document_id == document_id, RecordRow.manifest == record.manifest)
    if session.scalar(there) is not None:
        return False
    text = record.model_dump_json()
    row = RecordRow(document_id=document_id, engine=record.engine, manifest=record.manifest, record=text)
    session.add(row)
    session.flush()
    keep_coverage(session, document_id, row.id, record)
    return True


def _version_entry(row: VersionRow) -> VersionEntry:
    return VersionEntry(
        ordinal=row.ordinal,
        previous=row.ordinal - 1 or None,
        text_sha256=row.text_sha256,
        documents=tuple(entry_of(document) for document in row.documents),
    )
