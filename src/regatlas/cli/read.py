"""``regatlas read``: bytes to legal structure."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from pydantic import JsonValue

from regatlas.app.batches import ReadTask, plan, read_with, run, time_for_one
from regatlas.app.inputs import InputFile, find_inputs, limits_from_environment, load_document
from regatlas.app.mapping import code_digest
from regatlas.cli import options
from regatlas.cli.outcomes import exit_code, report, several
from regatlas.cli.render import render_document
from regatlas.cli.screen import RESULTS, print_json, progress_bar
from regatlas.errors import BadArgument
from regatlas.exchange.akn import to_akn
from regatlas.exchange.json_documents import document_json
from regatlas.exchange.json_ld import legislation_json_ld
from regatlas.exchange.plain import to_markdown, to_text
from regatlas.model.document import Document
from regatlas.model.run import RunManifest
from regatlas.readers import Limits
from regatlas.structure.references import read_apparatus

Form = Literal["akn", "jsonld", "md", "text"]


def read(
    inputs: options.Inputs,
    as_json: options.AsJson = False,
    jsonl: options.JsonLines = None,
    form: Annotated[
        Form | None,
        typer.Option(
            "--format",
            metavar="FORM",
            help="Print as akn (Akoma Ntoso XML), jsonld (schema.org), md (Markdown) or text. "
            "| 以 Akoma Ntoso XML、schema.org JSON-LD、Markdown 或者纯文本输出。",
        ),
    ] = None,
    ocr: options.Ocr = False,
    resume: options.Resume = False,
    workers: options.Workers = 0,
    lang: options.Language = "en",
) -> None:
    """Read documents into text with a legal structure. | 读取文件，得到正文与法律结构。"""
    if sum((as_json, jsonl is not None, form is not None)) > 1:
        raise BadArgument("--json, --jsonl and --format exclude each other", where="options", hint="choose one")
    if resume and jsonl is None:
        raise BadArgument("the output of the run to resume is missing", where="--resume", hint="add --jsonl OUT")
    files = find_inputs(inputs, leave_out=[jsonl] if jsonl else [])
    limits = limits_from_environment(ocr=ocr)
    if jsonl:
        raise typer.Exit(_batch(files, limits, jsonl, resume=resume, workers=workers))
    if len(files) == 1 and not inputs[0].is_dir():
        _one(files[0], limits, as_json=as_json, form=form, lang=lang)
        return
    raise typer.Exit(_many(files, limits, as_json=as_json, form=form, lang=lang))


def _batch(files: list[InputFile], limits: Limits, jsonl: Path, *, resume: bool, workers: int) -> int:
    manifest = read_with(RunManifest(engine="read.v1", code=code_digest()), ocr=limits.ocr)
    with progress_bar(len(files), "read") as progress:
        tally = run(
            plan(files, manifest, limits),
            ReadTask(limits),
            jsonl,
            resume=resume,
            workers=workers,
            progress=progress,
            item_seconds=time_for_one(limits),
        )
    report(tally, jsonl)
    return exit_code(tally)


def _one(file: InputFile, limits: Limits, *, as_json: bool, form: Form | None, lang: options.Lang) -> None:
    document = load_document(file.path, limits)
    if as_json:
        print_json(document_json(document, file.name, apparatus=read_apparatus(document)))
    elif form:
        sys.stdout.write(_formed(document, file.name, form))
    else:
        render_document(RESULTS, document, source_name=file.name, lang=lang)


def _formed(document: Document, name: str, form: Form) -> str:
    if form == "akn":
        return to_akn(document, name)
    if form == "jsonld":
        return json.dumps(legislation_json_ld(document), ensure_ascii=False) + "\n"
    return to_markdown(document) if form == "md" else to_text(document)


def _many(files: list[InputFile], limits: Limits, *, as_json: bool, form: Form | None, lang: options.Lang) -> int:
    def payload(file: InputFile) -> dict[str, JsonValue]:
        document = load_document(file.path, limits)
        return {"document": document_json(document, file.name, apparatus=read_apparatus(document))}

    def show(file: InputFile) -> None:
        _one(file, limits, as_json=False, form=form, lang=lang)

    return several(files, payload if as_json else None, show)
