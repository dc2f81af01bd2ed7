"""Briefs as Markdown, as pages and as PDF of one page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lxml import html
from tests.catalog.small import write_catalog
from tests.pages.browsers import needs_pango

from regatlas.app.briefs import make_brief, of_instrument
from regatlas.catalog.catalog import Catalog
from regatlas.catalog.loading import builtin_catalog, load_catalog
from regatlas.model.taxonomy import Bilingual
from regatlas.pages.brief import brief_markdown, brief_pdf, page_count, render_brief
from regatlas.pages.words import LANGS, Lang

DAY = date(2026, 11, 23)
GOLDEN = Path(__file__).with_name("golden")
SAMPLES = Path("src/regatlas/data/samples")


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return load_catalog(write_catalog(tmp_path / "catalog"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_brief_of_an_instrument_is_the_golden_one(small: Catalog, lang: Lang) -> None:
    told = brief_markdown(small, make_brief(small, "cn/rules", date(2023, 1, 1)), lang)
    assert told == (GOLDEN / f"brief-rules.{lang}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGS)
def test_every_brief_has_its_parts(lang: Lang) -> None:
    catalog = builtin_catalog()
    for instrument in catalog.instruments:
        made = make_brief(catalog, instrument.id, DAY)
        tree = html.document_fromstring(render_brief(catalog, made, lang))
        assert len(tree.xpath("//h1")) == 1
        assert len(tree.xpath("//h2")) == 5
        assert tree.xpath("//*[@class='second']")[0].text_content()
        assert 4 <= len(tree.xpath("//ol[@class='points']/li")) <= 6
        assert len(tree.xpath("//dl/div")) >= 4
        for section in tree.xpath("//section"):
            assert len(section.text_content().split(None, 1)[-1]) > 3


@pytest.mark.parametrize(("lang", "cited"), [("en", "Article 17"), ("zh", "第十七条")])
def test_points_and_acts_cite_their_articles(lang: Lang, cited: str) -> None:
    catalog = builtin_catalog()
    tree = html.document_fromstring(render_brief(catalog, make_brief(catalog, "cn/generative-ai", DAY), lang))
    assert not tree.xpath("//ol[@class='points']/li[not(.//*[@class='cited'])]")
    acts = tree.xpath("//ul[@class='acts']/li")
    assert any(cited in act.text_content() and act.xpath(".//strong")[0].text for act in acts)


@pytest.mark.parametrize("lang", LANGS)
def test_a_brief_from_a_file_quotes_it_and_says_so(lang: Lang) -> None:
    path = SAMPLES / f"sample-measures.{lang}.md"
    made = make_brief(builtin_catalog(), str(path), DAY)
    told = html.document_fromstring(render_brief(builtin_catalog(), made, lang)).text_content()
    assert {"en": "nobody has checked the choice", "zh": "未经人工核校"}[lang] in told
    source = " ".join(path.read_text(encoding="utf-8").split())
    tree = html.document_fromstring(render_brief(builtin_catalog(), made, lang))
    points = tree.xpath("//ol[@class='points']/li")
    assert 4 <= len(points) <= 6
    for point in points:
        words = point.xpath("./span[1]")[0].text_content().rstrip("…")
        assert words in source
        assert point.xpath("./span[@class='cited']")


def test_signs_of_markdown_are_harmless(small: Catalog) -> None:
    rules = small.instrument["cn/rules"]
    odd = rules.model_copy(update={"summary": Bilingual(en="a *b* [c](d) <e>", zh="甲")})
    told = brief_markdown(small, of_instrument(small, odd, date(2023, 1, 1)), "en")
    assert r"a \*b\* \[c\](d) \<e\>" in told


@needs_pango
@pytest.mark.parametrize(("name", "lang"), [("cn/deep-synthesis", "en"), ("cn/algorithm-recommendation", "zh")])
def test_the_pdf_of_the_longest_briefs_is_one_page_of_a4(name: str, lang: Lang) -> None:
    from pypdfium2 import PdfDocument

    data = brief_pdf(builtin_catalog(), make_brief(builtin_catalog(), name, DAY), lang)
    assert page_count(data) == 1
    width, height = PdfDocument(data)[0].get_size()
    assert (round(width), round(height)) == (595, 842)


@needs_pango
def test_the_pdf_of_a_file_is_one_page() -> None:
    made = make_brief(builtin_catalog(), str(SAMPLES / "sample-measures.en.md"), DAY)
    assert page_count(brief_pdf(builtin_catalog(), made, "en")) == 1
