"""Cursors of lists: where the page before ended, so that what is added meanwhile neither repeats nor skips an item.

A cursor holds the key of the last item and the mark of the list to which it belongs: its address and its filters. It is
opaque to programs and is held to its form when it comes back, for it comes from outside.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable
from typing import TypeAlias

from regatlas.errors import BadArgument

Key: TypeAlias = tuple[int | str, ...]
_LONGEST = 600
# SQLite's integers and PostgreSQL's bigint end here.
_MOST = 2**63 - 1


def mark_of(path: str, filters: Iterable[tuple[str, str]]) -> str:
    """The mark of a list, by its address and its filters."""
    return hashlib.sha256(repr((path, sorted(filters))).encode()).hexdigest()[:12]


def write_cursor(mark: str, key: Key) -> str:
    """The cursor behind an item."""
    value = json.dumps([mark, *key], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(value.encode()).decode().rstrip("=")


def read_cursor(mark: str, cursor: str, shape: tuple[type[int | str], ...]) -> Key:
    """The key in a cursor. Raises :class:`BadArgument` for one that is not of this list, or not one of ours."""
    value = _decoded(cursor)
    if not isinstance(value, list) or not value or value[0] != mark:
        hint = "take `next` of the page before, with the same filters"
        raise BadArgument("this cursor does not belong to this list", where=f"cursor={cursor[:40]}", hint=hint)
    key = tuple(value[1:])
    if len(key) != len(shape) or any(not _is(part, kind) for part, kind in zip(key, shape, strict=True)):
        raise _unreadable(cursor)
    return key


def _decoded(cursor: str) -> object:
    if len(cursor) > _LONGEST or not cursor.isascii():
        raise _unreadable(cursor)
    try:
        data = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return json.loads(data)
    except (binascii.Error, ValueError, RecursionError):
        raise _unreadable(cursor) from None


def _is(part: object, kind: type[int | str]) -> bool:
    if kind is int:
        return isinstance(part, int) and not isinstance(part, bool) and 0 <= part <= _MOST
    return isinstance(part, str)


def _unreadable(cursor: str) -> BadArgument:
    return BadArgument("this is no cursor", where=f"cursor={cursor[:40]}", hint="take `next` of the page before")
