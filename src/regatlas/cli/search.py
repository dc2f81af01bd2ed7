"""``regatlas search``: provisions of the store that hold a phrase."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from regatlas.app.searching import Hit, Results, SearchRequest, results_json
from regatlas.cli import options
from regatlas.cli.page import Page
from regatlas.cli.screen import RESULTS, print_json
from regatlas.errors import printable
from regatlas.pages.words import Words


def search(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="A word or phrase. | 词语或者短语。", show_default=False)
    ],
    as_json: options.AsJson = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="Show at most N hits. | 最多显示 N 条。")] = 20,
    db: options.Database = None,
    as_of: options.AsOf = None,
    jurisdiction: Annotated[
        str | None,
        typer.Option("--jurisdiction", metavar="CODE", help="Only of this jurisdiction, as CN or EU. | 仅限该法域。"),
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="L", help="Only in this language, as zh or en. | 仅限该语言。")
    ] = None,
    lang: options.Language = "en",
) -> None:
    """Find the provisions of the store that hold a phrase. | 在数据库中检索含有某短语的条款。"""
    from regatlas.app.cataloguing import today
    from regatlas.app.importing import existing_store
    from regatlas.app.searching import search as find
    from regatlas.catalog.loading import builtin_catalog

    request = SearchRequest(query, limit=limit, as_of=as_of, jurisdiction=jurisdiction, language=language)
    with existing_store(db) as store:
        results = find(store, builtin_catalog(), request, today())
    if as_json:
        print_json(results_json(results))
    else:
        _print(results, Words(lang))


def _print(results: Results, words: Words) -> None:
    RESULTS.print(words("search.found", n=results.total, query=printable(results.query)), markup=False)
    for hit in results.hits:
        _print_hit(hit, words)
    if results.beside_total:
        RESULTS.print()
        RESULTS.print(words("search.beside", n=results.beside_total), markup=False)
        for hit in results.beside:
            _print_hit(hit, words)


def _print_hit(hit: Hit, words: Words) -> None:
    found = hit.found
    place = found.citation or found.heading or found.eid
    status = f"  {words(f'catalog.status.{hit.status}')}" if hit.status else ""
    RESULTS.print()
    page = Page(RESULTS)
    page.add(Text.assemble((printable(found.title or found.source), "bold"), f"  {printable(place)}{status}"))
    shown = Text("".join(sign if sign.isprintable() else " " for sign in hit.snippet.text))
    for mark in hit.snippet.marks:
        shown.stylize("bold reverse", mark.start, mark.end)
    page.add(shown, indent=2)
