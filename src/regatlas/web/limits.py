"""Limits of requests: how large they may be, and how long they may take to come.

A head that is too large or too slow is met before there is a request, by :func:`guarded`; a body by :class:`Limits`.
"""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regatlas.errors import LimitExceeded
from regatlas.web.settings import ServerSettings

MEGABYTE = 1_000_000
HEAD_BYTES = 32_768
"""The largest head of a request, its address and headers together. The links that carry a profile have some 4,000."""
_REFUSAL = (
    b"HTTP/1.1 %b\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%b"
)
_CLOSE = {"Connection": "close"}


class Limits:
    """Refuses a body that is larger than allowed (413) or does not come in time (408)."""

    def __init__(self, app: ASGIApp, settings: ServerSettings) -> None:
        self._app = app
        self._most = settings.max_body_mb * MEGABYTE
        self._seconds = settings.body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with a body that keeps to the limits."""
        if scope["type"] == "http":
            receive = _Body(receive, self._most, self._seconds, _announced(scope)).receive
        await self._app(scope, receive, send)


class _Body:
    """The body of one request as it comes in. Raises :class:`HTTPException` to whoever reads it beyond a limit."""

    def __init__(self, receive: Receive, most: int, seconds: float, announced: int) -> None:
        self._receive = receive
        self._most = most
        self._left = most if announced <= most else -1
        self._until = asyncio.get_running_loop().time() + seconds
        self._open = True

    async def receive(self) -> Message:
        """The next part. Once the body is complete, what follows (that the sender goes away) may take any time."""
        if not self._open:
            return await self._receive()
        if self._left < 0:
            raise self._too_large()
        message = await self._in_time()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise self._too_large()
        self._open = bool(message.get("more_body"))
        return message

    async def _in_time(self) -> Message:
        try:
            async with asyncio.timeout_at(self._until):
                return await self._receive()
        except TimeoutError:
            pass
        try:
            # Where the server itself was busy until then, the sender is not to blame: what has come is taken.
            async with asyncio.timeout(0):
                return await self._receive()
        except TimeoutError:
            raise HTTPException(408, "the body of the request did not come in time", _CLOSE) from None

    def _too_large(self) -> HTTPException:
        what = f"the request is larger than {self._most // MEGABYTE} MB"
        return HTTPException(413, str(LimitExceeded(what, hint="send less at once")), _CLOSE)


def _announced(scope: Scope) -> int:
    """The length that the head of a request announces; 0 where it announces none that can be read."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


def guarded(base: type[Any], seconds: float) -> type[Any]:
    """The protocol of the server with limits for the heads of requests; the server has none for time.

    ``base`` is one of uvicorn's protocols. A connection is closed with 408 where a head, from its first byte or from
    the opening of the connection, is not there within ``seconds``, and with 431 where it is larger than
    :data:`HEAD_BYTES`.
    """

    class Guarded(base):  # type: ignore[misc]
        """A connection whose heads are bounded."""

        _timer: asyncio.TimerHandle | None = None
        _head = 0

        def connection_made(self, transport: asyncio.Transport) -> None:
            """Wait for the first head."""
            super().connection_made(transport)
            self._wait()

        def connection_lost(self, exc: Exception | None) -> None:
            """Wait no longer."""
            self._calm()
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            """Take what came, no more at once than the head may still have: a read may bring eight times as much, and
            a head that is too large is to be met before it is whole."""
            while data and not self.transport.is_closing():
                room = HEAD_BYTES - self._head + 1
                piece, data = data[:room], data[room:]
                self._take(piece)

        def _take(self, data: bytes) -> None:
            """As long as it is not a whole head, count its bytes and the time."""
            before = self.cycle
            super().data_received(data)
            if self.cycle is not before:
                self._calm()
            elif before is None or before.response_complete:
                self._wait()
                # The rest of a body that nobody wanted to read is not a head.
                self._head += 0 if self._unread() else len(data)
                if self._head > HEAD_BYTES:
                    self._refuse(b"431 Request Header Fields Too Large", b"the head of the request is too large")

        def _unread(self) -> bool:
            return bool(self.cycle is not None and self.cycle.more_body)

        def _wait(self) -> None:
            if self._timer is None:
                self._timer = self.loop.call_later(seconds, self._too_slow)

        def _calm(self) -> None:
            self._head = 0
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

        def _too_slow(self) -> None:
            self._refuse(b"408 Request Timeout", b"the head of the request did not come in time")

        def _refuse(self, status: bytes, why: bytes) -> None:
            self._calm()
            if not self.transport.is_closing():
                if not self._unread():
                    self.transport.write(_REFUSAL % (status, len(why), why))
                self.transport.close()

    return Guarded
