"""The output of a batch, which is also the memory that a later run resumes from.

The ledger is the JSONL file itself: one outcome a line, appended when its item is finished, in the order in which
items finish. There is no second file that could disagree with it.

- A line is written whole in one call before the batch goes on, so a process that is killed loses no finished line;
  it is forced to disk at most 0.2 seconds later, so a machine that loses power loses at most those.
- A line without its line feed is one that a kill has torn; the next run that resumes cuts it off.
- An outcome stands for its item if source *and* key agree. The key changes with the content and with the manifest;
  the source is compared too because two files with the same words must both have their line.
- Where a source has several keys (the file or the engine has changed), the run that resumed removes the older lines
  at its end, by an atomic replacement. Lines of sources that it did not plan stay.
- One process at a time: the file is locked (``flock``) while it is open, and the lock goes with the process.
- A file that is not a ledger is never overwritten.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import stat
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from regatlas.errors import LedgerError
from regatlas.model.run import OUTCOME_SCHEMA, OutcomeStatus

SYNC_SECONDS = 0.2
_FIRST_BYTES = f'{{"schema":"{OUTCOME_SCHEMA}"'.encode()


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger remembers of a line. ``error`` is None unless it failed."""

    source: str
    key: str
    status: OutcomeStatus
    error: dict[str, str] | None


class Ledger:
    """An open output file, locked for this process; use it as a context manager.

    Raises :class:`LedgerError` where the file cannot be opened, is written by another run, or is not a ledger.
    """

    def __init__(self, path: Path, *, resume: bool = False, retry_failed: bool = False) -> None:
        """Open ``path``: with ``resume`` what stands in it is kept, without it starts anew.

        ``retry_failed`` forgets the failed outcomes on resuming. Without it a failed item is tried again only when
        its key has changed: the same bytes under the same manifest fail the same way.
        """
        self.path = path
        self._memory = _Memory()
        self._fd = _open_locked(path)
        self._regular = stat.S_ISREG(os.fstat(self._fd).st_mode)
        self._dirty = False
        self._last_sync = time.monotonic()
        try:
            self._size = self._begin(resume, retry_failed)
        except BaseException:
            os.close(self._fd)
            raise

    def _begin(self, resume: bool, retry_failed: bool) -> int:
        if not self._regular:
            return 0
        _refuse_strangers(self.path)
        size = 0
        if resume:
            for entry, length in _entries(self.path):
                size += length
                self._memory.recall(entry, forget=retry_failed and entry.status == "failed")
        os.ftruncate(self._fd, size)
        return size

    def claim(self, source: str, key: str) -> Entry | None:
        """The outcome that an earlier run wrote for this item, if any; each line answers for one item only."""
        return self._memory.claim(source, key)

    def write(self, source: str, key: str, line: bytes) -> None:
        """Append one outcome; when this returns, the line outlives the process.

        Raises :class:`LedgerError` where the disk refuses it; what was written of the line is then taken back.
        """
        try:
            _write_all(self._fd, line)
        except OSError as error:
            self._take_back()
            raise _refused(self.path, error) from error
        self._size += len(line)
        self._memory.stands(source, key)
        self._dirty = True
        self.sync_if_due()

    def _take_back(self) -> None:
        if self._regular:
            with suppress(OSError):
                os.ftruncate(self._fd, self._size)

    def sync_if_due(self) -> None:
        """Force finished lines to disk if the last time was more than 0.2 seconds ago."""
        if self._dirty and time.monotonic() - self._last_sync >= SYNC_SECONDS:
            self.sync()

    def sync(self) -> None:
        """Force finished lines to disk."""
        if self._dirty and self._regular:
            os.fsync(self._fd)
        self._dirty = False
        self._last_sync = time.monotonic()

    def remove_replaced(self) -> int:
        """Remove the lines that newer ones of the same source replace; return how many. For the end of a whole run.

        The new file takes the place of the old one in one step and under its own lock.
        """
        if not self._memory.has_replaced():
            return 0
        self.sync()
        keep = self._memory.lines_to_keep([entry for entry, _ in _entries(self.path)])
        try:
            new = _replace(self.path, keep)
        except OSError as error:
            raise _refused(self.path, error) from error
        os.close(self._fd)
        self._fd = new
        self._size = os.fstat(new).st_size
        return keep.count(False)

    def close(self) -> None:
        """Force everything to disk and give the lock back."""
        if self._fd >= 0:
            try:
                self.sync()
            finally:
                os.close(self._fd)
                self._fd = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Memory:
    """Which lines of the file answer for which items of this run."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], Entry] = {}
        self._unclaimed: Counter[tuple[str, str]] = Counter()
        self._forgotten: set[str] = set()
        self._standing: Counter[tuple[str, str]] = Counter()
        self._planned: set[str] = set()

    def recall(self, entry: Entry, *, forget: bool) -> None:
        """Take note of a line of an earlier run; a forgotten one, and those before it, answer for nothing."""
        place = (entry.source, entry.key)
        if forget:
            self._forgotten.add(entry.source)
            self._unclaimed[place] = 0
        else:
            self._entries[place] = entry
            self._unclaimed[place] += 1

    def claim(self, source: str, key: str) -> Entry | None:
        if self._unclaimed[source, key] == 0:
            return None
        self._unclaimed[source, key] -= 1
        self.stands(source, key)
        return self._entries[source, key]

    def stands(self, source: str, key: str) -> None:
        """Count one line that answers for an item of this run."""
        self._standing[source, key] += 1
        self._planned.add(source)

    def has_replaced(self) -> bool:
        """Whether the file has lines of planned sources that answer for no item of this run."""
        left = {source for (source, _), count in self._unclaimed.items() if count}
        return not self._planned.isdisjoint(left | self._forgotten)

    def lines_to_keep(self, lines: Sequence[Entry]) -> list[bool]:
        """For each line whether it stays: the last ones of each planned item, and all of sources not planned."""
        left = Counter(self._standing)
        keep = []
        for entry in reversed(lines):
            left[entry.source, entry.key] -= 1
            keep.append(entry.source not in self._planned or left[entry.source, entry.key] >= 0)
        return keep[::-1]


def _open_locked(path: Path) -> int:
    while True:
        fd = _open(path)
        try:
            _lock(fd, path)
            # Between our opening and our locking, a run that ended may have put a new file in place of this one.
            if os.path.samestat(os.fstat(fd), path.stat()):
                return fd
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(fd)
            raise
        os.close(fd)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    except FileNotFoundError as error:
        raise LedgerError("the folder of the output does not exist", where=str(path), hint="create it first") from error
    except IsADirectoryError as error:
        raise LedgerError("the output is a folder", where=str(path), hint="name a file in it") from error
    except OSError as error:
        raise _refused(path, error) from error


def _lock(fd: int, path: Path) -> None:
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        return
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise LedgerError(
            "another run is writing this output", where=str(path), hint="let it end, or choose another file"
        ) from error
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> LedgerError:
    reason = (error.strerror or type(error).__name__).lower()
    hint = "make room or choose another file, then run again with --resume"
    return LedgerError(f"the output cannot be written ({reason})", where=str(path), hint=hint)


def _refuse_strangers(path: Path) -> None:
    """Raise unless the file is empty or begins as a ledger does, be it torn in its first word."""
    with path.open("rb") as file:
        first = file.read(len(_FIRST_BYTES))
    if not _FIRST_BYTES.startswith(first):
        raise LedgerError(
            "the output exists and is not a batch output of Regatlas, so it is left as it is",
            where=str(path),
            hint="choose another file, or delete this one",
        )


def _entries(path: Path) -> Iterator[tuple[Entry, int]]:
    """Every whole line of the file with its length in bytes; a torn last line is left out."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.endswith(b"\n"):
                yield _entry(line, f"{path}:{number}"), len(line)


def _entry(line: bytes, where: str) -> Entry:
    try:
        match json.loads(line):
            case {"source": str(source), "key": str(key), "status": "ok" | "abstained" | "failed" as status, **rest}:
                error = rest.get("error")
                return Entry(source, key, status, error if isinstance(error, dict) else None)
    except ValueError:
        pass
    raise LedgerError(
        "a line is not an outcome of a batch", where=where, hint="remove the line, or run again without --resume"
    )


def _write_all(fd: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest) :]


def _replace(path: Path, keep: Sequence[bool]) -> int:
    """Put a file with only the kept lines in place of ``path``; return it open for appending, and locked."""
    target = path.resolve()
    fresh = target.with_name(f".{target.name}.new")
    with target.open("rb") as lines, fresh.open("wb") as out:
        shutil.copymode(target, fresh)
        out.writelines(line for line, kept in zip(lines, keep, strict=False) if kept)
        out.flush()
        os.fsync(out.fileno())
    new = os.open(fresh, os.O_WRONLY | os.O_APPEND)
    try:
        fcntl.flock(new, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fresh.replace(target)
    except BaseException:
        os.close(new)
        raise
    return new
