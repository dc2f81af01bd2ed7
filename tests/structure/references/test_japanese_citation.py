from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.structure.test_japanese import parsed

from regatlas.model.document import Document
from regatlas.model.reference import Citation, Step
from regatlas.readers import Limits, read
from regatlas.structure import parse
from regatlas.structure.references.citations import parse_citation


def _lost(document: Document) -> list[str]:
    printed = [one.citation for one in document.provisions if one.citation]
    return [one for one in printed if str(parse_citation(one)) != one]


def test_every_provision_of_a_statute_is_found_by_its_citation() -> None:
    assert _lost(parsed()) == []


@pytest.mark.corpus
def test_every_provision_of_a_real_statute_is_found_by_its_citation(corpus: Path) -> None:
    (path,) = (corpus / "files").glob("jp-*.xml")
    assert _lost(parse(read(path.read_bytes(), Limits()))) == []


def test_a_paragraph_is_no_point() -> None:
    assert parse_citation("第五条の二第二項第三号イ").steps == (
        Step("article", "5-2"), Step("paragraph", "2"), Step("point", "3"), Step("iroha", "1"),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text", ["第五条", "第二章", "第十條第二項", "第二項", "第一款", "第二条第一款", "第一条第二款第三目"]
)
def test_what_chinese_writes_stays_chinese(text: str) -> None:
    assert parse_citation(text).form == "chinese"


@pytest.mark.parametrize("text", ["第二項第五条第一号", "第五条の", "号", "附則第", "イ第五条", "別表第", "一号"])
def test_what_is_no_citation(text: str) -> None:
    with pytest.raises(ValueError, match="no citation"):
        parse_citation(text)


_NUMBERS = st.integers(1, 999)
_ARTICLES = st.builds(lambda main, more: "-".join(map(str, (main, *more))), _NUMBERS, st.lists(_NUMBERS, max_size=2))


@given(_ARTICLES, _NUMBERS, _ARTICLES, st.integers(1, 47), st.integers(1, 99))
def test_a_citation_is_read_as_it_was_printed(article: str, paragraph: int, point: str, kana: int, item: int) -> None:
    steps = (
        Step("supplement", "令和九年法律第一号"), Step("article", article), Step("paragraph", str(paragraph)),
        Step("point", point), Step("iroha", str(kana)), Step("item", str(item)),
    )  # fmt: skip
    for cited in (steps, steps[1:], steps[:5], steps[1:4], steps[:2], steps[1:3]):
        citation = Citation(form="japanese", steps=cited)
        assert parse_citation(str(citation)) == citation
