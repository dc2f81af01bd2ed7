"""The log of what people changed: only ever added to, each entry sealed with the one before.

An entry's digest is the SHA-256 of the canonical JSON of ``[sequence, at, who, action, subject, detail, previous]``.
Whoever changes an old entry must change every digest after it, and with it the last one, which may be noted elsewhere.
The database itself refuses to change or remove entries, and to add one that does not follow on the last.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import JsonValue
from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from regatlas.errors import printable
from regatlas.model.account import AuditEntry
from regatlas.store.tables import Base, UtcDateTime

BEGINNING = "0" * 64
"""What the first entry has as the digest of the one before."""
_PAGE = 1_000


class AuditRow(Base):
    """An entry; ``detail`` is kept as the text that was sealed."""

    __tablename__ = "audit_entry"

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    who: Mapped[str] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str]
    detail: Mapped[str]
    previous: Mapped[str]
    digest: Mapped[str]


@dataclass(frozen=True)
class Verified:
    """What a reading of the whole log found.

    ``entries`` are those that hold, ``head`` the digest of the last of them; ``broken`` is the number of the first
    entry that does not hold and ``reason`` why. ``expected`` tells whether the digest that was noted elsewhere stands
    in the log; None where none was given.
    """

    entries: int
    head: str
    broken: int | None = None
    reason: str = ""
    expected: bool | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing is missing and nothing was changed."""
        return self.broken is None and self.expected is not False


def append(
    session: Session, *, at: datetime, who: str, action: str, subject: str, detail: Mapping[str, JsonValue]
) -> AuditEntry:
    """Add an entry in the transaction that makes the change: both are there, or neither.

    ``action`` is a fixed word such as ``review.save``, ``subject`` what was changed, ``detail`` before and after. The
    transaction must be one that writes: such wait for each other, so that the numbers have no gap.
    """
    last = session.scalars(select(AuditRow).order_by(AuditRow.sequence.desc()).limit(1)).first()
    entry = sealed(
        sequence=last.sequence + 1 if last else 1,
        at=at.astimezone(UTC),
        who=printable(who),
        action=action,
        subject=printable(subject),
        detail=canonical(detail),
        previous=last.digest if last else BEGINNING,
    )
    session.add(AuditRow(**entry.model_dump()))
    session.flush()
    return entry


def sealed(
    *, sequence: int, at: datetime, who: str, action: str, subject: str, detail: str, previous: str
) -> AuditEntry:
    """The entry with its digest."""
    sealing = [sequence, at.isoformat(), who, action, subject, detail, previous]
    digest = hashlib.sha256(_json(sealing).encode()).hexdigest()
    return AuditEntry(
        sequence=sequence,
        at=at,
        who=who,
        action=action,
        subject=subject,
        detail=detail,
        previous=previous,
        digest=digest,
    )


def canonical(detail: Mapping[str, JsonValue]) -> str:
    """JSON of one form only: keys in order, no spaces, nothing beyond ASCII."""
    return _json(dict(detail))


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def entries(
    session: Session,
    *,
    after: int = 0,
    before: int | None = None,
    limit: int = _PAGE,
    newest_first: bool = False,
    who: str = "",
    action: str = "",
    subject: str = "",
) -> list[AuditEntry]:
    """Entries beyond the number ``after`` and, where given, below ``before``, by who, action (or its first word) and
    subject (a part of it)."""
    query = select(AuditRow).where(AuditRow.sequence > after).limit(limit)
    query = query.order_by(AuditRow.sequence.desc() if newest_first else AuditRow.sequence)
    if before is not None:
        query = query.where(AuditRow.sequence < before)
    if who:
        query = query.where(AuditRow.who == who)
    if action:
        query = query.where((AuditRow.action == action) | AuditRow.action.startswith(f"{action}.", autoescape=True))
    if subject:
        query = query.where(AuditRow.subject.contains(subject, autoescape=True))
    return [_entry(row) for row in session.scalars(query)]


def actions(session: Session) -> list[str]:
    """The actions that the log has, in order of the alphabet."""
    return list(session.scalars(select(AuditRow.action).distinct().order_by(AuditRow.action)))


def walk(session: Session) -> Iterator[AuditEntry]:
    """The whole log from its beginning, a page at a time."""
    last = 0
    while page := entries(session, after=last):
        yield from page
        last = page[-1].sequence


def verify(session: Session, expect: str | None = None) -> Verified:
    """Read the whole log and compute every seal again; ``expect`` is a digest that was noted elsewhere."""
    number, head, seen = 0, BEGINNING, expect == BEGINNING
    for entry in walk(session):
        reason = _wrong(entry, number, head)
        if reason:
            return Verified(number, head, entry.sequence, reason, None if expect is None else seen)
        number, head = entry.sequence, entry.digest
        seen = seen or head == expect
    return Verified(number, head, expected=None if expect is None else seen)


def _wrong(entry: AuditEntry, number: int, head: str) -> str:
    if entry.sequence != number + 1:
        return "gap"
    if entry.previous != head:
        return "link"
    again = sealed(**entry.model_dump(exclude={"digest"}))
    return "" if again.digest == entry.digest else "seal"


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        sequence=row.sequence,
        at=row.at,
        who=row.who,
        action=row.action,
        subject=row.subject,
        detail=row.detail,
        previous=row.previous,
        digest=row.digest,
    )
