"""Write ``requirements.lock``: everything that Regatlas, its tests and its build need, with a hash for every file.

``python -m tools.lock`` resolves ``pyproject.toml`` for CPython 3.11 and newer on Linux, macOS and Windows alike and
keeps the markers. The resolver is uv from PATH or, where there is none, one installed into a throw-away environment.
Nobody's local configuration is read, so that the hashes are those of the public registry's files, and a lock that
names a host, an index or a path is refused.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Made by `make lock` from pyproject.toml; do not edit. It names no place to download from, on purpose.\n"
_REQUIREMENT = re.compile(r"[a-z0-9][a-z0-9.-]*==[^\s;]+( ; [^\\]+)? \\")
_HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
_COMMENT = re.compile(r"\s*#(?!.*(://|\bfile:|[-]-))")


def foreign_lines(lock: str) -> list[str]:
    """The lines of a lock that are neither a pinned requirement, nor a hash, nor a harmless comment."""
    known = (_REQUIREMENT, _HASH)
    return [
        line
        for line in lock.splitlines()
        if line.strip() and not _COMMENT.match(line) and not any(pattern.fullmatch(line) for pattern in known)
    ]


@contextmanager
def _resolver() -> Iterator[str]:
    present = shutil.which("uv")
    if present:
        yield present
        return
    with tempfile.TemporaryDirectory(prefix="regatlas-lock-") as folder:
        venv.create(folder, with_pip=True)
        bin_folder = Path(folder) / ("Scripts" if os.name == "nt" else "bin")
        subprocess.run([bin_folder / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
        yield str(bin_folder / "uv")


def resolve(uv: str) -> str:
    """What uv resolves, without its header, which would name the command and the local paths in it."""
    command = [uv, "pip", "compile", "pyproject.toml", "--group", "dev", "--group", "bench", "--group", "build"]
    command += ["--universal", "--python-version", "3.11", "--generate-hashes"]
    command += ["--no-config", "--no-header", "--quiet", "--upgrade"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("UV_", "PIP_"))}
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def main() -> int:
    """Write the lock; 1 where the resolver's answer names something that a lock must not name."""
    with _resolver() as uv:
        lock = HEADER + resolve(uv)
    if foreign := foreign_lines(lock):
        print("requirements.lock stays as it was; the resolver's answer holds:", *foreign, sep="\n  ", file=sys.stderr)
        return 1
    (ROOT / "requirements.lock").write_text(lock, encoding="utf-8")
    print(f"requirements.lock: {len(re.findall(r'(?m)^[a-z].*==', lock))} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
