"""``regatlas map``: documents to evidence-linked records."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from pydantic import JsonValue

from regatlas.app.batches import MapTask, plan, read_with, run, time_for_one
from regatlas.app.inputs import InputFile, find_inputs, limits_from_environment
from regatlas.app.mapping import ENGINES, Mapper
from regatlas.cli import model_options, options
from regatlas.cli.estimate import show_plan
from regatlas.cli.outcomes import exit_code, report, several
from regatlas.cli.render import render_record
from regatlas.cli.screen import RESULTS, print_json, progress_bar, say_words
from regatlas.errors import BadArgument
from regatlas.exchange.json_records import record_json
from regatlas.jobs import Task
from regatlas.model.run import RunManifest
from regatlas.pages.record_files import LEDGER_NAME, PageTask, make_folder, page_names, write_page
from regatlas.pages.run_index import write_index


def map_(
    inputs: options.Inputs,
    engine: Annotated[str, typer.Option("--engine", metavar="NAME", help="Who judges. | 判断引擎。")] = ENGINES[0],
    model: Annotated[
        Path | None,
        typer.Option("--model", metavar="PATH", help="Model file, for engines that need one. | 模型文件。"),
    ] = None,
    taxonomy: Annotated[
        list[str] | None,
        typer.Option("--taxonomy", metavar="ID", help="Only this taxonomy; may be repeated. | 仅用此分类法，可重复。"),
    ] = None,
    as_json: options.AsJson = False,
    jsonl: options.JsonLines = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Write an HTML record for each file into DIR. | 在 DIR 中生成网页记录。"
        ),
    ] = None,
    ocr: options.Ocr = False,
    resume: options.Resume = False,
    workers: options.Workers = 0,
    lang: options.Language = "en",
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="llm.v1: tell calls, tokens and cost, ask nothing. | 仅估算调用次数与费用。"),
    ] = False,
    max_cost: model_options.MaxCost = None,
    cache: model_options.Cache = None,
) -> None:
    """Map documents to records whose every claim quotes the text. | 生成每项结论均有原文依据的记录。"""
    if as_json and jsonl is not None:
        raise BadArgument("--json and --jsonl exclude each other", where="options", hint="choose one")
    if resume and jsonl is None and out is None:
        hint = "add --jsonl OUT or --out DIR"
        raise BadArgument("the output of the run to resume is missing", where="--resume", hint=hint)
    taxonomies = tuple(taxonomy or ())
    files = find_inputs(inputs, leave_out=[path for path in (jsonl, out) if path])
    with model_options.model_for(engine, max_cost, cache, dry_run=dry_run) as llm:
        run_ = _Run(
            Mapper(engine, taxonomies, llm, model), files, as_json=as_json, jsonl=jsonl, out=out, lang=lang, ocr=ocr
        )
        single = len(files) == 1 and not inputs[0].is_dir()
        if dry_run and llm is not None:
            show_plan(llm, run_.mapper.load(), files, as_json=as_json, lang=lang)
        elif single and not resume and jsonl is None:
            run_.one(files[0])
        elif jsonl is None and out is None:
            raise typer.Exit(run_.shown())
        else:
            raise typer.Exit(run_.batch(resume=resume, workers=workers))


@dataclass(frozen=True, slots=True)
class _Run:
    """One call of the command."""

    mapper: Mapper
    files: list[InputFile]
    as_json: bool
    jsonl: Path | None
    out: Path | None
    lang: options.Lang
    ocr: bool = False

    def one(self, file: InputFile) -> None:
        """Map one file here and now, and show or print its record."""
        task, _ = self._task()
        document, record = task.map(file)
        if self.out:
            make_folder(self.out)
            page = self.out / dict(page_names(self.files))[file.name]
            write_page(page, document, record, file.name, self.mapper, self.lang)
        if self.as_json:
            print_json(record_json(document, record, file.name))
        else:
            taxonomies = self.mapper.load()
            render_record(RESULTS, document, record, source_name=file.name, taxonomies=taxonomies, lang=self.lang)
        if self.out:
            say_words("terminal.record", path=page)

    def shown(self) -> int:
        """Map several files one after the other, printed or as one JSON object."""
        task, _ = self._task()

        def payload(file: InputFile) -> dict[str, JsonValue]:
            answer = task(file)
            return {"status": answer.status, **answer.payload}

        return several(self.files, payload if self.as_json else None, self.one)

    def batch(self, *, resume: bool, workers: int) -> int:
        """Map all files over a pool of processes into a ledger; with ``out`` into pages and an index as well."""
        mapping, manifest = self._task()
        task: Task[InputFile] = mapping
        names = page_names(self.files)
        if self.out:
            make_folder(self.out)
            task = PageTask(mapping, self.out, names, self.lang)
            manifest = manifest.model_copy(update={"options": {**manifest.options, "pages": self.lang}})
        ledger = self.jsonl or (self.out or Path()) / LEDGER_NAME
        items = plan(self.files, manifest, mapping.limits)
        preload = ("regatlas.pages.record_files",)
        with progress_bar(len(self.files), "map") as progress:
            tally = run(
                items,
                task,
                ledger,
                resume=resume,
                workers=workers,
                progress=progress,
                preload=preload,
                item_seconds=time_for_one(mapping.limits),
            )
        if self.out:
            say_words("terminal.records", path=write_index(self.out, ledger, names, self.lang))
        report(tally, ledger)
        return exit_code(tally)

    def _task(self) -> tuple[MapTask, RunManifest]:
        manifest = read_with(self.mapper.manifest(), ocr=self.ocr)
        return MapTask(limits_from_environment(ocr=self.ocr), self.mapper, manifest.digest), manifest
