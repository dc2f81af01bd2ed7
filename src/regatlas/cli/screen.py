"""Where the commands print: results to standard output, progress and messages to standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING

from pydantic import JsonValue
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from regatlas.errors import RegatlasError, printable
from regatlas.jobs import Event
from regatlas.jobs import Progress as Listener

if TYPE_CHECKING:
    from regatlas.pages.words import Lang


class _Pipe(Console):
    """A console that leaves a closed pipe to the caller; Rich would end the program with exit code 1."""

    def on_broken_pipe(self) -> None:
        """Tell the caller. Raises :class:`BrokenPipeError`."""
        raise BrokenPipeError


RESULTS = _Pipe(highlight=False, soft_wrap=False)
MESSAGES = Console(stderr=True, highlight=False)


def print_json(value: JsonValue) -> None:
    """Print one JSON object and nothing else."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def say(message: str) -> None:
    """Print a message for people, as it is."""
    MESSAGES.print(message, markup=False, soft_wrap=True)


def say_words(key: str, **values: object) -> None:
    """Print a phrase of the terminal in the language of the person."""
    from regatlas.pages.words import Words

    say(printable(Words(language())(key, **values)))


def say_error(error: RegatlasError) -> None:
    """Print what is wrong, in the language of the person."""
    # Loaded only now: most runs have nothing to say of this kind.
    from regatlas.pages.sentences import tell

    say(tell(error, language()))


def language() -> Lang:
    """The language of messages: ``--lang`` of the command, ``REGATLAS_LANG``, or what the system is set to."""
    words = sys.argv[1:]
    asked = next((after for word, after in pairwise(words) if word == "--lang"), "")
    asked = next((word.partition("=")[2] for word in words if word.startswith("--lang=")), asked)
    for said in (asked, *(os.environ.get(name, "") for name in ("REGATLAS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))):
        if said:
            return "zh" if said.lower().startswith("zh") else "en"
    return "en"


@contextmanager
def progress_bar(total: int, title: str) -> Iterator[Listener]:
    """A bar on standard error that shows where a batch stands, and names every failure as it happens."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=MESSAGES, transient=True) as bar:
        task = bar.add_task(title, total=total)

        def listen(event: Event) -> None:
            bar.update(task, completed=event.tally.done)
            if event.error and event.kind in ("finished", "kept"):
                bar.console.print(_failure(event.source, event.error), markup=False, soft_wrap=True)

        yield listen


@contextmanager
def counting_bar(total: int, title: str) -> Iterator[Callable[[int], None]]:
    """A bar on standard error for work that is only counted; it is told how much is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=MESSAGES, transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.update(task, completed=done)


def _failure(source: str, error: dict[str, str]) -> str:
    """One sentence: the code, what, the file, what to do."""
    from regatlas.pages.sentences import sentence

    where = error.get("where") or source
    return sentence(error["code"], error["message"], where, error.get("hint", ""), language())
