"""``regatlas screen``: is this document AI governance, and does it govern or only report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from pydantic import JsonValue
from rich.text import Text

from regatlas.app.batches import plan, run
from regatlas.app.inputs import InputFile, find_inputs, limits_from_environment
from regatlas.app.screening import SCREENING_ENGINES, Screener, ScreenTask
from regatlas.cli import model_options, options
from regatlas.cli.outcomes import exit_code, report, several
from regatlas.cli.page import Page
from regatlas.cli.screen import RESULTS, print_json, progress_bar
from regatlas.errors import BadArgument
from regatlas.exchange.json_screenings import screening_json
from regatlas.model.screening import Screening

_VERDICTS = {
    "in-scope": {"en": "AI governance", "zh": "属于人工智能治理文件"},
    "uncertain": {"en": "perhaps AI governance", "zh": "可能属于人工智能治理文件"},
    "out-of-scope": {"en": "not AI governance", "zh": "不属于人工智能治理文件"},
    None: {"en": "not judged", "zh": "未作判断"},
}
_FORCES = {
    "operative": {"en": "sets norms", "zh": "设定规范"},
    "background": {"en": "background", "zh": "背景材料"},
}


def screen(
    inputs: options.Inputs,
    engine: Annotated[
        str, typer.Option("--engine", metavar="NAME", help="Who judges. | 判断引擎。")
    ] = SCREENING_ENGINES[0],
    as_json: options.AsJson = False,
    jsonl: options.JsonLines = None,
    resume: options.Resume = False,
    workers: options.Workers = 0,
    lang: options.Language = "en",
    max_cost: model_options.MaxCost = None,
    cache: model_options.Cache = None,
) -> None:
    """Score documents by whether they are AI governance. | 筛查文件是否属于人工智能治理文件。"""
    if as_json and jsonl is not None:
        raise BadArgument("--json and --jsonl exclude each other", where="options", hint="choose one")
    if resume and jsonl is None:
        raise BadArgument("the output of the run to resume is missing", where="--resume", hint="add --jsonl OUT")
    files = find_inputs(inputs, leave_out=[jsonl] if jsonl else [])
    with model_options.model_for(engine, max_cost, cache) as llm:
        run_ = _Run(Screener(engine, llm), files, lang)
        if jsonl:
            raise typer.Exit(run_.batch(jsonl, resume=resume, workers=workers))
        if len(files) == 1 and not inputs[0].is_dir():
            run_.one(files[0], as_json=as_json)
            return
        raise typer.Exit(run_.shown(as_json=as_json))


@dataclass(frozen=True, slots=True)
class _Run:
    """One call of the command."""

    screener: Screener
    files: list[InputFile]
    lang: options.Lang

    def one(self, file: InputFile, *, as_json: bool) -> None:
        """Screen one file here and now, and show or print what came of it."""
        document, screening = self._task().screen(file)
        if as_json:
            print_json(screening_json(document, screening, file.name))
        else:
            _render(file.name, screening, self.lang)

    def shown(self, *, as_json: bool) -> int:
        """Screen several files one after the other, printed or as one JSON object."""
        task = self._task()

        def payload(file: InputFile) -> dict[str, JsonValue]:
            answer = task(file)
            return {"status": answer.status, **answer.payload}

        def show(file: InputFile) -> None:
            _render(file.name, task.screen(file)[1], self.lang)

        return several(self.files, payload if as_json else None, show)

    def batch(self, jsonl: Path, *, resume: bool, workers: int) -> int:
        """Screen all files over a pool of processes into a ledger."""
        task = self._task()
        items = plan(self.files, self.screener.manifest(), task.limits)
        with progress_bar(len(self.files), "screen") as progress:
            tally = run(items, task, jsonl, resume=resume, workers=workers, progress=progress)
        report(tally, jsonl)
        return exit_code(tally)

    def _task(self) -> ScreenTask:
        return ScreenTask(limits_from_environment(), self.screener, self.screener.manifest().digest)


def _render(name: str, screening: Screening, lang: options.Lang) -> None:
    """One file: its score and verdict on a line, then why."""
    score = "–" if screening.score is None else str(screening.score)
    force = f" · {_FORCES[screening.force][lang]}" if screening.force else ""
    verdict = _VERDICTS[screening.verdict][lang]
    page = Page(RESULTS)
    page.add(Text(f"{score:>3}"), Text.assemble((verdict, "bold"), f"{force}  {name}"), widths=(3,))
    told = screening.rationale.zh if lang == "zh" else screening.rationale.en
    page.add(Text(told), indent=5)
