"""Pages of what readers, grammars and the engine really give."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import html

from regatlas.catalog.taxonomies import builtin_taxonomies
from regatlas.engines.lexicon.record import build_record
from regatlas.pages.record import render_record
from regatlas.pages.words import LANGS, Lang
from regatlas.readers import read
from regatlas.structure import parse


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def check(data: bytes, lang: Lang) -> html.HtmlElement:
    """The page of a file, after the promises that hold for every page."""
    document = parse(read(data))
    taxonomies = builtin_taxonomies()
    record = build_record(document, taxonomies, manifest="0" * 64)
    made = render_record(document, record, source_name="file", taxonomies=taxonomies, lang=lang)
    tree = html.document_fromstring(made)
    ids = tree.xpath("//@id")
    assert squeeze("".join(item.text_content() for item in tree.find_class("words"))) == squeeze(document.text)
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in tree.xpath("//a/@href")} <= set(ids)
    assert {provision.eid for provision in document.provisions} <= set(ids)
    quotes = sum(len(item.evidence) for item in record.coverage if item.taxonomy != "legal-status")
    assert len(tree.xpath("//section[@id='record-coverage']//q")) == quotes
    return tree


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["sample-measures.zh.md", "sample-measures.en.md"])
def test_the_sample_has_a_page(name: str, lang: Lang) -> None:
    tree = check(files("regatlas.data").joinpath("samples", name).read_bytes(), lang)
    assert len(tree.xpath("//*[contains(concat(' ', @class, ' '), ' k-article ')]")) == 18
    assert tree.find_class("gloss")


@pytest.mark.corpus
@pytest.mark.parametrize(
    "name", ["agora/fulltext/1135.txt", "zh/generative-ai-interim-measures.md", "en/eu-ai-act.html"]
)
def test_real_texts_have_pages(corpus: Path, name: str) -> None:
    assert check((corpus / name).read_bytes(), "zh").find_class("gloss")
