"""Read every hostile file in a process of its own and write what becomes of it to ``docs/hostile-files.md``.

``python benchmarks/hostile_files.py [NAME...]`` builds the files in a temporary folder; with names only those cases are
run and printed. Memory is the most that the child process had, time that of the processor; both include the start of
the program.
"""

from __future__ import annotations

import datetime
import html
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.hostile_case import Case
from benchmarks.hostile_markup import CASES as MARKUP
from benchmarks.hostile_pdf import CASES as PDF
from benchmarks.hostile_places import CASES as PLACES
from benchmarks.hostile_text import CASES as TEXT

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "hostile-files.md"
SEVERAL = {"PDF": PDF, "Markup and Word": MARKUP, "Text": TEXT, "Other files, names and places": PLACES}
ALL = tuple(case for cases in SEVERAL.values() for case in cases)
# What no file may exceed: an ordinary law takes 1 s and 60 MB, the limit of memory is 1,000 MB beyond the program's.
MOST_SECONDS = 60.0
MOST_MEGABYTES = 1_200.0
_RUN = "from regatlas.cli.main import run; run()"
_BUILD = "--build"
_LONGEST_TOLD = 160
_SCRIPT = re.compile(r"<script[^>]*>[^<]*alert|<[^<>]*\son\w+\s*=|<[^<>]*javascript:", re.IGNORECASE)
_PREFACE = """\
# Hostile files

What Regatlas does with {count} files that were made to mislead, crash or exhaust it. This page is written by
`python benchmarks/hostile_files.py`, which builds every file and reads it with `regatlas read --json` in a process of
its own. The limits can be set ([the commands](cli.md#limits)); the codes stand in [errors.md](errors.md).

Measured {today} on {cores} cores ({machine}), Python {python}. Most memory: {megabytes:.0f} MB; longest time of a
processor: {seconds:.1f} s. Both include the start of the program, about 1 s and 55 MB. Names stand as they are, with
control characters written out.
"""


class Seen(NamedTuple):
    """What a person sees of a case, and what it cost."""

    exit_code: int
    told: str
    megabytes: float
    seconds: float
    verdict: str


def run_case(case: Case, folder: Path) -> Seen:
    """Build a case and read it in a child process."""
    # In a process of its own, so that the memory for building it is free again.
    subprocess.run([sys.executable, __file__, _BUILD, case.name, str(folder)], check=True)
    path = next(folder.iterdir())
    code, out, err, megabytes, seconds = _child(["read", "--json", "--", str(path)])
    told, verdict = _outcome(code, out, err, str(folder))
    if case.page and code == 0:
        pages = folder / "pages"
        _child(["map", "--out", str(pages), "--", str(path)])
        scripts = [page.name for page in pages.glob("*.html") if _SCRIPT.search(page.read_text(encoding="utf-8"))]
        told += f" Its record as a page: {'HOLDS THE SCRIPT' if scripts or not pages.is_dir() else 'no script in it'}."
        verdict = "script" if scripts else verdict
    return Seen(code, told, megabytes, seconds, verdict)


def _child(arguments: list[str]) -> tuple[int, str, str, float, float]:
    with tempfile.TemporaryFile("w+b") as out, tempfile.TemporaryFile("w+b") as err:
        begin = time.perf_counter()
        command = [sys.executable, "-c", _RUN, *arguments]
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        killed, most = False, 0.0
        while (waited := os.wait4(child.pid, os.WNOHANG))[0] == 0:
            most = max(most, _megabytes(child.pid))
            time.sleep(0.01)
            if time.perf_counter() - begin > 3 * MOST_SECONDS and not killed:
                killed = True
                child.kill()
        child.returncode = os.waitstatus_to_exitcode(waited[1])
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    return child.returncode, texts[0], texts[1], most, waited[2].ru_utime + waited[2].ru_stime


def _megabytes(process: int) -> float:
    """The most memory that a process has had since its program began; ``ru_maxrss`` counts its parent's as well."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    match = re.search(r"VmHWM:\s+(\d+)", status)
    return int(match[1]) / 1024 if match else 0.0


def _outcome(code: int, out: str, err: str, folder: str) -> tuple[str, str]:
    message = err.strip().replace(f"{folder}/", "")
    if code == 2:
        return message, message[:8] if "\n" not in message else "traceback"
    if code != 0:
        return f"BROKE: {message[-300:]}", "broke"
    document = json.loads(out)
    document = document.get("outcomes", [{"document": document}])[0]["document"]
    quality = document["quality"]
    why = f": {' '.join(quality['reasons'])}" if quality["reasons"] else ""
    size = f"{len(document['text']):,} characters, {len(document['provisions']):,} provisions"
    told = f"Read, quality {quality['status']}{why}; {size}."
    return told.replace(".;", ";"), "read" if quality["status"] == "ok" else quality["status"]


def faults(case: Case, seen: Seen) -> list[str]:
    """What is wrong with the outcome of a case."""
    found = []
    if seen.verdict != case.verdict:
        found.append(f"{seen.verdict} where {case.verdict} was expected")
    if seen.seconds > MOST_SECONDS:
        found.append(f"{seen.seconds:.0f} s")
    if seen.megabytes > MOST_MEGABYTES:
        found.append(f"{seen.megabytes:.0f} MB")
    return found


def cell(text: str) -> str:
    """Words as a cell of a table of Markdown: printable, short, and without a mark that Markdown would act on."""
    text = text if len(text) <= _LONGEST_TOLD else text[: _LONGEST_TOLD - 1] + "…"
    shown = "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in text)
    return re.sub(r"([\\|*\[\]_`~])", r"\\\1", html.escape(shown, quote=False))


def table(seen: dict[str, Seen]) -> str:
    """The document with the outcome of every case."""
    preface = _PREFACE.format(
        count=len(ALL),
        today=datetime.datetime.now(datetime.UTC).date().isoformat(),
        cores=os.cpu_count(),
        machine=platform.machine(),
        python=platform.python_version(),
        megabytes=max(one.megabytes for one in seen.values()),
        seconds=max(one.seconds for one in seen.values()),
    )
    lines = [preface.rstrip()]
    for title, cases in SEVERAL.items():
        lines += [
            "",
            f"## {title}",
            "",
            "| file | what it is | exit | what you see | MB | s |",
            "|---|---|---|---|---|---|",
        ]
        for case in cases:
            one = seen[case.name]
            cells = [cell(case.name), cell(case.what), str(one.exit_code), cell(one.told)]
            lines.append(f"| {' | '.join(cells)} | {one.megabytes:.0f} | {one.seconds:.1f} |")
    return "\n".join(lines) + "\n"


def main(wanted: list[str]) -> int:
    """Run all cases, or those named; 1 where one of them is not as it must be."""
    if wanted[:1] == [_BUILD]:
        next(case for case in ALL if case.name == wanted[1]).put(Path(wanted[2]))
        return 0
    seen: dict[str, Seen] = {}
    wrong = 0
    for case in [case for case in ALL if not wanted or case.name in wanted]:
        with tempfile.TemporaryDirectory() as folder:
            seen[case.name] = one = run_case(case, Path(folder))
        bad = faults(case, one)
        wrong += bool(bad)
        verdict = f"WRONG {', '.join(bad)}" if bad else "ok"
        print(f"{verdict}: {case.name!r} {one.megabytes:.0f} MB {one.seconds:.1f} s {one.told[:200]}", flush=True)
    if not wanted and not wrong:
        TABLE.write_text(table(seen), encoding="utf-8")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
