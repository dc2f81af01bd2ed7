"""What people say of the documents of the store. Every change is a row of its own, and none is ever overwritten."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from regatlas.errors import EditConflict, NotKnown
from regatlas.model.review import Answer, Change, Coding, CodingKind, CodingRequest, CodingState, Given, Kept
from regatlas.store.audit import append
from regatlas.store.database import Database
from regatlas.store.review_tables import ChangeRow, CodingRow
from regatlas.store.tables import DocumentRow

STATE = "state"
"""The item under which the history keeps when a coding was finished and opened again."""
# SQLite takes 32,766 values in one question.
_LOT = 5_000


class StaleAnswers(EditConflict):
    """Answers were made from versions that are not the latest. ``conflicts`` has each with the one that holds now."""

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what, where=where, hint=hint)
        self.conflicts: tuple[tuple[Given, Kept | None], ...] = ()

    @classmethod
    def over(cls, conflicts: Sequence[tuple[Given, Kept | None]]) -> StaleAnswers:
        """The error for these conflicts."""
        error = cls(
            "the answer has changed since the page was made; nothing was overwritten",
            where=conflicts[0][0].item.key,
            hint="compare both versions, then save again",
        )
        error.conflicts = tuple(conflicts)
        return error


class ReviewStore:
    """Codings, their answers and the history of each; every method is one transaction.

    All methods raise :class:`regatlas.errors.StoreError` where the database refuses.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, asked: CodingRequest, *, by: str, at: datetime) -> Coding:
        """The coding that was asked for; one that is there stays as it is. Raises :class:`NotKnown`."""
        with self._database.transaction(writes=True) as session:
            document = session.scalar(
                # Locked, so that two who begin at once do not both find nothing (PostgreSQL; SQLite has one writer).
                select(DocumentRow.id).where(DocumentRow.sha256 == asked.sha256).with_for_update()
            )
            if document is None:
                raise NotKnown("the store has no such document", where=asked.sha256[:64], hint="import it first")
            known = session.scalar(_of(asked.sha256, asked.kind).where(CodingRow.coder == asked.coder))
            if known is not None:
                return _coding(known, asked.sha256)
            row = _row(asked, document, by, at)
            session.add(row)
            session.flush()
            action = "review.begin" if by == asked.coder else "review.assign"
            detail = asked.model_dump(mode="json", exclude={"sha256", "kind"})
            append(session, at=at, who=by, action=action, subject=_subject(row, asked.sha256), detail=detail)
            return _coding(row, asked.sha256)

    def coding(self, sha256: str, coder: str, kind: CodingKind = "coding") -> Coding | None:
        """Somebody's coding of a document, or None."""
        with self._database.transaction() as session:
            row = session.scalar(_of(sha256, kind).where(CodingRow.coder == coder))
            return None if row is None else _coding(row, sha256)

    def codings(self, sha256: str | None = None, *, coder: str | None = None, after: int = 0) -> list[Coding]:
        """The codings and adjudications of a document, of a coder, or all, from the first above ``after``."""
        query = select(CodingRow, DocumentRow.sha256).join(DocumentRow).order_by(CodingRow.id)
        if after:
            query = query.where(CodingRow.id > after)
        if sha256 is not None:
            query = query.where(DocumentRow.sha256 == sha256)
        if coder is not None:
            query = query.where(CodingRow.coder == coder)
        with self._database.transaction() as session:
            return [_coding(row, sha) for row, sha in session.execute(query)]

    def answers(self, codings: Collection[int]) -> dict[int, dict[str, Kept]]:
        """By coding and item, the answers that hold now."""
        found: dict[int, dict[str, Kept]] = {coding: {} for coding in codings}
        with self._database.transaction() as session:
            for some in _lots(sorted(found)):
                for row in session.scalars(_holding(some)):
                    found[row.coding_id][row.item] = _kept(row)
        return found

    def history(self, coding: int, item: str | None = None) -> list[Change]:
        """Every change of a coding, or of one of its items, the oldest first."""
        query = select(ChangeRow).where(ChangeRow.coding_id == coding).order_by(ChangeRow.id)
        if item is not None:
            query = query.where(ChangeRow.item == item)
        with self._database.transaction() as session:
            return [_change(row) for row in session.scalars(query)]

    def stamp(self) -> int:
        """The newest change: another value whenever somebody has said something."""
        with self._database.transaction() as session:
            return session.scalar(select(func.max(ChangeRow.id))) or 0

    def save(self, coding: Coding, given: Sequence[Given], *, who: str, at: datetime) -> dict[str, Kept]:
        """Keep answers, all or none. Raises :class:`StaleAnswers`, and :class:`EditConflict` for a finished coding."""
        with self._database.transaction(writes=True) as session:
            row = session.get_one(CodingRow, coding.id, with_for_update=True)
            if row.state == "finished":
                raise EditConflict("this coding is finished", where=coding.coder, hint="open it again to change it")
            current = _latest(session, coding.id, [one.item.key for one in given])
            if stale := _stale(given, current):
                raise StaleAnswers.over(stale)
            saved = {one.item.key: _add(session, row, one, current, who, at) for one in given}
            changes: dict[str, JsonValue] = {key: _told(current.get(key), kept) for key, kept in saved.items()}
            subject = _subject(row, coding.sha256)
            append(session, at=at, who=who, action="review.save", subject=subject, detail=changes)
        return saved

    def set_state(self, coding: Coding, state: CodingState, *, who: str, at: datetime) -> Coding:
        """Finish a coding, or open it again. Raises :class:`EditConflict` where it changed since it was read."""
        with self._database.transaction(writes=True) as session:
            row = session.get_one(CodingRow, coding.id, with_for_update=True)
            if row.version != coding.version:
                raise EditConflict(
                    "the coding was finished or opened again meanwhile", where=coding.coder, hint="load the page again"
                )
            if row.state == state:
                return _coding(row, coding.sha256)
            before, row.state, row.version = row.state, state, row.version + 1
            row.finished_at = at if state == "finished" else None
            session.add(_state_change(row, before, who, at))
            action = "review.finish" if state == "finished" else "review.reopen"
            append(session, at=at, who=who, action=action, subject=_subject(row, coding.sha256), detail={})
            return _coding(row, coding.sha256)


def _of(sha256: str, kind: CodingKind) -> Select[CodingRow]:
    return select(CodingRow).join(DocumentRow).where(DocumentRow.sha256 == sha256, CodingRow.kind == kind)


def _lots(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """The numbers in lots that fit into one question to the database."""
    for start in range(0, len(numbers), _LOT):
        yield numbers[start : start + _LOT]


def _holding(codings: Sequence[int]) -> Select[ChangeRow]:
    latest = (
        select(func.max(ChangeRow.id))
        .where(ChangeRow.coding_id.in_(codings), ChangeRow.item != STATE)
        .group_by(ChangeRow.coding_id, ChangeRow.item)
    )
    return select(ChangeRow).where(ChangeRow.id.in_(latest))


def _row(asked: CodingRequest, document: int, by: str, at: datetime) -> CodingRow:
    values = asked.model_dump(exclude={"sha256", "taxonomies"})
    return CodingRow(
        **values,
        document_id=document,
        taxonomies=list(asked.taxonomies),
        asked_by=by,
        asked_at=at,
        state="open",
        version=0,
        finished_at=None,
    )


def _coding(row: CodingRow, sha256: str) -> Coding:
    names = set(Coding.model_fields) - {"sha256"}
    return Coding.model_validate({name: getattr(row, name) for name in names} | {"sha256": sha256})


def _subject(row: CodingRow, sha256: str) -> str:
    return f"{sha256}/{row.coder or row.kind}"


def _latest(session: Session, coding: int, items: Iterable[str]) -> dict[str, Kept]:
    rows = session.scalars(
        select(ChangeRow)
        .where(ChangeRow.coding_id == coding, ChangeRow.item.in_(list(items)))
        .order_by(ChangeRow.version)
    )
    return {row.item: _kept(row) for row in rows}


def _stale(given: Sequence[Given], current: Mapping[str, Kept]) -> list[tuple[Given, Kept | None]]:
    pairs = [(one, current.get(one.item.key)) for one in given]
    return [(one, now) for one, now in pairs if one.version != (now.version if now else 0)]


def _add(session: Session, row: CodingRow, one: Given, current: Mapping[str, Kept], who: str, at: datetime) -> Kept:
    """Add a change; an answer equal to the one that holds is none, and stays with whoever gave it."""
    now = current.get(one.item.key)
    if now is not None and now.answer == one.answer:
        return now
    kept = Kept(answer=one.answer, version=one.version + 1, who=who, at=at)
    session.add(
        ChangeRow(
            coding_id=row.id,
            item=one.item.key,
            version=kept.version,
            who=who,
            at=at,
            before=None if now is None else now.answer.model_dump_json(),
            after=one.answer.model_dump_json(),
        )
    )
    return kept


def _told(before: Kept | None, after: Kept) -> JsonValue:
    """A change as the audit log keeps it: values alone, for the words stand in the history."""
    return {"version": after.version, "before": before.answer.value if before else None, "after": after.answer.value}


def _state_change(row: CodingRow, before: str, who: str, at: datetime) -> ChangeRow:
    states = [Answer(value=state).model_dump_json() for state in (before, row.state)]
    return ChangeRow(
        coding_id=row.id, item=STATE, version=row.version, who=who, at=at, before=states[0], after=states[1]
    )


def _kept(row: ChangeRow) -> Kept:
    return Kept(answer=Answer.model_validate_json(row.after), version=row.version, who=row.who, at=row.at)


def _change(row: ChangeRow) -> Change:
    before = None if row.before is None else Answer.model_validate_json(row.before)
    after = Answer.model_validate_json(row.after)
    return Change(item=row.item, version=row.version, who=row.who, at=row.at, before=before, after=after)
