"""How often signing in has failed of late. Kept in the database, so that a restart forgets nothing.

After some failures each further one makes the next wait longer, up to a quarter of an hour; a day without any attempt
forgets them. So nobody is locked out for good, and nobody tries more than some hundred passwords a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from regatlas.store.accounts.tables import AttemptRow

_LONGEST = timedelta(minutes=15)
_FORGOTTEN = timedelta(days=1)
FREE_FOR_NAME = 5
"""Attempts for one name that need not wait."""
FREE_FROM_ADDRESS = 20
"""Attempts from one address that need not wait: behind one address there may be a whole office."""


def take(session: Session, keys: Mapping[str, int], now: datetime) -> timedelta:
    """Count an attempt as failed until it has succeeded, so that many at once gain nothing.

    ``keys`` has for each name or address the attempts that need not wait. Where any has to wait, nothing is counted
    and the time is told; else zero.
    """
    session.execute(delete(AttemptRow).where(AttemptRow.last_at <= now - _FORGOTTEN))
    rows = {row.key: row for row in session.scalars(_asked(keys))}
    waits = [_wait(row.failures - keys[key], row.last_at, now) for key, row in rows.items()]
    longest = max(waits, default=timedelta())
    if longest > timedelta():
        return longest
    for key in keys:
        row = rows.get(key)
        if row is None:
            session.add(AttemptRow(key=key, failures=1, last_at=now))
        else:
            row.failures, row.last_at = row.failures + 1, now
    session.flush()
    return timedelta()


def succeeded(session: Session, name: str, address: str) -> None:
    """Forget the failures for a name; those from the address stay, without this attempt."""
    for row in session.scalars(_asked({name: 0, address: 0})):
        if row.key == name or row.failures <= 1:
            session.delete(row)
        else:
            row.failures -= 1
    session.flush()


def failures(session: Session, key: str) -> int:
    """How often signing in has failed of late."""
    row = session.get(AttemptRow, key)
    return 0 if row is None else row.failures


def _asked(keys: Mapping[str, int]) -> Select[AttemptRow]:
    return select(AttemptRow).where(AttemptRow.key.in_(keys)).order_by(AttemptRow.key)


def _wait(beyond: int, last: datetime, now: datetime) -> timedelta:
    """What is left of the wait after ``beyond`` more failures than are free: 1, 2, 4, 8 … seconds."""
    if beyond < 0:
        return timedelta()
    wait = min(timedelta(seconds=2 ** min(beyond, 20)), _LONGEST)
    return max(timedelta(), last + wait - now)
