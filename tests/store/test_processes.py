"""Importers that work at once, and importers that are killed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from regatlas.store import DocumentStore

PROGRAM = Path(__file__).with_name("store_program.py")


def importer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), str(path), name, str(count)], stderr=subprocess.PIPE, text=True
    )


def test_three_importers_of_a_new_store_at_once(path: Path) -> None:
    programs = [importer(path, name, 15) for name in ("甲市", "乙市", "丙市")]
    told = [program.communicate(timeout=60)[1] for program in programs]
    assert ([program.returncode for program in programs], told) == ([0, 0, 0], ["", "", ""])
    with DocumentStore.open(f"sqlite:///{path}") as store:
        entries = list(store.entries())
        assert len(entries) == len({entry.sha256 for entry in entries}) == 15 + 3 * 15
        assert Counter(entry.found for entry in store.imports()) == {
            "new": 15 + 3,
            "new-version": 3 * 14,
            "same-bytes": 2 * 15,
        }
        for entry in entries:
            assert [record.manifest for record in store.records(entry.sha256)] == ["m1", "m2"]
        for work_id in {entry.work_id for entry in entries if entry.title}:
            work = store.work(work_id)
            assert work is not None
            assert [version.ordinal for version in work.versions] == list(range(1, 16))


def test_an_importer_that_is_killed_leaves_nothing_half_written(path: Path) -> None:
    for turn in range(3):
        program = importer(path, "甲市", 0)
        end = time.monotonic() + 30
        while count_imports(path) < 20 * (turn + 1) and time.monotonic() < end:
            time.sleep(0.005)
        program.kill()
        program.communicate()
    with DocumentStore.open(f"sqlite:///{path}") as store:
        entries = list(store.entries())
        assert len(entries) >= 20
        for entry in entries:
            document = store.document(entry.sha256)
            assert document is not None
            assert "".join(document.text[slice(*leaf.span)] for leaf in document.leaves) == document.text
            assert len(store.records(entry.sha256)) == 2
        assert {each.sha256 for each in store.imports()} == {entry.sha256 for entry in entries}
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    raw.close()


def count_imports(path: Path) -> int:
    if not path.exists():
        return 0
    raw = sqlite3.connect(path)
    try:
        return raw.execute("SELECT count(*) FROM import_log").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
    finally:
        raw.close()
