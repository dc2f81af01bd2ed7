"""``regatlas taxonomies``: what records are judged by."""

from __future__ import annotations

from rich.text import Text

from regatlas.catalog.taxonomies import builtin_taxonomies
from regatlas.cli import options
from regatlas.cli.screen import RESULTS, print_json
from regatlas.exchange.json_taxonomies import taxonomies_json
from regatlas.model.taxonomy import Taxonomy


def taxonomies(as_json: options.AsJson = False, lang: options.Language = "en") -> None:
    """List the taxonomies and their categories. | 列出各分类法及其类别。"""
    found = list(builtin_taxonomies().values())
    if as_json:
        print_json(taxonomies_json(found))
        return
    for taxonomy in found:
        _print(taxonomy, lang)


def _print(taxonomy: Taxonomy, lang: options.Lang) -> None:
    title = taxonomy.title.zh if lang == "zh" else taxonomy.title.en
    RESULTS.print(Text.assemble((title, "bold"), f"  {taxonomy.id} {taxonomy.version}  ({len(taxonomy.categories)})"))
    for category in taxonomy.categories:
        label = category.label.zh if lang == "zh" else category.label.en
        shown = label if label == category.code else f"{category.code}  {label}"
        RESULTS.print(Text(f"  {shown}"), soft_wrap=True)
    RESULTS.print()
