"""A language model on this machine, for tests: it speaks the chat-completions protocol, and misbehaves when told to.

::

    with LlmEndpoint(keywords({"privacy": ("personal information",)})) as endpoint:
        endpoint.misbehave("rate-limited", times=2)
        ...                                    # ask endpoint.url
        assert len(endpoint.requests) == 3

It listens on the loopback address only. What it answers is decided by a *coder*, a function from the pieces of text
and the categories that a question holds to findings; :func:`keywords` makes one that looks for words. A coder reads
only what stands in the question, as a model does.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal, Self, TypeAlias, get_args

from regatlas.testing.llm_coding import Asked, Coder, asked_in, bent, keywords

Misbehaviour = Literal[
    "slow",  # answers only when the endpoint is closed, or released
    "reset",  # breaks the connection off
    "rate-limited",  # 429 with Retry-After
    "server-error",  # 500
    "unauthorised",  # 401, repeating the key
    "no-such-model",  # 404
    "no-schema",  # 400 for response_format json_schema
    "no-json-mode",  # 400 for any response_format
    "too-long",  # 400, context length exceeded
    "not-protocol",  # 200 with a page of HTML
    "cuts-prompt",  # answers, but says that it read three tokens
    "uncounted",  # answers without usage
    "truncated",  # JSON that breaks off, finish_reason length
    "prose",  # JSON with prose and a code fence around it
    "wrong-schema",  # JSON of another shape
    "two-objects",  # two different answers in one
    "invented-quotes",  # quotes that stand nowhere
    "respaced-quotes",  # right quotes with other white space
    "widened-quotes",  # right quotes in full-width characters
    "obedient",  # finds everything good where the text orders it, else answers honestly
    "unknown-categories",  # categories that were not asked for
    "indiscriminate",  # one true quote for every category but those it cannot know
    "duplicates",  # every finding twice
    "empty",  # no words
    "refusal",  # declines
    "nonsense",  # words without JSON
    "echoes-key",  # repeats the key in its answer
]
MISBEHAVIOURS: tuple[Misbehaviour, ...] = get_args(Misbehaviour)


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came: its headers and its body, parsed and as bytes."""

    headers: dict[str, str]
    body: dict[str, Any]
    raw: bytes

    @property
    def messages(self) -> list[dict[str, str]]:
        """The messages of the chat."""
        return list(self.body["messages"])

    @property
    def asked(self) -> Asked:
        """The question in the first message of the user."""
        return asked_in(next(one["content"] for one in self.messages if one["role"] == "user"))


@dataclass(slots=True)
class _Order:
    """A misbehaviour that is due: ``times`` more, or always where that is None."""

    kind: Misbehaviour
    times: int | None


@dataclass
class LlmEndpoint:
    """The endpoint, listening from ``with`` to its end. ``retry_after`` is what a rate limit asks for, as a header."""

    coder: Coder = field(default_factory=lambda: keywords({}))
    key: str | None = None
    retry_after: str = "0"
    requests: list[Received] = field(default_factory=list)
    _orders: list[_Order] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _released: threading.Event = field(default_factory=threading.Event)
    _server: ThreadingHTTPServer | None = None

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True, name="llm-endpoint").start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    @property
    def url(self) -> str:
        """The base address, as ``REGATLAS_LLM_BASE_URL`` wants it."""
        assert self._server is not None, "the endpoint listens only inside 'with'"
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def misbehave(self, kind: Misbehaviour, times: int | None = None) -> None:
        """Misbehave so for the next ``times`` requests, or from now on. Orders are carried out one after the other."""
        with self._lock:
            self._orders.append(_Order(kind, times))

    def behave(self) -> None:
        """Forget all misbehaviour."""
        with self._lock:
            self._orders.clear()

    def release(self) -> None:
        """Let the slow ones answer."""
        self._released.set()

    def received(self, request: Received) -> Misbehaviour | None:
        """Note a request and say how to misbehave at it."""
        with self._lock:
            self.requests.append(request)
            if not self._orders:
                return None
            order = self._orders[0]
            if order.times is not None:
                order.times -= 1
                if order.times == 0:
                    self._orders.pop(0)
            return order.kind

    def wait(self) -> None:
        """What being slow means."""
        self._released.wait(60)


class _Server(ThreadingHTTPServer):
    # A client that hangs up on a slow answer leaves its thread waiting; the end of a test must not wait with it.
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are part of the play."""


def _handler(endpoint: LlmEndpoint) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            request = Received(dict(self.headers.items()), json.loads(raw), raw)
            reply = _reply(endpoint, request, endpoint.received(request))
            if reply is None:
                self._reset()
            elif self.path != "/v1/chat/completions":
                self._send(404, {"error": {"message": "no such path"}}, {})
            else:
                self._send(*reply)

        def _send(self, status: int, body: dict[str, Any] | str, headers: dict[str, str]) -> None:
            data = (body if isinstance(body, str) else json.dumps(body)).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def _reset(self) -> None:
            # Lingering for no time at all makes the system send a reset instead of an orderly end.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    return Handler


_Reply: TypeAlias = "tuple[int, dict[str, Any] | str, dict[str, str]]"


def _reply(endpoint: LlmEndpoint, request: Received, kind: Misbehaviour | None) -> _Reply | None:
    """What is sent back; None for a broken connection."""
    if endpoint.key and request.headers.get("Authorization") != f"Bearer {endpoint.key}":
        return _error(401, "Incorrect API key provided")
    if kind == "reset":
        return None
    if kind == "slow":
        endpoint.wait()
    if refusal := _refused(endpoint, request, kind):
        return refusal
    message, finish = _said(endpoint, request, kind)
    return 200, _completion(request, message, finish, kind), {}


def _refused(endpoint: LlmEndpoint, request: Received, kind: Misbehaviour | None) -> _Reply | None:
    form = request.body.get("response_format", {}).get("type")
    if kind == "rate-limited":
        status, words, _ = _error(429, "Rate limit reached")
        return status, words, {"Retry-After": endpoint.retry_after}
    if kind == "not-protocol":
        return 200, "<html><body>Welcome</body></html>", {}
    errors: dict[str | None, tuple[int, str]] = {
        "server-error": (500, "The server had an error"),
        "unauthorised": (401, f"Incorrect API key provided: {request.headers.get('Authorization', '')}"),
        "no-such-model": (404, "The model does not exist"),
        "too-long": (400, "This model's maximum context length is 10 tokens"),
    }
    if (kind == "no-schema" and form == "json_schema") or (kind == "no-json-mode" and form):
        return _error(400, f"response_format {form} is not supported")
    return _error(*errors[kind]) if kind in errors else None


def _error(status: int, message: str) -> _Reply:
    return status, {"error": {"message": message, "type": "error", "code": None}}, {}


def _completion(request: Received, message: dict[str, Any], finish: str, kind: Misbehaviour | None) -> dict[str, Any]:
    read = 3 if kind == "cuts-prompt" else sum(len(one["content"]) for one in request.messages) // 4
    written = len(str(message.get("content") or "")) // 4
    usage = {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}
    counted = {} if kind == "uncounted" else {"usage": usage}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "model": request.body["model"],
        "choices": [choice],
        **counted,
    }


def _said(endpoint: LlmEndpoint, request: Received, kind: Misbehaviour | None) -> tuple[dict[str, Any], str]:
    """The message of the answer and why it ends."""
    findings = bent(kind, request.asked, endpoint.coder)
    answer = json.dumps({"findings": findings}, ensure_ascii=False)
    spoken = {
        "truncated": answer[: max(1, len(answer) - 4)],
        "prose": f"Certainly. Here is the JSON:\n```json\n{answer}\n```\nTell me whether {{more}} is needed.",
        "wrong-schema": json.dumps({"findings": {"C1": "good"}}),
        "two-objects": f"{answer}\n{json.dumps({'findings': [{'category': 'C1'}]})}",
        "empty": "",
        "nonsense": "As a summary, the text is about many things {and others}.",
        "echoes-key": f"{answer} {request.headers.get('Authorization', '')}",
    }
    if kind == "refusal":
        return {"content": None, "refusal": "I cannot help with that."}, "stop"
    return {"content": spoken.get(str(kind), answer)}, "length" if kind == "truncated" else "stop"
