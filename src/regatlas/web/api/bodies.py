"""What is sent to the interface: read up to a size, of a kind that is known, and whole."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import Depends, Request
from pydantic import JsonValue

from regatlas.errors import BadArgument, LimitExceeded, WrongMediaType

MOST_BYTES = 1_000_000
_JSON = ("application/json",)
_YAML = ("application/yaml", "application/x-yaml", "text/yaml")


class Sent:
    """The bytes of a body and whether they are YAML."""

    def __init__(self, data: bytes, *, is_yaml: bool) -> None:
        self.data = data
        self.is_yaml = is_yaml


async def _sent(request: Request) -> Sent:
    """A profile in JSON or YAML. Raises :class:`WrongMediaType`, :class:`LimitExceeded`, :class:`BadArgument`."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in (*_JSON, *_YAML) and not (kind.startswith("application/") and kind.endswith("+json")):
        what = f"a profile is not read from {kind[:60] or 'a body without a type'}"
        raise WrongMediaType(what, where="Content-Type", hint="send application/json or application/yaml")
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > MOST_BYTES:
            raise LimitExceeded("this profile is too large", hint=f"send at most {MOST_BYTES} bytes")
    return Sent(data, is_yaml=kind in _YAML)


ProfileSent = Annotated[Sent, Depends(_sent)]


def json_of(data: bytes) -> JsonValue:
    """The value in JSON that was sent. Raises :class:`BadArgument`, also for what JSON does not allow."""
    try:
        value: JsonValue = json.loads(data, parse_constant=_refuse)
        # Half characters (lone surrogates) can be written in JSON, but are no text that can be kept or sent back.
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)[:120]
        raise BadArgument(f"this is no JSON ({reason})", where="body", hint="send one JSON object") from None
    return value


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no value of JSON")
