"""The command line: what is wrong is said in one sentence with a code, and the exit code tells how it went."""

from __future__ import annotations

import errno
import os
import re
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from regatlas import __version__
from regatlas.cli.commands import COMMANDS, LazyCommands
from regatlas.cli.exit_codes import DONE, INTERRUPTED, UNUSABLE
from regatlas.cli.screen import say, say_error, say_words
from regatlas.errors import BadArgument, RegatlasError

# Typer carries a click of its own in some versions and shares the common one in others.
_ARGUMENT_ERROR: type[Exception] = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException"
)

app = typer.Typer(
    name="regatlas",
    cls=LazyCommands,
    help="Read AI policy texts and make records of them. | 读取人工智能政策原文，生成有据可查的记录。",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"regatlas {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version. | 显示版本。", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Read AI policy texts and make records of them. | 读取人工智能政策原文，生成有据可查的记录。"""


def run() -> None:
    """Run the command line and leave with its exit code."""
    if sys.stdout is None:
        # Started with standard output closed: files may still be asked for.
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - it stays open to the end
    sys.exit(_exit_code())


def _exit_code() -> int:
    try:
        result = app(standalone_mode=False, prog_name="regatlas")
        # What is still held back would otherwise fail after the last line of ours.
        sys.stdout.flush()
    except RegatlasError as error:
        say_error(error)
        return UNUSABLE
    except _ARGUMENT_ERROR as error:
        _tell_mistake(error)
        return UNUSABLE
    except (KeyboardInterrupt, typer.Abort):
        say_words("terminal.interrupted")
        return INTERRUPTED
    except (SystemExit, OSError) as error:
        return _without_output(error)
    return result if isinstance(result, int) else DONE


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


def _without_output(error: SystemExit | OSError) -> int:
    """The exit code where standard output takes no more: its reader has seen enough, or there is no room."""
    # The library below answers a closed pipe with exit code 1, which means something else here.
    closed = isinstance(error, BrokenPipeError) or isinstance(error.__context__, BrokenPipeError)
    if not closed and (isinstance(error, SystemExit) or error.errno not in _NO_ROOM):
        raise error
    # What is still held back goes nowhere, so that Python does not complain about it at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if closed or isinstance(error, SystemExit):
        return DONE
    what = f"the result cannot be written ({str(error.strerror).lower()})"
    say_error(BadArgument(what, where="standard output", hint="make room, or write to another place"))
    return UNUSABLE


def _tell_mistake(error: Exception) -> None:
    """Say what is wrong with the arguments in our own words; without any arguments, print the help."""
    what = str(getattr(error, "message", error)).rstrip(".")
    if type(error).__name__ == "NoArgsIsHelpError":
        say(what)
        return
    context, parameter = getattr(error, "ctx", None), getattr(error, "param", None)
    command = getattr(context, "command_path", None) or "regatlas"
    if parameter is None or not what:
        format_message = getattr(error, "format_message", None)
        what = str(format_message()).rstrip(".") if format_message else what
        where = "command line"
    else:
        # The library names the kind of its own exception before what is wrong.
        what = what.removeprefix("Value error, ")
        where = next((name for name in parameter.opts if name.startswith("--")), str(parameter.name).upper())
    what, near = _nearest(what)
    say_error(BadArgument(what[:1].lower() + what[1:], where=where, hint=f"see {command} --help{near}"))


def _nearest(what: str) -> tuple[str, str]:
    """What is wrong, and the command that was perhaps meant as the end of the remedy."""
    mistaken = re.match(r"No such command '(?P<name>[^']*)'(?:\. Did you mean '(?P<near>[^']+)'\?)?", what)
    if mistaken is None:
        return what, ""
    near = [mistaken["near"]] if mistaken["near"] else get_close_matches(mistaken["name"], COMMANDS, n=1)
    return f"no such command {mistaken['name']!r}", f", or try {near[0]!r}" if near else ""
