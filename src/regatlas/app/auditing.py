"""The log of changes: read in part, written out whole, and verified."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import JsonValue

from regatlas.errors import BadArgument
from regatlas.model.account import AuditEntry
from regatlas.store import audit
from regatlas.store.audit import Verified
from regatlas.store.database import Database

SCHEMA = "regatlas/audit-entry/1"
_DIGEST = 64


@dataclass(frozen=True)
class Wanted:
    """Which entries are wanted: by who, by action or its first word, by a part of the subject; the newest first.

    ``before`` is the number of the last entry that was seen.
    """

    who: str = ""
    action: str = ""
    subject: str = ""
    before: int | None = None
    limit: int = 100


def read_log(database: Database, wanted: Wanted) -> list[AuditEntry]:
    """The entries that are wanted."""
    with database.transaction() as session:
        return audit.entries(
            session,
            before=wanted.before,
            limit=wanted.limit,
            newest_first=True,
            who=wanted.who,
            action=wanted.action,
            subject=wanted.subject,
        )


def actions_of(database: Database) -> list[str]:
    """The actions that the log has."""
    with database.transaction() as session:
        return audit.actions(session)


def verify_log(database: Database, expect: str | None = None) -> Verified:
    """Whether every entry holds, and whether ``expect``, a digest noted elsewhere, stands in the log.

    Raises :class:`BadArgument` where ``expect`` is no digest.
    """
    if expect is not None:
        expect = expect.strip().casefold()
        if len(expect) != _DIGEST or not set(expect) <= set("0123456789abcdef"):
            raise BadArgument("this is no digest of an entry", where="--expect", hint="give the 64 digits and letters")
    with database.transaction() as session:
        return audit.verify(session, expect)


def whole_log(database: Database) -> Iterator[AuditEntry]:
    """Every entry from the first, read a page at a time."""
    last = 0
    while True:
        with database.transaction() as session:
            page = audit.entries(session, after=last)
        if not page:
            return
        yield from page
        last = page[-1].sequence


def entry_json(entry: AuditEntry) -> dict[str, JsonValue]:
    """An entry as JSON (`regatlas/audit-entry/1`). Canonical JSON of ``detail`` is what was sealed."""
    return {
        "schema": SCHEMA,
        "sequence": entry.sequence,
        "at": entry.at.isoformat(),
        "who": entry.who,
        "action": entry.action,
        "subject": entry.subject,
        "detail": json.loads(entry.detail),
        "previous": entry.previous,
        "digest": entry.digest,
    }
