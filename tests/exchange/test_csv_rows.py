"""CSV that a spreadsheet opens without harm, written a few rows at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.exchange.csv_rows import BOM, cell, csv_rows

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.mark.parametrize("start", STARTS)
def test_what_begins_like_a_formula_is_text(start: str) -> None:
    assert cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize(("value", "written"), [(-1, "-1"), (0.5, "0.5"), (True, "true"), (False, "false"), (None, "")])
def test_numbers_and_truth_values_are_written_as_such(value: float | bool | None, written: str) -> None:
    assert cell(value) == written


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=250))
def test_any_text_comes_back_and_none_begins_like_a_formula(rows: list[list[str]]) -> None:
    written = b"".join(csv_rows(("a", "b"), ({"a": one, "b": other} for one, other in rows)))
    assert written.startswith(BOM)
    # Of NUL, Python's reader of CSV makes an error; our writer passes it on as it is.
    found = list(csv.reader(io.StringIO(written.decode("utf-8-sig").replace("\0", "\ufffd"), newline="")))
    assert found[0] == ["a", "b"]
    for row, cells in zip(found[1:], rows, strict=True):
        for read, given_ in zip(row, cells, strict=True):
            wanted = given_.replace("\0", "\ufffd")
            assert read == (f"'{wanted}" if given_.startswith(STARTS) else wanted)
            assert not read.startswith(STARTS)


def test_rows_are_asked_for_as_they_are_written() -> None:
    asked = 0

    def rows() -> Iterator[dict[str, str]]:
        nonlocal asked
        for _ in range(10_000):
            asked += 1
            yield {"a": "x"}

    pieces = csv_rows(("a",), rows(), bom=False)
    assert next(pieces) == b"a\r\n"
    assert asked == 0
    assert next(pieces) == b"x\r\n" * 100
    assert asked == 100


def test_half_characters_do_not_stop_a_download() -> None:
    assert b"".join(csv_rows(("a",), [{"a": "x\ud800"}], bom=False)) == b"a\r\nx?\r\n"
