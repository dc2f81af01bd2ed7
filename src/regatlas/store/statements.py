"""What every document says of its makers and its basis, read without its text: a few milliseconds for thousands."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import select

from regatlas.model.base import Frozen
from regatlas.store.database import Database
from regatlas.store.tables import DocumentRow


class Stated(Frozen):
    """A document as related texts are found by: its title, issuers and legal basis, in the words of the text."""

    id: int
    sha256: str
    title: str | None
    language: str
    issuers: tuple[str, ...]
    legal_basis: tuple[str, ...]


def statements(database: Database) -> Iterator[Stated]:
    """All documents in the order of import. Raises :class:`regatlas.errors.StoreError`."""
    columns = (DocumentRow.id, DocumentRow.sha256, DocumentRow.title, DocumentRow.language, DocumentRow.statements)
    with database.transaction() as session:
        rows = session.execute(select(*columns).order_by(DocumentRow.id)).all()
    for number, sha256, title, language, stated in rows:
        said = json.loads(stated)
        yield Stated(
            id=number,
            sha256=sha256,
            title=title,
            language=language,
            issuers=tuple(one["value"] for one in said.get("issuers", ())),
            legal_basis=tuple(one["value"] for one in said.get("legal_basis", ())),
        )
