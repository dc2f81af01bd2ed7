"""``--server``: the same words as from a store and a catalog of one's own, for every command that has the option."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.api.conftest import CHINESE, api_database
from tools.serving import serving
from typer.testing import CliRunner

from regatlas.app.import_worker import ImportWorker, import_task
from regatlas.app.importing import open_store
from regatlas.app.inputs import limits_from_environment
from regatlas.catalog.loading import builtin_catalog
from regatlas.cli.main import app
from regatlas.errors import BadArgument, RegatlasError
from regatlas.web.settings import ServerSettings

__all__ = ["api_database"]

PROFILE = "schema: regatlas/profile/1\nname: x\nfacts:\n  role: [provider]\n  offered_to_public_in: [CN]\n"


@pytest.fixture(scope="module")
def server(api_database: str) -> Iterator[str]:
    """The address of a server over the same store."""
    with serving(ServerSettings(database=api_database)) as address:
        yield address


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "profile.yaml"
    path.write_text(PROFILE, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(app, [*map(str, arguments)], catch_exceptions=False, standalone_mode=False)
    return result.stdout


@pytest.mark.parametrize("form", ["--json", "--lang=en", "--lang=zh"])
@pytest.mark.parametrize(
    "command",
    [
        "search 标识",
        "search content --limit 1 --language en",
        "search nothing-holds-this --as-of 2026-11-23",
        "catalog list --kind instruments --as-of 2026-11-23",
        "catalog list --jurisdiction CN-SZ",
        "catalog show cn/generative-ai --as-of 2026-11-23",
        "taxonomies",
        "facts",
        "dossier CN --as-of 2026-11-23",
    ],
)
def test_the_same_words_as_here(server: str, api_database: str, command: str, form: str) -> None:
    here = ["--db", api_database] if command.startswith(("search", "dossier")) else []
    assert run(*command.split(), form, "--server", server) == run(*command.split(), form, *here) != ""


@pytest.mark.parametrize("form", [["--json"], ["--lang", "zh"], ["--json", "--drafts"], ["--explain"]])
def test_the_same_findings_as_here(server: str, profile: Path, form: list[str]) -> None:
    named = [builtin_catalog().obligations_of("cn/generative-ai")[0].id] if form == ["--explain"] else []
    asked = ["check", profile, "--as-of", "2026-11-23", "--instrument", "cn/generative-ai", *form, *named]
    assert run(*asked, "--server", server) == run(*asked) != ""


def test_the_same_pages_as_here(server: str, api_database: str, tmp_path: Path) -> None:
    asked = ["dossier", "CN", "--as-of", "2026-11-23", "--html"]
    run(*asked, tmp_path / "here.html", "--db", api_database)
    run(*asked, tmp_path / "there.html", "--server", server)
    assert (tmp_path / "there.html").read_bytes() == (tmp_path / "here.html").read_bytes()


@pytest.mark.parametrize("command", [["search", " "], ["catalog", "show", "cn/nothing-like-it"], ["dossier", "XX"]])
def test_the_same_errors_as_here(server: str, api_database: str, command: list[str]) -> None:
    told = []
    here = ["--db", api_database] if command[0] != "catalog" else []
    for place in (here, ["--server", server]):
        with pytest.raises(RegatlasError) as caught:
            run(*command, *place)
        told.append(str(caught.value))
    assert told[0] == told[1]


def test_a_store_and_a_server_together_are_refused(server: str) -> None:
    for command in (["search", "x"], ["dossier", "CN"], ["import", __file__]):
        with pytest.raises(BadArgument) as caught:
            run(*command, "--db", "sqlite:///x.sqlite", "--server", server)
        assert caught.value.where == "--server"


def test_nobody_there() -> None:
    with pytest.raises(BadArgument):
        run("facts", "--server", "regatlas.example.org")


def test_the_token_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGATLAS_TOKEN", "secret")
    with pytest.raises(BadArgument) as caught:
        run("facts", "--server", "http://regatlas.example.org")
    assert "https" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_files_are_kept_as_here(tmp_path: Path) -> None:
    for name, text in (("one.md", CHINESE), ("two.md", ""), ("three.md", CHINESE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    here, there = (f"sqlite:///{tmp_path / name}.sqlite" for name in ("here", "there"))
    stop = threading.Event()
    with open_store(there) as store, serving(ServerSettings(database=there)) as address:
        worker = threading.Thread(target=ImportWorker(store, import_task(limits_from_environment())).run, args=(stop,))
        worker.start()
        files = [str(tmp_path / name) for name in ("one.md", "two.md", "three.md")]
        told = [imported(*files, *place) for place in (["--db", here], ["--server", address])]
        stop.set()
        worker.join()
    assert told[0][:2] == told[1][:2]
    assert told[0][0] == 1
    for _, _, said in told:
        assert said.startswith("RGA-1001: the file is empty, ")
    with open_store(there) as store:
        assert len(store.searchable()) == 1


def imported(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["import", *arguments], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr
