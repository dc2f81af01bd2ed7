from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module

import pytest
import typer

from regatlas.cli.commands import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_the_command_itself_says(name: str) -> None:
    entry = COMMANDS[name]
    found = getattr(import_module(f"regatlas.cli.{entry.module}"), entry.attribute)
    documented = found.info.help if isinstance(found, typer.Typer) else inspect.getdoc(found)
    assert documented is not None
    assert entry.help == documented.split("\n\n")[0].replace("\n", " ")
    assert " | " in entry.help


def test_help_imports_no_command() -> None:
    script = (
        "import sys\nfrom typer.testing import CliRunner\nfrom regatlas.cli.main import app\n"
        "assert 'map' in CliRunner().invoke(app, ['--help']).output\n"
        "print(*[name for name in sys.modules if name.startswith(('regatlas.app', 'regatlas.engines'))])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
