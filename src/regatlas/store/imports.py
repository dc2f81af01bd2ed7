"""The queue of imports: what people asked to be read and kept, with the bytes, until a worker has done it.

The bytes stand in the database, in pieces, and not in a folder beside it: a job, its bytes and its entry in the audit
log are then one transaction; workers on other machines see them; and a backup of the store has them. They are removed
in the transaction that ends the job. Files of law have a megabyte; a transaction with 100 MB takes about a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Literal

from sqlalchemy import JSON, ForeignKey, LargeBinary, Select, delete, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from regatlas.errors import BadArgument, NotKnown, TooMany
from regatlas.model.base import Frozen
from regatlas.store.audit import append
from regatlas.store.database import Database
from regatlas.store.entries import Found
from regatlas.store.tables import Base, UtcDateTime

ImportKind = Literal["file", "url"]
ImportState = Literal["waiting", "running", "done", "failed", "refused", "cancelled"]
ImportStep = Literal["received", "fetched", "read", "structured", "mapped", "kept"]
STATES: tuple[ImportState, ...] = ("waiting", "running", "done", "failed", "refused", "cancelled")
UNFINISHED: tuple[ImportState, ...] = ("waiting", "running")
STEPS: tuple[ImportStep, ...] = ("received", "fetched", "read", "structured", "mapped", "kept")
PIECE = 1_000_000
"""Bytes of one row: small enough that reading and writing a file never takes its whole size in memory."""


class ImportJobRow(Base):
    """One asked import. ``lease_until`` is when the claim of ``worker`` ends unless it says that it still works."""

    __tablename__ = "import_job"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    source: Mapped[str]
    final_address: Mapped[str | None]
    size: Mapped[int | None]
    state: Mapped[str] = mapped_column(index=True)
    steps: Mapped[dict[str, str]] = mapped_column(JSON)
    asked_by: Mapped[str] = mapped_column(index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    worker: Mapped[str | None]
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int]
    error: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    document_sha256: Mapped[str | None]
    found: Mapped[str | None]
    version: Mapped[int | None]


class ImportPieceRow(Base):
    """Some bytes of a file that waits; ``ordinal`` counts from 0."""

    __tablename__ = "import_piece"

    job_id: Mapped[int] = mapped_column(ForeignKey("import_job.id", ondelete="CASCADE"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ImportJob(Frozen):
    """An import as it stands now.

    ``waiting``: no worker has it; ``running``: one has; ``done``: the document is in the store; ``failed``: the work
    was not done, trying again may help; ``refused``: the file or address cannot be used; ``cancelled``: withdrawn.
    ``source`` is the name of the file as given, or the address; ``final_address`` where redirections led; ``steps``
    when each step ended; ``error`` the code, message, place and remedy of what went wrong.
    """

    id: int
    kind: ImportKind
    source: str
    final_address: str | None
    size: int | None
    state: ImportState
    steps: tuple[tuple[ImportStep, datetime], ...]
    asked_by: str
    asked_at: datetime
    finished_at: datetime | None
    attempts: int
    error: dict[str, str] | None
    document_sha256: str | None
    found: Found | None
    version: int | None

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.state not in UNFINISHED


class Asked(Frozen):
    """What a person asks to be imported. ``size`` is that of the file; None for an address."""

    kind: ImportKind
    source: str
    size: int | None = None


class QueueLimits(Frozen):
    """How much may be in the queue: jobs of one person that are not finished, and bytes of all of them."""

    jobs: int = 100
    total_bytes: int = 2_000_000_000


class ImportFilter(Frozen):
    """Which jobs are asked for; what is empty asks for all. ``text`` is part of a file's name or an address."""

    state: ImportState | None = None
    asked_by: str = ""
    text: str = ""


class ImportQueue:
    """The side of the queue that people use; workers use :class:`regatlas.store.import_claims.ImportClaims`.

    Every method is one transaction and raises :class:`regatlas.errors.StoreError` where the database refuses.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def ask(
        self,
        wishes: Iterable[tuple[Asked, Iterable[bytes]]],
        *,
        who: str,
        at: datetime,
        limits: QueueLimits,
    ) -> tuple[ImportJob, ...]:
        """Put jobs with the bytes of their files into the queue: all, with their entries in the audit log, or none.

        When this returns, they are committed. Raises :class:`TooMany` where the queue has no room.
        """
        with self.database.transaction(writes=True) as session:
            rows = []
            for asked, pieces in wishes:
                _check_room(session, who, asked.size or 0, limits)
                rows.append(_new(session, asked, pieces, who, at))
            for row in rows:
                _note(session, row, at, who, "import.ask")
            return tuple(job_of(row) for row in rows)

    def check_room(self, who: str, limits: QueueLimits) -> None:
        """Raise :class:`TooMany` where a person has no room for one more job: before bytes are received in vain."""
        with self.database.transaction() as session:
            _check_room(session, who, 0, limits)

    def job(self, number: int) -> ImportJob:
        """One job. Raises :class:`NotKnown`."""
        with self.database.transaction() as session:
            return job_of(_row(session, number))

    def page(self, wanted: ImportFilter, *, before: int | None, limit: int) -> tuple[ImportJob, ...]:
        """The latest jobs asked for before the job ``before`` (None: of all), the latest first."""
        query = _filtered(select(ImportJobRow), wanted)
        if before is not None:
            query = query.where(ImportJobRow.id < before)
        with self.database.transaction() as session:
            return tuple(job_of(row) for row in session.scalars(query.order_by(ImportJobRow.id.desc()).limit(limit)))

    def counts(self) -> dict[ImportState, int]:
        """How many jobs there are in each state; every state is there."""
        query = select(ImportJobRow.state, func.count()).group_by(ImportJobRow.state)
        with self.database.transaction() as session:
            found: dict[str, int] = {state: count for state, count in session.execute(query)}  # noqa: C416 - rows
        return {state: found.get(state, 0) for state in STATES}

    def cancel(self, number: int, *, who: str, at: datetime) -> ImportJob:
        """Withdraw a job that waits. Raises :class:`NotKnown`, and :class:`BadArgument` where a worker has begun."""
        with self.database.transaction(writes=True) as session:
            row = _row(session, number, lock=True)
            if row.state != "waiting":
                raise BadArgument("only an import that waits can be withdrawn", where=f"import {number}")
            row.state, row.finished_at = "cancelled", at
            drop_bytes(session, row.id)
            _note(session, row, at, who, "import.cancel")
            return job_of(row)

    def retry(self, number: int, *, who: str, at: datetime, limits: QueueLimits) -> ImportJob:
        """Let a failed job wait again. Raises :class:`NotKnown`, :class:`TooMany`, and :class:`BadArgument` otherwise.

        The same where the bytes of its file are no longer kept.
        """
        with self.database.transaction(writes=True) as session:
            row = _row(session, number, lock=True)
            if row.state != "failed":
                raise BadArgument("only a failed import can be tried again", where=f"import {number}")
            if row.kind == "file" and not _has_bytes(session, row.id):
                hint = "give the file again"
                raise BadArgument("the bytes of the file are no longer kept", where=f"import {number}", hint=hint)
            _check_room(session, who, 0, limits)
            _note(session, row, at, who, "import.retry")
            row.state, row.attempts, row.error, row.finished_at = "waiting", 0, None, None
            row.steps = {"received": row.steps["received"]}
            return job_of(row)


def job_of(row: ImportJobRow) -> ImportJob:
    """The job of a row."""
    names = (name for name in STEPS if name in row.steps)
    fields = {name: getattr(row, name) for name in ImportJob.model_fields if name != "steps"}
    steps = tuple((name, datetime.fromisoformat(row.steps[name])) for name in names)
    return ImportJob.model_validate({**fields, "steps": steps})


def drop_bytes(session: Session, number: int) -> None:
    """Forget the bytes of a job."""
    session.execute(delete(ImportPieceRow).where(ImportPieceRow.job_id == number))


def _new(session: Session, asked: Asked, pieces: Iterable[bytes], who: str, at: datetime) -> ImportJobRow:
    row = ImportJobRow(
        kind=asked.kind,
        source=asked.source,
        size=asked.size,
        state="waiting",
        steps={"received": at.isoformat()},
        asked_by=who,
        asked_at=at,
        attempts=0,
    )
    session.add(row)
    session.flush()
    for ordinal, data in enumerate(_cut(pieces)):
        session.execute(insert(ImportPieceRow), {"job_id": row.id, "ordinal": ordinal, "data": data})
    return row


def _cut(pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        for start in range(0, len(piece), PIECE):
            yield piece[start : start + PIECE]


def _note(session: Session, row: ImportJobRow, at: datetime, who: str, action: str) -> None:
    detail: Mapping[str, str | int | None] = {"kind": row.kind, "source": row.source, "size": row.size}
    append(session, at=at, who=who, action=action, subject=f"import/{row.id}", detail=detail)


def _row(session: Session, number: int, *, lock: bool = False) -> ImportJobRow:
    query = select(ImportJobRow).where(ImportJobRow.id == number)
    row = session.scalar(query.with_for_update() if lock else query)
    if row is None:
        raise NotKnown("there is no such import", where=str(number), hint="see the list of imports")
    return row


def _has_bytes(session: Session, number: int) -> bool:
    return session.scalar(select(ImportPieceRow.ordinal).where(ImportPieceRow.job_id == number).limit(1)) is not None


def _check_room(session: Session, who: str, size: int, limits: QueueLimits) -> None:
    unfinished = ImportJobRow.state.in_(UNFINISHED)
    mine = session.scalar(select(func.count()).where(unfinished, ImportJobRow.asked_by == who)) or 0
    if mine >= limits.jobs:
        what = f"{limits.jobs} of your imports wait already"
        raise TooMany(what, hint="wait until some are done, or withdraw some")
    kept = ImportJobRow.state.in_((*UNFINISHED, "failed"))
    held = session.scalar(select(func.coalesce(func.sum(ImportJobRow.size), 0)).where(kept)) or 0
    if held + size > limits.total_bytes:
        raise TooMany("the queue of imports is full", hint="try again when some are done")


def _filtered(query: Select[ImportJobRow], wanted: ImportFilter) -> Select[ImportJobRow]:
    if wanted.state:
        query = query.where(ImportJobRow.state == wanted.state)
    if wanted.asked_by:
        query = query.where(ImportJobRow.asked_by == wanted.asked_by)
    if wanted.text:
        query = query.where(ImportJobRow.source.icontains(wanted.text, autoescape=True))
    return query
