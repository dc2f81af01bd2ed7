"""The folders in which workers lay what they read: one for each, removed at the end, and by others after a death."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regatlas.app.import_child import Bench

try:
    import fcntl
except ImportError:  # not on Windows; what a killed worker leaves there is left to the system
    fcntl = None  # type: ignore[assignment]

_PREFIX = "regatlas-import-"


@contextmanager
def fresh_bench() -> Iterator[Bench]:
    """A bench of one's own, in the system's folder for such things. What killed workers left there is removed first."""
    _remove_stale(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    try:
        with (folder / "lock").open("w") as lock:
            _try_lock(lock.fileno())
            yield Bench(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_stale(place: Path) -> None:
    """Remove benches of ours whose lock nobody holds: the lock of a process ends with it."""
    if fcntl is None:
        return
    for folder in place.glob(f"{_PREFIX}*"):
        try:
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            with (folder / "lock").open("r+") as lock:
                if _try_lock(lock.fileno()):
                    shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue  # it is gone, or being made at this moment


def _try_lock(descriptor: int) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
