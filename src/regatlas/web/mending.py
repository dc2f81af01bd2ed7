"""A mistake of ours is answered like everything else: with the headers of every answer, its id, and a line in the log.

The framework would answer it outside of all that, where no header of ours is added any more.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Answer: TypeAlias = Callable[[Request, Exception], Awaitable[Response]]
FAILURE = "failure"
"""Where, in the state of a request, its mistake is kept for the log."""


class Mended:
    """Answers what nobody foresaw, unless an answer has begun, which can only be broken off."""

    def __init__(self, app: ASGIApp, answer: Answer) -> None:
        self._app = app
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except ClientDisconnect:
            # Who asked went away with half a body sent: nobody is left to answer, and the mistake is not ours.
            return
        except Exception as failure:
            if begun or scope["type"] != "http":
                raise
            scope.setdefault("state", {})[FAILURE] = failure
            response = await self._answer(Request(scope), failure)
            await response(scope, receive, send)
