"""``regatlas review``: who codes what, and what people said as labels and records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from regatlas.app.importing import existing_store
from regatlas.app.review_exports import PEOPLE, Exported, ExportForm, exported, label_line, record_line
from regatlas.app.reviewing import Desk
from regatlas.cli import options
from regatlas.cli.page import plain
from regatlas.cli.screen import RESULTS, print_json, say
from regatlas.errors import BadArgument, NoFiles, reason_of
from regatlas.exchange.json_reviews import CODINGS_SCHEMA, coding_json
from regatlas.model.account import OWNER
from regatlas.store import DocumentStore
from regatlas.whole_files import write_whole

review = typer.Typer(help="What people say of records: list it, and export it. | 人工复核：列出与导出。")


@review.callback()
def _group() -> None:
    """What people say of records: list it, and export it. | 人工复核：列出与导出。"""


@review.command("list")
def list_(db: options.Database = None, as_json: options.AsJson = False) -> None:
    """List who codes what, and who has finished. | 列出标注人、文本与进度。"""
    with existing_store(db) as store:
        found = [one for one in _desk(store).reviews.codings() if one.kind == "coding"]
        titles = {entry.sha256: entry.title or entry.source for entry in store.entries()}
    if as_json:
        print_json({"schema": CODINGS_SCHEMA, "codings": [coding_json(one) for one in found], "next": None})
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("coder", "state", "blind", "document", "title"):
        table.add_column(column, overflow="fold")
    for one in found:
        blind = " ".join(word for word, is_so in (("coders", one.blind), ("engine", one.machine_blind)) if is_so)
        cells = (plain(one.coder), one.state, blind, one.sha256[:12], plain(titles.get(one.sha256, "")))
        table.add_row(*map(Text, cells))
    RESULTS.print(table)


@review.command("export")
def export(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write. | 要写入的文件。")],
    db: options.Database = None,
    form: Annotated[
        ExportForm,
        typer.Option("--form", help="labels for train and agree; records, with levels and quotes. | 导出形式。"),
    ] = "labels",
    coder: Annotated[
        str,
        typer.Option("--coder", metavar="NAME", help="Only what this coder says. | 仅导出此标注人的意见。"),
    ] = PEOPLE,
) -> None:
    """Write what people said as labels or records. | 将人工意见导出为标签或者记录。"""
    with existing_store(db) as store:
        found = list(exported(_desk(store), coder))
    if not found:
        raise NoFiles(
            "nobody has finished coding a whole taxonomy",
            where=coder,
            hint="see regatlas review list; a taxonomy counts when every category has an answer that holds",
        )
    for one in found:
        if one.open_taxonomies:
            say(f"{one.name}: left out for want of answers that hold: {', '.join(one.open_taxonomies)}")
    lines = list(_labels(found, out)) if form == "labels" else [record_line(one, coder) for one in found]
    _write(out, "".join(f"{line}\n" for line in lines))
    say(f"{len(found)} documents: {out}")


def _labels(found: list[Exported], out: Path) -> Iterator[str]:
    """Lines that name their texts by path: the texts stand in a folder beside the file."""
    folder = out.with_name(f"{out.stem}.texts")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(folder, error) from None
    for one in found:
        _write(folder / one.name, one.document.text)
        yield label_line(one, path=f"{folder.name}/{one.name}")


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise _refused(path, error) from None


def _refused(path: Path, error: OSError) -> BadArgument:
    what = f"the export cannot be written ({reason_of(error)})"
    return BadArgument(what, where=str(path), hint="choose another place")


def _desk(store: DocumentStore) -> Desk:
    """The desk of whoever has the database at hand, who may read all of it anyway."""
    return Desk(store, OWNER, datetime.now(UTC))
