from __future__ import annotations

from typing import Annotated

import pytest
import typer

from tools import documented


def application() -> typer.Typer:
    app = typer.Typer()
    inner = typer.Typer()

    @app.command()
    def read(
        files: list[str],
        as_json: Annotated[bool, typer.Option("--json")] = False,
        form: Annotated[str, typer.Option("--format", "-f")] = "text",
        secret: Annotated[bool, typer.Option("--secret", hidden=True)] = False,
    ) -> None: ...

    @inner.command("list")
    def listing(limit: int = 1) -> None: ...

    @app.command(hidden=True)
    def internal() -> None: ...

    app.add_typer(inner, name="catalog")
    return app


PAGE = """# Commands

`--top` in prose is not an option.

## `regatlas`

## `regatlas read`

| option | meaning |
|---|---|
| `--json` | not like `--other` |
| `-f`, `--format FORM` | form |

## `regatlas catalog`

### `regatlas catalog list`

| option | meaning |
|---|---|
| `--limit N` | how many |
"""


def test_commands_options_and_groups_are_found_without_the_hidden_ones() -> None:
    assert documented.offered(application()) == {
        "regatlas": set(),
        "regatlas read": {"--json", "--format"},
        "regatlas catalog": set(),
        "regatlas catalog list": {"--limit"},
    }


def test_a_page_that_agrees() -> None:
    assert documented.documented(PAGE) == documented.offered(application())
    assert list(documented.commands_differ(PAGE, application())) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("## `regatlas read`", "## `regatlas write`", "describes 'regatlas write', which does not exist"),
        ("## `regatlas read`", "## reading", "does not describe 'regatlas read'"),
        ("`--json`", "`--yaml`", "'regatlas read' has no --yaml"),
        ("| `--json` |", "| json |", "--json of 'regatlas read' is missing"),
        ("`--limit N`", "`--top N`", "--limit of 'regatlas catalog list' is missing"),
    ],
)
def test_where_page_and_application_disagree_is_named(old: str, new: str, words: str) -> None:
    complaints = list(documented.commands_differ(PAGE.replace(old, new), application()))
    assert f"docs/cli.md: {words}" in complaints


def test_every_error_code_stands_in_its_page_once_it_exists() -> None:
    complaints = list(documented.codes_differ("## RGA-0000 RegatlasError\n\n## RGA-9999 NoSuchThing\n"))
    assert "docs/errors.md: RGA-1001 (EmptyInput) is missing" in complaints
    assert "docs/errors.md: RGA-9999 is no error of ours" in complaints
    assert not any("RGA-0000" in each for each in complaints)
