"""``regatlas import``: read, map and keep in the store."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from regatlas.app.batches import read_with
from regatlas.app.inputs import InputFile, find_inputs, limits_from_environment
from regatlas.app.mapping import Mapper
from regatlas.cli import options, remote
from regatlas.cli.screen import RESULTS, language, say_error
from regatlas.cli.sending import send_all
from regatlas.errors import BadArgument, InputError, RegatlasError, printable

if TYPE_CHECKING:
    from regatlas.store import Added


def import_(
    inputs: options.Inputs,
    db: options.Database = None,
    ocr: options.Ocr = False,
    server: options.Server = None,
) -> None:
    """Read, map and keep documents, their versions and records. | 读取、分析并存入数据库。"""
    from regatlas.pages.words import Words

    remote.refuse_both(server, db)
    if server is not None and ocr:
        raise BadArgument("a server decides itself what it recognises", where="--ocr", hint="leave it out")
    files, words = find_inputs(inputs), Words(language())
    failures = 0
    for file, result in _keep_here(files, db, ocr=ocr) if server is None else send_all(server, files):
        if isinstance(result, RegatlasError):
            if len(files) == 1:
                raise result
            failures += 1
            say_error(result)
            continue
        found = words(f"terminal.found.{result.found}")
        kept = words("terminal.kept", name=file.name, found=found, version=result.version)
        RESULTS.print(printable(kept), markup=False, soft_wrap=True)
    if failures:
        raise typer.Exit(1)


def _keep_here(
    files: Sequence[InputFile], db: str | None, *, ocr: bool
) -> Iterator[tuple[InputFile, Added | InputError]]:
    # The database libraries take a second to load, and no other command needs them.
    from regatlas.app.importing import Importer, database_url, open_store

    mapper = Mapper()
    with open_store(database_url(db)) as store:
        manifest = read_with(mapper.manifest(), ocr=ocr)
        importer = Importer(store, mapper, manifest.digest, limits_from_environment(ocr=ocr))
        for file in files:
            try:
                yield file, importer.add(file, datetime.datetime.now(datetime.UTC))
            except InputError as error:
                yield file, error
