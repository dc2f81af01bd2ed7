"""Files that commands write: whole or not at all."""

from __future__ import annotations

from pathlib import Path

from regatlas.errors import BadArgument


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` in the place of what was there. Raises :class:`BadArgument` where that cannot be done."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        what = f"the file cannot be written ({reason})"
        raise BadArgument(what, where=str(path), hint="choose another file") from error
    finally:
        part.unlink(missing_ok=True)
