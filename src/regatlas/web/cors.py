"""Which other sites' pages may ask the interface: none, unless the operator names them.

Cookies never cross from one site to another, for ``Access-Control-Allow-Credentials`` is never sent, with ``*`` or
without: a page elsewhere that needs rights sends a token of its own in ``Authorization``.
"""

from __future__ import annotations

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from regatlas.web.api.etags import PREFIX
from regatlas.web.settings import ServerSettings

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_ASKED = ("Accept", "Authorization", "Content-Type", "If-None-Match")
_TOLD = ("Content-Disposition", "ETag", "Link", "Retry-After", "X-Total-Count")
_REMEMBERED = 600


class CrossOrigin:
    """Answers for the sites of the setting ``cors``, under ``/api/`` only; the pages are never shared."""

    def __init__(self, app: ASGIApp, settings: ServerSettings) -> None:
        self._app = app
        self._shared = CORSMiddleware(
            app,
            allow_origins=settings.cors,
            allow_methods=_METHODS,
            allow_headers=_ASKED,
            expose_headers=_TOLD,
            allow_credentials=False,
            max_age=_REMEMBERED,
        )
        self._shares = bool(settings.cors)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, by way of the rules for other sites where they matter."""
        shared = self._shares and scope["type"] == "http" and scope["path"].startswith(PREFIX)
        await (self._shared if shared else self._app)(scope, receive, send)
