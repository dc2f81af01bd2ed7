"""Files are named after what they hold, so that a person finds them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from regatlas.catalog.entries import Reading
from regatlas.catalog.files import misnamed
from regatlas.catalog.problems import Problem


def check_names(reading: Reading, folder: Path) -> None:
    """Files that are passed over, and files whose name is not that of their instrument or expression."""
    for path in misnamed(folder):
        what = "the file is passed over, since its name does not end in .yaml"
        reading.problems.append(Problem(what, path.as_posix(), "rename it"))
    for entry in reading.entries:
        if entry.folder not in ("instruments", "digests"):
            continue
        wanted = entry.id.replace("/", "-").replace(" ", "--") + ".yaml"
        name = PurePosixPath(entry.file.name).name
        if name != wanted:
            reading.complain(entry.file, (), f"the file is named {name}, not after what it holds", f"name it {wanted}")
