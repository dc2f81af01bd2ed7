"""``regatlas taxonomies``: what records are judged by, whether a file of one's own is right, and how examples fare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from pydantic import JsonValue
from rich.text import Text

from regatlas.app.mapping import ENGINES
from regatlas.app.taxonomies import Trial, builtin_problems, named, problems_of, trials
from regatlas.catalog.problems import Problem
from regatlas.catalog.taxonomies import BUILTIN_IDS, builtin_taxonomies
from regatlas.cli import options, remote
from regatlas.cli.exit_codes import DONE, UNUSABLE
from regatlas.cli.page import Page
from regatlas.cli.screen import RESULTS, print_json, say
from regatlas.exchange.json_taxonomies import taxonomies_json
from regatlas.model.taxonomy import Taxonomy

VALIDATION_SCHEMA = "regatlas/taxonomy-validation/1"
EXAMPLES_SCHEMA = "regatlas/taxonomy-trials/1"
_WORDS = {
    "right": {
        "en": "{name}: {right} of {total} worked examples judged as stated",
        "zh": "{name}：{total}个示例中，{right}个判断相符",
    },
    "miss": {
        "en": "  {code} [{language} {number}] stated {stated}, given {given}: {text}",
        "zh": "  {code} [{language} {number}] 标明 {stated}，判为 {given}：{text}",
    },
    "clean": {"en": "No problem found.", "zh": "未发现差错。"},
    "problem": {"en": "problem", "zh": "差错"},
    "note": {"en": "note", "zh": "提示"},
}

taxonomies = typer.Typer(
    help="List the taxonomies and their categories. | 列出各分类法及其类别。",
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
)


@taxonomies.callback()
def list_(
    ctx: typer.Context,
    as_json: options.AsJson = False,
    lang: options.Language = "en",
    server: options.Server = None,
) -> None:
    """List the taxonomies and their categories. | 列出各分类法及其类别。"""
    if ctx.invoked_subcommand is not None:
        return
    if server is None:
        found = list(builtin_taxonomies().values())
        told = taxonomies_json(found)
    else:
        told, found = remote.taxonomies_at(server)
    if as_json:
        print_json(told)
        return
    for taxonomy in found:
        _print(taxonomy, lang)


def _print(taxonomy: Taxonomy, lang: options.Lang) -> None:
    title = taxonomy.title.zh if lang == "zh" else taxonomy.title.en
    page = Page(RESULTS)
    page.add(Text.assemble((title, "bold"), f"  {taxonomy.id} {taxonomy.version}  ({len(taxonomy.categories)})"))
    for category in taxonomy.categories:
        label = category.label.zh if lang == "zh" else category.label.en
        shown = label if label == category.code else f"{category.code}  {label}"
        page.add(Text(shown), indent=2)
    page.blank()


@taxonomies.command("validate")
def validate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE...]",
            help="YAML files; none means the built-in ones. | YAML 文件，不填则检查内置分类法。",
            show_default=False,
        ),
    ] = None,
    as_json: options.AsJson = False,
    lang: options.Language = "en",
) -> int:
    """Find everything that is wrong with taxonomies. | 检查分类法文件中的全部差错。"""
    found = [problem for file in files for problem in problems_of(file)] if files else builtin_problems()
    if as_json:
        print_json({"schema": VALIDATION_SCHEMA, "problems": [_problem(one) for one in found]})
    else:
        for one in found:
            RESULTS.print(f"{_WORDS[one.severity][lang]}: {one}", markup=False, soft_wrap=True)
        if not found:
            say(_WORDS["clean"][lang])
    return UNUSABLE if any(one.severity == "problem" for one in found) else DONE


def _problem(one: Problem) -> JsonValue:
    return {"severity": one.severity, "what": one.what, "where": one.where, "hint": one.hint}


@taxonomies.command("examples")
def examples(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID_OR_FILE...]",
            help="Taxonomies; none means the built-in ones. | 分类法，不填则为全部内置分类法。",
            show_default=False,
        ),
    ] = None,
    engine: Annotated[str, typer.Option("--engine", metavar="NAME", help="Who judges. | 判断引擎。")] = ENGINES[0],
    model: Annotated[
        Path | None, typer.Option("--model", metavar="PATH", help="Model file, for engines that need one. | 模型文件。")
    ] = None,
    as_json: options.AsJson = False,
    lang: options.Language = "en",
) -> None:
    """Let an engine judge the worked examples. | 用引擎判断分类法中的示例。"""
    tried = {name: trials(name, engine, model=model) for name in names or BUILTIN_IDS}
    if as_json:
        print_json({"schema": EXAMPLES_SCHEMA, "engine": engine, "taxonomies": [_tried(*one) for one in tried.items()]})
        return
    for name, found in tried.items():
        right = sum(one.right for one in found)
        RESULTS.print(_WORDS["right"][lang].format(name=name, right=right, total=len(found)), markup=False)
        for one in found:
            if not one.right:
                RESULTS.print(_WORDS["miss"][lang].format(**_trial(one)), markup=False, soft_wrap=True)


def _tried(name: str, found: list[Trial]) -> JsonValue:
    misses: list[JsonValue] = [_trial(one) for one in found if not one.right]
    right = len(found) - len(misses)
    return {"taxonomy": named(name).id, "right": right, "total": len(found), "misses": misses}


def _trial(one: Trial) -> dict[str, JsonValue]:
    return {
        "code": one.category,
        "language": one.language,
        "number": one.number,
        "stated": one.stated,
        "given": one.given,
        "text": one.text,
    }
