"""What the code offers, against what ``docs/cli.md`` and ``docs/errors.md`` say that it offers.

In ``docs/cli.md`` a command is a heading ``regatlas NAME`` (in backticks), and its options are those in the first
cells of the tables below it. In ``docs/errors.md`` a code is a heading that begins with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import typer
from typer.core import TyperGroup
from typer.main import get_command

from regatlas import errors

# Typer adds these to every application; they are its own to document.
_TYPERS_OWN = {"--help", "--install-completion", "--show-completion"}
_COMMAND = re.compile(r"^#+ `(regatlas[a-z -]*)`", re.MULTILINE)
_CELL = re.compile(r"^\| *(`[^|]*`)", re.MULTILINE)
_OPTION = re.compile(r"--[a-z][a-z0-9-]*")
_CODE = re.compile(r"^#+ (RGA-\d{4})", re.MULTILINE)


def offered(application: typer.Typer, name: str = "regatlas") -> dict[str, set[str]]:
    """Every command of a Typer application by its full name, with its long options; hidden ones are left out."""
    return _walk(get_command(application), name)


def _walk(command: object, name: str) -> dict[str, set[str]]:
    parameters = [parameter for parameter in getattr(command, "params", ()) if not getattr(parameter, "hidden", False)]
    spelled = {option for parameter in parameters for option in (*parameter.opts, *parameter.secondary_opts)}
    found = {name: {option for option in spelled if option.startswith("--")} - _TYPERS_OWN}
    if isinstance(command, TyperGroup):
        for inner, member in _members(command):
            found |= {} if getattr(member, "hidden", False) else _walk(member, f"{name} {inner}")
    return found


def _members(group: TyperGroup) -> Iterator[tuple[str, object]]:
    """The commands of a group, also of one that imports them only when asked."""
    context = typer.Context(group)
    for inner in group.list_commands(context):
        yield inner, group.get_command(context, inner)


def documented(page: str) -> dict[str, set[str]]:
    """Every command that ``docs/cli.md`` has a heading for, with the options in the tables below it."""
    parts = _COMMAND.split(page)[1:]
    sections = zip(parts[::2], parts[1::2], strict=True)
    return {name.strip(): set(_OPTION.findall(" ".join(_CELL.findall(body)))) for name, body in sections}


def commands_differ(page: str, application: typer.Typer) -> Iterator[str]:
    """Commands and options that stand only in the documents or only in the application."""
    written, real = documented(page), offered(application)
    for name in sorted(written.keys() | real.keys()):
        if name not in real:
            yield f"docs/cli.md: describes '{name}', which does not exist"
        elif name not in written:
            yield f"docs/cli.md: does not describe '{name}'"
        else:
            yield from (f"docs/cli.md: '{name}' has no {option}" for option in sorted(written[name] - real[name]))
            yield from (
                f"docs/cli.md: {option} of '{name}' is missing" for option in sorted(real[name] - written[name])
            )


def _classes(root: type[errors.RegatlasError]) -> Iterator[type[errors.RegatlasError]]:
    yield root
    for child in root.__subclasses__():
        yield from _classes(child)


def codes_differ(page: str) -> Iterator[str]:
    """Error codes that stand only in ``docs/errors.md`` or only in the code."""
    written = set(_CODE.findall(page))
    real = {kind.code: kind.__name__ for kind in _classes(errors.RegatlasError)}
    yield from (f"docs/errors.md: {code} ({real[code]}) is missing" for code in sorted(real.keys() - written))
    yield from (f"docs/errors.md: {code} is no error of ours" for code in sorted(written - real.keys()))
