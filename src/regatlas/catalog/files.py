"""The files of a catalog: found in a folder, named as errors shall show them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import regatlas.data
from regatlas.catalog.kinds import FOLDERS, Folder
from regatlas.errors import DataError


@dataclass(frozen=True)
class CatalogFile:
    """One YAML file: the folder that tells its kind, the name that errors show, and its bytes."""

    folder: Folder
    name: str
    data: bytes

    @cached_property
    def sha256(self) -> str:
        """The digest of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


def builtin_folder() -> Path:
    """Where the catalog that comes with Regatlas lies."""
    return Path(regatlas.data.__path__[0])


def catalog_files(folder: Path) -> list[CatalogFile]:
    """Every YAML file of a catalog, in a fixed order. Raises :class:`DataError` where nothing is there or readable."""
    shown = "regatlas/data" if folder == builtin_folder() else folder.as_posix()
    found = list(_found(folder, shown))
    if not found:
        raise DataError(
            "this is no catalog: it has none of the folders with YAML files",
            where=str(folder),
            hint=f"give a folder that has some of {', '.join(FOLDERS)}",
        )
    return found


def _found(folder: Path, shown: str) -> Iterator[CatalogFile]:
    for kind in FOLDERS:
        for path in sorted((folder / kind).glob("*.yaml")):
            try:
                yield CatalogFile(kind, f"{shown}/{kind}/{path.name}", path.read_bytes())
            except OSError as error:
                raise DataError(
                    f"the file cannot be read ({error.strerror})", where=str(path), hint="check its permissions"
                ) from None


def misnamed(folder: Path) -> Iterator[Path]:
    """Files in the folders of a catalog that are passed over, since their name does not end in ``.yaml``."""
    for kind in FOLDERS:
        for path in sorted((folder / kind).glob("*")):
            if path.suffix != ".yaml" and path.is_file() and not path.name.startswith("."):
                yield path
