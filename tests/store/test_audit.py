from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue
from sqlalchemy import text
from tests.store.conftest import MORNING

from regatlas.errors import StoreError
from regatlas.store import audit
from regatlas.store.audit import BEGINNING, append, canonical, entries, sealed, verify
from regatlas.store.database import Database

TRIGGERS = ("audit_entry_changes", "audit_entry_removals", "audit_entry_additions", "audit_entry_emptying")
FIELDS = "at, who, action, subject, detail"


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    with Database.open(store_url) as opened:
        yield opened


def note(database: Database, subject: str = "document/1", **detail: JsonValue) -> None:
    with database.transaction(writes=True) as session:
        append(session, at=MORNING, who="anna", action="review.save", subject=subject, detail=detail)


def note_and_fail(database: Database, who: str, *, fails: bool) -> None:
    with database.transaction(writes=True) as session:
        append(session, at=MORNING, who=who, action="test.note", subject="x", detail={})
        if fails:
            raise ZeroDivisionError


def run(database: Database, statement: str) -> None:
    with database.transaction(writes=True) as session:
        session.execute(text(statement))


def without_guards(database: Database) -> None:
    """What only the owner of the database can do: take the triggers away."""
    for name in TRIGGERS:
        where = " ON audit_entry" if database.dialect == "postgresql" else ""
        run(database, f"DROP TRIGGER IF EXISTS {name}{where}")


def test_entries_are_chained_from_the_first(database: Database) -> None:
    for number in range(3):
        note(database, f"document/{number}", before=None, after={"level": "good"})
    with database.transaction() as session:
        found = entries(session)
        verified = verify(session)
    assert [entry.sequence for entry in found] == [1, 2, 3]
    assert [entry.previous for entry in found] == [BEGINNING, found[0].digest, found[1].digest]
    assert (verified.holds, verified.entries, verified.head) == (True, 3, found[2].digest)
    assert json.loads(found[0].detail) == {"before": None, "after": {"level": "good"}}
    assert found[0].at == MORNING


def test_an_empty_log_holds(database: Database) -> None:
    with database.transaction() as session:
        assert verify(session) == audit.Verified(0, BEGINNING)
        assert verify(session, BEGINNING).expected is True


def test_an_entry_and_its_change_are_there_together_or_not_at_all(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        note_and_fail(database, "anna", fails=True)
    note(database)
    with database.transaction() as session:
        assert [entry.sequence for entry in entries(session)] == [1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET who = 'bo'",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE sequence = 2",
        f"INSERT INTO audit_entry SELECT 5, {FIELDS}, digest, digest FROM audit_entry WHERE sequence = 2",
        f"INSERT INTO audit_entry SELECT 3, {FIELDS}, 'x', digest FROM audit_entry WHERE sequence = 2",
    ],
)
def test_the_database_refuses_to_change_the_log(database: Database, statement: str) -> None:
    note(database)
    note(database)
    with pytest.raises(StoreError, match="audit log"):
        run(database, statement)
    with database.transaction() as session:
        assert verify(session).entries == 2


def test_replacing_and_emptying_are_refused_too(database: Database) -> None:
    note(database)
    statement = {
        "sqlite": f"REPLACE INTO audit_entry SELECT 1, {FIELDS}, previous, 'x' FROM audit_entry",
        "postgresql": "TRUNCATE audit_entry",
    }[database.dialect]
    with pytest.raises(StoreError, match="audit log"):
        run(database, statement)


@pytest.mark.parametrize(
    ("statement", "broken", "reason"),
    [
        ("UPDATE audit_entry SET who = 'bo' WHERE sequence = 2", 2, "seal"),
        ("UPDATE audit_entry SET detail = '{}' WHERE sequence = 3", 3, "seal"),
        ("UPDATE audit_entry SET at = '2020-01-01 00:00:00.000000' WHERE sequence = 1", 1, "seal"),
        ("UPDATE audit_entry SET previous = digest WHERE sequence = 2", 2, "link"),
        ("DELETE FROM audit_entry WHERE sequence = 2", 3, "gap"),
        ("DELETE FROM audit_entry WHERE sequence = 1", 2, "gap"),
        ("UPDATE audit_entry SET sequence = 9 WHERE sequence = 4", 9, "gap"),
    ],
)
def test_the_first_entry_that_does_not_hold_is_named(
    database: Database, statement: str, broken: int, reason: str
) -> None:
    for number in range(4):
        note(database, f"document/{number}", n=number)
    without_guards(database)
    run(database, statement)
    with database.transaction() as session:
        found = verify(session)
    assert (found.holds, found.broken, found.reason) == (False, broken, reason)


def test_a_tail_that_was_cut_off_is_found_by_a_digest_noted_before(database: Database) -> None:
    for _ in range(3):
        note(database)
    with database.transaction() as session:
        noted = verify(session).head
    note(database)
    with database.transaction() as session:
        assert verify(session, noted).expected is True
    without_guards(database)
    run(database, "DELETE FROM audit_entry WHERE sequence >= 3")
    with database.transaction() as session:
        cut = verify(session, noted)
    assert (cut.broken, cut.expected, cut.holds) == (None, False, False)


def test_an_entry_sealed_anew_breaks_the_next(database: Database) -> None:
    """Whoever forges an entry with its digest must forge all that follow, and with them the head."""
    for _ in range(3):
        note(database)
    with database.transaction() as session:
        second = entries(session)[1]
    forged = sealed(**second.model_dump(exclude={"digest", "who"}), who="bo")
    without_guards(database)
    run(database, f"UPDATE audit_entry SET who = 'bo', digest = '{forged.digest}' WHERE sequence = 2")
    with database.transaction() as session:
        assert (verify(session).broken, verify(session).reason) == (3, "link")


def test_numbers_have_no_gap_where_many_write_at_once(database: Database) -> None:
    """Half of them fail after they were noted, and must leave nothing."""

    def write(name: int) -> None:
        for number in range(8):
            with suppress(ZeroDivisionError):
                note_and_fail(database, f"w{name}", fails=bool(number % 2))

    threads = [threading.Thread(target=write, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.transaction() as session:
        found = verify(session)
        assert (found.holds, found.entries) == (True, 24)
        assert len(entries(session, who="w3")) == 4


def test_entries_are_narrowed(database: Database) -> None:
    with database.transaction(writes=True) as session:
        for who, action, subject in (("anna", "account.add", "bo"), ("bo", "token.add", "50%"), ("bo", "account", "x")):
            append(session, at=MORNING, who=who, action=action, subject=subject, detail={})
    with database.transaction() as session:

        def numbers(**asked: object) -> list[int]:
            return [entry.sequence for entry in entries(session, **asked)]  # type: ignore[arg-type]

        assert numbers(newest_first=True) == [3, 2, 1]
        assert numbers(who="bo") == [2, 3]
        assert numbers(action="account") == [1, 3]
        assert numbers(action="account.add") == [1]
        assert numbers(subject="0%") == [2]
        assert numbers(subject="%") == [2]
        assert numbers(before=3, limit=1, newest_first=True) == [2]
        assert audit.actions(session) == ["account", "account.add", "token.add"]


def test_names_of_any_kind_are_kept_as_text(database: Database) -> None:
    with database.transaction(writes=True) as session:
        append(
            session, at=MORNING, who="林\x00晓\ud800", action="test.note", subject="a\nb", detail={"x": "\ud800\x00"}
        )
    with database.transaction() as session:
        entry = entries(session)[0]
        assert verify(session).holds
    assert (entry.who, entry.subject) == ("林\\x00晓\\ud800", "a\\nb")
    assert json.loads(entry.detail) == {"x": "\ud800\x00"}


def test_the_zone_of_a_clock_does_not_matter(database: Database) -> None:
    here = MORNING.astimezone(timezone(timedelta(hours=8)))
    with database.transaction(writes=True) as session:
        append(session, at=here, who="anna", action="test.note", subject="x", detail={})
    with database.transaction() as session:
        assert entries(session)[0].at.tzinfo is UTC
        assert verify(session).holds


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), _JSON, max_size=5))
def test_canonical_json_has_one_form_and_loses_nothing(detail: dict[str, JsonValue]) -> None:
    written = canonical(detail)
    assert canonical(dict(reversed(detail.items()))) == written
    assert json.loads(written) == detail
    assert written.isascii()


@given(st.lists(st.text(), min_size=5, max_size=5), st.integers(0, 4), st.text(min_size=1))
def test_every_field_is_sealed(fields: list[str], changed: int, added: str) -> None:
    def digest(values: list[str]) -> str:
        who, action, subject, detail, previous = values
        at = datetime(2026, 1, 1, tzinfo=UTC)
        entry = sealed(sequence=1, at=at, who=who, action=action, subject=subject, detail=detail, previous=previous)
        return entry.digest

    others = [value + added if place == changed else value for place, value in enumerate(fields)]
    assert digest(others) != digest(fields)
