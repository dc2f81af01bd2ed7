"""Asking an endpoint: limits before a request, patience after a failure, and clear words when it is hopeless."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import TracebackType
from typing import NamedTuple, Self

import httpx
from pydantic import JsonValue

from regatlas import __version__
from regatlas.engines.llm import settings as names
from regatlas.engines.llm.answers import Answer
from regatlas.engines.llm.limits import Meter
from regatlas.engines.llm.prices import FREE
from regatlas.engines.llm.prompt import Message
from regatlas.engines.llm.settings import Settings
from regatlas.engines.llm.tokens import at_most, estimated
from regatlas.engines.llm.verdicts import AGAIN, cause_of, is_too_long
from regatlas.engines.llm.wire import Manner, answer_of, complaint_of, is_error, payload, wait_of, without
from regatlas.errors import EndpointError

ATTEMPTS = 6
FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0
LONGEST_ASKED = 120.0
"""Seconds: an endpoint that asks to be left alone for longer is not waited for."""

LARGEST_BODY = 8_000_000
AROUND = 64
"""Tokens that an endpoint may add to each message for its own template, on the safe side."""

CUT_BELOW = 0.35
"""An endpoint that counts less than this share of the estimate has not read all that was sent."""

_JSON = {"Content-Type": "application/json", "Accept": "application/json"}


class Reply(NamedTuple):
    """What came back: a status (0 where nothing did), the wait that was asked for, and the body or the failure."""

    status: int
    wait: float | None
    body: bytes
    billed: bool = True


class Client:
    """Asks one model at one endpoint. Threads may share it; ``sleep`` is what waiting means."""

    def __init__(
        self, settings: Settings, meter: Meter, *, key: str | None = None, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._settings = settings
        self._meter = meter
        self._key = key
        self._sleep = sleep
        self._manner = Manner()
        self._lock = threading.Lock()
        self._hopeless: EndpointError | None = None
        headers = {"User-Agent": f"regatlas/{__version__}"} | ({"Authorization": f"Bearer {key}"} if key else {})
        # No redirects: they would carry the key elsewhere. No proxy for a model on this machine.
        self._http = httpx.Client(
            headers=headers,
            timeout=httpx.Timeout(settings.timeout, connect=min(10.0, settings.timeout)),
            follow_redirects=False,
            trust_env=not settings.local,
            limits=httpx.Limits(max_connections=None),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def ask(self, messages: tuple[Message, ...], schema: Mapping[str, JsonValue]) -> Answer:
        """The model's answer, whatever it is worth.

        Raises :class:`EndpointError` where there is none to be had, and :class:`TooCostly` before a request that
        could exceed the limit of cost.
        """
        attempt = 0
        while True:
            if self._hopeless is not None:
                raise self._hopeless
            manner = self._manner
            reply = self._send(messages, schema, manner)
            if answer := self._usable(reply, messages):
                return answer
            if reply.status in (400, 422) and self._step_down(manner, reply):
                continue
            attempt += 1
            if reply.status not in (0, 200) and reply.status not in AGAIN:
                raise self._give_up(reply)
            self._pause(reply, attempt, messages)

    def _usable(self, reply: Reply, messages: tuple[Message, ...]) -> Answer | None:
        answer = answer_of(reply.body) if reply.status == 200 else None
        if answer is None:
            return None
        if answer.read is not None and answer.read < CUT_BELOW * estimated(_words(messages)):
            sent = estimated(_words(messages))
            raise EndpointError(
                f"the endpoint cuts what it is sent: of about {sent} tokens it read {answer.read}",
                where=self._settings.endpoint,
                hint=f"let it read more at once, or set {names.WINDOW} to its real window",
            )
        return answer.model_copy(update={"text": without(self._key, answer.text)})

    def _send(self, messages: tuple[Message, ...], schema: Mapping[str, JsonValue], manner: Manner) -> Reply:
        """One request within all limits, its cost settled."""
        written = self._settings.written
        body = payload(self._settings.model, messages, schema, written, manner)
        price = self._settings.known_price or FREE
        with self._meter.slot():
            self._meter.wait_for(estimated(_words(messages)) + written // 4)
            reserved = price.of(most_read(messages, schema), written)
            self._meter.reserve(reserved)
            reply = self._exchange(body)
            self._meter.settle(reserved, self._cost(reply, reserved))
        return reply

    def _exchange(self, body: Mapping[str, JsonValue]) -> Reply:
        """Send and receive, against a deadline for the whole and a limit of size."""
        deadline = time.monotonic() + self._settings.timeout
        received = bytearray()
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        url = f"{self._settings.endpoint}/chat/completions"
        try:
            with self._http.stream("POST", url, content=content, headers=_JSON) as got:
                for part in got.iter_bytes():
                    received += part
                    if len(received) > LARGEST_BODY or time.monotonic() > deadline:
                        return Reply(0, None, b"the answer is endless")
                return Reply(got.status_code, wait_of(got.headers.get("Retry-After")), bytes(received))
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            return Reply(0, None, f"no connection ({_reason(error)})".encode(), billed=False)
        except httpx.TimeoutException:
            return Reply(0, None, b"it does not answer in time")
        except httpx.HTTPError as error:
            return Reply(0, None, f"the connection breaks off ({_reason(error)})".encode())

    def _cost(self, reply: Reply, reserved: Decimal) -> Decimal:
        """What a request did cost; the whole reserve where the endpoint may have charged it without telling."""
        if not reply.billed or 300 <= reply.status < 500:
            return Decimal(0)
        answer = answer_of(reply.body) if reply.status == 200 else None
        if answer is None or answer.read is None or answer.written is None:
            return reserved
        return (self._settings.known_price or FREE).of(answer.read, answer.written)

    def _step_down(self, manner: Manner, reply: Reply) -> bool:
        """Whether there is a more modest manner to ask in; another thread may have found it already."""
        complaint = complaint_of(reply.body, self._key)
        if is_too_long(complaint):
            return False
        with self._lock:
            if self._manner == manner:
                modest = manner.after(complaint)
                if modest is None:
                    return False
                self._manner = modest
            return True

    def _pause(self, reply: Reply, attempt: int, messages: tuple[Message, ...]) -> None:
        """Wait before the next attempt, or give up."""
        if attempt >= ATTEMPTS or (reply.wait or 0.0) > LONGEST_ASKED:
            raise self._give_up(reply)
        doubled = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1))
        # Spread by the question itself, so that many do not come back together and no chance is involved.
        spread = int(hashlib.sha256(f"{attempt}{_words(messages)}".encode()).hexdigest()[:4], 16) / 0xFFFF
        self._sleep(max(reply.wait or 0.0, doubled * (0.75 + spread / 2)))

    def _give_up(self, reply: Reply) -> EndpointError:
        """The error that says why there is no answer. What no repetition can mend is remembered."""
        said = complaint_of(reply.body, self._key)
        cause = cause_of(reply.status, said, is_error(reply.body))
        told = f"{cause.what} ({said})" if said else cause.what
        error = EndpointError(told, where=self._settings.endpoint, hint=cause.hint)
        if cause.lasting:
            self._hopeless = error
        return error


def most_read(messages: tuple[Message, ...], schema: Mapping[str, JsonValue]) -> int:
    """The most tokens that a request can be counted for by whoever reads it."""
    around = AROUND * (len(messages) + 1)
    return sum(at_most(message.content) for message in messages) + at_most(str(schema)) + around


def _words(messages: tuple[Message, ...]) -> str:
    return "\n".join(message.content for message in messages)


def _reason(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words[:120] or type(error).__name__
