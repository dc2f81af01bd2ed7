"""Each request is measured once, given an id, and told to those who log and count."""

from __future__ import annotations

import re
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regatlas.pages.words import LANGS
from regatlas.web.mending import FAILURE

ID_HEADER = "X-Request-ID"
NO_ROUTE = "(none)"
# Others may give an id, so that a request can be followed through a proxy; what goes into a log is not theirs to shape.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_MOST_PATHS = 4096


@dataclass(frozen=True, slots=True)
class Answered:
    """A request and its answer, without anything that its author wrote into it.

    ``route`` is the template of the address, never the address itself. ``seconds`` go from the end of the request's
    head to the end of the answer, ``sent`` counts the bytes of the body, ``client`` is the address of who asked,
    ``failure`` a mistake of ours.
    """

    method: str
    route: str
    status: int
    seconds: float
    sent: int
    request_id: str
    client: str
    failure: Exception | None = None


Observer: TypeAlias = Callable[[Answered], None]


class Observed:
    """Measures every request of an application and tells it to the observers."""

    def __init__(self, app: ASGIApp, observers: Sequence[Observer]) -> None:
        self._app = app
        self._observers = tuple(observers)
        self._routes = _Routes()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and tell how it was answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        name = request_id(Headers(scope=scope).get(ID_HEADER))
        scope.setdefault("state", {})["request_id"] = name
        # A request whose sender goes away before the answer counts as one that the client closed, as nginx does.
        status, sent = 499, 0
        failed: Exception | None = None
        start = time.perf_counter()

        async def counting(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[ID_HEADER] = name
            else:
                sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, counting)
        except Exception as failure:
            status, failed = 500, failure
            raise
        finally:
            seconds = time.perf_counter() - start
            method = scope["method"] if scope["method"] in _METHODS else "OTHER"
            route = self._routes.of(scope, status)
            failed = failed or scope["state"].get(FAILURE)
            self._tell(Answered(method, route, status, seconds, sent, name, _client(scope), failed))

    def _tell(self, answered: Answered) -> None:
        for observer in self._observers:
            observer(answered)


def request_id(given: str | None) -> str:
    """The id that came with a request where it is a plain word of 8 to 64 characters, else a new one."""
    return given if given and _ID.fullmatch(given) else uuid.uuid4().hex


def _client(scope: Scope) -> str:
    return scope["client"][0] if scope.get("client") else ""


class _Routes:
    """The template that a request was routed by.

    Pages that are sent from memory are not routed again; their template is remembered from when they were made.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[str, str] = OrderedDict()

    def of(self, scope: Scope, status: int) -> str:
        path: str = scope["path"]
        found = _template(scope)
        if found is None:
            return self._known.get(path, NO_ROUTE)
        if status == 200:
            self._known[path] = found
            self._known.move_to_end(path)
            if len(self._known) > _MOST_PATHS:
                self._known.popitem(last=False)
        return found


def _template(scope: Scope) -> str | None:
    path: str = scope["path"]
    template: str | None = getattr(scope.get("route"), "path", None)
    if template is None:
        # Routes that the framework adds itself are not told; they have no parameters.
        return path if "endpoint" in scope and not scope.get("path_params") else None
    # The language of a page stands before its route, in the router that holds all pages.
    return f"/{{lang}}{template}" if path.split("/", 2)[1] in LANGS and "{lang}" not in template else template
