"""``regatlas dossier`` and ``regatlas brief``: what they print, what they write, and how they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.pages.browsers import needs_pango
from typer.testing import CliRunner

from regatlas.cli.main import app
from regatlas.errors import BadArgument

SAMPLE = Path("src/regatlas/data/samples/sample-measures.zh.md").resolve()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a store."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(app, [*map(str, arguments)], catch_exceptions=False, standalone_mode=False)
    return result.stdout


def refused(*arguments: str | Path) -> str:
    with pytest.raises(BadArgument) as caught:
        run(*arguments)
    return str(caught.value)


def test_json_is_one_object_on_standard_output() -> None:
    told = json.loads(run("dossier", "CN", "--json", "--as-of", "2026-11-23"))
    assert (told["schema"], told["as_of"]) == ("regatlas/dossier/1", "2026-11-23")
    assert told["overview"]["instruments"] == len(told["instruments"]) >= 25


@pytest.mark.parametrize(
    ("lang", "words"), [("en", ("In force", "disputed", "not compared")), ("zh", ("现行有效", "说法不一", "未核对"))]
)
def test_the_terminal_tells_the_main_things(lang: str, words: tuple[str, ...]) -> None:
    told = run("dossier", "CN", "--lang", lang, "--as-of", "2026-11-23")
    for word in (*words, "regatlas dossier CN --html FILE"):
        assert word in " ".join(told.split())


def test_the_page_goes_into_a_file(folder: Path) -> None:
    assert run("dossier", "CN-SH", "--html", folder / "sh.html", "--lang", "zh") == ""
    assert "上海市人工智能治理概况" in (folder / "sh.html").read_text(encoding="utf-8")


def test_refusals_are_sentences(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused("dossier", "Atlantis") == (
        "RGA-1008: there is no dossier of 'Atlantis'; choose among CN, CN-BJ, CN-SH, CN-SZ"
    )
    assert "--json goes to standard output" in refused("dossier", "CN", "--json", "--html", "x.html")
    assert "the file cannot be written" in refused("dossier", "CN-SZ", "--html", folder / "no" / "x.html")
    monkeypatch.setattr("regatlas.cli.brief._at_terminal", lambda: True)
    assert "name a file with --out" in refused("brief", "cn/pipl", "--format", "pdf")
    assert "perhaps cn/pipl" in refused("brief", "cn/pip")


def test_a_brief_goes_to_the_terminal_or_into_a_file(folder: Path) -> None:
    told = run("brief", "cn/pipl", "--lang", "zh", "--as-of", "2026-11-23")
    assert told.startswith("# 中华人民共和国个人信息保护法\n")
    assert "现行有效（2026年11月23日）" in told
    assert run("brief", "cn/pipl", "--format", "html", "--out", folder / "b.html") == ""
    assert "<h1" in (folder / "b.html").read_text(encoding="utf-8")
    assert "第二十四条" not in run("brief", SAMPLE)
    assert "made of sentences" in run("brief", SAMPLE).lower()


@needs_pango
def test_pdf(folder: Path) -> None:
    run("brief", "cn/ethical-norms-2021", "--format", "pdf", "--out", folder / "b.pdf")
    piped = CliRunner().invoke(app, ["brief", "cn/ethical-norms-2021", "--format", "pdf"])
    assert piped.stdout_bytes[:5] == b"%PDF-"
    run("dossier", "CN-SH", "--pdf", folder / "d.pdf")
    assert (folder / "b.pdf").read_bytes()[:5] == (folder / "d.pdf").read_bytes()[:5] == b"%PDF-"
