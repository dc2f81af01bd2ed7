"""American acts: sections and what stands below them; sections of codes that an act amends do not break its count."""

from __future__ import annotations

from tests.structure.specimen import cited, numbers, source_of

from regatlas.structure import parse


def _outer(text: str) -> list[str | None]:
    document = parse(source_of(text))
    assert document.tradition == "us"
    by_eid = document.by_eid
    inner = {
        provision.eid
        for provision in document.provisions
        if any(by_eid[outer.eid].kind == "section" for outer in document.ancestors(provision.eid)[1:])
    }
    return [p.number for p in document.provisions if p.kind == "section" and p.eid not in inner]


def test_subsections_and_what_stands_below_them() -> None:
    text = (
        "AN EXAMPLE ACT\nBe it enacted by the Assembly:\nSECTION 1. SHORT TITLE.\nThis Act may "
        "be cited so.\nSEC. 2. DUTIES.\n"
        "(a) In general.—A person shall—\n(1) report; and\n(A) sign; or\n(i) stamp;\n(2) pay.\n(b) Exception.—None."
    )
    found = cited(parse(source_of(text)))
    assert found["Sec. 2(a)(1)(A)(i)"] == "(i) stamp;"
    assert found["Sec. 2(b)"] == "(b) Exception.—None."
    assert found["Enacting clause"] == "Be it enacted by the Assembly:"


def test_contents_are_no_sections() -> None:
    text = (
        "SECTION 1. SHORT TITLE; TABLE OF CONTENTS.\n(a) This Act may be cited so.\n(b) The table of contents is:\n"
        "Sec. 1. Short title; table of contents.\nTITLE I—DUTIES\nSec. 101. Reports.\nSec. 102. Fees.\n"
        "TITLE I—DUTIES\nSEC. 101. REPORTS.\nA person shall report.\nSEC. 102. FEES.\nA person shall pay."
    )
    assert _outer(text) == ["1", "101", "102"]
    assert numbers(parse(source_of(text)), "title-division") == ["1"]


def test_code_sections_stand_in_the_section_that_adds_them() -> None:
    text = (
        "SECTION 1. The Code is amended by adding a new part to read:\nPART 17\nEXAMPLES\n"
        "6-1-1701. Definitions. As used here:\n(1) (a) An example is a thing.\n6-1-1702. Duties. A person reports.\n"
        "SECTION 2. Effective date. This act takes effect in May."
    )
    assert _outer(text) == ["1", "2"]
    found = cited(parse(source_of(text)))
    assert found["§ 6-1-1702"].startswith("6-1-1702. Duties.")
    assert found["§ 6-1-1701(1)(a)"] == "(a) An example is a thing."


def test_a_new_chapter_with_a_count_of_its_own() -> None:
    text = (
        "SECTION 1. IC 2-5 IS ADDED TO THE CODE AS A NEW CHAPTER TO READ:\nChapter 53.7. "
        "Examples\nSec. 1. A task force is formed.\n"
        "Sec. 2. It meets.\nSECTION 2. IC 4-1 IS ADDED AS A NEW CHAPTER:\nChapter 4. More\nSec. "
        "1. It reports.\nSec. 2. It ends."
    )
    assert _outer(text) == ["1", "2"]


def test_new_york_counts_on_with_section_signs() -> None:
    text = (
        "Section 1. Short title. This act has one.\n§ 2. The civil law is amended by adding two "
        "new sections to read as follows:\n"
        "§ 50. Right. A person has it.\n§ 51. Action. A person sues.\n§ 3. This act takes effect at once."
    )
    assert _outer(text) == ["1", "2", "3"]


def test_quoted_sections_and_their_lists_stay_inside() -> None:
    text = (
        "SECTION 1. SHORT TITLE.\nSo it is.\nSEC. 2. AMENDMENT.\n(a) The Act is amended by "
        "adding:\n“SEC. 22A. EXAMPLES.\n“(a) A duty.\n"
        "“(b) A right.”.\n(b) Rules.—None."
    )
    assert _outer(text) == ["1", "2"]
    found = cited(parse(source_of(text)))
    assert found["Sec. 2(b)"] == "(b) Rules.—None."
    assert "A right" in found["Sec. 2(a)"]


def test_a_section_in_several_installments_is_one_section() -> None:
    text = (
        "SECTION 1. Title. So it is.\nSECTION 2.(a) G.S. 1 reads as rewritten.\nSECTION 2.(b) "
        "G.S. 2 reads as rewritten.\nSECTION 3. End. It ends."
    )
    assert _outer(text) == ["1", "2", "3"]
    assert "Sec. 2(b)" in cited(parse(source_of(text)))


def test_a_masthead_is_no_title() -> None:
    text = (
        "STATE OF EXAMPLES\nAN ACT concerning examples\nSection 1. A person shall report.\n"
        "Section 2. It takes effect at once."
    )
    assert cited(parse(source_of(text)))["Title"] == "AN ACT concerning examples"
