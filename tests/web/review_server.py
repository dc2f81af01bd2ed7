"""A server with accounts over one text, and the people who review it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from fastapi.testclient import TestClient
from httpx2 import Response
from tests.app.review_people import keep_law
from tests.web.people import HOST, add_account, browser, csrf, program

from regatlas.model.account import Role
from regatlas.store import DocumentStore
from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings

ROLES: dict[str, Role] = {"anna": "coder", "bert": "coder", "chief": "editor", "root": "admin", "rita": "reader"}


@dataclass
class Office:
    """The server, its text, and by name each person's browser and program."""

    url: str
    sha256: str
    browsers: dict[str, TestClient]
    programs: dict[str, TestClient]
    nobody: TestClient

    def page(self, name: str, place: str = "", lang: str = "en") -> Response:
        """A page of the text's review, as somebody gets it."""
        return self.browsers[name].get(f"/{lang}/documents/{self.sha256}/review{place}")

    def send(self, name: str, place: str, headers: dict[str, str] | None = None, /, **fields: object) -> Response:
        """A form of the text's review, sent by somebody without following where it leads."""
        token = csrf(self.page(name).text)
        return self.browsers[name].post(
            f"/en/documents/{self.sha256}/review/{place}",
            data={"csrf": token, **fields},
            headers=headers or {},
            follow_redirects=False,
        )

    def call(self, name: str, method: str, place: str, body: object = None) -> Response:
        """A call of the interface by somebody's program."""
        path = f"/api/v1/documents/{self.sha256}/{place}"
        return (
            self.programs[name].request(method, path, json=body) if body else self.programs[name].request(method, path)
        )


@contextmanager
def office(url: str) -> Iterator[Office]:
    """Open the server over a new database."""
    with DocumentStore.open(url) as store:
        sha256 = keep_law(store)
        accounts = {name: add_account(store.database, name, role) for name, role in ROLES.items()}
    app = create_app(ServerSettings(database=url, accounts="open"))
    with TestClient(app, base_url=HOST) as nobody, ExitStack() as stack:
        database = stack.enter_context(DocumentStore.open(url)).database
        browsers = {name: browser(app, database, number) for name, number in accounts.items()}
        programs = {
            name: program(app, database, accounts[name], "read", "review", "import")
            if name == "chief"
            else program(app, database, accounts[name], "read", "review")
            for name in ("anna", "bert", "chief")
        }
        yield Office(url, sha256, browsers, programs, nobody)
