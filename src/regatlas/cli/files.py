"""Files that commands write: whole or not at all."""

from __future__ import annotations

from pathlib import Path

from regatlas.errors import BadArgument, reason_of
from regatlas.whole_files import write_whole


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` in the place of what was there. Raises :class:`BadArgument` where that cannot be done."""
    try:
        write_whole(path, data)
    except OSError as error:
        what = f"the file cannot be written ({reason_of(error)})"
        raise BadArgument(what, where=str(path), hint="choose another file") from error
