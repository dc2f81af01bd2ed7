"""``regatlas facts``: every fact that the rules may ask for."""

from __future__ import annotations

from rich.text import Text

from regatlas.catalog.catalog import Catalog
from regatlas.catalog.loading import builtin_catalog
from regatlas.cli import options, remote
from regatlas.cli.page import Page, plain
from regatlas.cli.screen import RESULTS, print_json
from regatlas.exchange.json_checks import facts_json, in_order
from regatlas.model.obligation import Fact
from regatlas.pages.check import kind_of
from regatlas.pages.words import Words


def facts(as_json: options.AsJson = False, lang: options.Language = "en", server: options.Server = None) -> None:
    """List every fact that the rules may ask for. | 列出规则可能询问的全部事实。"""
    catalog = builtin_catalog() if server is None else remote.catalog_at(server)
    if as_json:
        print_json(facts_json(catalog.fact_groups, catalog.facts))
        return
    _print(Page(RESULTS), catalog, Words(lang))


def _print(page: Page, catalog: Catalog, words: Words) -> None:
    chinese = words.lang == "zh"
    page.title(words("facts.title"))
    for group in in_order(catalog.fact_groups):
        page.heading(group.label.zh if chinese else group.label.en)
        for fact in catalog.facts:
            if fact.group == group.id:
                _print_fact(page, fact, catalog, words)


def _print_fact(page: Page, fact: Fact, catalog: Catalog, words: Words) -> None:
    chinese = words.lang == "zh"
    page.add(Text.assemble((fact.id, "red"), "  ", (kind_of(fact.id, catalog, words), "dim")))
    page.add(Text(plain(fact.text.zh if chinese else fact.text.en)), indent=2)
    page.add(Text(plain(fact.help.zh if chinese else fact.help.en), style="dim"), indent=2)
    if fact.judgement:
        page.add(Text(words("check.judgement"), style="dim"), indent=2)
