"""The files that a command is given: found, named, and read into memory within limits."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from regatlas.errors import InputError, NoFiles, UnreadablePath, reason_of
from regatlas.exchange.akn import from_akn, is_akn
from regatlas.model.document import Document
from regatlas.model.text import SourceText
from regatlas.readers import Limits, read
from regatlas.readers.deadline import bounded
from regatlas.readers.ocr import advised, needs_ocr, recognise, recognised
from regatlas.structure import parse


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read: where it lies, and what people call it (unique in its run)."""

    path: Path
    name: str


def limits_from_environment(*, ocr: bool = False) -> Limits:
    """The default limits with what the environment sets. Raises :class:`~regatlas.errors.BadArgument`."""
    return Limits.from_environment(os.environ, ocr=ocr)


def find_inputs(paths: Iterable[Path], *, leave_out: Iterable[Path] = ()) -> list[InputFile]:
    """The files meant by ``paths``: each file, and every file below each folder that is not hidden.

    ``leave_out`` are the command's own outputs. Raises :class:`UnreadablePath` and :class:`NoFiles`.
    """
    skipped = {_resolved(path) for path in leave_out}
    found: list[InputFile] = []
    for path in paths:
        if path.is_dir():
            inside = list(_inside(path, skipped, frozenset({_resolved(path)})))
            if not inside:
                raise NoFiles("the folder has no file to read", where=str(path), hint="give a folder with documents")
            found.extend(inside)
        else:
            found.append(InputFile(path, _shown(path.name)))
    return _named_apart(found)


def _inside(folder: Path, skipped: set[Path], around: frozenset[Path]) -> Iterator[InputFile]:
    """The files below a folder; ``around`` are the folders that it lies in, which a link may lead back to."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise _unreadable(folder, error) from error
    for entry in entries:
        place = _resolved(entry)
        if entry.name.startswith(".") or place in skipped or place in around:
            continue
        if entry.is_dir():
            for inner in _inside(entry, skipped, around | {place}):
                yield InputFile(inner.path, f"{_shown(entry.name)}/{inner.name}")
        elif entry.is_file() or entry.is_symlink():
            yield InputFile(entry, _shown(entry.name))


def _resolved(path: Path) -> Path:
    """The path without links; as it is where its links lead nowhere."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _shown(name: str) -> str:
    """A name that can be written: bytes of it that are no UTF-8 become the sign of a lost character."""
    return os.fsencode(name).decode("utf-8", "replace")


def _named_apart(files: list[InputFile]) -> list[InputFile]:
    """The same files without one given twice; files of equal names in several folders go by their paths."""
    unique = list({_resolved(file.path): file for file in files}.values())
    counts = Counter(file.name for file in unique)
    return [file if counts[file.name] == 1 else InputFile(file.path, _shown(file.path.as_posix())) for file in unique]


def read_bytes(path: Path, limits: Limits) -> bytes:
    """The bytes of a file; its size is checked first. Raises :class:`UnreadablePath` and LimitExceeded."""
    try:
        if path.is_dir():
            raise UnreadablePath("this is a folder", where=str(path), hint="give a file")
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # Devices never end, and a pipe would wait for a writer.
            what = "this is a device, a pipe or a socket"
            raise UnreadablePath(what, where=str(path), hint="save what it gives as a file, and give that")
        limits.check_file(status.st_size)
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
    reason = reason_of(error)
    return UnreadablePath(f"the file cannot be read ({reason})", where=str(path), hint="check the path")


def located(error: InputError, place: str) -> InputError:
    """The same error with the file in front of the place it names."""
    where = place if not error.where or error.where == place else f"{place}, {error.where}"
    return type(error)(error.what, where=where, hint=error.hint)


def load_document(path: Path, limits: Limits, on_read: Callable[[], None] | None = None) -> Document:
    """Read a file into a document. Every :class:`InputError` names the file.

    ``on_read`` is called when the text is read and its structure is not yet known.
    """
    data = read_bytes(path, limits)
    try:
        with bounded(limits, str(path)):
            if is_akn(data):
                return from_akn(data)
            source = read(data, limits)
            if on_read is not None:
                on_read()
            if not (limits.ocr and needs_ocr(source)):
                return parse(advised(source))
        return _recognised(data, source, limits, str(path))
    except InputError as error:
        raise located(error, str(path)) from error


def _recognised(data: bytes, original: SourceText, limits: Limits, place: str) -> Document:
    """The document of a PDF after text recognition: of its pages without text first, of all where that is no help."""
    source = _read_again(data, original, limits, place, every_page=False)
    if needs_ocr(source):
        source = _read_again(data, original, limits, place, every_page=True)
    with bounded(limits, place):
        return parse(source)


def _read_again(data: bytes, original: SourceText, limits: Limits, place: str, *, every_page: bool) -> SourceText:
    copy = recognise(data, limits, every_page=every_page)
    with bounded(limits, place):
        return recognised(read(copy, limits), original)
