"""``regatlas search``: provisions of the store that hold a phrase."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated, Any

import typer
from pydantic import JsonValue
from rich.text import Text

from regatlas.cli import options, remote
from regatlas.cli.page import Page
from regatlas.cli.screen import RESULTS, print_json
from regatlas.client.answers.reference import HitItem, SearchAnswer
from regatlas.errors import BadArgument, printable
from regatlas.pages.words import Words

Json = dict[str, JsonValue]
Filters = dict[str, Any]


def _choice(option: str, metavar: str, told: str) -> Any:  # noqa: ANN401 - typer's own
    return typer.Option(option, metavar=metavar, help=told, show_default=False)


def _day(option: str, told: str) -> Any:  # noqa: ANN401 - typer's own
    def parse(text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise BadArgument(f"{text!r} is no date", where=option, hint="write it as 2026-01-31") from None

    return typer.Option(option, metavar="DATE", parser=parse, help=told, show_default=False)


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
    all_words: Annotated[
        bool, typer.Option("--all-words", help="Every word, wherever it stands in the provision. | 各词同时出现即可。")
    ] = False,
    type_: Annotated[str | None, _choice("--type", "TYPE", "Only of this type, as law. | 仅限该类型。")] = None,
    status: Annotated[
        str | None, _choice("--status", "STATUS", "Only of this status on the day. | 仅限当日具有该效力状态者。")
    ] = None,
    category: Annotated[
        str | None, _choice("--category", "CODE", "Covering it, as 2.2 or sector:Information. | 仅限涉及该类别者。")
    ] = None,
    level: Annotated[
        str | None, _choice("--level", "LEVEL", "Of the category at least: minimal, good. | 涉及程度的下限。")
    ] = None,
    actor: Annotated[
        str | None, _choice("--actor", "ACTOR", "Concerning them, as developer. | 仅限涉及该主体者。")
    ] = None,
    issued_from: Annotated[date | None, _day("--issued-from", "Issued then or later. | 发布日期不早于该日。")] = None,
    issued_to: Annotated[date | None, _day("--issued-to", "Issued then or earlier. | 发布日期不晚于该日。")] = None,
    effective_from: Annotated[
        date | None, _day("--effective-from", "In effect from then or later. | 施行日期不早于该日。")
    ] = None,
    effective_to: Annotated[
        date | None, _day("--effective-to", "In effect from then or earlier. | 施行日期不晚于该日。")
    ] = None,
    lang: options.Language = "en",
    server: options.Server = None,
) -> None:
    """Find the provisions of the store that hold a phrase. | 在数据库中检索含有某短语的条款。"""
    remote.refuse_both(server, db)
    filters: Filters = {
        "mode": "all" if all_words else "phrase",
        "as_of": as_of,
        "jurisdiction": jurisdiction,
        "language": language,
        "type": type_,
        "status": status,
        "category": category,
        "level": level,
        "actor": actor,
        "issued_from": issued_from,
        "issued_to": issued_to,
        "effective_from": effective_from,
        "effective_to": effective_to,
    }
    found = _here(db, query, limit, filters) if server is None else _there(server, query, limit, filters)
    if as_json:
        print_json(found)
    else:
        _print(SearchAnswer.model_validate(found), Words(lang))


def _here(db: str | None, query: str, limit: int, filters: Filters) -> Json:
    from regatlas.app.cataloguing import today
    from regatlas.app.importing import existing_store
    from regatlas.app.search_requests import SearchRequest
    from regatlas.app.searching import results_json, search
    from regatlas.catalog.loading import builtin_catalog

    request = replace(SearchRequest(query, limit=limit), **filters)
    with existing_store(db) as store:
        return results_json(search(store, builtin_catalog(), request, today()))


def _there(server: str, query: str, limit: int, filters: Filters) -> Json:
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in filters.items()}
    with remote.at(server) as client:
        found = client.raw.json("search", {"q": query, "limit": limit, **told})
    # The cursor of the next page is of use to programs that ask the server themselves.
    return {key: value for key, value in found.items() if key != "next"}


def _print(results: SearchAnswer, words: Words) -> None:
    RESULTS.print(words("search.found", n=results.total, query=printable(results.query)), markup=False)
    for hit in results.hits:
        _print_hit(hit, words)
    if results.beside.total:
        RESULTS.print()
        RESULTS.print(words("search.beside", n=results.beside.total), markup=False)
        for hit in results.beside.hits:
            _print_hit(hit, words)


def _print_hit(hit: HitItem, words: Words) -> None:
    document = hit.document
    place = hit.citation or hit.heading or hit.eid
    status = f"  {words(f'catalog.status.{document.status}')}" if document.status else ""
    RESULTS.print()
    page = Page(RESULTS)
    page.add(Text.assemble((printable(document.title or document.source), "bold"), f"  {printable(place)}{status}"))
    shown = Text("".join(sign if sign.isprintable() else " " for sign in hit.snippet.text))
    for start, end in hit.snippet.marks:
        shown.stylize("bold reverse", start, end)
    page.add(shown, indent=2)
