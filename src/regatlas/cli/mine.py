"""``regatlas mine``: what a page says of instruments and events, held to the catalog."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typer
from pydantic import JsonValue

from regatlas.app.batches import plan, run
from regatlas.app.cataloguing import today
from regatlas.app.inputs import InputFile, find_inputs, limits_from_environment
from regatlas.app.mining.batch import MineTask, mining_manifest
from regatlas.catalog.loading import builtin_catalog
from regatlas.cli import options
from regatlas.cli.outcomes import exit_code, report, several
from regatlas.cli.page import Page
from regatlas.cli.render_mining import render_mining
from regatlas.cli.screen import RESULTS, print_json, progress_bar
from regatlas.errors import BadArgument
from regatlas.exchange.json_mining import mining_json
from regatlas.pages.words import Words


def mine(
    inputs: options.Inputs,
    as_of: options.AsOf = None,
    as_json: options.AsJson = False,
    jsonl: options.JsonLines = None,
    resume: options.Resume = False,
    workers: options.Workers = 0,
    lang: options.Language = "en",
) -> None:
    """Hold what a page says of laws and events to the catalog. | 将文中关于法律和事件的陈述与目录核对。"""
    if as_json and jsonl is not None:
        raise BadArgument("--json and --jsonl exclude each other", hint="choose one")
    if resume and jsonl is None:
        raise BadArgument("--resume needs the output of the run to resume", hint="add --jsonl OUT")
    files = find_inputs(inputs, leave_out=[jsonl] if jsonl else [])
    run_ = _Run(files, as_of or today(), lang)
    if jsonl:
        raise typer.Exit(run_.batch(jsonl, resume=resume, workers=workers))
    if len(files) == 1 and not inputs[0].is_dir():
        run_.one(files[0], as_json=as_json)
        return
    raise typer.Exit(run_.shown(as_json=as_json))


@dataclass(frozen=True, slots=True)
class _Run:
    """One call of the command."""

    files: list[InputFile]
    as_of: date
    lang: options.Lang

    def one(self, file: InputFile, *, as_json: bool) -> None:
        """Mine one file here and now, and show or print what came of it."""
        document, mining = self._task().mine(file)
        if as_json:
            print_json(mining_json(document, mining, file.name))
        else:
            render_mining(Page(RESULTS), file.name, mining, builtin_catalog(), Words(self.lang))

    def shown(self, *, as_json: bool) -> int:
        """Mine several files one after the other, printed or as one JSON object."""
        task = self._task()

        def payload(file: InputFile) -> dict[str, JsonValue]:
            return dict(task(file).payload)

        def show(file: InputFile) -> None:
            self.one(file, as_json=False)

        return several(self.files, payload if as_json else None, show)

    def batch(self, jsonl: Path, *, resume: bool, workers: int) -> int:
        """Mine all files over a pool of processes into a ledger."""
        task = self._task()
        items = plan(self.files, mining_manifest(self.as_of), task.limits)
        with progress_bar(len(self.files), "mine") as progress:
            tally = run(items, task, jsonl, resume=resume, workers=workers, progress=progress)
        report(tally, jsonl)
        return exit_code(tally)

    def _task(self) -> MineTask:
        return MineTask(limits_from_environment(), self.as_of)
