"""Pages, and what the interface finds, are made once and sent again until the store or the day is another one.

A reader's page of a long law takes a tenth of a second to make, and the store changes a few times a day.

What one person sees is never sent to another: kept are only pages that everybody sees alike, those of the owner where
a server has no accounts, and those that are made for a browser without any cookie of ours where reading is open.
"""

from __future__ import annotations

from asyncio import Event
from typing import TypeAlias

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regatlas.errors import RegatlasError
from regatlas.pages.words import LANGS
from regatlas.web.memory import Key, Memory
from regatlas.web.settings import ServerSettings
from regatlas.web.state import ServerState

Pairs: TypeAlias = list[tuple[bytes, bytes]]
_MOST_BYTES = 64 * 1024 * 1024
# What people fill in, and what changes without a document being imported, is not kept, not even here.
_NEVER = frozenset(("check", "sign-in", "account", "admin", "imports", "import", "review", "reviews"))
# What programs ask for over and over; the rest of the interface is made anew.
_INTERFACE = frozenset(("/api/v1/search", "/api/v1/suggest"))
_KEPT = ("text/html", "application/json")
_OURS = "regatlas-"


class RememberedPages:
    """Answers for pages from memory where it can. All requests run in one loop, so that no lock is needed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._pages: Memory[tuple[Pairs, bytes]] = Memory(_MOST_BYTES)
        self._making: dict[Key, Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a page again, or have it made and keep it."""
        if not _can_be_kept(scope):
            await self._app(scope, receive, send)
            return
        state: ServerState = scope["app"].state.regatlas
        if not _seen_by_all(state.settings, Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        accept = Headers(scope=scope).get("accept", "") if scope["path"] in _INTERFACE else ""
        try:
            key = (scope["path"], scope["query_string"], accept, state.today(), state.store.stamp())
        except RegatlasError:
            # The store cannot answer; the page itself says so, with the right status.
            await self._app(scope, receive, send)
            return
        if making := self._making.get(key):
            # A page of a long law takes a second; that of many who ask at once is made once.
            await making.wait()
        found = self._pages.find(key)
        if found is None:
            await self._make(key, scope, receive, send)
        else:
            await _send_again(found, Headers(scope=scope), send)

    async def _make(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        headers: Pairs | None = None
        body = b""

        async def send_and_keep(message: Message) -> None:
            nonlocal headers, body
            if message["type"] == "http.response.start":
                kept = message["status"] == 200 and _for_all(Headers(raw=message["headers"]))
                headers = list(message["headers"]) if kept else None
            elif headers is not None:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    self._pages.keep(key, (headers, body), len(body))
            await send(message)

        made = self._making.setdefault(key, Event())
        try:
            await self._app(scope, receive, send_and_keep)
        finally:
            self._making.pop(key, None)
            made.set()


def _can_be_kept(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    if scope["path"] in _INTERFACE:
        return True
    lang, _, rest = scope["path"].lstrip("/").partition("/")
    return lang in LANGS and rest.partition("/")[0] not in _NEVER


def _seen_by_all(settings: ServerSettings, asked: Headers) -> bool:
    """Whether the answer is the same for whoever may get it."""
    if settings.accounts == "none":
        return True
    return settings.accounts == "open" and "authorization" not in asked and _OURS not in asked.get("cookie", "")


def _for_all(answer: Headers) -> bool:
    kept = answer.get("content-type", "").startswith(_KEPT)
    return kept and "set-cookie" not in answer and "no-store" not in answer.get("cache-control", "")


async def _send_again(found: tuple[Pairs, bytes], asked: Headers, send: Send) -> None:
    headers, body = found
    tag = dict(headers).get(b"etag", b"").decode("latin-1")
    same = bool(tag) and asked.get("if-none-match") == tag
    if same:
        headers, body = [pair for pair in headers if pair[0] not in (b"content-length", b"content-type")], b""
    await send({"type": "http.response.start", "status": 304 if same else 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
