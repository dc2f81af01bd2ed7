"""What every answer tells the browser: load nothing from elsewhere, run nothing inline, be shown in no frame, and keep
what was made for one person from all others. Requests that name another host are refused before all else."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regatlas.errors import UnknownHost
from regatlas.web.addresses import names_this_server
from regatlas.web.problems import problem
from regatlas.web.settings import ServerSettings

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Where a query or a profile stands in the address, other sites must not learn it.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# From now on for a year only over TLS. Without subdomains and without preloading: those are for the operator to decide.
_ONLY_TLS = "max-age=31536000"


class SecureHeaders:
    """Adds the headers to every answer that does not set them itself."""

    def __init__(self, app: ASGIApp, settings: ServerSettings) -> None:
        self._app = app
        self._settings = settings
        self._headers = dict(HEADERS)
        if settings.base_url.startswith("https:"):
            self._headers["Strict-Transport-Security"] = _ONLY_TLS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers; refuse one that names another host."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                if self._settings.accounts != "none":
                    self._keep_apart(scope, headers)
            await send(message)

        host = Headers(scope=scope).get("host", "")
        app = self._app if names_this_server(host, self._settings) else _refuse(host)
        await app(scope, receive, send_with_headers)

    def _keep_apart(self, scope: Scope, headers: MutableHeaders) -> None:
        """Let no cache between server and browser give one person's answer to another."""
        headers.add_vary_header("Cookie")
        headers.add_vary_header("Authorization")
        visitor = scope.get("state", {}).get("visitor")
        if visitor is None or (visitor.by == "nobody" and self._settings.accounts == "open"):
            return
        kept = headers.get("cache-control", "")
        if "no-store" not in kept and "private" not in kept:
            headers["Cache-Control"] = "private, no-cache"


def _refuse(host: str) -> ASGIApp:
    error = UnknownHost(
        "the request names a host that is not this server",
        where=f"Host: {host[:80]}",
        hint="its operator can add the name to REGATLAS_ALLOWED_HOSTS",
    )
    return problem(421, error.code, error.what, str(error), error.where, error.hint)
