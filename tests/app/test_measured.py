from __future__ import annotations

import json
from pathlib import Path

import pytest

from regatlas.app.measured import measured

FLOORS = json.loads((Path(__file__).parents[1] / "evaluation" / "floors.json").read_text(encoding="utf-8"))["floors"]


@pytest.mark.parametrize("figure", [one for one in measured().figures if one.floor], ids=lambda one: one.floor)
def test_what_is_told_is_what_the_floor_was_pinned_from(figure: object) -> None:
    floor, value = getattr(figure, "floor", ""), getattr(figure, "value", 0.0)
    # Floors are pinned a hundredth below what was measured, and never lowered.
    assert 0 <= value - FLOORS[floor] < 0.0106


def test_every_figure_stands_in_both_languages_and_among_the_benchmarks() -> None:
    told = (Path(__file__).parents[2] / "benchmarks" / "README.md").read_text(encoding="utf-8")
    for one in measured().figures:
        assert one.en
        assert one.zh
        assert f"{one.value:g}".removeprefix("0") in told
