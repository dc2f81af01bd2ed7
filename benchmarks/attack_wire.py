"""Requests over real connections for :mod:`benchmarks.attacks`: those of a browser, and bytes as they are."""

from __future__ import annotations

import http.client
import json
import re
import socket
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

HERE = "127.0.0.1"
_FORM = re.compile(r'name="csrf" value="([^"]*)"')
_BOUNDARY = "regatlas-attack-boundary"
_PATIENCE = 90.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its status, its headers by names in small letters, and its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cookies: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @property
    def head(self) -> str:
        """The headers as text."""
        return "\n".join(f"{name}: {value}" for name, value in self.headers.items())

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever was sent
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def told(self) -> str:
        """The status, with the code of the error or the address that the browser is sent to."""
        if self.status in (301, 302, 303, 307, 308):
            return f"{self.status} {self.headers.get('location', '')}"
        found = re.search(r"RGA-\d{4}", self.text) if self.status >= 400 else None
        return f"{self.status} {found[0]}" if found else str(self.status)


@dataclass
class Browser:
    """A browser, or a program with a token, that asks one server. ``source`` is the address that it asks from."""

    port: int
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    source: str = HERE

    def send(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        """One request on a connection of its own; cookies are kept as browsers do."""
        given = {"Host": f"{HERE}:{self.port}"} | self.headers | dict(headers or {})
        if self.cookies and "Cookie" not in given:
            given["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection(HERE, self.port, timeout=_PATIENCE, source_address=(self.source, 0))
        with closing(connection):
            connection.request(method, path, body or None, given)
            return self._kept(connection.getresponse())

    def _kept(self, answer: http.client.HTTPResponse) -> Answer:
        set_cookies = tuple(answer.headers.get_all("set-cookie") or ())
        for one in set_cookies:
            for name, morsel in SimpleCookie(one).items():
                self.cookies[name] = morsel.value
                if morsel["max-age"] == "0":
                    del self.cookies[name]
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status, headers, answer.read(), set_cookies)

    def get(self, path: str, **query: str) -> Answer:
        """A page or an answer of the interface."""
        return self.send("GET", f"{path}?{urlencode(query)}" if query else path)

    def csrf(self, page: str) -> str:
        """What the forms of a page carry."""
        found = _FORM.search(self.get(page).text)
        return found[1] if found else ""

    def form(self, path: str, fields: Mapping[str, str], *, page: str = "", **headers: str) -> Answer:
        """Send a form as its ``page`` would, or without the token of any page."""
        values = {**fields, "csrf": self.csrf(page)} if page else dict(fields)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send("POST", path, urlencode(values).encode(), kind | given)

    def call(self, method: str, path: str, value: object) -> Answer:
        """Send JSON to the interface."""
        return self.send(method, path, json.dumps(value).encode(), {"Content-Type": "application/json"})

    def sign_in(self, name: str, password: str, onward: str = "") -> Answer:
        """Sign in with the form of the page."""
        fields = {"name": name, "password": password, "next": onward}
        return self.form("/en/sign-in", fields, page="/en/sign-in")

    def upload(self, path: str, files: Iterable[tuple[str, bytes]], fields: Mapping[str, str] | None = None) -> Answer:
        """Send a form of files."""
        kind = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
        return self.send("POST", path, multipart(files, fields or {}), kind)


def multipart(files: Iterable[tuple[str, bytes]], fields: Mapping[str, str]) -> bytes:
    """A form of files, whose names are written as they are, with quotation marks and line feeds marked."""
    parts = [(f'form-data; name="{name}"', value.encode()) for name, value in fields.items()]
    parts += [(f'form-data; name="files"; filename="{_quoted(name)}"', data) for name, data in files]
    edge = f"--{_BOUNDARY}".encode()
    body = b"".join(
        edge + b"\r\nContent-Disposition: " + head.encode("utf-8", "surrogatepass") + b"\r\n\r\n" + data + b"\r\n"
        for head, data in parts
    )
    return body + edge + b"--\r\n"


def _quoted(name: str) -> str:
    return name.replace('"', '\\"').replace("\r", "%0D").replace("\n", "%0A")


def raw(port: int, *pieces: bytes, pause: float = 0.0, seconds: float = 20.0) -> bytes:
    """All that a server says to these bytes until it closes the connection, is silent for long, or breaks it off."""
    with socket.create_connection((HERE, port)) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(pause)
        except OSError:
            pass
        return heard(connection, seconds)


def heard(connection: socket.socket, seconds: float) -> bytes:
    """What comes on a connection until it ends or is silent for so long."""
    connection.settimeout(seconds)
    said = b""
    try:
        while part := connection.recv(65536):
            said += part
    except OSError:
        pass
    return said


def statuses(said: bytes) -> str:
    """The statuses of all answers in what was heard; what it means where there is none."""
    found = re.findall(rb"HTTP/1\.1 (\d{3}) ", said)
    return " ".join(one.decode() for one in found) if found else "closed"


def head(method: str, path: str, port: int, lines: Sequence[str] = ()) -> bytes:
    """The head of a request, byte for byte."""
    return "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {HERE}:{port}", *lines, "", ""]).encode("latin-1")
