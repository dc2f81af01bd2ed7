"""Secrets of the server itself."""

from __future__ import annotations

import secrets

from regatlas.store.accounts.tables import SecretRow
from regatlas.store.database import Database


def server_secret(database: Database, name: str) -> str:
    """The secret of that name, 256 random bits; made when it is first asked for."""
    with database.transaction() as session:
        row = session.get(SecretRow, name)
    if row is not None:
        return row.value
    with database.transaction(writes=True) as session:
        row = session.get(SecretRow, name)
        if row is None:
            row = SecretRow(name=name, value=secrets.token_urlsafe(32))
            session.add(row)
        return row.value
