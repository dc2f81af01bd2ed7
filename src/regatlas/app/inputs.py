"""The files that a command is given: found, named, and read into memory within limits."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from regatlas.errors import BadArgument, InputError, NoFiles, UnreadablePath
from regatlas.exchange.akn import from_akn, is_akn
from regatlas.model.document import Document
from regatlas.readers import Limits, read
from regatlas.readers.limits import MEGABYTE
from regatlas.structure import parse

LARGEST_FILE = "REGATLAS_MAX_FILE_MB"


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read: where it lies, and what people call it (unique in its run)."""

    path: Path
    name: str


def limits_from_environment() -> Limits:
    """The default limits with what the environment sets. Raises :class:`BadArgument`."""
    value = os.environ.get(LARGEST_FILE)
    if not value:
        return Limits()
    try:
        megabytes = int(value)
    except ValueError:
        megabytes = 0
    if megabytes < 1:
        raise BadArgument(f"{LARGEST_FILE} is {value!r}", hint="set it to a whole number of megabytes, such as 100")
    return Limits(file_bytes=megabytes * MEGABYTE)


def find_inputs(paths: Iterable[Path], *, leave_out: Iterable[Path] = ()) -> list[InputFile]:
    """The files meant by ``paths``: each file, and every file below each folder that is not hidden.

    ``leave_out`` are the command's own outputs. Raises :class:`UnreadablePath` and :class:`NoFiles`.
    """
    skipped = {path.resolve() for path in leave_out}
    found: list[InputFile] = []
    for path in paths:
        if path.is_dir():
            inside = list(_inside(path, skipped))
            if not inside:
                raise NoFiles("the folder has no file to read", where=str(path), hint="give a folder with documents")
            found.extend(inside)
        else:
            found.append(InputFile(path, path.name))
    return _named_apart(found)


def _inside(folder: Path, skipped: set[Path]) -> Iterator[InputFile]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise _unreadable(folder, error) from error
    for entry in entries:
        if entry.name.startswith(".") or entry.resolve() in skipped:
            continue
        if entry.is_dir():
            for inner in _inside(entry, skipped):
                yield InputFile(inner.path, f"{entry.name}/{inner.name}")
        elif entry.is_file() or entry.is_symlink():
            yield InputFile(entry, entry.name)


def _named_apart(files: list[InputFile]) -> list[InputFile]:
    """The same files without one given twice; files of equal names in several folders go by their paths."""
    unique = list({file.path.resolve(): file for file in files}.values())
    counts = Counter(file.name for file in unique)
    return [file if counts[file.name] == 1 else InputFile(file.path, file.path.as_posix()) for file in unique]


def read_bytes(path: Path, limits: Limits) -> bytes:
    """The bytes of a file; its size is checked first. Raises :class:`UnreadablePath` and LimitExceeded."""
    try:
        if path.is_dir():
            raise UnreadablePath("this is a folder", where=str(path), hint="give a file")
        limits.check_file(path.stat().st_size)
        return path.read_bytes()
    except InputError as error:
        raise located(error, str(path)) from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> UnreadablePath:
    if isinstance(error, FileNotFoundError):
        return UnreadablePath("there is no such file or folder", where=str(path), hint="check the path")
    if isinstance(error, PermissionError):
        return UnreadablePath("the file may not be read", where=str(path), hint="change its permissions or copy it")
    reason = (error.strerror or "the system refused").lower()
    return UnreadablePath(f"the file cannot be read ({reason})", where=str(path), hint="check the path")


def located(error: InputError, place: str) -> InputError:
    """The same error with the file in front of the place it names."""
    where = place if not error.where or error.where == place else f"{place}, {error.where}"
    return type(error)(error.what, where=where, hint=error.hint)


def load_document(path: Path, limits: Limits) -> Document:
    """Read a file into a document. Every :class:`InputError` names the file."""
    data = read_bytes(path, limits)
    try:
        return from_akn(data) if is_akn(data) else parse(read(data, limits))
    except InputError as error:
        raise located(error, str(path)) from error
