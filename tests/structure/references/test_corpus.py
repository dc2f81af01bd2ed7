"""Figures on real texts, as floors (measured in November 2026)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from regatlas.model.document import Document
from regatlas.readers import Limits, read
from regatlas.structure import parse
from regatlas.structure.references import parse_citation, read_definitions, read_penalties, read_references
from regatlas.structure.references.places import Places

pytestmark = pytest.mark.corpus

_CRUDE = re.compile(
    r"第[〇零一二三四五六七八九十百千\d]{1,7}条|前[两三]?[款条项]|\b(?:Article|Annex|Section|section) \d+"
)


def _document(path: Path) -> Document:
    return parse(read(path.read_bytes(), Limits()))


@pytest.fixture(scope="module")
def act(corpus: Path) -> Document:
    return _document(corpus / "en/eu-ai-act.md")


@pytest.fixture(scope="module")
def chinese(corpus: Path) -> list[Document]:
    return [_document(path) for path in sorted((corpus / "zh").glob("*.md"))]


def test_every_internal_reference_of_the_chinese_texts_is_resolved(chinese: list[Document]) -> None:
    internal = [item for document in chinese for item in read_references(document) if item.internal]
    assert len(internal) >= 113
    assert all(item.resolved for item in internal)


def test_references_of_the_ai_act(act: Document) -> None:
    internal = [item for item in read_references(act) if item.internal]
    assert len(internal) >= 800
    assert sum(item.resolved for item in internal) >= 0.99 * len(internal)


@pytest.mark.parametrize("number", ["36", "266", "1064", "1137"])
def test_references_of_translations(corpus: Path, number: str) -> None:
    internal = [item for item in read_references(_document(corpus / f"agora/fulltext/{number}.txt")) if item.internal]
    assert all(item.resolved for item in internal)


def test_a_crude_search_finds_nothing_more(act: Document, chinese: list[Document]) -> None:
    for document in (act, *chinese):
        starts = {provision.span.start for provision in document.provisions}
        spans = [reference.quote.span for reference in read_references(document)]
        missed = [
            match.group()
            for match in _CRUDE.finditer(document.text)
            if match.start() not in starts
            and not any(span.start < match.end() and match.start() < span.end for span in spans)
        ]
        assert missed == []


def test_each_provision_is_found_by_its_own_citation(act: Document, chinese: list[Document]) -> None:
    for document in (act, *chinese):
        places = Places(document)
        for provision in document.provisions:
            if provision.kind in ("article", "paragraph", "point", "subpoint", "chapter", "annex", "subparagraph"):
                found = places.resolve(parse_citation(provision.citation or ""))
                assert found is not None, provision.citation
                assert document.by_eid[found].citation == provision.citation


def test_definitions_and_penalties(act: Document, chinese: list[Document]) -> None:
    defined = [item for item in read_definitions(act) if "art_3__" in item.source]
    assert len(defined) == 68
    fines = [amount.maximum for item in read_penalties(act) for amount in item.amounts if amount.currency == "EUR"]
    assert {35_000_000, 15_000_000, 7_500_000, 1_500_000, 750_000} <= set(fines)
    assert sum(len(read_definitions(document)) for document in chinese) >= 48
    assert sum(len(read_penalties(document)) for document in chinese) >= 320
