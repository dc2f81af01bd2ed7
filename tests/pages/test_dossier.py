"""The dossier as a page: complete in itself, sound for every reader, and no wider than the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from tests.pages.browsers import CHROMIUM, needs_chromium, needs_pango

from regatlas.app.dossiers import make_dossier
from regatlas.catalog.loading import builtin_catalog
from regatlas.catalog.taxonomies import builtin_taxonomy
from regatlas.model.dossier import Held, Holdings, RiskGap
from regatlas.pages.dossier import SECTIONS, render_dossier
from regatlas.pages.words import LANGS, Lang

DAY = date(2026, 11, 23)


@pytest.fixture(scope="module", params=LANGS)
def lang(request: pytest.FixtureRequest) -> Lang:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def page(lang: Lang) -> str:
    return render_dossier(builtin_catalog(), make_dossier(builtin_catalog(), "CN", DAY), lang)


@pytest.fixture(scope="module")
def tree(page: str) -> Any:  # noqa: ANN401 -- lxml is untyped
    return html.document_fromstring(page)


def held(number: int, *, binding: bool = True) -> Held:
    return Held(
        sha256=f"{number:064d}",
        title=f"Document {number} <b>",
        source=f"{number}.md",
        language="en",
        instrument="cn/pipl" if number == 1 else None,
        status="in-force" if binding else None,
        binding=binding,
        engine="fake.v1",
        levels={"risk-subdomain": {"2.1": "good", "4.1": "minimal"}, "sector": {"Information": "good"}},
    )


def with_store(count: int, lang: Lang) -> Any:  # noqa: ANN401
    gap = RiskGap(category="4.1", level="minimal", documents=(f"{1:064d}",))
    holdings = Holdings(documents=tuple(held(n) for n in range(1, count + 1)), elsewhere=2, unplaced=("x.md",))
    made = make_dossier(builtin_catalog(), "CN", DAY)
    made = made.model_copy(update={"holdings": holdings, "risk_gaps": (gap,)})
    return html.document_fromstring(render_dossier(builtin_catalog(), made, lang))


def test_no_section_is_empty(tree: Any) -> None:  # noqa: ANN401
    for name in SECTIONS:
        (section,) = tree.xpath(f"//section[@id='{name}']")
        assert len(section.text_content()) > len(section.xpath("./h2")[0].text_content()) + 8


def test_the_page_loads_and_runs_nothing(page: str, tree: Any) -> None:  # noqa: ANN401
    assert not tree.xpath("//script | //link | //img | //iframe | //object | //form | //@style | //@onclick")
    assert "default-src 'none'" in tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert not re.search(r"@import|url\((?!#)", page)
    outside = tree.xpath("//a[starts-with(@href, 'http')]")
    assert outside
    assert all("noreferrer" in link.get("rel") for link in outside)


def test_links_within_the_page_lead_somewhere(tree: Any) -> None:  # noqa: ANN401
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {target[1:] for target in tree.xpath("//a/@href") if target.startswith("#")}
    assert targets <= set(ids)


def test_headings_tables_and_charts_are_sound(tree: Any) -> None:  # noqa: ANN401
    ranks = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3 | //h4")]
    assert ranks.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(ranks))
    for table in tree.xpath("//table"):
        assert table.xpath("./caption")
        assert table.xpath(".//thead//th[@scope='col']")
        assert table.xpath(".//tbody//th[@scope='row']")
    charts = tree.xpath("//*[local-name()='svg']")
    assert len(charts) == 4
    for chart in charts:
        assert chart.get("aria-label")
        assert all(text.get("font-family") for text in chart.xpath(".//*[local-name()='text']"))
    for field in tree.xpath("//input"):
        assert tree.xpath(f"//label[@for='{field.get('id')}']")


def test_every_statement_has_its_sources(tree: Any) -> None:  # noqa: ANN401
    for path in (
        "//tr[contains(@class, 'event')]",
        "//article[@class='entry']",
        "//ul[@class='tree']/li",
        "//section[@id='in-force']//tr[td]",
        "//section[@id='commitments']//tr[td]",
        "//ol[@class='latest']/li",
    ):
        found = tree.xpath(path)
        assert found
        assert all(one.xpath(".//p[@class='sources']") for one in found)


def test_the_unverified_and_the_disputed_say_so_in_words(tree: Any, lang: Lang) -> None:  # noqa: ANN401
    (entry,) = tree.xpath("//article[@id='i-cn-made-in-china-2025']")
    assert {"en": "not compared", "zh": "未核对"}[lang] in entry.text_content()
    claim = next(one for one in tree.xpath("//article[@class='claim']") if one.get("id") == "c-global-initiative-date")
    told = claim.text_content()
    assert {"en": "disputed", "zh": "说法不一"}[lang] in told
    for day in {"en": ("18 October 2023", "10 October 2023"), "zh": ("2023年10月18日", "2023年10月10日")}[lang]:
        assert day in told


def test_there_are_a_filter_and_an_anchor_for_every_kind_and_year(tree: Any) -> None:  # noqa: ANN401
    kinds = {one.get("class").split()[1] for one in tree.xpath("//tr[contains(@class, 'event')]")}
    assert {f"k-{name.removeprefix('show-')}" for name in tree.xpath("//input/@id")} == kinds | {"k-all"}
    years = tree.xpath("//tbody[@class='year']/@id")
    assert [f"#{year}" for year in years] == tree.xpath("//nav[@class='years']//a/@href")
    assert "y2013" in years


def test_without_a_store_the_page_tells_how_to_get_one(tree: Any) -> None:  # noqa: ANN401
    assert "regatlas import" in tree.xpath("//section[@id='coverage']")[0].text_content()


def test_coverage_is_a_table_with_words_in_its_cells(lang: Lang) -> None:
    tree = with_store(3, lang)
    table = tree.xpath("//section[@id='coverage']//table")[0]
    assert len(table.xpath("./tbody/tr")) == len(builtin_taxonomy("risk-subdomain").categories)
    row = next(one for one in table.xpath("./tbody/tr") if "2.1" in one.xpath("./th")[0].text_content())
    assert [cell.text_content() for cell in row.xpath("./td")] == ["3", "0", *[{"en": "P", "zh": "规"}[lang]] * 3]
    assert all(cell.xpath("./abbr/@title") for cell in table.xpath(".//td[contains(@class, 'cell')]"))
    assert "Document 1 <b>" in tree.xpath("//section[@id='gaps']")[0].text_content()


def test_many_documents_are_counted_instead() -> None:
    tree = with_store(41, "en")
    table = tree.xpath("//section[@id='coverage']//table")[0]
    assert len(table.xpath("./thead//th")) == 3
    assert "41" in next(one for one in table.xpath("./tbody/tr") if "2.1" in one.text_content()).text_content()


@pytest.mark.parametrize("code", ["CN-BJ", "CN-SH", "CN-SZ"])
def test_a_small_dossier_is_whole_as_well(code: str, lang: Lang) -> None:
    made = make_dossier(builtin_catalog(), code, DAY)
    tree = html.document_fromstring(render_dossier(builtin_catalog(), made, lang))
    test_no_section_is_empty(tree)
    test_links_within_the_page_lead_somewhere(tree)
    assert {"en": "The law of China binds here too", "zh": "中国的全国性规定"}[lang] in tree.text_content()


def test_a_day_before_everything_gives_a_page_that_says_so() -> None:
    made = make_dossier(builtin_catalog(), "CN-SZ", date(2000, 1, 1))
    tree = html.document_fromstring(render_dossier(builtin_catalog(), made, "en"))
    assert "none was in force" in tree.text_content()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.mark.browser
@needs_chromium
def test_nothing_scrolls_sideways_and_the_filter_works(browser: Any, page: str, tmp_path: Path) -> None:  # noqa: ANN401
    file = tmp_path / "dossier.html"
    file.write_text(page, encoding="utf-8")
    for width in (390, 1440):
        tab = browser.new_page(viewport={"width": width, "height": 900})
        asked: list[str] = []
        tab.on("request", lambda request: asked.append(request.url))  # noqa: B023
        tab.goto(file.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert asked == [file.as_uri()]
        assert tab.locator("svg.timeline:visible").count() == 1
        everything = tab.locator("tr.event:visible").count()
        tab.locator("#show-draft").check()
        assert 0 < tab.locator("tr.event:visible").count() < everything
        assert tab.locator("tr.event:visible").count() == tab.locator("tr.event.k-draft").count()
        tab.close()


@needs_pango
def test_the_pdf_is_a4_with_numbered_pages_and_nothing_beyond_the_edge() -> None:
    from pypdfium2 import PdfDocument

    from regatlas.pages.pdf import page_to_pdf

    made = make_dossier(builtin_catalog(), "CN-SZ", DAY)
    document = PdfDocument(page_to_pdf(render_dossier(builtin_catalog(), made, "zh")))
    for number, sheet in enumerate(document, start=1):
        width, height = sheet.get_size()
        assert (round(width), round(height)) == (595, 842)
        text = sheet.get_textpage()
        assert text.get_text_range().split()[-1] == str(number)
        for index in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(index)
            assert left >= 0
            assert right <= width
            assert bottom >= 0
            assert top <= height
