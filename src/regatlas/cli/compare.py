"""``regatlas diff`` and ``regatlas align``: two texts side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from regatlas.app.comparing import align_files, diff_files
from regatlas.app.inputs import limits_from_environment
from regatlas.cli import options
from regatlas.cli.render_pairs import print_alignment, print_comparison
from regatlas.cli.screen import RESULTS, print_json, say_words
from regatlas.errors import BadArgument, reason_of
from regatlas.exchange.json_comparisons import alignment_json, comparison_json
from regatlas.pages.alignment import render_alignment, view_alignment
from regatlas.pages.comparison import render_comparison, view_comparison
from regatlas.pages.words import Words
from regatlas.whole_files import write_whole

_Html = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help="Write a page into FILE. | 生成网页，写入 FILE。", show_default=False),
]


def _file(name: str, help_text: str) -> object:
    return typer.Argument(metavar=name, help=help_text, show_default=False)


def diff(
    before: Annotated[Path, _file("A", "The earlier text. | 修改前文本。")],
    after: Annotated[Path, _file("B", "The later text. | 修改后文本。")],
    as_json: options.AsJson = False,
    html: _Html = None,
    lang: options.Language = "en",
) -> None:
    """Compare two versions of one text, provision by provision. | 逐条比较同一文本的两个版本。"""
    _one_output(as_json, html)
    pair = diff_files(before, after, limits_from_environment())
    if as_json:
        print_json(comparison_json(pair.found, pair.documents, pair.names))
    elif html:
        _write(html, render_comparison(pair.found, pair.documents, pair.names, lang))
    else:
        words = Words(lang)
        print_comparison(RESULTS, view_comparison(pair.found, pair.documents, pair.names, words), words)


def align(
    original: Annotated[Path, _file("ORIGINAL", "The original. | 原文。")],
    translation: Annotated[Path, _file("TRANSLATION", "Its translation. | 译文。")],
    as_json: options.AsJson = False,
    html: _Html = None,
    lang: options.Language = "en",
) -> None:
    """Put a translation beside its original, passage by passage. | 逐段对照原文与译文。"""
    _one_output(as_json, html)
    pair = align_files(original, translation, limits_from_environment())
    if as_json:
        print_json(alignment_json(pair.found, pair.documents, pair.names))
    elif html:
        _write(html, render_alignment(pair.found, pair.documents, pair.names, lang))
    else:
        words = Words(lang)
        print_alignment(RESULTS, view_alignment(pair.found, pair.documents, pair.names, words), words)


def _one_output(as_json: bool, html: Path | None) -> None:
    if as_json and html is not None:
        raise BadArgument("--json and --html exclude each other", where="options", hint="choose one")


def _write(path: Path, page: str) -> None:
    try:
        write_whole(path, page.encode())
    except OSError as error:
        what = f"the page cannot be written ({reason_of(error)})"
        raise BadArgument(what, where=str(path), hint="choose another file") from error
    say_words("terminal.page", path=path)
