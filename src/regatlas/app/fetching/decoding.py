"""The bytes of an answer, counted as they come and as they unpack, so that none can take the machine."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from regatlas.errors import ContentRefused, FetchError

_STEP = 64 * 1024
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}


def bounded_body(parts: Iterable[bytes], encoding: str, *, received: int, unpacked: int, where: str) -> bytes:
    """The whole body, unpacked. Raises :class:`ContentRefused` as soon as either count passes its limit.

    ``encoding`` is the answer's Content-Encoding; only gzip and deflate are asked for, and others are refused.
    """
    packing = encoding.strip().lower()
    if packing not in {"", "identity", *_WINDOWS}:
        raise ContentRefused(f"the answer is packed as {packing!r}", where=where, hint="save the page in a browser")
    unpacker = zlib.decompressobj(_WINDOWS[packing]) if packing in _WINDOWS else None
    body = bytearray()
    count = 0
    for part in parts:
        count += len(part)
        _within(count, received, where)
        if unpacker is None:
            body += part
        else:
            _unpack(unpacker, part, body, unpacked, where)
    if unpacker is not None and not unpacker.eof:
        raise FetchError("the answer breaks off", where=where, hint="try again later")
    return bytes(body)


def _unpack(unpacker: zlib._Decompress, part: bytes, body: bytearray, limit: int, where: str) -> None:
    """Unpack step by step: a bomb is given up after one step beyond the limit, not after it has burst."""
    while part:
        try:
            body += unpacker.decompress(part, _STEP)
        except zlib.error:
            raise FetchError("the answer cannot be unpacked", where=where, hint="try again later") from None
        _within(len(body), limit, where)
        part = unpacker.unconsumed_tail


def _within(count: int, limit: int, where: str) -> None:
    if count > limit:
        what = f"the answer is larger than {limit // 1_000_000 or 1} MB"
        raise ContentRefused(what, where=where, hint="save the page in a browser and give the file")
