"""Pages that repeat the code for readers of the documentation: commands, settings, error codes, the API."""

# ruff: noqa: ANN401 -- Typer carries a click of its own in some versions and shares the common one in others.

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

import typer
from typer.core import TyperGroup
from typer.main import get_command

from regatlas import errors
from regatlas.cli.main import app
from regatlas.web.server import create_app
from regatlas.web.settings import ServerSettings, variable

Lang: TypeAlias = Literal["en", "zh"]
_METHODS = ("get", "post", "put", "patch", "delete")
_WORDS: dict[str, dict[Lang, str]] = {
    "commands": {"en": "All commands", "zh": "全部命令"},
    "commands-note": {
        "en": "Made from the program. What the commands are for is told in [the commands](../cli.md).",
        "zh": "本页由程序生成。各命令的用途和示例见[命令](../../cli.md)。",
    },
    "option": {"en": "argument or option", "zh": "参数或者选项"},
    "meaning": {"en": "meaning", "zh": "含义"},
    "settings": {"en": "Settings of the server", "zh": "服务器设置"},
    "settings-note": {
        "en": "Made from the program. Every variable `NAME` may be given as `NAME_FILE`, the path of a file that "
        "holds the value. Options of [`regatlas serve`](../cli.md#regatlas-serve) go before variables.",
        "zh": "本页由程序生成。每个变量 `NAME` 均可改以 `NAME_FILE` 给出存放其值的文件路径。"
        "[`regatlas serve`](../../cli.md#regatlas-serve) 的选项优先于环境变量。",
    },
    "variable": {"en": "variable", "zh": "变量"},
    "default": {"en": "default", "zh": "默认值"},
}


def reference_pages() -> dict[str, str]:
    """Every page by its name on the site."""
    return {
        "reference/commands.md": "\n".join(commands("en")),
        "reference/settings.md": "\n".join(settings("en")),
        "reference/errors.md": "\n".join(error_codes()),
        "reference/api.md": "\n".join(interface()),
        "zh/reference/commands.md": "\n".join(commands("zh")),
        "zh/reference/settings.md": "\n".join(settings("zh")),
    }


def said(both: str, lang: Lang) -> str:
    """One half of a text ``English | 中文``; all of it where there is one half only."""
    english, _, chinese = both.partition(" | ")
    return " ".join((chinese if lang == "zh" and chinese else english).split())


def commands(lang: Lang) -> Iterator[str]:
    """Every command with its arguments and options."""
    yield from (f"# {_WORDS['commands'][lang]}", "", _WORDS["commands-note"][lang], "")
    yield from _command(get_command(app), "regatlas", lang)


def _command(command: Any, name: str, lang: Lang) -> Iterator[str]:
    if getattr(command, "hidden", False):
        return
    yield from (f"## `{name}`", "", said(command.help or "", lang), "")
    rows = [row for parameter in command.params if (row := _parameter(parameter, lang))]
    if rows:
        yield from (f"| {_WORDS['option'][lang]} | {_WORDS['meaning'][lang]} |", "|---|---|", *rows, "")
    if isinstance(command, TyperGroup):
        context = typer.Context(command)
        for inner in command.list_commands(context):
            yield from _command(command.get_command(context, inner), f"{name} {inner}", lang)


def _parameter(parameter: Any, lang: Lang) -> str:
    if getattr(parameter, "hidden", False) or parameter.name == "help":
        return ""
    names = [*parameter.opts, *parameter.secondary_opts]
    option = any(name.startswith("-") for name in names)
    shown = ", ".join(f"`{name}`" for name in names) if option else f"`{parameter.metavar or parameter.name.upper()}`"
    return f"| {shown} | {_cell(said(parameter.help or '', lang))} |"


def settings(lang: Lang) -> Iterator[str]:
    """Every setting of the server."""
    yield from (f"# {_WORDS['settings'][lang]}", "", _WORDS["settings-note"][lang], "")
    words = (_WORDS[key][lang] for key in ("variable", "default", "meaning"))
    yield from (f"| {' | '.join(words)} |", "|---|---|---|")
    for name, field in ServerSettings.model_fields.items():
        default = "" if field.is_required() else json.dumps(field.get_default(), default=list, ensure_ascii=False)
        shown = f"`{default}`" if default not in ("", '""', "[]") else ""
        yield f"| `{variable(name)}` | {shown} | {_cell(said(field.description or '', lang))} |"
    yield ""


def error_codes() -> Iterator[str]:
    """Every error with its code, its place in the tree, and what it means."""
    yield from ("# All error codes", "", "Made from the program. What to do about each: [errors](../errors.md).", "")
    yield from ("| code | name | kind of | meaning |", "|---|---|---|---|")
    known = {kind.code: kind for kind in _classes(errors.RegatlasError)}
    for code, kind in sorted(known.items()):
        parent = kind.__base__
        above = f"`{parent.code}`" if parent is not None and issubclass(parent, errors.RegatlasError) else ""
        link = f"../errors.md#{code.lower()}-{kind.__name__.lower()}"
        yield f"| [`{code}`]({link}) | {kind.__name__} | {above} | {_cell(_first(kind.__doc__ or ''))} |"
    yield ""


def _classes(root: type[errors.RegatlasError]) -> Iterator[type[errors.RegatlasError]]:
    """The errors of the tree; a class that only refines a message for one place shares the code of its base."""
    if root.__module__ == errors.__name__:
        yield root
        for child in root.__subclasses__():
            yield from _classes(child)


def interface() -> Iterator[str]:
    """Every address of the API, from its OpenAPI document."""
    document = create_app(ServerSettings(database="sqlite:///none.sqlite")).openapi()
    yield from ("# All addresses of the API", "", "Made from the OpenAPI document, which a server offers at", "")
    yield from ("`/api/v1/openapi.json`. How to use it: [the API](../api.md).", "")
    for path, methods in sorted(document["paths"].items()):
        for method in _METHODS:
            if method in methods:
                yield from _operation(f"{method.upper()} {path}", methods[method])


def _operation(name: str, operation: Mapping[str, Any]) -> Iterator[str]:
    told = str(operation.get("description") or operation.get("summary") or "")
    yield from (f"## `{name}`", "", _first(told), "")
    parameters = operation.get("parameters", [])
    if parameters:
        yield from ("| parameter | in | type | meaning |", "|---|---|---|---|")
        for one in parameters:
            required = "" if one.get("required") else " (optional)"
            kind, where = _type(one.get("schema", {})), one["in"]
            yield f"| `{one['name']}`{required} | {where} | {kind} | {_cell(one.get('description', ''))} |"
        yield ""
    answers = ", ".join(f"`{status}`" for status in sorted(operation.get("responses", {})))
    yield from (f"Answers: {answers}", "")


def _type(schema: Mapping[str, Any]) -> str:
    """The type of a parameter in a word or two."""
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"] if one.get("type") != "null")
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    inner = f" of {_type(schema['items'])}" if "items" in schema else ""
    return f"{schema.get('type', 'any')}{inner}{', ' + schema['format'] if 'format' in schema else ''}"


def _first(text: str) -> str:
    """The first paragraph, on one line, without the marks of docstrings."""
    line = " ".join(text.strip().partition("\n\n")[0].split())
    return line.replace("``", "`").replace(":class:`", "`")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
