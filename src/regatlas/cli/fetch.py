"""``regatlas fetch``: the official text of an instrument, from its official address to this machine."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regatlas.app.cataloguing import found_instrument
from regatlas.app.inputs import InputFile, limits_from_environment
from regatlas.catalog.loading import builtin_catalog
from regatlas.cli import options
from regatlas.cli.screen import RESULTS, print_json, say
from regatlas.errors import printable
from regatlas.pages.words import Words

if TYPE_CHECKING:
    from regatlas.app.fetching.official import OfficialText


def fetch(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Id, alias, title or document number. | 代号、别名、标题或者文号。", show_default=False
        ),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", metavar="DIR", help="The folder to keep it in. | 保存位置。"),
    ] = Path("official-texts"),
    db: options.Database = None,
    no_import: Annotated[
        bool, typer.Option("--no-import", help="Keep the file only. | 仅保存文件，不存入数据库。")
    ] = False,
    as_json: options.AsJson = False,
    lang: options.Language = "en",
) -> None:
    """Fetch an official text, hold it to the catalog, and keep it. | 下载官方文本，与目录核对后保存。"""
    # The network library takes longer to load than most commands take to run.
    from regatlas.app.fetching.official import fetch_official
    from regatlas.app.fetching.safe_http import SafeClient

    instrument = found_instrument(builtin_catalog(), name)
    if not no_import:
        _check_database(db)
    with SafeClient() as client:
        text = fetch_official(instrument, client, out, limits_from_environment(), datetime.datetime.now(datetime.UTC))
    for sentence in text.passed_over:
        say(sentence)
    found = None if no_import else _import(text, db)
    if as_json:
        record = text.record.model_dump(mode="json")
        print_json({"schema": record.pop("schema_"), **record, "outcome": text.outcome, "import": found})
        return
    words = Words(lang)
    told = words(f"fetch.{text.outcome}", path=text.path, url=text.record.final_url, n=text.record.articles)
    RESULTS.print(printable(told), markup=False, soft_wrap=True)
    RESULTS.print(words("fetch.hash", sha256=text.record.sha256), markup=False, soft_wrap=True)
    if found is not None:
        RESULTS.print(words(f"fetch.import.{found}"), markup=False, soft_wrap=True)


def _check_database(db: str | None) -> None:
    """Refuse an address that is none before anything is fetched."""
    from regatlas.app.importing import database_url

    database_url(db)


def _import(text: OfficialText, db: str | None) -> str:
    """Keep the text in the store; what was found there before: new, new-version, same-text or same-bytes."""
    from regatlas.app.importing import Importer, database_url, open_store
    from regatlas.app.mapping import Mapper

    mapper = Mapper()
    with open_store(database_url(db)) as store:
        importer = Importer(store, mapper, mapper.manifest().digest, limits_from_environment())
        added = importer.add(InputFile(text.path, text.path.name), datetime.datetime.now(datetime.UTC))
    return added.found
