from __future__ import annotations

import zlib

import pytest

from regatlas.errors import LimitExceeded
from regatlas.readers.limits import Limits
from regatlas.readers.pdf_streams import check_streams

LIMITS = Limits(archive_bytes=1_000_000)


def part(content: bytes) -> bytes:
    return b"%PDF-1.4\n1 0 obj\n<<>>\nstream\n" + content + b"\nendstream\nendobj\n"


def packed(content: bytes, times: int) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return content


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_part_that_unpacks_too_far_is_refused(times: int) -> None:
    with pytest.raises(LimitExceeded, match="unpacks to more than"):
        check_streams(part(packed(bytes(3_000_000), times)), LIMITS)


@pytest.mark.parametrize("content", [packed(b"keep records " * 9, 3), b"BT (plain) Tj ET", b"x\x9cbroken", b"", b"x"])
def test_sound_and_broken_parts_pass(content: bytes) -> None:
    check_streams(part(content) * 3, LIMITS)
    check_streams(part(content)[:-20], LIMITS)


def test_layers_without_end_are_given_up() -> None:
    check_streams(part(packed(b"x", 150)), LIMITS)
