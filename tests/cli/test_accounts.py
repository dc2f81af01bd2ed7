"""``regatlas accounts`` and ``regatlas audit`` as a person sees them."""

from __future__ import annotations

import getpass
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from click.testing import Result
from typer.testing import CliRunner

from regatlas.app import passwords
from regatlas.cli.main import app
from regatlas.cli.serve import _tell_of_first_admin
from regatlas.errors import BadArgument, NotAllowed, NotKnown
from regatlas.web.settings import ServerSettings

PASSWORD = "quiet river under stone"
Run = Callable[..., Result]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite"


@pytest.fixture
def run(store: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    passwords._nobody.cache_clear()

    def command(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(app, [*words, "--db", f"sqlite:///{store}"], input=typed)

    return command


@pytest.fixture
def filled(run: Run) -> Run:
    for name, role in (("anna", "admin"), ("cora", "coder")):
        added = run("accounts", "add", name, "--role", role, "--password-stdin", typed=f"{PASSWORD}\n")
        assert (added.exit_code, added.exception) == (0, None)
    return run


def test_accounts_are_added_listed_and_changed(filled: Run) -> None:
    assert filled("accounts", "list").stdout == "anna: admin, password\ncora: coder, password\n"
    filled("accounts", "role", "cora", "editor")
    filled("accounts", "disable", "cora")
    listed = json.loads(filled("accounts", "list", "--json").stdout)
    assert listed["schema"] == "regatlas/accounts/1"
    assert [(one["name"], one["role"], one["disabled_at"] is None) for one in listed["accounts"]] == [
        ("anna", "admin", True),
        ("cora", "editor", False),
    ]
    assert "cora: editor, password, disabled 20" in filled("accounts", "list").stdout
    filled("accounts", "enable", "cora")
    filled("accounts", "password", "cora", "--password-stdin", typed="loud brook over sand\n")
    told = filled("audit", "list").stdout
    actions = [line.split()[3] for line in told.splitlines()]
    assert actions == [
        *("account.password", "account.enable", "account.disable", "account.role", "account.add", "account.add")
    ]
    assert f"cli:{getpass.getuser()}: account.role cora" in told
    assert PASSWORD not in told


def test_an_empty_store_says_how_to_begin(run: Run) -> None:
    assert "regatlas accounts add NAME --role admin" in run("accounts", "list").stderr
    assert run("audit", "list").stderr == "The log has no such entry.\n"


@pytest.mark.parametrize("password", ["short", "password1234", "x" * 1001])
def test_a_weak_password_is_refused_before_anything_is_kept(run: Run, store: Path, password: str) -> None:
    refused = run("accounts", "add", "anna", "--password-stdin", typed=password + "\n")
    assert isinstance(refused.exception, BadArgument)
    assert password not in str(refused.exception)
    assert run("accounts", "list").stdout == ""


def test_a_password_is_asked_for_twice_and_never_stands_in_the_command(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter([PASSWORD, PASSWORD, PASSWORD, "another"])
    monkeypatch.setattr(getpass, "getpass", lambda _: next(typed))
    monkeypatch.setattr("regatlas.cli.accounts._at_a_terminal", lambda: True)
    assert run("accounts", "add", "anna").exit_code == 0
    assert "not typed twice" in str(run("accounts", "add", "bo").exception)
    assert [word for word in run("accounts", "add", "--help").stdout.split() if word.startswith("--pass")] == [
        "--password-stdin"
    ]


def test_without_a_terminal_there_is_nobody_to_ask(run: Run) -> None:
    assert "use --password-stdin" in str(run("accounts", "add", "anna").exception)


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        (("accounts", "role", "nobody", "admin"), NotKnown, "no such account"),
        (("accounts", "role", "anna", "reader"), BadArgument, "only account that may manage"),
        (("accounts", "disable", "anna"), BadArgument, "only account that may manage"),
        (("accounts", "token", "cora", "--scope", "admin"), NotAllowed, "needs the role admin"),
        (("accounts", "token", "cora", "--scope", "root"), BadArgument, "no scope 'root'"),
        (("audit", "verify", "--expect", "x"), BadArgument, "no digest"),
    ],
)
def test_what_is_refused(filled: Run, words: tuple[str, ...], kind: type[Exception], said: str) -> None:
    refused = filled(*words)
    assert isinstance(refused.exception, kind)
    assert said in str(refused.exception)


def test_a_token_is_printed_alone(filled: Run) -> None:
    made = filled("accounts", "token", "cora", "--scope", "read", "--scope", "review", "--for", "export", "--days", "7")
    assert made.stdout.startswith("rga_")
    assert made.stdout.count("\n") == 1
    assert made.stdout.strip() not in filled("audit", "list").stdout
    assert "token.add export" in filled("audit", "list", "--action", "token").stdout


def test_the_log_holds_and_its_head_can_be_noted(filled: Run) -> None:
    told = filled("audit", "verify")
    head = told.stdout.split()[-1]
    assert told.exit_code == 0
    assert told.stdout.startswith("All 2 entries hold.")
    assert filled("audit", "verify", "--expect", head.upper()).exit_code == 0
    found = json.loads(filled("audit", "verify", "--json").stdout)
    assert (found["holds"], found["head"], found["entries"]) == (True, head, 2)
    lines = filled("audit", "list", "--jsonl").stdout.splitlines()
    assert [json.loads(line)["digest"] for line in lines][-1] == head


def test_a_changed_entry_and_a_cut_tail_are_told(filled: Run, store: Path) -> None:
    head = filled("audit", "verify").stdout.split()[-1]
    with sqlite3.connect(store) as raw:
        raw.execute("DROP TRIGGER audit_entry_removals")
        raw.execute("DELETE FROM audit_entry WHERE sequence = 2")
    raw.close()
    assert filled("audit", "verify").exit_code == 0
    cut = filled("audit", "verify", "--expect", head)
    assert (cut.exit_code, "the log was cut off" in cut.stdout) == (1, True)
    with sqlite3.connect(store) as raw:
        raw.execute("DROP TRIGGER audit_entry_changes")
        raw.execute("UPDATE audit_entry SET subject = 'bo' WHERE sequence = 1")
    raw.close()
    changed = filled("audit", "verify")
    assert changed.exit_code == 1
    assert changed.stdout == "Entry 1 does not hold: it was changed after it was written. The first 0 hold.\n"
    assert json.loads(filled("audit", "verify", "--json").stdout)["reason"] == "seal"


def test_a_server_that_nobody_can_manage_says_how(
    run: Run, store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = ServerSettings(database=f"sqlite:///{store}", accounts="open")
    _tell_of_first_admin(settings)
    assert f"regatlas accounts add NAME --role admin --db sqlite:///{store}" in capsys.readouterr().err.replace(
        "\n", ""
    )
    _tell_of_first_admin(settings.model_copy(update={"accounts": "none"}))
    run("accounts", "add", "anna", "--role", "admin", "--password-stdin", typed=f"{PASSWORD}\n")
    _tell_of_first_admin(settings)
    assert capsys.readouterr().err == ""
