"""One page of the public net at a time: checked before every step, bounded in time and size, and polite.

The name of a site is resolved once for each step; the address that was checked is the one that is connected to, so that
a second answer of the name service cannot lead elsewhere. The site still sees its own name, in the request and in the
handshake. Redirections are followed here, step by step, each checked like the first address.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, NamedTuple, Self

import httpx

from regatlas import __version__
from regatlas.app.fetching.addresses import Allowed, Resolver, Target, checked, resolve
from regatlas.app.fetching.decoding import bounded_body
from regatlas.app.fetching.robots import EVERYTHING, LARGEST, NOTHING, Robots, read_robots
from regatlas.errors import ContentRefused, FetchError, RobotsRefused

USER_AGENT = f"Regatlas/{__version__} (reads official texts of law; one request at a time)"
DOCUMENTS = frozenset(
    [
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "text/xml",
        "application/xml",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ]
)
"""The kinds of content that the readers read."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_ASKED = 60.0


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds of one fetch: bytes as received and as unpacked, steps, and seconds.

    ``seconds`` bounds a whole step, ``wait`` each silence in it, ``delay`` is kept between two requests to a site.
    """

    received: int = 40_000_000
    unpacked: int = 80_000_000
    redirects: int = 5
    seconds: float = 120.0
    wait: float = 30.0
    delay: float = 2.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: where it came from after redirections, 200 or 304, its headers in small letters, and its body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The kind of content, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class _Step(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class _Site:
    """What is remembered of a site: its rules, and when it was last asked."""

    robots: Robots | None = None
    asked: float | None = None


@dataclass(slots=True)
class SafeClient:
    """Fetches pages one after the other, whoever asks. ``resolver``, ``sleep`` and ``clock`` are given by tests.

    What is refused and why is said by the errors: :class:`regatlas.errors.FetchError` and its kinds.
    """

    allowed: Allowed = field(default_factory=Allowed)
    limits: FetchLimits = field(default_factory=FetchLimits)
    resolver: Resolver = resolve
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _http: httpx.Client | None = None
    _sites: dict[str, _Site] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        if self._http is not None:
            self._http.close()
            self._http = None

    def fetch(self, address: str, *, etag: str = "", modified: str = "", kinds: frozenset[str] = DOCUMENTS) -> Fetched:
        """The page at an address, 304 where ``etag`` or ``modified`` say that it is known and it has not changed.

        Raises :class:`AddressRefused`, :class:`RobotsRefused`, :class:`ContentRefused` and :class:`FetchError`.
        """
        conditions = {"If-None-Match": etag} if etag else {"If-Modified-Since": modified} if modified else {}
        with self._turn:
            url = address
            for _ in range(self.limits.redirects + 1):
                target = checked(url, self.allowed, self.resolver)
                self._permitted(target)
                step = self._ask(target, conditions, kinds, self.limits.received)
                if step.status not in _REDIRECTS:
                    return _useful(url, step)
                url = _onward(target.url, step)
        raise FetchError(
            f"the page is redirected more than {self.limits.redirects} times", where=address, hint="check the address"
        )

    def _permitted(self, target: Target) -> None:
        site = self._site(target)
        if site.robots is None:
            site.robots = self._robots(target)
        if not site.robots.allows(target.url.raw_path.decode("ascii")):
            what = f"{target.host} asks programs not to fetch this page"
            raise RobotsRefused(what, where=str(target.url), hint="save the page in a browser and import the file")

    def _robots(self, target: Target) -> Robots:
        """The rules of a site. Without a robots.txt (4xx) all may be fetched; where it fails (5xx), nothing."""
        url = target.url.copy_with(raw_path=b"/robots.txt", fragment=None)
        for _ in range(self.limits.redirects + 1):
            place = checked(str(url), self.allowed, self.resolver)
            step = self._ask(place, {}, None, LARGEST)
            if step.status in _REDIRECTS:
                url = httpx.URL(_onward(url, step))
            elif step.status == 200:
                return read_robots(step.body.decode("utf-8", "replace"))
            else:
                return NOTHING if step.status >= 500 else EVERYTHING
        return EVERYTHING

    def _site(self, target: Target) -> _Site:
        return self._sites.setdefault(f"{target.url.scheme}://{target.host}:{target.port}", _Site())

    def _ask(self, target: Target, headers: Mapping[str, str], kinds: frozenset[str] | None, largest: int) -> _Step:
        """One request to the machine that was checked, after the pause that the site may expect."""
        self._pause(self._site(target))
        if self._http is None:
            # No proxy: it would resolve names itself. No cookies are kept, since every step is a new client's.
            self._http = httpx.Client(trust_env=False, follow_redirects=False)
        watch = _Watch(self.limits.seconds)
        request = self._http.build_request(
            "GET",
            target.url.copy_with(host=target.ip),
            headers={
                "Host": _host_header(target),
                "User-Agent": USER_AGENT,
                "Accept-Encoding": "gzip, deflate",
                "Connection": "close",
                **headers,
            },
            timeout=httpx.Timeout(self.limits.wait),
            extensions={
                "sni_hostname": target.host,
                "trace": watch.trace,
                "timeout": httpx.Timeout(self.limits.wait).as_dict(),
            },
        )
        try:
            with watch:
                step = self._received(request, target, kinds, largest)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            if watch.expired or isinstance(error, httpx.TimeoutException):
                raise _too_slow(target) from None
            what = f"{target.host} cannot be reached ({_reason(error)})"
            raise FetchError(what, where=str(target.url), hint="try again later") from None
        finally:
            self._http.cookies.clear()
        if watch.expired:
            # A body that ends with its connection seems whole when we have cut that ourselves.
            raise _too_slow(target)
        return step

    def _pause(self, site: _Site) -> None:
        asked = min(site.robots.delay or 0.0, _LONGEST_ASKED) if site.robots else 0.0
        wait = max(self.limits.delay, asked)
        if site.asked is not None and (left := site.asked + wait - self.clock()) > 0:
            self.sleep(left)
        site.asked = self.clock()

    def _received(self, request: httpx.Request, target: Target, kinds: frozenset[str] | None, largest: int) -> _Step:
        assert self._http is not None
        answer = self._http.send(request, stream=True)
        try:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            if answer.status_code != 200:
                return _Step(answer.status_code, headers, b"")
            where = str(target.url)
            if kinds is not None:
                _of_kind(headers, kinds, where)
            if (stated := headers.get("content-length", "")).isdigit() and int(stated) > largest:
                what = f"the answer has {int(stated) // 1_000_000} MB"
                raise ContentRefused(what, where=where, hint="save the page in a browser and give the file")
            unpacked = largest if kinds is None else self.limits.unpacked
            encoding = headers.get("content-encoding", "")
            body = bounded_body(answer.iter_raw(), encoding, received=largest, unpacked=unpacked, where=where)
            return _Step(answer.status_code, headers, body)
        finally:
            answer.close()


class _Watch:
    """Cuts the connection of a step when its time is over: a server that sends a byte now and then cannot hold us."""

    def __init__(self, seconds: float) -> None:
        self.expired = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Told by the library what happens; remembers the connection."""
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._socket = info["return_value"].get_extra_info("socket")

    def _cut(self) -> None:
        self.expired = True
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                # It ended by itself in this very moment.
                return


def _too_slow(target: Target) -> FetchError:
    what = f"{target.host} does not answer in time"
    return FetchError(what, where=str(target.url), hint="try again later")


def _host_header(target: Target) -> str:
    host = target.url.netloc.decode("ascii")
    return host.rpartition("@")[2]


def _useful(url: str, step: _Step) -> Fetched:
    if step.status in {200, 304}:
        return Fetched(url, step.status, step.headers, step.body)
    hints = {404: "the page has moved: look for it on the site", 410: "the page is gone: look for it on the site"}
    what = f"the site answers with status {step.status}"
    raise FetchError(what, where=url, hint=hints.get(step.status, "try again later, or save the page in a browser"))


def _onward(url: httpx.URL, step: _Step) -> str:
    location = step.headers.get("location")
    try:
        return str(url.join(location or ""))
    except (httpx.InvalidURL, ValueError):
        raise FetchError("the redirection leads to no address", where=str(url), hint="check the address") from None


def _of_kind(headers: Mapping[str, str], kinds: frozenset[str], where: str) -> None:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in kinds:
        what = f"the answer is {kind or 'of no stated kind'}, which is not read"
        raise ContentRefused(what, where=where, hint="give the address of a page, PDF, DOCX or text")


def _reason(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words[:120] or type(error).__name__
