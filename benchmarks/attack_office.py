"""The servers, people and texts that :mod:`benchmarks.attacks` attacks: throw-away ones, and real."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from benchmarks.attack_wire import Browser
from regatlas.app.accounts import add_local_account, make_token
from regatlas.model.account import ROLES, Role, Scope
from regatlas.store.accounts.accounts import AccountStore, Doing
from regatlas.store.accounts.tokens import Wish
from regatlas.store.database import Database

PASSWORD = "quiet river under stone"
PEOPLE: dict[str, Role] = dict(zip(("rita", "cora", "eddy", "anna"), ROLES, strict=True)) | {
    "bert": "coder",
    "carl": "coder",
}
"""A person for each role, and two more coders."""
SCRIPT = "<script>alert(1)</script>"
_RUN = "from regatlas.cli.main import run; run()"
# Shorter than those of every day (20 s, 300 s, 100 MB), so that waiting for them takes no half hour.
LIMITS = {"REGATLAS_HEAD_SECONDS": "2", "REGATLAS_BODY_SECONDS": "3", "REGATLAS_MAX_FILE_MB": "20"}
_LAW = "第一条　为了规范算法备案，制定本规定。\n\n第二条　提供者应当备案。\n"
TEXTS: dict[str, bytes] = {
    "title.md": f"# {SCRIPT} Measures\n\n{_LAW}".encode(),
    "text.md": f"# 甲规定\n\n{_LAW}\n第三条　</p></main>{SCRIPT}<img src=x onerror=alert(2)> {{{{ 7*7 }}}}\n".encode(),
    '"><svg onload=alert(3)>.md': f"# 乙规定\n\n{_LAW}".encode(),
    "page.html": (
        f"<html><head><title>丙规定</title>{SCRIPT}</head><body onload=alert(4)>"
        "<h1>丙规定</h1><p>第一条　提供者应当备案。"
        "<a href='javascript:alert(5)'>链接</a><img src=x onerror=alert(6)><svg onload=alert(7)><a xlink:href="
        "'javascript:alert(8)'>x</a></svg></p><p>第二条　本规定自公布之日起施行。</p>"
        "<iframe src=//evil.example></iframe></body></html>"
    ).encode(),
    "marked.md": (
        f'# 丁规定\n\n{_LAW}\n第三条　[链接](javascript:alert(9)) ![图](x" onerror=alert(10)) '
        '<a href="javascript:alert(11)" onclick=alert(12)>甲</a>\n'
    ).encode(),
    "=HYPERLINK(evil).md": f'# =HYPERLINK("https://evil.example","go")\n\n{_LAW}'.encode(),
}
"""Texts that are imported before the attacks begin."""


@dataclass
class Office:
    """Three servers over one store: reading ``open``, all ``closed`` behind TLS, and one ``alone`` without accounts."""

    folder: Path
    database: Database
    open: int
    closed: int = 0
    alone: int = 0
    people: dict[str, Browser] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    _tokens: dict[tuple[str, ...], str] = field(default_factory=dict)

    @property
    def anybody(self) -> Browser:
        """A browser that has never been here."""
        return Browser(self.open)

    def token(
        self, name: str, *scopes: Scope, lasts: timedelta = timedelta(days=1), ago: timedelta | None = None
    ) -> str:
        """A token for somebody, made so long ago."""
        account = AccountStore(self.database).find(name)
        wish, made = Wish("attack", scopes, lasts), Doing(name, datetime.now(UTC) - (ago or timedelta()))
        return make_token(self.database, account, wish, made).secret

    def program(self, name: str, *scopes: Scope) -> Browser:
        """A program with a token of somebody."""
        key = (name, *scopes)
        if key not in self._tokens:
            self._tokens[key] = self.token(name, *scopes)
        return bearer(self.open, self._tokens[key])

    def count(self, table: str) -> int:
        """The rows of a table of the store."""
        with self.database.transaction() as session:
            found = session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
        return int(found)

    def regatlas(self, *arguments: str) -> tuple[int, str]:
        """Run a command over the store, with a good password where it asks for one: its exit code, and what it says."""
        command = [sys.executable, "-c", _RUN, *arguments]
        done = subprocess.run(
            command, env=self.environment, input=f"{PASSWORD}\n", capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr

    @property
    def environment(self) -> dict[str, str]:
        """What the programs of the office are started with."""
        ours = {"REGATLAS_DATABASE": f"sqlite:///{self.folder / 'store.sqlite'}", "REGATLAS_LANG": "en"}
        return {**os.environ, **LIMITS, **ours}

    def imported(self, given: Iterable[tuple[str, bytes]]) -> list[dict[str, Any]]:
        """Upload files as an editor's program does, and wait for what becomes of each."""
        answer = self.program("eddy", "import").upload("/api/v1/imports", given)
        return [self.settled(one["id"]) for one in answer.json["imports"]]

    def settled(self, number: int) -> dict[str, Any]:
        """An import once it has ended."""
        program, end = self.program("eddy", "import"), time.monotonic() + 120
        while time.monotonic() < end:
            found: dict[str, Any] = program.get(f"/api/v1/imports/{number}").json
            if found["state"] not in ("waiting", "running"):
                return found
            time.sleep(0.2)
        raise TimeoutError(f"import {number} does not end")

    def log(self) -> str:
        """What all servers have said so far."""
        return "".join(path.read_text(encoding="utf-8") for path in sorted(self.folder.glob("*.log")))


def bearer(port: int, token: str) -> Browser:
    """A program with a token."""
    return Browser(port, headers={"Authorization": f"Bearer {token}"})


@contextmanager
def office(folder: Path) -> Iterator[Office]:
    """Open the servers over a new store with people and texts; at the end nothing of them is left."""
    with Database.open(f"sqlite:///{folder / 'store.sqlite'}") as database, ExitStack() as stack:
        made = Office(folder, database, 0)
        doing = Doing("attacks", datetime.now(UTC))
        for name, role in PEOPLE.items():
            add_local_account(database, name, role, PASSWORD, doing)
        made.open = stack.enter_context(_served(made, "open", "--accounts", "open"))
        closed = (
            "--accounts",
            "closed",
            "--base-url",
            "https://atlas.example.org",
            "--cors",
            "https://maps.example.org",
        )
        made.closed = stack.enter_context(_served(made, "closed", "--no-worker", *closed))
        made.alone = stack.enter_context(_served(made, "alone", "--no-worker", "--accounts", "none"))
        _furnish(made)
        yield made


def _furnish(made: Office) -> None:
    """Sign everybody in, and import the texts."""
    for name in PEOPLE:
        made.people[name] = Browser(made.open)
        told = made.people[name].sign_in(name, PASSWORD)
        assert told.status == 303, told.text
    sample = files("regatlas.data").joinpath("samples", "sample-measures.zh.md").read_bytes()
    given: Mapping[str, bytes] = {**TEXTS, "sample.md": sample}
    for job in made.imported(given.items()):
        assert job["state"] == "done", job
        made.documents[job["source"]] = job["document"]


@contextmanager
def _served(made: Office, name: str, *arguments: str) -> Iterator[int]:
    path = made.folder / f"{name}.log"
    command = [sys.executable, "-c", _RUN, "serve", "--port", "0", *arguments]
    with path.open("wb") as log:
        server = subprocess.Popen(command, env=made.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        yield _port(server, path)
    finally:
        server.terminate()
        server.wait(30)


def _port(server: subprocess.Popen[bytes], log: Path) -> int:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        if found := re.search(r"Regatlas: http://127\.0\.0\.1:(\d+)/", log.read_text(encoding="utf-8")):
            return int(found[1])
        time.sleep(0.05)
    raise RuntimeError(f"the server does not start: {log.read_text(encoding='utf-8')}")
