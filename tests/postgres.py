"""A throw-away PostgreSQL for tests, one for all workers of a run, and new databases in it.

Taken from ``REGATLAS_TEST_POSTGRES`` (the address of a database whose user may make others) or started from Debian's
package; where there is neither, tests that need it skip and say so.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

KEEPER = Path(__file__).with_name("postgres_keeper.py")
_NUMBERS = count(1)


@dataclass(frozen=True)
class Server:
    """A running server. ``url`` is the address of one of its databases, whose user may make others."""

    url: str
    template: str

    def run(self, statement: str, url: str | None = None) -> list[Any]:
        """Run one statement beside the program that is tested, each in its own transaction; the rows it gives."""
        import psycopg

        with psycopg.connect(_libpq(url or self.url), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def make(self, template: str | None = None) -> str:
        """A new database with the tables of the store, or a copy of another; its address."""
        name = f"regatlas_test_{os.getpid()}_{next(_NUMBERS)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE \"{template or self.template}\" ENCODING 'UTF8'")
        return self.address(name)

    def address(self, name: str, username: str | None = None, password: str | None = None) -> str:
        """The address of another database of the server, or of another user's."""
        changed = make_url(self.url).set(database=name, username=username, password=password)
        return changed.render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Remove a database, whoever still uses it."""
        self.run(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")


def _libpq(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def programs() -> Path | None:
    """The folder of the programs of PostgreSQL, the newest of Debian's or that in PATH."""
    debian = Path("/usr/lib/postgresql")
    versions = [each for each in debian.glob("*/bin/initdb") if each.parent.parent.name.isdecimal()]
    if versions:
        return max(versions, key=lambda each: int(each.parent.parent.name)).parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server; skips where there is none."""
    given = os.environ.get("REGATLAS_TEST_POSTGRES")
    if given:
        yield from _with_template(given)
        return
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL here; install Debian's postgresql, or name a server in REGATLAS_TEST_POSTGRES")
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "postgres"
    folder.mkdir(exist_ok=True)
    with (folder / "users").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        home = _home(folder, found)
        if home.startswith("failed: "):
            pytest.skip(f"PostgreSQL does not start here: {home}")
        yield from _with_template(f"postgresql://regatlas@/postgres?host={home}")


def _home(folder: Path, found: Path) -> str:
    """Where the server of this run is; the first worker that asks has it started."""
    with (folder / "starting").open("a") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            command = [sys.executable, str(KEEPER), str(folder), str(found)]
            nothing = subprocess.DEVNULL
            # Not of our group of processes, so that an interrupt ends the tests and not what cleans up after them.
            subprocess.run(command, start_new_session=True, stdin=nothing, stdout=nothing, stderr=nothing, check=True)
        end = time.monotonic() + 90
        while not (folder / "ready").exists():
            if time.monotonic() > end:
                return "failed: it takes too long"
            time.sleep(0.02)
        return (folder / "ready").read_text()


def _with_template(url: str) -> Iterator[Server]:
    """The server with a database that holds the tables, for this worker: copies are faster than migrations."""
    server = Server(url, f"regatlas_test_{os.getpid()}_template")
    template = server.make("template0")
    server.run(f"ALTER DATABASE {make_url(template).database} RENAME TO {server.template}")
    # Loaded here: most runs of single tests need neither a database nor what reads and writes it.
    from regatlas.store.database import Database

    Database.open(server.address(server.template)).close()
    yield server
    server.drop(server.address(server.template))


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """The address of a new database with the tables of the store."""
    url = postgres.make()
    yield url
    postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, once in SQLite and once in PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'regatlas.sqlite'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store whose tables nobody has made yet, once in each kind of database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'regatlas.sqlite'}"
        return
    server: Server = request.getfixturevalue("postgres")
    url = server.make("template0")
    yield url
    server.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def new_store_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], str]]:
    """Makes the addresses of empty stores, for tests that need more than one; once in each kind of database."""
    if request.param == "sqlite":
        yield lambda: f"sqlite:///{tmp_path_factory.mktemp('stores') / 'regatlas.sqlite'}"
        return
    server: Server = request.getfixturevalue("postgres")
    made: list[str] = []

    def make() -> str:
        made.append(server.make())
        return made[-1]

    yield make
    for url in made:
        server.drop(url)
