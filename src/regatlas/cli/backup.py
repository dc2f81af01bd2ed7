"""``regatlas backup`` and ``regatlas restore``: a whole store in one file, and back."""

from __future__ import annotations

import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from regatlas.app.backups import BackupManifest, make_backup, restore_backup
from regatlas.app.importing import database_url
from regatlas.cli import options
from regatlas.cli.exit_codes import SOME_FAILED
from regatlas.cli.screen import RESULTS, counting_bar, say
from regatlas.errors import printable
from regatlas.store.database import without_password


def backup(
    out: Annotated[
        Path,
        typer.Argument(metavar="OUT", help="The file to write; it must not be there. | 要写入的备份文件，须不存在。"),
    ],
    db: options.Database = None,
) -> None:
    """Copy a store that is in use into one file. | 将使用中的数据库备份为一个文件。"""
    _stop_in_order()
    url = database_url(db)
    with counting_bar(100, "backup") as tell:
        manifest = make_backup(url, out, datetime.now(UTC), lambda done, total: tell(100 * done // max(total, 1)))
    _told("Kept in", out, manifest)
    _warn_of_audit(manifest)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup. | 备份文件。")],
    db: options.Database = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the store that is there. | 覆盖已有的数据库。")
    ] = False,
) -> None:
    """Put the store of a backup in its place. | 由备份恢复数据库。"""
    _stop_in_order()
    url = database_url(db)
    manifest = restore_backup(file, url, force=force)
    _told("Restored from", file, manifest)
    say(f"The store is {without_password(url)}.")
    _warn_of_audit(manifest)


def _told(how: str, path: Path, manifest: BackupManifest) -> None:
    counts = manifest.counts
    held = ", ".join(f"{counts.get(table, 0)} {name}" for table, name in _SHOWN.items())
    made = manifest.made_at.astimezone(UTC).isoformat(timespec="seconds")
    line = f"{how} {path}: {held}; revision {manifest.revision}, made {made}, sha256 {manifest.sha256}"
    RESULTS.print(printable(line), markup=False, soft_wrap=True)


_SHOWN = {"document": "documents", "provision": "provisions", "record": "records", "audit_entry": "audit entries"}


def _warn_of_audit(manifest: BackupManifest) -> None:
    """A log that does not hold is worth a backup all the more; the exit code tells of it."""
    if manifest.audit and not manifest.audit.holds:
        say(f"The audit log does not hold: {manifest.audit.reason}. See regatlas audit verify.")
        raise typer.Exit(SOME_FAILED)


def _stop_in_order() -> None:
    # `kill` ends it as Ctrl-C does: what was begun is taken away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
