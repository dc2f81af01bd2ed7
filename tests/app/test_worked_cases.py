"""Worked cases: run, and told with the line of the one that fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.catalog.small import FILES, write_catalog

from regatlas.app.worked_cases import cases_json, run_worked_cases
from regatlas.errors import BadArgument, DataError

NAME = "obligations/cn-rules.yaml"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_all_come_out_as_written(tmp_path: Path) -> None:
    report = run_worked_cases(write_catalog(tmp_path / "catalog"))
    assert (report.run, report.failed) == (2, ())


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("verdict: does-not-apply", "verdict: applies", 30, "the verdict is does-not-apply, not applies"),
        ("due: 2025-10-15", "due: 2025-10-09", 25, "the due date is 2025-10-15, not 2025-10-09"),
    ],
)
def test_a_failing_case_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, what: str) -> None:
    folder = write_catalog(tmp_path / "catalog", {NAME: FILES[NAME].replace(old, new)})
    report = run_worked_cases(folder)
    ((where, result),) = report.failed
    assert where == f"{(folder / NAME).as_posix()}:{line}"
    assert what in result.problem
    told = cases_json(report)
    assert (told["run"], told["passed"]) == (2, 1)


def test_some_can_be_chosen(tmp_path: Path) -> None:
    folder = write_catalog(tmp_path / "catalog")
    assert run_worked_cases(folder, ["cn/rules"]).run == run_worked_cases(folder, ["cn/rules/register"]).run == 2
    with pytest.raises(BadArgument, match="'cn/plan' has no obligation"):
        run_worked_cases(folder, ["cn/plan"])


def test_a_broken_catalog_is_refused(tmp_path: Path) -> None:
    folder = write_catalog(tmp_path / "catalog", {NAME: FILES[NAME].replace("gravity", "g").replace("must", "shall")})
    with pytest.raises(DataError):
        run_worked_cases(folder)


def test_every_case_of_the_built_in_catalog_comes_out_as_written() -> None:
    report = run_worked_cases(None)
    assert [(where, result.problem) for where, result in report.failed] == []
    assert report.run > 0
