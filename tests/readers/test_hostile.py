"""The table of hostile files is complete, and the quick ones end as it says (docs/hostile-files.md)."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.hostile_case import Case
from benchmarks.hostile_files import ALL, TABLE, cell

from regatlas.app.inputs import find_inputs, load_document
from regatlas.errors import InputError
from regatlas.readers import Limits

_QUICK = [case for case in ALL if case.quick]


def test_every_case_stands_in_the_table_with_what_became_of_it() -> None:
    rows = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    found = {row.split(" | ")[0][2:]: row.split(" | ") for row in rows}
    assert len(ALL) >= 40
    for case in ALL:
        _, what, code, told, _, _ = found[cell(case.name)]
        assert what == cell(case.what)
        if case.verdict.startswith("RGA"):
            assert (code, told[:8]) == ("2", case.verdict)
        else:
            assert (code, told[:5]) == ("0", "Read,")


@pytest.mark.parametrize("case", _QUICK, ids=lambda case: case.name.encode("unicode_escape").decode())
def test_quick_cases_end_as_the_table_says(case: Case, tmp_path: Path) -> None:
    assert _verdict(case.put(tmp_path)) == case.verdict


def _verdict(path: Path) -> str:
    try:
        (file,) = find_inputs([path])
        quality = load_document(file.path, Limits()).source.quality
    except InputError as error:
        return error.code
    return "read" if quality.status == "ok" else quality.status
