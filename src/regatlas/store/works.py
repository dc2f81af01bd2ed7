"""Finding the work and the version that a document belongs to, inside the transaction that keeps it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from regatlas.model.document import Document
from regatlas.store.entries import Found
from regatlas.store.identity import folded_issuers, folded_title, shared_issuers
from regatlas.store.rows import text_sha256
from regatlas.store.tables import DocumentRow, ImportRow, VersionRow, WorkRow


def version_for(session: Session, document: Document, source_name: str) -> tuple[VersionRow, Found]:
    """The version of a document whose bytes are new: one with the same text, or a new one of a known or new work."""
    digest = text_sha256(document)
    if _can_be_compared(document):
        same = select(VersionRow).where(VersionRow.text_sha256 == digest).order_by(VersionRow.id).limit(1)
        if version := session.scalar(same):
            return version, "same-text"
    work = _known_work(session, document, source_name)
    found: Found = "new-version" if work else "new"
    work = work or _new_work(session)
    _learn(work, document)
    return _next_version(session, work, digest), found


def _can_be_compared(document: Document) -> bool:
    """Two files of which nothing could be read are not thereby the same text."""
    return bool(document.text.strip()) and document.source.quality.status != "unusable"


def _known_work(session: Session, document: Document, source_name: str) -> WorkRow | None:
    title, issuers = _title(document), _issuers(document)
    by_source = _works_of_source(session, source_name)
    if title is None:
        return by_source[0] if by_source else None
    namesakes = session.scalars(select(WorkRow).where(WorkRow.folded_title == title).order_by(WorkRow.id)).all()
    for work in by_source:
        if work in namesakes or work.folded_title is None:
            return work
    return _by_issuers(list(namesakes), issuers)


def _works_of_source(session: Session, source_name: str) -> list[WorkRow]:
    """The works that were imported under this name before, the latest first."""
    imports = (
        select(WorkRow)
        .join(VersionRow)
        .join(DocumentRow)
        .join(ImportRow)
        .where(ImportRow.source == source_name)
        .order_by(ImportRow.id.desc())
    )
    return list(session.scalars(imports).unique())


def _by_issuers(namesakes: list[WorkRow], issuers: list[str]) -> WorkRow | None:
    """The work of this title that these issuers may have issued.

    Known issuers must have one in common. A work or a document of unknown issuers fits any, but where several works
    bear the title, a document that names no issuer is not given to one of them by chance.
    """
    unknown = [work for work in namesakes if not work.issuers]
    if not issuers:
        return unknown[0] if unknown else namesakes[0] if len(namesakes) == 1 else None
    shared = {work: shared_issuers(issuers, work.issuers) for work in namesakes}
    best = max(namesakes, key=lambda work: shared[work], default=None)
    if best is not None and shared[best]:
        return best
    return unknown[0] if unknown else None


def _title(document: Document) -> str | None:
    title = document.metadata.title
    return None if title is None else folded_title(title.value)


def _issuers(document: Document) -> list[str]:
    return folded_issuers(issuer.value for issuer in document.metadata.issuers)


def _new_work(session: Session) -> WorkRow:
    work = WorkRow(title=None, folded_title=None, issuers=[])
    session.add(work)
    return work


def _learn(work: WorkRow, document: Document) -> None:
    """Let the work take the title of its latest text, and the issuers of all of them."""
    title = document.metadata.title
    if title is not None:
        work.title = title.value
        work.folded_title = work.folded_title or _title(document)
    work.issuers = sorted({*work.issuers, *_issuers(document)})


def _next_version(session: Session, work: WorkRow, digest: str) -> VersionRow:
    session.flush()
    last = session.scalar(
        select(VersionRow).where(VersionRow.work_id == work.id).order_by(VersionRow.ordinal.desc()).limit(1)
    )
    version = VersionRow(
        work_id=work.id,
        ordinal=last.ordinal + 1 if last else 1,
        previous_id=last.id if last else None,
        text_sha256=digest,
    )
    session.add(version)
    session.flush()
    return version
