"""The catalog in open formats, as files or to standard output."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import JsonValue

from regatlas import __version__
from regatlas.catalog.catalog import Catalog
from regatlas.errors import BadArgument, reason_of
from regatlas.exchange.catalog_atom import to_atom
from regatlas.exchange.catalog_citing import to_bibtex, to_csl
from regatlas.exchange.catalog_csv import to_csv
from regatlas.exchange.catalog_json import catalog_json
from regatlas.exchange.catalog_linked import catalog_json_ld
from regatlas.exchange.catalog_parquet import to_parquet
from regatlas.exchange.catalog_tables import tables
from regatlas.exchange.ciso import ciso_library
from regatlas.exchange.oscal import oscal_catalog
from regatlas.model.instrument import Instrument
from regatlas.whole_files import write_whole

ExportFormat = Literal["json", "csv", "parquet", "jsonld", "atom", "bibtex", "csl", "oscal", "ciso"]
# These speak of instruments one by one, so that some can be chosen.
CHOOSING: tuple[ExportFormat, ...] = ("jsonld", "bibtex", "csl")


@dataclass(frozen=True)
class ExportRequest:
    """What to export: the format, the instruments (all where none is named), the day of statuses, the language."""

    form: ExportFormat
    instruments: tuple[Instrument, ...]
    as_of: date
    lang: Literal["en", "zh"] = "en"


def exported(catalog: Catalog, request: ExportRequest) -> dict[str, bytes]:
    """The files by name; a format of one file has the empty name.

    Raises :class:`BadArgument` where the format cannot choose instruments, or needs what is not installed.
    """
    if request.instruments and request.form not in CHOOSING:
        raise BadArgument(
            f"{request.form} holds the whole catalog", where="ID", hint=f"name instruments for {', '.join(CHOOSING)}"
        )
    return _WRITERS[request.form](catalog, request)


def _chosen(catalog: Catalog, request: ExportRequest) -> Sequence[Instrument]:
    return request.instruments or catalog.instruments


def _json(value: JsonValue) -> dict[str, bytes]:
    return {"": (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()}


_WRITERS: Mapping[ExportFormat, Callable[[Catalog, ExportRequest], dict[str, bytes]]] = {
    "json": lambda catalog, _: _json(catalog_json(catalog)),
    "csv": lambda catalog, wanted: {f"{one.name}.csv": to_csv(one) for one in tables(catalog, wanted.as_of)},
    "parquet": lambda catalog, wanted: {
        f"{one.name}.parquet": to_parquet(one) for one in tables(catalog, wanted.as_of)
    },
    "jsonld": lambda catalog, wanted: _json(catalog_json_ld(catalog, _chosen(catalog, wanted), wanted.as_of)),
    "atom": lambda catalog, wanted: {"": to_atom(catalog.events, wanted.as_of, wanted.lang)},
    "bibtex": lambda catalog, wanted: {"": to_bibtex(catalog, _chosen(catalog, wanted), wanted.lang).encode()},
    "csl": lambda catalog, wanted: _json(to_csl(catalog, _chosen(catalog, wanted), wanted.lang)),
    "oscal": lambda catalog, wanted: _json(oscal_catalog(catalog, wanted.as_of, __version__)),
    "ciso": lambda catalog, wanted: {"": ciso_library(catalog, wanted.as_of).encode()},
}


def write_files(files: Mapping[str, bytes], out: Path) -> list[Path]:
    """Write one file to ``out``, or several into the folder ``out``; nobody ever sees half of one.

    Raises :class:`BadArgument` where that cannot be.
    """
    written = []
    for name, data in files.items():
        path = out / name if name else out
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
        except OSError as error:
            raise BadArgument(
                f"the file cannot be written ({reason_of(error)})", where=str(path), hint="choose another place"
            ) from None
        written.append(path)
    return written
