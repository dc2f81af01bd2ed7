"""Importers that work at once, and importers that are killed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from regatlas.errors import StoreError
from regatlas.store import DocumentStore

PROGRAM = Path(__file__).with_name("store_program.py")


def importer(url: str, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, str(PROGRAM), url, name, str(count)], stderr=subprocess.PIPE, text=True)


def test_three_importers_of_a_new_store_at_once(bare_url: str) -> None:
    programs = [importer(bare_url, name, 15) for name in ("甲市", "乙市", "丙市")]
    told = [program.communicate(timeout=60)[1] for program in programs]
    assert ([program.returncode for program in programs], told) == ([0, 0, 0], ["", "", ""])
    with DocumentStore.open(bare_url) as store:
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
        assert store.search("共有").total == 15


def test_an_importer_that_is_killed_leaves_nothing_half_written(bare_url: str) -> None:
    for turn in range(3):
        program = importer(bare_url, "甲市", 0)
        end = time.monotonic() + 30
        while count_imports(bare_url) < 20 * (turn + 1) and time.monotonic() < end:
            time.sleep(0.005)
        program.kill()
        program.communicate()
    with DocumentStore.open(bare_url) as store:
        entries = list(store.entries())
        assert len(entries) >= 20
        for entry in entries:
            document = store.document(entry.sha256)
            assert document is not None
            assert "".join(document.text[slice(*leaf.span)] for leaf in document.leaves) == document.text
            assert len(store.records(entry.sha256)) == 2
        assert {each.sha256 for each in store.imports()} == {entry.sha256 for entry in entries}
        assert store.search("第一条").total == len(entries)
    if bare_url.startswith("sqlite"):
        with sqlite3.connect(bare_url.removeprefix("sqlite:///")) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        raw.close()


def count_imports(url: str) -> int:
    try:
        with DocumentStore.open(url, make=False) as store:
            return store.stamp()[2]
    except StoreError:
        return 0
