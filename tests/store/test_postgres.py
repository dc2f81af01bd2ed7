"""What only PostgreSQL does: addresses, users, refusals of a server."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime

import pytest
from sqlalchemy import make_url, text
from tests.postgres import Server

from regatlas.errors import MissingProgram, StoreError
from regatlas.model.document import Document
from regatlas.store import DocumentStore
from regatlas.store.database import Database, without_password
from regatlas.store.postgres import WRITERS, told

pytest.importorskip("psycopg")
from psycopg.errors import lookup

Maker = Callable[..., Document]
SECRET = "s3cret"


@pytest.fixture
def user(postgres: Server, postgres_url: str) -> Iterator[str]:
    """A user of the server who may read and write nothing that is not given to them."""
    name = postgres.template.replace("template", "user")
    postgres.run(f"CREATE ROLE {name} LOGIN")
    yield name
    postgres.run(f"DROP OWNED BY {name}", postgres_url)
    postgres.run(f"DROP ROLE {name}")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"postgresql://ann:{SECRET}@host/db", "postgresql://ann@host/db"),
        (f"postgresql://ann:{SECRET}@x@host/db", "postgresql://ann@host/db"),
        (f"postgresql://:{SECRET}@host/db", "postgresql://@host/db"),
        (f"postgresql:///db?host=/run&password={SECRET}&user=ann", "postgresql:///db?host=/run&password=…&user=ann"),
        (f"ann:{SECRET}@host/db", "…@host/db"),
        ("postgresql://host/db", "postgresql://host/db"),
        ("sqlite:////data/a:b@c.sqlite", "sqlite:////data/a:b@c.sqlite"),
        ("regatlas.sqlite", "regatlas.sqlite"),
    ],
)
def test_an_address_is_shown_without_its_password(url: str, shown: str) -> None:
    assert without_password(url) == shown


@pytest.mark.parametrize(
    ("url", "what"),
    [
        (f"postgresql://ann:{SECRET}@127.0.0.1:1/db", "server of the database is not reached"),
        (f"postgres://ann:{SECRET}@127.0.0.1:1/db", "server of the database is not reached"),
        (f"postgresql+psycopg://ann:{SECRET}@/db?host=/nowhere", "server of the database is not reached"),
        (f"postgresql+psycopg2://ann:{SECRET}@host/db", "only the driver psycopg is known"),
        (f"postgresql://ann:{SECRET}@x@host/db", "address of the database cannot be read.*%40"),
        (f"postgresql://ann:{SECRET}@host:port/db", "address of the database cannot be read"),
        (f"postgresql://ann:{SECRET}@/db?host=/nowhere&colour=red", "the database cannot be used.*colour"),
    ],
)
def test_addresses_that_lead_nowhere(url: str, what: str) -> None:
    with pytest.raises(StoreError, match=f"RGA-4000: .*{what}") as caught:
        DocumentStore.open(url)
    assert SECRET not in str(caught.value)


def test_a_driver_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "regatlas.store.postgres_text")
    with pytest.raises(MissingProgram, match=r"needs the package psycopg.*pip install 'regatlas\[postgres\]'"):
        DocumentStore.open("postgresql://host/db")


def test_a_wrong_password_and_none(postgres: Server) -> None:
    with suppress(Exception):  # another worker may have made the user, whom the server asks for a password
        postgres.run("CREATE ROLE guarded LOGIN PASSWORD 'right'")
    for url in (postgres.address("postgres", username="guarded", password=SECRET),
                postgres.address("postgres", username="guarded")):  # fmt: skip
        with pytest.raises(StoreError, match="refuses the user or the password") as caught:
            DocumentStore.open(url)
        assert SECRET not in str(caught.value)


def test_users_and_databases_that_are_not_there(postgres: Server) -> None:
    with pytest.raises(StoreError, match=r"the server has no such database, postgresql://.*nowhere.*createdb"):
        DocumentStore.open(postgres.address("nowhere"))
    with pytest.raises(StoreError, match="refuses the user or the password"):
        DocumentStore.open(postgres.address("postgres", username="nobody-here"))


def test_a_database_of_another_program_on_a_server(postgres: Server) -> None:
    url = postgres.make("template0")
    postgres.run("CREATE TABLE contacts (name text)", url)
    with pytest.raises(StoreError, match=r"the database belongs to another program.*choose another database"):
        DocumentStore.open(url)
    assert postgres.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", url) == [("contacts",)]
    postgres.drop(url)


def test_a_database_that_is_not_in_utf8(postgres: Server) -> None:
    name = postgres.template.replace("template", "ascii")
    postgres.run(f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(StoreError, match=r"keeps text as SQL_ASCII, not as UTF-8.*createdb"):
        DocumentStore.open(postgres.address(name))
    postgres.drop(postgres.address(name))


def test_a_user_who_may_only_read(
    postgres: Server, postgres_url: str, user: str, document: Maker, now: datetime
) -> None:
    with DocumentStore.open(postgres_url) as store:
        store.add_document(document("第一条　数据"), "a.txt", now)
    postgres.run(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {user}", postgres_url)
    with DocumentStore.open(_as(postgres, postgres_url, user)) as store:
        assert store.search("数据").total == 1
        with pytest.raises(
            StoreError, match=r"no right to do this in the database, postgresql://.*\(permission denied for table"
        ):
            store.add_document(document("第二条"), "b.txt", now)


def test_a_user_who_may_not_read_or_make_tables(postgres: Server, postgres_url: str, user: str) -> None:
    with pytest.raises(StoreError, match="no right to do this in the database"):
        DocumentStore.open(_as(postgres, postgres_url, user))
    empty = postgres.make("template0")
    with pytest.raises(StoreError, match=r"no right to do this.*permission denied for schema public"):
        DocumentStore.open(_as(postgres, empty, user))
    postgres.drop(empty)


def test_a_server_without_a_free_connection(postgres: Server, postgres_url: str, user: str) -> None:
    postgres.run(f"ALTER ROLE {user} CONNECTION LIMIT 0")
    with pytest.raises(StoreError, match=r"no free connection.*max_connections"):
        DocumentStore.open(_as(postgres, postgres_url, user))


def _as(postgres: Server, url: str, user: str) -> str:
    return postgres.address(str(make_url(url).database), username=user)


def test_a_server_that_goes_in_the_middle_and_comes_again(
    postgres: Server, postgres_url: str, document: Maker, now: datetime
) -> None:
    name = make_url(postgres_url).database
    end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    with DocumentStore.open(postgres_url) as store:
        with pytest.raises(StoreError, match=r"the server of the database has ended the connection.*try again"):
            _break(store, document("第一条"), now, lambda: postgres.run(end))
        assert list(store.entries()) == []
        assert postgres.run(end)
        assert store.add_document(document("第一条"), "a.txt", now).found == "new"


def test_a_lock_that_another_writer_holds_is_named(
    postgres_url: str, document: Maker, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regatlas.store.postgres.BUSY_MILLISECONDS", 10)
    with Database.open(postgres_url) as other, DocumentStore.open(postgres_url) as store:
        with other.transaction(writes=True) as session:
            assert session.scalar(text(f"SELECT count(*) FROM pg_locks WHERE objid = {WRITERS % 2**32}")) == 1
            with pytest.raises(StoreError, match="the database is busy"):
                store.add_document(document("第一条"), "a.txt", now)
            assert list(store.entries()) == []
        assert store.add_document(document("第一条"), "a.txt", now).found == "new"


def _break(store: DocumentStore, document: Document, now: datetime, end: Callable[[], object]) -> None:
    with store.database.transaction(writes=True) as session:
        store.add_within(session, document, "a.txt", now)
        assert end()
        session.execute(text("SELECT 1"))


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("53100", "the disk of the database is full, here.*; make room there"),
        ("53200", "no memory left"),
        ("40001", "another program has changed the same at the same time, here.*; try again"),
        ("40P01", "another program has changed the same at the same time, here.*; try again"),
        ("25006", "may not be written"),
        ("57014", "longer than its server allows"),
        ("57P03", "starting or stopping"),
        ("08006", "has ended the connection"),
        ("58030", r"the disk refuses .*, here \(the reason\)"),
        ("XX001", "the database is damaged"),
        ("22000", r"the database refused \(the reason\), here; see the log of the server"),
    ],
)
def test_what_a_server_refuses_is_said_in_words(code: str, what: str) -> None:
    error = told(lookup(code)("the reason"), "here")
    assert re.search(what, str(error))
    assert (error.code, type(error)) == ("RGA-4000", StoreError)


def test_a_document_with_more_pieces_than_a_tsvector_holds_is_looked_into_for_every_query(
    postgres_url: str, document: Maker, now: datetime
) -> None:
    """A hundred thousand pairs of ideographs, each once."""
    signs = [chr(0x4E00 + number) for number in range(330)]
    given = document("".join(f"{one}{other}。" for one in signs for other in signs) + "\n数据安全\n")
    with DocumentStore.open(postgres_url) as store:
        store.add_document(given, "a.txt", now)
        store.add_document(document("数据安全法\n算法\n"), "b.txt", now)
        assert [hit.source for hit in store.search("数据安全").hits] == ["a.txt", "b.txt"]
        assert store.search(f"{signs[7]}{signs[300]}。").total == 1
        assert store.search("算法").total == 1
