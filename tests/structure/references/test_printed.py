"""Citations that a document prints of its own provisions lead back to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from regatlas.model.document import Document
from regatlas.readers import Limits, read
from regatlas.structure import parse
from regatlas.structure.references import parse_citation
from regatlas.structure.references.places import Places

_GOLDEN = Path(__file__).parents[1] / "golden"
_TEXT = frozenset({"heading", "intro", "content"})


def _lost(document: Document) -> list[str]:
    """The citations that do not parse, or lead elsewhere."""
    places = Places(document)
    lost = []
    for provision in document.provisions:
        if provision.kind not in _TEXT and provision.citation:
            try:
                found = places.resolve(parse_citation(provision.citation))
            except ValueError:
                found = None
            if found != provision.eid:
                lost.append(provision.citation)
    return lost


@pytest.mark.parametrize("path", sorted(_GOLDEN.glob("*.md")), ids=lambda path: path.stem)
def test_golden_texts(path: Path) -> None:
    document = parse(read(path.read_bytes()))
    if document.tradition not in ("chinese", "japanese"):
        assert _lost(document) == []


@pytest.mark.parametrize(
    "text",
    [
        "Sec. 2(a), “Sec. 325(c)(1)”", "Sec. 2(a)(2), “(e)”", "Sec. 1, § 50(2)", "§ 6-1-1701(3)(b)(II)", "§ 551.001(a)",
        "Sec. 4.1(b)(ii)", "Sec. 4, undesignated paragraph 2(1)", "Sec. 2, subd. 1(a)", "Sec. 5(a) [2](1)",
        "Title LV, Sec. 5501(b)", "Preamble, paragraph 2", "Title", "Signature", "Enacting clause", "Annex",
        "Part 2, Measure 1(a)", "Section 3.1(a)(2)", "Section A.1, paragraph 2", "“Scope”, paragraph 1",
        "paragraph 4(b)",
        "Annex B(1)", "序言第2段", "第二部分第一项（1）", "5.1（a）", "“范围”第1段", "标题", "“Scope” [2]",
        "第2段（1） [3]",
    ],
)  # fmt: skip
def test_they_print_as_they_parse(text: str) -> None:
    assert str(parse_citation(text)) == text


@pytest.mark.parametrize(
    "text", ["Sec. 2, “heap”", "Measure", "Preamble of the law", "Sec. 5 [2", "Part 2, ", "“", "5.1）"]
)
def test_other_words_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="no citation"):
        parse_citation(text)


def test_a_dotted_subsection_of_an_order(law: Callable[[str], Document]) -> None:
    document = law((_GOLDEN / "us-order.md").read_text(encoding="utf-8"))
    found = Places(document).resolve(parse_citation("subsection 2.1(a)(i)"), "sec_2__sec_2.2__content")
    assert found == "sec_2__sec_2.1__subsec_a__para_i"


@pytest.mark.corpus
def test_every_provision_of_a_sample_is_found_by_its_citation(corpus: Path) -> None:
    for path in sorted((corpus / "agora/fulltext").glob("*.txt"))[::12]:
        assert _lost(parse(read(path.read_bytes(), Limits()))) == [], path.stem
