"""Citations: what lawyers write, as values and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regatlas.model.document import Document
from regatlas.model.reference import Citation, Step
from regatlas.structure.references import parse_citation, parse_citations, resolve

_digits = st.integers(1, 400).map(str)
_letters = st.sampled_from([*"abcdefgh", "aa"])
_romans = st.sampled_from(["i", "ii", "iv", "ix", "xii"])


@st.composite
def chinese(draw: st.DrawFn) -> Citation:
    article = draw(_digits) + draw(st.sampled_from(["", "-1", "-12"]))
    steps = [Step("article", article)]
    below = [unit for unit in ("paragraph", "point", "subpoint") if draw(st.booleans())]
    steps.extend(Step(unit, draw(_digits)) for unit in below)
    return Citation(form="chinese", steps=tuple(steps))


@st.composite
def european(draw: st.DrawFn) -> Citation:
    steps = draw(st.sampled_from([(), (Step("article", "5"),), (Step("article", "10a"),), (Step("annex", "III"),)]))
    if not steps or steps[0].unit == "article":
        steps = (*steps, Step("paragraph", draw(_digits)))
        if draw(st.booleans()):
            steps = (*steps, Step("subparagraph", draw(st.integers(1, 10).map(str))))
    if draw(st.booleans()):
        steps = (*steps, Step("point", draw(_letters)))
        if draw(st.booleans()):
            steps = (*steps, Step("point", draw(_romans)))
    return Citation(form="european", steps=steps)


@st.composite
def american(draw: st.DrawFn) -> Citation:
    number = draw(st.sampled_from(["3", "871", "4.2", "6-1-1703"]))
    items = draw(st.lists(st.one_of(_letters, _romans, _digits, st.sampled_from("ABI")), max_size=4))
    return Citation(form="american", steps=(Step("section", number), *(Step("item", item) for item in items)))


@given(st.one_of(chinese(), european(), american()))
def test_what_is_printed_parses_to_the_same(citation: Citation) -> None:
    assert parse_citation(str(citation)) == citation


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("第二十四条第一款第三项", "第二十四条第一款第（三）项"),
        ("第10条之一", "第十条之一"),
        ("第二章第一节", "第二章第一节"),
        ("附件一", "附件1"),
        ("paragraph 2 of Article 6", "Article 6(2)"),
        ("point (c) of Article 5(1)", "Article 5(1)(c)"),
        ("Annex III point 1", "Annex III, point 1"),
        ("Article 9 Paragraph I", "Article 9(1)"),
        ("Article 5(1), first subparagraph, point (h)(iii)", "Article 5(1), first subparagraph, point (h)(iii)"),
        ("point (a) of the first subparagraph of Article 5(1)", "Article 5(1), first subparagraph, point (a)"),
        ("Section A of Annex I", "Annex I, Section A"),
        ("section 3(b)", "Sec. 3(b)"),
        ("subparagraph (A) of paragraph (2)", "paragraph (2), subparagraph (A)"),
        ("subsection (a)", "subsection (a)"),
    ],
)
def test_variants_are_one_citation(text: str, printed: str) -> None:
    assert str(parse_citation(text)) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Articles 5 and 6", ["Article 5", "Article 6"]),
        ("Article 33(1), (3) and (4)", ["Article 33(1)", "Article 33(3)", "Article 33(4)"]),
        ("points 1, 6 and 7 of Annex III", ["Annex III, point 1", "Annex III, point 6", "Annex III, point 7"]),
        ("subsections 4.4(b)(i)–(iii)", ["subsection 4.4(b)(i)", "subsection 4.4(b)(ii)", "subsection 4.4(b)(iii)"]),
        ("subsections (3)(d), (3)(e), and (6)", ["subsection (3)(d)", "subsection (3)(e)", "subsection (6)"]),
        (
            "Article 5(1), first subparagraph, point (h), (2) to (4)",
            ["Article 5(1), first subparagraph, point (h)", "Article 5(2)", "Article 5(3)", "Article 5(4)"],
        ),
        ("第三条、第五条至第七条", ["第三条", "第五条", "第六条", "第七条"]),
        ("第二条第一款、第二款和第八条", ["第二条第一款", "第二条第二款", "第八条"]),
        ("第二条第（二）、（三）项", ["第二条第（二）项", "第二条第（三）项"]),
    ],
)
def test_lists_and_ranges(text: str, printed: list[str]) -> None:
    assert [str(citation) for citation in parse_citations(text)] == printed


@pytest.mark.parametrize("text", ["", "第一项目", "第三条件", "Articles", "the garden", "Article 5 and so on"])
def test_other_words_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="no citation"):
        parse_citation(text)


def test_a_list_is_not_one_citation() -> None:
    with pytest.raises(ValueError, match="names 2 provisions"):
        parse_citation("Articles 5 and 6")


@pytest.mark.parametrize(
    ("text", "eid"),
    [
        ("第三条第一款第（三）项", "chp_1__art_3__para_1__point_3"),
        ("第三条第（三）项", "chp_1__art_3__para_1__point_3"),
        ("第一条第一款", "chp_1__art_1"),
        ("第二章", "chp_2"),
        ("第九条", None),
        ("第一条第二款", None),
    ],
)
def test_a_citation_finds_its_provision(kites: Document, text: str, eid: str | None) -> None:
    assert resolve(parse_citation(text), kites) == eid


def test_every_provision_is_found_by_its_own_citation(kites: Document, robots: Document, drones: Document) -> None:
    for document in (kites, robots, drones):
        named = [item for item in document.provisions if item.citation and item.citation[0] in "第AS"]
        assert len(named) > 8
        for provision in named:
            found = resolve(parse_citation(provision.citation or ""), document)
            assert found is not None
            assert document.by_eid[found].citation == provision.citation
