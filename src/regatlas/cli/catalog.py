"""``regatlas catalog``: what is known of the law, as data: listed, shown, and held to itself and to its texts."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from regatlas.app import cataloguing
from regatlas.app.catalog_exports import ExportFormat, ExportRequest, exported, write_files
from regatlas.catalog.catalog import Catalog
from regatlas.catalog.kinds import KindName
from regatlas.catalog.loading import builtin_catalog
from regatlas.catalog.validation import check, conclude, read_catalog
from regatlas.cli import options, remote
from regatlas.cli.exit_codes import DONE, SOME_FAILED, UNUSABLE
from regatlas.cli.page import Page
from regatlas.cli.render_catalog import render_cases, render_coverage, render_list, render_validation
from regatlas.cli.render_entry import render_entry
from regatlas.cli.screen import RESULTS, print_json, say
from regatlas.errors import BadArgument
from regatlas.pages.words import Words

catalog = typer.Typer(
    name="catalog",
    help="List, show and check what is known of the law. | 列出、查看并核对法律目录。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_Name = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="Id, alias, title or document number. | 代号、别名、标题或者文号。", show_default=False
    ),
]
_Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="ID...", help="Only these; all by default. | 仅限所列，默认为全部。", show_default=False),
]
_Folder = Annotated[
    Path | None,
    typer.Argument(
        metavar="DIR", help="Another catalog than the built-in one. | 其他目录所在文件夹。", show_default=False
    ),
]


@catalog.command("list")
def list_(
    kind: Annotated[KindName | None, typer.Option("--kind", help="Only this kind. | 仅列此类。")] = None,
    jurisdiction: Annotated[
        str | None, typer.Option("--jurisdiction", metavar="CODE", help="Only of this jurisdiction. | 仅列此法域。")
    ] = None,
    type_: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Only of this type or kind. | 仅列此类型。")
    ] = None,
    status: Annotated[
        str | None, typer.Option("--status", metavar="STATUS", help="Only with this status. | 仅列此状态。")
    ] = None,
    as_of: options.AsOf = None,
    as_json: options.AsJson = False,
    lang: options.Language = "en",
    server: options.Server = None,
) -> None:
    """List what the catalog has, with its status on a date. | 列出目录内容及其在某日的状态。"""
    day, known = _day(as_of), _known(server)
    found = cataloguing.listed(known, cataloguing.Filter(kind, jurisdiction, type_, status), day)
    if as_json:
        print_json(cataloguing.list_json(known, found, day))
    else:
        render_list(Page(RESULTS), found, day, Words(lang))


@catalog.command("show")
def show(
    name: _Name,
    as_of: options.AsOf = None,
    as_json: options.AsJson = False,
    lang: options.Language = "en",
    server: options.Server = None,
) -> None:
    """Show one entry with all that belongs to it. | 显示一个条目的全部内容。"""
    day, known = _day(as_of), _known(server)
    kind, entry = cataloguing.found_entry(known, name)
    if as_json:
        print_json(cataloguing.show_json(known, kind, entry, day))
    else:
        render_entry(Page(RESULTS), known, entry, day, Words(lang))


@catalog.command("validate")
def validate(folder: _Folder = None, as_json: options.AsJson = False, lang: options.Language = "en") -> int:
    """Name everything that is wrong with the catalog. | 指出目录中的全部差错。"""
    # Reading the texts takes half of the program; the other commands do without.
    from regatlas.app.catalog_texts import check_texts, texts_folder

    reading = read_catalog(folder)
    found = check(reading)
    texts = check_texts(reading, found.catalog, texts_folder())
    found = conclude(reading, found.catalog)
    if as_json:
        print_json(cataloguing.validation_json(found, texts))
    else:
        render_validation(Page(RESULTS), found, texts, Words(lang))
    return DONE if found.clean else UNUSABLE


@catalog.command("coverage")
def coverage(name: _Name, as_json: options.AsJson = False, lang: options.Language = "en") -> None:
    """Tell which articles have obligations, and why others have none. | 列出各条是否列有义务及其理由。"""
    instrument = cataloguing.found_instrument(builtin_catalog(), name)
    found = list(cataloguing.coverages(builtin_catalog(), instrument))
    if as_json:
        print_json(cataloguing.coverage_json(instrument, found))
    else:
        render_coverage(Page(RESULTS), instrument, found, Words(lang))


@catalog.command("test")
def run_cases(
    names: _Names = None,
    folder: Annotated[
        Path | None, typer.Option("--catalog", metavar="DIR", help="Another catalog. | 其他目录。", show_default=False)
    ] = None,
    as_json: options.AsJson = False,
    lang: options.Language = "en",
) -> int:
    """Run the worked cases of the obligations. | 运行各项义务所附的示例。"""
    from regatlas.app.worked_cases import cases_json, run_worked_cases

    report = run_worked_cases(folder, names or ())
    if as_json:
        print_json(cases_json(report))
    else:
        render_cases(Page(RESULTS), report, Words(lang))
    return SOME_FAILED if report.failed else DONE


@catalog.command("export")
def export(
    form: Annotated[ExportFormat, typer.Option("--format", help="The format. | 格式。", show_default=False)],
    names: _Names = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE_OR_DIR",
            help="Where to; csv and parquet need a folder. | 输出位置，csv 和 parquet 须为文件夹。",
            show_default=False,
        ),
    ] = None,
    as_of: options.AsOf = None,
    lang: options.Language = "en",
) -> None:
    """Write the catalog in an open format. | 以开放格式导出目录。"""
    chosen = tuple(cataloguing.found_instrument(builtin_catalog(), name) for name in names or ())
    files = exported(builtin_catalog(), ExportRequest(form, chosen, _day(as_of), lang))
    if out is not None:
        written = write_files(files, out)
        say(Words(lang)("catalog.exported", n=len(written), out=out))
    elif "" in files:
        sys.stdout.buffer.write(files[""])
    else:
        raise BadArgument(f"{form} is several files", where="--format", hint="name a folder with --out")


@catalog.command("propose")
def propose(
    inputs: options.Inputs,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help="A new folder for the files; without it they are printed. | 输出文件夹，缺省时直接输出。",
            show_default=False,
        ),
    ] = None,
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help="Where the page can be read. | 网页地址。", show_default=False),
    ] = None,
    jurisdiction: Annotated[
        str, typer.Option("--jurisdiction", metavar="CODE", help="Of new entries. | 新条目所属法域。")
    ] = "CN",
    as_of: options.AsOf = None,
    lang: options.Language = "en",
) -> None:
    """Write what pages say beyond the catalog as YAML to review. | 将文中目录未收录的内容写成待审核的 YAML。"""
    from regatlas.app.mining.proposals import propose_from
    from regatlas.app.mining.proposing import write_proposed

    words = Words(lang)
    files = propose_from(inputs, url, jurisdiction, _day(as_of))
    if not files:
        say(words("propose.nothing"))
    elif out is None:
        for name, content in files.items():
            sys.stdout.write(f"# {name}\n{content}\n")
    else:
        write_proposed(files, out)
        say(words("propose.written", n=len(files), out=out))


def _known(server: str | None) -> Catalog:
    return builtin_catalog() if server is None else remote.catalog_at(server)


def _day(as_of: date | None) -> date:
    return as_of or cataloguing.today()
