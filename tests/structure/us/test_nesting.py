"""Numbers of American sections: which stands below which, also where one number has several readings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.structure.specimen import check_tree, cited, source_of

from regatlas.structure import parse

_LEAD = "SECTION 1. TITLE. So it is.\nSEC. 2. DUTIES.\n"


def _below(text: str) -> list[str]:
    document = parse(source_of(_LEAD + text))
    check_tree(document)
    return [
        place.removeprefix("Sec. 2") for place in cited(document) if place.startswith("Sec. 2") and place[-1] in ")”"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # (i) is the letter after (h), or the first Roman numeral.
        ("(g) Gates.\n(h) Hoes.\n(i) Inks.\n(j) Jugs.", ["(g)", "(h)", "(i)", "(j)"]),
        ("(a) Gates:\n(1) wide:\n(A) tall:\n(i) red;\n(ii) blue.", ["(a)", "(a)(1)", "(a)(1)(A)", "(a)(1)(A)(i)",
                                                                "(a)(1)(A)(ii)"]),
        # Numbers that run into a line, and those that are only cited.
        ("(a) Gates shall be shut.(b) Hoes.—(1) Sharp.(2) Clean.", ["(a)", "(b)", "(b)(1)", "(b)(2)"]),
        ("(a) Gates under subsection\n(b) of this section.\n(b) Hoes.", ["(a)", "(b)"]),
        ("(a) Gates as paragraphs (1) and (2) say; (b) Hoes.", ["(a)", "(b)"]),
        # Federal regulations begin with (1) and (i) again, in italics.
        ("(a) A:\n(1) b:\n(i) c:\n(A) d:\n(1) e;\n(2) f.\n(B) g.", ["(a)", "(a)(1)", "(a)(1)(i)", "(a)(1)(i)(A)",
                                                                   "(a)(1)(i)(A)(1)", "(a)(1)(i)(A)(2)",
                                                                   "(a)(1)(i)(B)"]),
        # After (z) come (aa) and (bb); below (I) they are a level of their own.
        ("(y) Yarn.\n(z) Zinc.\n(aa) Axes.\n(bb) Bins.", ["(y)", "(z)", "(aa)", "(bb)"]),
        # New York and New Jersey write 1. and a.
        ("1. Gates:\n(a) wide;\n(b) low.\n2. Hoes.", ["(1)", "(1)(a)", "(1)(b)", "(2)"]),
        # What is put into another act may begin anywhere, and ends with its quotation.
        ("(a) Add:\n“(e) Gates.\n“(f) Hoes.”.\n(b) End.", ["(a)", "(a), “(e)”", "(a), “(f)”", "(b)"]),
    ],
)  # fmt: skip
def test_items_nest_as_drafters_mean_them(text: str, expected: list[str]) -> None:
    assert _below(text) == expected


def test_a_number_given_twice_has_a_mark() -> None:
    text = _LEAD + "(a) Gates:\n(1) wide;\n(2) low.\nAnd hoes:\n(1) sharp;\n(2) long.\n(b) Pots."
    found = cited(parse(source_of(text)))
    assert found["Sec. 2(a)(2)"].startswith("(2) low.")
    assert found["Sec. 2(a)(2) [2]"] == "(2) long."


def test_subdivisions_of_minnesota() -> None:
    text = _LEAD + "Subdivision 1. Gates. (a) Wide.\n(b) Low.\nSubd. 2. Hoes. (a) Sharp.\n(b) Long."
    found = cited(parse(source_of(text)))
    assert {"Sec. 2, subd. 1(a)", "Sec. 2, subd. 1(b)", "Sec. 2, subd. 2(a)"} <= found.keys()


def test_definitions_in_a_row_stand_side_by_side() -> None:
    text = _LEAD + "As used here:\n“Gate” means:\n(1) a door;\n(2) a bar.\n“Hoe” means a tool.\n“Pot” means a vessel."
    found = cited(parse(source_of(text)))
    assert found["Sec. 2, undesignated paragraph 2(2)"] == "(2) a bar."
    assert found["Sec. 2, undesignated paragraph 3"] == "“Hoe” means a tool."


_ITEMS = st.sampled_from(
    ["(a)", "(b)", "(i)", "(ii)", "(1)", "(2)", "(A)", "(I)", "“(c)", "(aa)", "1.", "Subd. 2.", "”."]
)


@given(st.lists(st.tuples(_ITEMS, st.sampled_from([" Gates;", " Hoes.", ":", " of this section", "—"])), max_size=14))
def test_any_order_of_numbers_keeps_the_text_whole(pieces: list[tuple[str, str]]) -> None:
    check_tree(parse(source_of(_LEAD + "\n".join(number + words for number, words in pieces) + "\nEnd.")))
