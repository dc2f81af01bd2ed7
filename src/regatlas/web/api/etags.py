"""What makes answers of the interface cheap to ask for again, and right for HEAD and OPTIONS.

An answer that is made as a whole gets a strong tag of its bytes; one that is streamed gets a weak tag of what it is
made from (the store, the catalog, the day and the address), since its bytes are not known before they are sent.
"""

from __future__ import annotations

import hashlib

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regatlas.web.state import ServerState

PREFIX = "/api/"
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# Kept by the one who asked, and asked about again each time: rights and data may have changed.
_CACHED = "private, no-cache"
_OF_BODY = ("content-length", "content-type", "content-disposition")


def strong_tag(body: bytes) -> str:
    """The tag of an answer's bytes."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def weak_tag(request: Request, state: ServerState, media_type: str) -> str:
    """The tag of what a streamed answer is made from."""
    parts = (state.catalog.sha256, state.store.stamp(), state.today(), request.url.path, request.url.query, media_type)
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def holds(condition: str | None, tag: str) -> bool:
    """Whether ``If-None-Match`` names a tag, in the weak comparison of RFC 9110."""
    if condition is None:
        return False
    opaque = tag.removeprefix("W/")
    named = [one.strip().removeprefix("W/") for one in condition.split(",")]
    return "*" in named or opaque in named


class ConditionalAnswers:
    """Tags the answers of the interface, answers 304 where the one who asks has it already, and HEAD and OPTIONS."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with tag and rules for keeping it."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self._app(scope, receive, send)
        elif scope["method"] == "OPTIONS" and (methods := allowed(scope)):
            headers = [(b"allow", methods.encode()), (b"cache-control", b"no-store")]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
        else:
            asked = scope["method"]
            inner = {**scope, "method": "GET", "regatlas.head": True} if asked == "HEAD" else scope
            await self._app(inner, receive, _Tagging(scope, asked, send).send)


class _Tagging:
    """Holds the start of an answer until its first bytes are there, so that a whole answer can be tagged by them."""

    def __init__(self, scope: Scope, method: str, send: Send) -> None:
        self._scope = scope
        self._method = method
        self._send = send
        self._start: Message | None = None
        self._silent = method == "HEAD"

    async def send(self, message: Message) -> None:
        """Take one message of the application."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        if self._start is not None and message["type"] == "http.response.body":
            await self._begin(self._start, message)
            self._start = None
        if self._silent and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)

    async def _begin(self, start: Message, first: Message) -> None:
        headers = MutableHeaders(raw=list(start["headers"]))
        if self._method in ("GET", "HEAD") and start["status"] == 200:
            whole = None if first.get("more_body") else first.get("body", b"")
            start = self._tagged(start, headers, whole)
        else:
            headers.setdefault("Cache-Control", "no-store")
        if start["status"] == 405:
            headers["Allow"] = allowed(self._scope) or headers.get("allow", "")
        await self._send({**start, "headers": headers.raw})

    def _tagged(self, start: Message, headers: MutableHeaders, whole: bytes | None) -> Message:
        headers.setdefault("Cache-Control", _CACHED)
        headers.add_vary_header("Accept")
        if "no-store" in headers["cache-control"]:
            return start
        if whole is not None:
            headers.setdefault("ETag", strong_tag(whole))
        condition = Headers(scope=self._scope).get("if-none-match")
        if "etag" not in headers or not holds(condition, headers["etag"]):
            return start
        for name in _OF_BODY:
            if name in headers:
                del headers[name]
        self._silent = True
        return {**start, "status": 304}


def allowed(scope: Scope) -> str:
    """The methods that there are at an address, as the header ``Allow`` names them; empty where there is none."""
    routes = scope["app"].router.routes
    found = [one for one in _METHODS if any(_takes(route, scope, one) for route in routes)]
    if not found:
        return ""
    return ", ".join([*found, *(["HEAD"] if "GET" in found else []), "OPTIONS"])


def _takes(route: object, scope: Scope, method: str) -> bool:
    matches = getattr(route, "matches", None)
    return matches is not None and matches({**scope, "method": method})[0] is Match.FULL
