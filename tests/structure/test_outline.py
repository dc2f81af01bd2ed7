from __future__ import annotations

from regatlas.structure.outline import Namer, Unit, build, provisions


def test_units_nest_by_rank_and_end_where_the_next_begins() -> None:
    roots = build(
        [Unit("chapter", 0, 20, "chp_1"), Unit("article", 2, 40, "art_1"), Unit("chapter", 5, 20, "chp_2")], 9
    )
    assert [(unit.token, unit.start, unit.end) for unit in roots] == [("chp_1", 0, 5), ("chp_2", 5, 9)]
    assert [unit.end for unit in roots[0].children] == [5]


def test_a_lone_optional_unit_gives_way_to_its_children() -> None:
    units = [
        Unit("article", 0, 40, "art_1"),
        Unit("paragraph", 0, 50, "para", optional=True),
        Unit("point", 3, 62, "point_1"),
    ]
    root = build(units, 9)[0]
    assert [child.kind for child in root.children] == ["point"]


def test_two_optional_units_stay() -> None:
    units = [
        Unit("article", 0, 40, "art_1"),
        Unit("paragraph", 0, 50, "para", optional=True),
        Unit("paragraph", 3, 50, "para", optional=True),
    ]
    root = build(units, 9)[0]
    assert [child.position for child in root.children] == [1, 2]


def test_what_does_not_hold_stands_beside() -> None:
    roots = build([Unit("paragraph", 0, 10, "para", holds=False), Unit("point", 3, 62, "point_1")], 9)
    assert [unit.kind for unit in roots] == ["paragraph", "point"]


def test_names_are_unique_even_where_a_number_repeats() -> None:
    namer = Namer()
    assert [namer.name(None, token) for token in ("art_1", "art_1", "art_1_2", "para", "para")] == [
        "art_1",
        "art_1_2",
        "art_1_2_2",
        "para_1",
        "para_2",
    ]


def test_own_text_becomes_a_leaf_of_its_own() -> None:
    units = [Unit("chapter", 0, 20, "chp_1", heading="X", body=4), Unit("article", 6, 40, "art_1")]
    made = provisions(build(units, 9))
    assert [(p.kind, tuple(p.span)) for p in made] == [
        ("chapter", (0, 9)),
        ("heading", (0, 4)),
        ("intro", (4, 6)),
        ("article", (6, 9)),
    ]
