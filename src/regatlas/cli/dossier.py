"""``regatlas dossier``: what is known of one jurisdiction on a day, each statement with its sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regatlas.app.cataloguing import today
from regatlas.app.dossiers import as_json as dossier_as_json
from regatlas.app.dossiers import make_dossier_at
from regatlas.catalog.loading import builtin_catalog
from regatlas.cli import options, remote
from regatlas.cli.files import write_file
from regatlas.cli.screen import print_json, say
from regatlas.errors import BadArgument
from regatlas.pages.words import Words

if TYPE_CHECKING:
    from regatlas.catalog.catalog import Catalog
    from regatlas.model.dossier import Dossier


def dossier(
    code: Annotated[
        str, typer.Argument(metavar="CODE", help="CN, or a city as CN-SZ. | 法域代码。", show_default=False)
    ],
    as_json: options.AsJson = False,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write the page into FILE. | 生成网页。", show_default=False),
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="FILE", help="Write it as PDF. | 生成 PDF。", show_default=False)
    ] = None,
    as_of: options.AsOf = None,
    lang: options.Language = "en",
    db: options.Database = None,
    server: options.Server = None,
) -> None:
    """Tell all that is known of a jurisdiction, with sources. | 汇编某一法域的治理情况，逐项注明来源。"""
    if as_json and (html or pdf):
        raise BadArgument("--json goes to standard output and excludes --html and --pdf", hint="choose one")
    remote.refuse_both(server, db)
    if server is None:
        catalog, made = builtin_catalog(), make_dossier_at(builtin_catalog(), code, as_of or today(), db)
    else:
        catalog, made = remote.dossier_at(server, code, as_of or today())
    if as_json:
        print_json(dossier_as_json(catalog, made))
    elif html or pdf:
        _write(catalog, made, html, pdf, lang)
    else:
        from regatlas.cli.page import Page
        from regatlas.cli.render_dossier import print_dossier
        from regatlas.cli.screen import RESULTS

        print_dossier(Page(RESULTS), catalog, made, Words(lang))


def _write(catalog: Catalog, made: Dossier, html: Path | None, pdf: Path | None, lang: options.Lang) -> None:
    from regatlas.pages.dossier import render_dossier

    words, page = Words(lang), render_dossier(catalog, made, lang)
    if html:
        write_file(html, page.encode())
        say(words("dossier.written", path=html))
    if pdf:
        from regatlas.pages.pdf import page_to_pdf

        write_file(pdf, page_to_pdf(page))
        say(words("dossier.written", path=pdf))
