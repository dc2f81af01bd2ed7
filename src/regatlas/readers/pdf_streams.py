"""How far the packed parts of a PDF unfold, measured before any of them is unpacked for good.

PDFium unpacks a part whole, up to a gigabyte. Deflate packs at most 1,032 to 1, so that a small part can only be
dangerous where it is packed several times over; all others are measured in steps of 64 kB and given up at the limit.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import chain

from regatlas.readers.limits import Limits

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_BEST_RATIO = 1_032
_STEP = 65_536
_MOST_LAYERS = 100


def check_streams(data: bytes, limits: Limits) -> None:
    """Raise :class:`~regatlas.errors.LimitExceeded` where one part of a PDF unpacks to more than the limit."""
    for match in _STREAM.finditer(data):
        start = match.end()
        if not _packed(data[start : start + 2]):
            continue
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        if (end - start) * _BEST_RATIO > limits.archive_bytes or _packed(_beginning(data[start : start + _STEP])):
            _measure(data, start, end, limits)


def _packed(head: bytes) -> bool:
    """Whether bytes begin as deflated ones do (RFC 1950)."""
    return len(head) >= 2 and head[0] & 0x0F == 8 and (head[0] * 256 + head[1]) % 31 == 0


def _beginning(packed: bytes) -> bytes:
    return next(_unpacked(iter([packed]), 16), b"")


def _measure(data: bytes, start: int, end: int, limits: Limits) -> None:
    """Unpack layer after layer without keeping anything, as long as what comes out is packed again."""
    pieces: Iterator[bytes] = (data[place : min(end, place + _STEP)] for place in range(start, end, _STEP))
    for _ in range(_MOST_LAYERS):
        pieces = _counted(_unpacked(pieces, _STEP), end - start, limits)
        first = next(pieces, b"")
        pieces = chain([first], pieces)
        if not _packed(first[:2]):
            break
    for _ in pieces:
        pass


def _counted(pieces: Iterator[bytes], packed: int, limits: Limits) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limits.archive_bytes:
            limits.check_unpacked(total, packed)
        yield piece


def _unpacked(pieces: Iterator[bytes], step: int) -> Iterator[bytes]:
    engine = zlib.decompressobj()
    try:
        for packed in pieces:
            rest = packed
            while rest and not engine.eof:
                yield engine.decompress(rest, step)
                rest = engine.unconsumed_tail
    except zlib.error:
        # What is broken here, PDFium gives up at the same place.
        return
