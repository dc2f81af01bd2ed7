"""``regatlas import``: read, map and keep in the store."""

from __future__ import annotations

import datetime

import typer

from regatlas.app.batches import read_with
from regatlas.app.inputs import find_inputs, limits_from_environment
from regatlas.app.mapping import Mapper
from regatlas.cli import options
from regatlas.cli.screen import RESULTS, say
from regatlas.errors import InputError, printable

_FOUND = {
    "new": "new",
    "new-version": "a new version of a known work",
    "same-text": "known words in another file",
    "same-bytes": "already there",
}


def import_(
    inputs: options.Inputs,
    db: options.Database = None,
    ocr: options.Ocr = False,
) -> None:
    """Read, map and keep documents, their versions and records. | 读取、分析并存入数据库。"""
    # The database libraries take a second to load, and no other command needs them.
    from regatlas.app.importing import Importer, database_url, open_store

    files = find_inputs(inputs)
    mapper = Mapper()
    failures = 0
    with open_store(database_url(db)) as store:
        manifest = read_with(mapper.manifest(), ocr=ocr)
        importer = Importer(store, mapper, manifest.digest, limits_from_environment(ocr=ocr))
        for file in files:
            try:
                added = importer.add(file, datetime.datetime.now(datetime.UTC))
            except InputError as error:
                if len(files) == 1:
                    raise
                failures += 1
                say(str(error))
                continue
            kept = printable(f"{file.name}: {_FOUND[added.found]} (version {added.version})")
            RESULTS.print(kept, markup=False, soft_wrap=True)
    if failures:
        raise typer.Exit(1)
