"""``regatlas brief``: an instrument of the catalog, or any file, on one page."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from regatlas.app.briefs import make_brief
from regatlas.app.cataloguing import today
from regatlas.catalog.loading import builtin_catalog
from regatlas.cli import options
from regatlas.cli.files import write_file
from regatlas.cli.screen import say
from regatlas.errors import BadArgument
from regatlas.pages.words import Words

Form = Literal["md", "html", "pdf"]


def brief(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID_OR_FILE", help="Id, alias, title, or a file. | 代号、标题或者文件。", show_default=False
        ),
    ],
    form: Annotated[Form, typer.Option("--format", help="The format. | 格式。")] = "md",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Write into FILE; a terminal needs it for pdf. | 输出文件。",
            show_default=False,
        ),
    ] = None,
    as_of: options.AsOf = None,
    lang: options.Language = "en",
) -> None:
    """Tell an instrument or a file on one page. | 以一页简报介绍一份文件。"""
    if form == "pdf" and out is None and _at_terminal():
        raise BadArgument("a PDF does not go to the terminal", where="--format pdf", hint="name a file with --out")
    data = _made(name, form, as_of or today(), lang)
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    else:
        write_file(out, data)
        say(Words(lang)("dossier.written", path=out))


def _at_terminal() -> bool:
    return sys.stdout.isatty()


def _made(name: str, form: Form, day: date, lang: options.Lang) -> bytes:
    from regatlas.pages.brief import brief_markdown, brief_pdf, render_brief

    catalog = builtin_catalog()
    made = make_brief(catalog, name, day)
    if form == "pdf":
        return brief_pdf(catalog, made, lang)
    told = render_brief(catalog, made, lang) if form == "html" else brief_markdown(catalog, made, lang)
    return told.encode()
