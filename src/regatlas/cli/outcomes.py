"""What became of several files, told to people and by the exit code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import JsonValue

from regatlas.app.inputs import InputFile
from regatlas.cli.exit_codes import INTERRUPTED
from regatlas.cli.screen import print_json, say_error, say_words
from regatlas.errors import InputError
from regatlas.jobs import Tally
from regatlas.model.run import OUTCOME_SCHEMA

OUTCOMES_SCHEMA = "regatlas/outcomes/1"


def exit_code(tally: Tally) -> int:
    """0 where all went well, 1 where some failed, 130 where the run was interrupted."""
    return INTERRUPTED if tally.interrupted else int(tally.failed > 0)


def report(tally: Tally, output: Path) -> None:
    """Say in one line what a batch did and where its output is."""
    say_words(
        "terminal.tally.kept" if tally.kept else "terminal.tally",
        done=tally.done,
        kept=tally.kept,
        ok=tally.ok,
        abstained=tally.abstained,
        failed=tally.failed,
        output=output,
    )
    if tally.interrupted:
        say_words("terminal.interrupted.resume")


def several(
    files: Sequence[InputFile],
    payload: Callable[[InputFile], dict[str, JsonValue]] | None,
    show: Callable[[InputFile], None],
) -> int:
    """Do files one after the other, as one JSON object with ``payload`` or shown one by one; name each that fails."""
    outcomes: list[JsonValue] = []
    failures = 0
    for file in files:
        try:
            if payload is None:
                show(file)
                continue
            outcomes.append(
                {"schema": OUTCOME_SCHEMA, "source": file.name, "status": "ok", "error": None, **payload(file)}
            )
        except InputError as error:
            failures += 1
            say_error(error)
            told: dict[str, JsonValue] = dict(error.to_json())
            outcomes.append({"schema": OUTCOME_SCHEMA, "source": file.name, "status": "failed", "error": told})
    if payload is not None:
        print_json({"schema": OUTCOMES_SCHEMA, "outcomes": outcomes})
    return int(failures > 0)
