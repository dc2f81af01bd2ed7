"""Documents per second and peak memory of ``regatlas map DIR --jsonl OUT`` over all AGORA texts.

Aim of issue 2: at least 12 documents a second on 2 cores, under 500 MB. Run by ``make bench``; needs the corpus.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

CORPUS = Path(os.environ.get("REGATLAS_CORPUS") or Path(__file__).resolve().parents[2] / "shared" / "corpus")


def main() -> None:
    """Map the folder once with the installed command and print what it took."""
    folder = CORPUS / "agora" / "fulltext"
    if not folder.is_dir():
        print(f"no real texts at {folder}; name their folder in REGATLAS_CORPUS")
        return
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "records.jsonl"
        seconds, peak = _measure(
            [str(Path(sys.executable).with_name("regatlas")), "map", str(folder), "--jsonl", str(out)]
        )
        statuses = Counter(json.loads(line)["status"] for line in out.read_bytes().splitlines())
        size = sum(path.stat().st_size for path in folder.iterdir())
    count = sum(statuses.values())
    print(f"{count} documents, {size / 1e6:.1f} MB: {dict(statuses)}")
    print(
        f"{seconds:.1f} s, {count / seconds:.1f} documents/s, {size / 1e6 / seconds:.2f} MB/s on {os.cpu_count()} cores"
    )
    print(f"peak resident memory of all processes together: {peak / 1e6:.0f} MB (shared pages counted once each)")


def _measure(command: list[str]) -> tuple[float, int]:
    """Seconds of wall time, and the largest sum of proportional set sizes seen, in bytes."""
    start = time.monotonic()
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    peak = 0
    while running.poll() is None:
        peak = max(peak, sum(map(_proportional, _family(running.pid))))
        time.sleep(0.2)
    return time.monotonic() - start, peak


def _family(pid: int) -> list[int]:
    """The process and all below it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *[member for child in children for member in _family(int(child))]]


def _proportional(pid: int) -> int:
    """Proportional set size: memory that n processes share counts 1/n for each."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


if __name__ == "__main__":
    main()
