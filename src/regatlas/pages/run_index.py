"""The page that lists the records of a run, made from its outcomes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from regatlas.pages.index import IndexEntry, render_index
from regatlas.pages.words import Lang
from regatlas.whole_files import write_whole


def write_index(folder: Path, ledger: Path, names: tuple[tuple[str, str], ...], lang: Lang) -> Path:
    """Write ``index.html`` over the outcomes in ``ledger``, in the order of ``names`` (source, page)."""
    entries = {entry.source: entry for entry in _entries(ledger, dict(names), folder)}
    page = folder / "index.html"
    write_whole(page, render_index([entries[source] for source, _ in names if source in entries], lang).encode())
    return page


def _entries(ledger: Path, pages: dict[str, str], folder: Path) -> Iterator[IndexEntry]:
    with ledger.open(encoding="utf-8", errors="surrogateescape") as lines:
        for line in lines:
            outcome: dict[str, Any] = json.loads(line)
            page = pages.get(outcome["source"])
            if page:
                yield _entry(outcome, page if (folder / page).exists() else None)


def _entry(outcome: dict[str, Any], page: str | None) -> IndexEntry:
    record, error = outcome.get("record"), outcome.get("error")
    if record is None:
        remark = f"{error['code']}: {error['message']}" if error else ""
        return IndexEntry(outcome["source"], outcome["status"], remark=remark)
    document = record["document"]
    return IndexEntry(
        outcome["source"],
        outcome["status"],
        title=document["title"] or "",
        language=document["language"],
        href=page,
        legal=record["legal_status"]["value"],
        remark=record["abstained"] or "",
    )
