"""Cursors: opaque, of one list only, and held to their form."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.errors import BadArgument
from regatlas.web.api.cursors import mark_of, read_cursor, write_cursor

MARK = mark_of("/api/v1/x", [("a", "1")])


@given(st.integers(0, 2**63 - 1), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_what_is_written_is_read(number: int, name: str) -> None:
    assert read_cursor(MARK, write_cursor(MARK, (number, name)), (int, str)) == (number, name)


@given(st.text(max_size=80))
def test_anything_else_is_refused_in_words(cursor: str) -> None:
    with pytest.raises(BadArgument) as caught:
        read_cursor(MARK, cursor, (int,))
    assert "cursor" in caught.value.what


@pytest.mark.parametrize("key", [[-1], [2**63], [True], ["1"], [1, 2], [], [None], [[1]], [1.0]])
def test_keys_of_another_form_are_refused(key: list[object]) -> None:
    forged = base64.urlsafe_b64encode(json.dumps([MARK, *key]).encode()).decode().rstrip("=")
    with pytest.raises(BadArgument):
        read_cursor(MARK, forged, (int,))


def test_a_cursor_belongs_to_its_list() -> None:
    cursor = write_cursor(mark_of("/api/v1/x", [("a", "2")]), (1,))
    with pytest.raises(BadArgument) as caught:
        read_cursor(MARK, cursor, (int,))
    assert "same filters" in caught.value.hint
    assert mark_of("/x", [("a", "1"), ("b", "2")]) == mark_of("/x", [("b", "2"), ("a", "1")])
