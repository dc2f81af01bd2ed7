"""``regatlas audit``: the log of what people changed."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from regatlas.app.auditing import Wanted, entry_json, read_log, verify_log, whole_log
from regatlas.app.importing import database_url
from regatlas.cli import options
from regatlas.cli.exit_codes import SOME_FAILED
from regatlas.cli.screen import RESULTS, print_json, say
from regatlas.errors import printable
from regatlas.model.account import AuditEntry
from regatlas.store.audit import Verified
from regatlas.store.database import Database

audit = typer.Typer(
    name="audit",
    help="List and verify the log of what people changed. | 列出并核验审计日志。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@audit.command("verify")
def verify(
    expect: Annotated[
        str | None,
        typer.Option(
            "--expect",
            metavar="DIGEST",
            help="A digest noted before: it must still stand in the log. | 此前另行保存的摘要，须仍在日志之中。",
            show_default=False,
        ),
    ] = None,
    as_json: options.AsJson = False,
    db: options.Database = None,
) -> None:
    """Read the whole log and compute every seal again. | 逐条核验全部日志。"""
    with Database.open(database_url(db)) as database:
        found = verify_log(database, expect)
    if as_json:
        print_json(
            {
                "schema": "regatlas/audit-verified/1",
                "holds": found.holds,
                "entries": found.entries,
                "head": found.head,
                "broken": found.broken,
                "reason": found.reason,
                "expected": found.expected,
            }
        )
    else:
        for line in _told(found):
            RESULTS.print(line, markup=False, soft_wrap=True)
    if not found.holds:
        raise typer.Exit(SOME_FAILED)


@audit.command("list")
def list_(
    who: Annotated[str, typer.Option("--who", metavar="NAME", help="Only by this name. | 仅列此人。")] = "",
    action: Annotated[
        str, typer.Option("--action", metavar="WORD", help="Only this action, or those it begins. | 仅列此类操作。")
    ] = "",
    limit: Annotated[
        int, typer.Option("--limit", min=1, help="At most so many, the newest. | 最多条数，由新到旧。")
    ] = 100,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="The whole log from its beginning, an entry a line. | 逐行输出全部日志。")
    ] = False,
    db: options.Database = None,
) -> None:
    """List what was changed, the newest first. | 列出变更记录，由新到旧。"""
    with Database.open(database_url(db)) as database:
        if jsonl:
            for entry in whole_log(database):
                sys.stdout.write(json.dumps(entry_json(entry), ensure_ascii=False) + "\n")
            return
        found = read_log(database, Wanted(who=who, action=action, limit=limit))
    for entry in found:
        RESULTS.print(printable(_line(entry)), markup=False, soft_wrap=True)
    if not found:
        say("The log has no such entry.")


def _line(entry: AuditEntry) -> str:
    at = entry.at.isoformat(timespec="seconds")
    detail = "" if entry.detail == "{}" else f" {entry.detail}"
    return f"{entry.sequence} {at} {entry.who}: {entry.action} {entry.subject}{detail}"


_REASONS = {
    "gap": "entries are missing before it",
    "link": "it does not fit the entry before it",
    "seal": "it was changed after it was written",
}


def _told(found: Verified) -> list[str]:
    if found.broken is not None:
        return [f"Entry {found.broken} does not hold: {_REASONS[found.reason]}. The first {found.entries} hold."]
    if found.expected is False:
        return [
            f"All {found.entries} entries fit together, but the digest that you expect is not among them:",
            "the log was cut off, or is another one.",
        ]
    return [f"All {found.entries} entries hold. Note the digest of the last one elsewhere:", found.head]
