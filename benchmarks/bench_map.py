"""Documents per second and peak memory of ``regatlas map DIR --jsonl OUT`` over all AGORA texts, and their identity.

Aims: at least 12 documents a second on 2 cores, under 500 MB, and 730 documents within 60 seconds. With ``--identity``
the same texts are mapped twice more: under other names that put them in another order, and as web pages with a title,
an author and a date of their own. Wherever a page gives the very same text, the record must be the same. With
``--model MODEL`` the engine is ``linear.v1``. Run by ``make bench``; needs the corpus.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from regatlas.readers import read

CORPUS = Path(os.environ.get("REGATLAS_CORPUS") or Path(__file__).resolve().parents[2] / "shared" / "corpus")


def main() -> int:
    """Map the folder with the installed command and print what it took; 1 where equal texts have unequal records."""
    folder = CORPUS / "agora" / "fulltext"
    if not folder.is_dir():
        print(f"no real texts at {folder}; name their folder in REGATLAS_CORPUS")
        return 0
    arguments = sys.argv[1:]
    options = ["--engine", "linear.v1", *arguments[-2:]] if "--model" in arguments else []
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "records.jsonl"
        seconds, peak = _measure(_command(folder, out, options))
        statuses = Counter(json.loads(line)["status"] for line in out.read_bytes().splitlines())
        size = sum(path.stat().st_size for path in folder.iterdir())
        _report(sum(statuses.values()), statuses, size, seconds, peak)
        return _identity(folder, out, Path(scratch), options) if "--identity" in arguments else 0


def _command(folder: Path, out: Path, options: list[str]) -> list[str]:
    return [str(Path(sys.executable).with_name("regatlas")), "map", str(folder), "--jsonl", str(out), *options]


def _report(count: int, statuses: Counter[str], size: int, seconds: float, peak: int) -> None:
    print(f"{count} documents, {size / 1e6:.1f} MB: {dict(statuses)}")
    print(
        f"{seconds:.1f} s, {count / seconds:.1f} documents/s, {size / 1e6 / seconds:.2f} MB/s on {os.cpu_count()} cores"
    )
    print(f"peak resident memory of all processes together: {peak / 1e6:.0f} MB (shared pages counted once each)")


def _identity(folder: Path, out: Path, scratch: Path, options: list[str]) -> int:
    """Map the texts again in other guises, and compare the records of those whose text came out the same."""
    plain = _records(out)
    guises = {"renamed and reordered": _renamed, "as pages with metadata": _page}
    failed = 0
    for told, guise in guises.items():
        copies = scratch / guise.__name__
        copies.mkdir()
        names = {guise(path, copies): path.name for path in sorted(folder.iterdir())}
        _measure(_command(copies, copies.with_suffix(".jsonl"), options))
        other = _records(copies.with_suffix(".jsonl"))
        same = [name for name, source in names.items() if _text(copies / name) == _text(folder / source)]
        unequal = [names[name] for name in same if other[name] != plain[names[name]]]
        print(f"{told}: {len(same)} of {len(names)} with the same text, {len(unequal)} records differ", *unequal[:5])
        failed += len(unequal)
    return int(failed > 0)


def _text(path: Path) -> str:
    return read(path.read_bytes()).text


def _records(out: Path) -> dict[str, dict[str, object]]:
    """By the name of the file, what the record says, without what it says of the file, and without the manifest, which
    is another one where the code is edited while this runs.
    """
    found: dict[str, dict[str, object]] = {}
    for line in out.read_bytes().splitlines():
        outcome = json.loads(line)
        found[Path(outcome["source"]).name] = {
            key: value for key, value in (outcome["record"] or {}).items() if key not in ("document", "engine")
        }
    return found


def _renamed(path: Path, copies: Path) -> str:
    name = hashlib.sha256(path.name.encode()).hexdigest()[:16] + ".dat"
    (copies / name).write_bytes(path.read_bytes())
    return name


def _page(path: Path, copies: Path) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines if line.strip())
    name = f"page-{path.stem}.html"
    head = '<title>Its own</title><meta name="author" content="A. Writer"><meta name="date" content="2001-02-03">'
    page = f"<!DOCTYPE html><html><head>{head}</head><body><main>{body}</main></body></html>"
    (copies / name).write_text(page, encoding="utf-8")
    return name


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
    raise SystemExit(main())
