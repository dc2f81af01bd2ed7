"""A real server on this machine, and a client that may, for once, fetch from it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network

from regatlas.app.fetching.addresses import Allowed
from regatlas.app.fetching.safe_http import FetchLimits, SafeClient

HERE = Allowed(networks=(ip_network("127.0.0.0/8"),), ports=None)
QUICK = FetchLimits(received=200_000, unpacked=400_000, seconds=20.0, wait=10.0, delay=0.0)


@dataclass
class Site:
    """A site whose pages are functions of the handler; ``asked`` are the requests with their headers, in order."""

    port: int = 0
    pages: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, body: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = lambda handler: answer(handler, 200, body, {"Content-Type": kind, **given})

    def redirect(self, path: str, to: str) -> None:
        self.pages[path] = lambda handler: answer(handler, 302, b"", {"Location": to})


def answer(handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def served() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            page = site.pages.get(self.path)
            try:
                if page is None:
                    answer(self, 404, b"", {})
                else:
                    page(self)
            except (BrokenPipeError, ConnectionResetError):
                return

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def client(limits: FetchLimits = QUICK, **given: object) -> SafeClient:
    return SafeClient(allowed=HERE, limits=limits, **given)  # type: ignore[arg-type]
