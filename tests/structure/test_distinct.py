"""Citations that a text gives twice are told apart."""

from __future__ import annotations

from regatlas.structure.distinct import distinct
from regatlas.structure.outline import Unit


def _unit(number: str, within: str | None = None) -> Unit:
    return Unit("section", 0, 30, "sec", number, heading=within)


def test_the_longer_name_comes_before_a_mark() -> None:
    cite = distinct(
        lambda unit: f"Sec. {unit.number}", lambda unit: f"{unit.heading}, Sec. 1" if unit.heading else None
    )
    units = [_unit("1"), _unit("1", "Title I"), _unit("1", "Title I"), _unit("1"), _unit("2")]
    assert [cite(unit) for unit in units] == [
        "Sec. 1",
        "Title I, Sec. 1",
        "Title I, Sec. 1 [2]",
        "Sec. 1 [2]",
        "Sec. 2",
    ]


def test_the_mark_stands_inside_quotation_marks() -> None:
    cite = distinct(lambda _: "Sec. 2, “(e)”", lambda _: None)
    assert [cite(_unit("e")), cite(_unit("e"))] == ["Sec. 2, “(e)”", "Sec. 2, “(e) [2]”"]
