"""The running server: its socket, its start, its worker for imports, and its end."""

from __future__ import annotations

import ipaddress
import socket
import subprocess
import time
from types import FrameType

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from regatlas.app.attached_worker import spawn_worker
from regatlas.errors import BadArgument, reason_of
from regatlas.web.limits import HEAD_BYTES, guarded
from regatlas.web.logs import SERVER, set_up_logging
from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings

# Seconds: what the worker is given to put down its job, and how long it is waited for before it is started again.
_WORKER_SECONDS = 15.0
_AGAIN_SECONDS = 2.0
_AGAIN_MOST = 60.0


def is_loopback(host: str) -> bool:
    """Whether an address to listen on is reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises :class:`BadArgument` where the address cannot be had."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        # Python adds the address to what the system says.
        what = f"the server cannot listen ({reason_of(error).partition(' (')[0]})"
        raise BadArgument(what, where=f"{host}:{port}", hint="choose another --host or --port") from error


class _Worker:
    """The worker for imports beside the server, started again where it ends by itself."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._pause = _AGAIN_SECONDS
        self._start()

    def _start(self) -> None:
        self._process = spawn_worker(self._database)
        self._since = time.monotonic()

    def look(self) -> None:
        """Start it again where it has ended; one that ends soon again and again waits longer each time."""
        lived = time.monotonic() - self._since
        if self._process.poll() is None or lived < self._pause:
            return
        self._pause = _AGAIN_SECONDS if lived > 2 * _AGAIN_MOST else min(_AGAIN_MOST, self._pause * 2)
        SERVER.warning("worker for imports ended and is started again", extra={"fields": self._code()})
        self._start()

    def _code(self) -> dict[str, object]:
        return {"code": self._process.returncode}

    def stop(self) -> None:
        """End it. What it was doing is done again after the next start."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(_WORKER_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class _Server(uvicorn.Server):
    """A server whose signals mean: stop in good order, and that is a success."""

    worker: _Worker | None = None

    async def on_tick(self, counter: int) -> bool:
        """Look after the worker once a second; true where the server is to end."""
        if self.worker and counter % 10 == 0:
            self.worker.look()
        return await super().on_tick(counter)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop after the open requests; at a second signal at once. The base raises the signal again at the end."""
        self.force_exit = self.should_exit
        self.should_exit = True


def run_server(settings: ServerSettings, sock: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM, with a worker for imports beside the server where the settings ask for one.

    Raises :class:`BadArgument` where the address for metrics cannot be used.
    """
    set_up_logging(settings)
    app = create_app(settings)
    if settings.metrics_listen and settings.metrics != "off":
        app.state.metrics.listen(settings.metrics_listen)
    config = uvicorn.Config(
        app,
        http=guarded(_protocol(), settings.head_seconds),
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxy),
        forwarded_allow_ips=list(settings.trusted_proxy),
        timeout_graceful_shutdown=settings.stop_seconds,
        h11_max_incomplete_event_size=HEAD_BYTES,
    )
    server = _Server(config)
    SERVER.info("started", extra={"fields": {"address": settings.base_url}})
    try:
        server.worker = _Worker(settings.database) if settings.worker else None
        server.run([sock])
    finally:
        if server.worker:
            server.worker.stop()
        SERVER.info("stopped")


def _protocol() -> type[H11Protocol]:
    """The faster protocol where its parser is installed."""
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
    except ImportError:
        return H11Protocol
    return HttpToolsProtocol  # type: ignore[return-value]


def said_address(host: str, port: int) -> str:
    """The address of a server for people; one that listens everywhere is named by the name of this machine."""
    name = "127.0.0.1" if host == "localhost" else host
    if name in ("0.0.0.0", "::", ""):  # noqa: S104 - read, not bound
        name = socket.gethostname()
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"
