"""Pages that were made once are sent again until the store or the day is another one.

A reader's page of a long law takes a tenth of a second to make, and the store changes a few times a day.

What one person sees is never sent to another: kept are only pages that everybody sees alike, those of the owner where
a server has no accounts, and those that are made for a browser without any cookie of ours where reading is open.
"""

from __future__ import annotations

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
_OURS = "regatlas-"


class RememberedPages:
    """Answers for pages from memory where it can. All requests run in one loop, so that no lock is needed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._pages: Memory[tuple[Pairs, bytes]] = Memory(_MOST_BYTES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a page again, or have it made and keep it."""
        if not _can_be_kept(scope):
            await self._app(scope, receive, send)
            return
        state: ServerState = scope["app"].state.regatlas
        if not _seen_by_all(state.settings, Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        try:
            key = (scope["path"], scope["query_string"], state.today(), state.store.stamp())
        except RegatlasError:
            # The store cannot answer; the page itself says so, with the right status.
            await self._app(scope, receive, send)
            return
        found = self._pages.find(key)
        if found is None:
            await self._make(key, scope, receive, send)
        else:
            await _send_again(found, Headers(scope=scope), send)

    async def _make(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        body = b""

        async def send_and_keep(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
            else:
                body += message.get("body", b"")
                if (
                    not message.get("more_body")
                    and start.get("status") == 200
                    and _for_all(Headers(raw=start["headers"]))
                ):
                    self._pages.keep(key, (list(start["headers"]), body), len(body))
            await send(message)

        await self._app(scope, receive, send_and_keep)


def _can_be_kept(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    lang, _, rest = scope["path"].lstrip("/").partition("/")
    return lang in LANGS and rest.partition("/")[0] not in _NEVER


def _seen_by_all(settings: ServerSettings, asked: Headers) -> bool:
    """Whether the answer is the same for whoever may get it."""
    if settings.accounts == "none":
        return True
    return settings.accounts == "open" and "authorization" not in asked and _OURS not in asked.get("cookie", "")


def _for_all(answer: Headers) -> bool:
    return "set-cookie" not in answer and "no-store" not in answer.get("cache-control", "")


async def _send_again(found: tuple[Pairs, bytes], asked: Headers, send: Send) -> None:
    headers, body = found
    same = asked.get("if-none-match") == dict(headers).get(b"etag", b"").decode("latin-1")
    if same:
        headers, body = [pair for pair in headers if pair[0] not in (b"content-length", b"content-type")], b""
    await send({"type": "http.response.start", "status": 304 if same else 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
