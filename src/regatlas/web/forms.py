"""Forms as browsers send them, urlencoded, within limits."""

from __future__ import annotations

from typing import TypeAlias
from urllib.parse import parse_qsl

from fastapi import Request

from regatlas.errors import BadArgument, LimitExceeded

Pairs: TypeAlias = list[tuple[str, str]]


async def form_pairs(
    request: Request, *, most_bytes: int = 1_000_000, most_fields: int = 5_000, blank: bool = True
) -> Pairs:
    """The fields of an urlencoded form, those that were left ``blank`` too or not.

    Raises :class:`LimitExceeded` and :class:`BadArgument`.
    """
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most_bytes:
            raise LimitExceeded("this form is too large", hint=f"send at most {most_bytes} bytes")
    try:
        return parse_qsl(body.decode("utf-8"), keep_blank_values=blank, max_num_fields=most_fields)
    except ValueError:
        hint = "send it as application/x-www-form-urlencoded"
        raise BadArgument("this is no form that can be read", hint=hint) from None
