"""``regatlas agree``: how far two coders agree."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from regatlas.app.agreeing import agree_files, agreement_json
from regatlas.catalog.taxonomies import builtin_taxonomies
from regatlas.cli import options
from regatlas.cli.page import plain
from regatlas.cli.screen import RESULTS, print_json, say_words
from regatlas.errors import BadArgument, reason_of
from regatlas.pages.agreement import AgreementView, Dispute, TaxonomyPart, render_agreement, view_agreement
from regatlas.pages.words import Words
from regatlas.whole_files import write_whole


def agree(
    a: Annotated[Path, typer.Argument(metavar="A", help="What one coder says. | 甲方标注。", show_default=False)],
    b: Annotated[Path, typer.Argument(metavar="B", help="What the other says. | 乙方标注。", show_default=False)],
    as_json: options.AsJson = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page as well. | 同时生成网页。")
    ] = None,
    lang: options.Language = "en",
) -> None:
    """Compare two coders: engines, people or published maps. | 比较两方标注的一致性。"""
    found = agree_files(a, b)
    taxonomies = builtin_taxonomies()
    if html is not None:
        _write(html, render_agreement(found, taxonomies, lang))
    if as_json:
        print_json(agreement_json(found))
    else:
        words = Words(lang)
        _print(view_agreement(found, taxonomies, words), words)
    if html is not None:
        say_words("terminal.agreement", path=html)


def _write(path: Path, page: str) -> None:
    try:
        write_whole(path, page.encode())
    except OSError as error:
        raise BadArgument(
            f"the page cannot be written ({reason_of(error)})", where=str(path), hint="choose another place"
        ) from None


def _print(view: AgreementView, words: Words) -> None:
    RESULTS.print(Text(words("agree.title"), style="bold"))
    for letter, (name, kind) in zip("AB", view.coders, strict=True):
        RESULTS.print(Text(f"{letter}  {plain(name)}  {kind}"), soft_wrap=True)
    RESULTS.print(Text(view.counts), soft_wrap=True)
    for part in view.parts:
        _print_part(part, view.levels, words)
    RESULTS.print()
    RESULTS.print(Text(words("agree.worst"), style="bold"))
    for dispute in view.disputes:
        _print_dispute(dispute, words)
    if not view.disputes:
        RESULTS.print(Text(words("agree.no-dispute"), style="dim"))


def _print_part(part: TaxonomyPart, levels: tuple[str, ...], words: Words) -> None:
    RESULTS.print()
    RESULTS.print(Text(part.title, style="bold red"), soft_wrap=True)
    if part.remark:
        RESULTS.print(Text(part.remark, style="dim"))
    for column, cell in zip(part.columns, part.overall.cells, strict=True):
        RESULTS.print(Text(f"{column}{words('colon')}{cell}"))
    table = _table(words("agree.category"), words("agree.documents"), *part.columns)
    for row in part.categories:
        table.add_row(Text(plain(row.label)), str(row.documents), *map(Text, row.short))
    RESULTS.print(table)
    for line in (part.macro, part.least):
        if line:
            RESULTS.print(Text(plain(line), style="dim"))
    confusion = _table("A \\ B", *levels)
    for level, cells in part.confusion:
        confusion.add_row(level, *map(str, cells))
    RESULTS.print(Text(words("agree.confusion"), style="dim"))
    RESULTS.print(confusion)


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 else "right", overflow="fold")
    return table


def _print_dispute(dispute: Dispute, words: Words) -> None:
    RESULTS.print(
        Text.assemble((plain(dispute.category), "bold"), f"  {plain(dispute.document)}  {dispute.taxonomy}"),
        soft_wrap=True,
    )
    for letter, level, quotes in dispute.sides:
        shown = f"“{plain(quotes[0])}”" if quotes else words("agree.no-quote")
        RESULTS.print(Text.assemble(f"  {letter}  {level}  ", (shown, "dim")), soft_wrap=True)
