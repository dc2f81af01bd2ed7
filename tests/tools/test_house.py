from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import house


def module(tmp_path: Path, source: str, name: str = "m.py") -> house.Module:
    path = tmp_path / name
    path.write_text(source, encoding="utf-8")
    return house.measure(path, "room")


def function(lines: int, signature: str = "(a: int) -> int") -> str:
    return f"def f{signature}:\n" + "    a = 1\n" * (lines - 2) + "    return a\n"


def test_a_function_is_as_long_as_from_def_to_its_last_line(tmp_path: Path) -> None:
    found = module(tmp_path, "@staticmethod\n" + function(7) + "\n\n\nx = 1\n")
    assert [each.lines for each in found.functions] == [7]


def test_methods_nested_and_async_functions_are_counted(tmp_path: Path) -> None:
    source = "class A:\n  def a(self) -> None:\n    def b() -> None: ...\n  async def c(self) -> None: ...\n"
    assert len(module(tmp_path, source).functions) == 3


@pytest.mark.parametrize(
    ("signature", "typed"),
    [
        ("(a: int) -> int", True),
        ("(self, a: int) -> int", True),
        ("(a: int)", False),
        ("(a) -> int", False),
        ("(*a) -> int", False),
        ("(a: int, **b) -> int", False),
        ("(a: int, *, b) -> int", False),
        ("(a, /) -> int", False),
    ],
)
def test_every_argument_and_the_result_need_a_type(tmp_path: Path, signature: str, typed: bool) -> None:
    found = module(tmp_path, function(3, signature))
    assert [each.typed for each in found.functions] == [typed]
    assert any("without a type" in each for each in house.beyond([found])) is not typed


@given(st.lists(st.integers(1, 500), min_size=1))
def test_ninetieth_is_the_least_length_that_nine_tenths_do_not_exceed(lengths: list[int]) -> None:
    found = house.ninetieth(lengths)
    assert 10 * sum(each <= found for each in lengths) >= 9 * len(lengths)
    assert 10 * sum(each < found for each in lengths) < 9 * len(lengths)


def test_code_at_the_limits_passes(tmp_path: Path) -> None:
    short = "\n".join([function(10)] * 9 + [function(35)])
    assert house.beyond([module(tmp_path, short)]) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (function(11), "half of all functions"),
        ("\n".join([function(2)] * 4 + [function(36)]), "a tenth of all functions"),
        ("x = 1\n" * 601, "has 601 lines, 600 at most"),
    ],
)
def test_code_beyond_a_limit_is_named(tmp_path: Path, source: str, words: str) -> None:
    (complaint,) = house.beyond([module(tmp_path, source)])
    assert words in complaint


def test_modules_between_aim_and_limit_are_listed_but_pass(tmp_path: Path) -> None:
    long = module(tmp_path, "x = 1\n" * 450)
    assert house.beyond([long]) == []
    assert any("longer than the 400 lines" in row for row in house.table([long]))


def test_rooms_are_the_folders_of_the_package(tmp_path: Path) -> None:
    for name in ("src/pkg/readers/pdf/pages.py", "src/pkg/errors.py", "tools/lock.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    found = house.modules([tmp_path / "src", tmp_path / "tools"])
    assert [each.room for each in found] == ["pkg", "readers", "tools"]


def test_main_prints_the_table_and_fails_beyond_a_limit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    module(tmp_path, function(11))
    assert house.main([str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert said.out.splitlines()[-1].split() == ["all", "1", "11", "11", "1", "11.0", "11", "11"]
    assert "half of all functions" in said.err
    module(tmp_path, function(3))
    assert house.main([str(tmp_path)]) == 0
