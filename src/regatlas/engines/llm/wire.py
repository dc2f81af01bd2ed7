"""The chat-completions protocol: what is sent, what comes back, and how to step down for a modest endpoint.

Structured output is asked for by JSON schema; where an endpoint does not know that, by JSON mode; where it does not
know that either, in words alone. The messages are the same in each case, so that an answer's key does not depend on it.
"""

from __future__ import annotations

import email.utils
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import JsonValue

from regatlas.engines.llm.answers import Answer
from regatlas.engines.llm.prompt import Message

Form = Literal["schema", "object", "plain"]
_BELOW: dict[Form, Form] = {"schema": "object", "object": "plain"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Manner:
    """What an endpoint was found to understand."""

    form: Form = "schema"
    temperature: bool = True
    seed: bool = True
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"

    def after(self, complaint: str) -> Manner | None:
        """A more modest manner after a refusal that names what is not understood; None where nothing is left."""
        words = complaint.lower()
        if self.limit == "max_tokens" and "max_completion_tokens" in words:
            return replace(self, limit="max_completion_tokens")
        if self.temperature and "temperature" in words:
            return replace(self, temperature=False)
        if self.seed and "seed" in words:
            return replace(self, seed=False)
        return replace(self, form=_BELOW[self.form]) if self.form in _BELOW else None


def payload(
    model: str, messages: tuple[Message, ...], schema: Mapping[str, JsonValue], written: int, manner: Manner
) -> dict[str, JsonValue]:
    """The body of a request."""
    said: list[JsonValue] = [{"role": message.role, "content": message.content} for message in messages]
    body: dict[str, JsonValue] = {"model": model, "messages": said, "stream": False, manner.limit: written}
    if manner.temperature:
        body["temperature"] = 0
    if manner.seed:
        body["seed"] = 1
    if manner.form == "schema":
        described: JsonValue = {"name": "findings", "strict": True, "schema": dict(schema)}
        body["response_format"] = {"type": "json_schema", "json_schema": described}
    elif manner.form == "object":
        body["response_format"] = {"type": "json_object"}
    return body


def answer_of(body: bytes) -> Answer | None:
    """The answer in a response, or None where the response is broken."""
    value = _json(body)
    choices = value.get("choices") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        return None
    message = choices[0].get("message")
    if not isinstance(message, dict):
        return None
    finish = choices[0].get("finish_reason")
    refusal = message.get("refusal")
    read, written = _counted(value.get("usage"))
    return Answer(
        text=_content(message.get("content")),
        finish=finish if isinstance(finish, str) else "stop",
        refused=bool(refusal) or finish == "content_filter",
        read=read,
        written=written,
    )


def _content(content: JsonValue) -> str:
    """The words of a message: a string, or the text parts of a list."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return "".join(part for part in parts if isinstance(part, str))
    return ""


def _counted(usage: JsonValue) -> tuple[int | None, int | None]:
    if not isinstance(usage, dict):
        return None, None
    read, written = usage.get("prompt_tokens"), usage.get("completion_tokens")
    good = isinstance(read, int) and isinstance(written, int) and read > 0 and written >= 0
    return (int(str(read)), int(str(written))) if good else (None, None)


def complaint_of(body: bytes, secret: str | None) -> str:
    """What an endpoint says of its refusal, on one line, without control characters and without the key."""
    value = _json(body)
    error = value.get("error", value) if isinstance(value, dict) else None
    words = error.get("message", error.get("detail")) if isinstance(error, dict) else error
    told = words if isinstance(words, str) else body[:2000].decode("utf-8", "replace") if value is None else ""
    return without(secret, " ".join(_CONTROL.sub(" ", told).split()))[:200]


def is_error(body: bytes) -> bool:
    """Whether a response that calls itself a success carries an error instead of an answer, as some gateways do."""
    value = _json(body)
    return isinstance(value, dict) and "error" in value and "choices" not in value


def without(secret: str | None, text: str) -> str:
    """The text with the key taken out, should an endpoint repeat it."""
    return text.replace(secret, "[key]") if secret else text


def wait_of(header: str | None) -> float | None:
    """The seconds that ``Retry-After`` asks for: a number or a date; None where it says nothing usable."""
    if not header:
        return None
    words = header.strip()
    if re.fullmatch(r"\d{1,6}(\.\d+)?", words):
        return float(words)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(words).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def _json(body: bytes) -> JsonValue:
    try:
        value: JsonValue = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value
