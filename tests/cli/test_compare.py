"""``regatlas diff`` and ``regatlas align``."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from tests.compare.laws import body, law
from typer.testing import CliRunner

from regatlas.cli.main import app
from regatlas.cli.render_pairs import print_alignment, print_comparison
from regatlas.compare import align_translation, compare_versions
from regatlas.errors import BadArgument
from regatlas.pages.alignment import view_alignment
from regatlas.pages.comparison import view_comparison
from regatlas.pages.words import Lang, Words

SAMPLES = Path(__file__).parents[2] / "src" / "regatlas" / "data" / "samples"
ENGLISH, CHINESE = SAMPLES / "sample-measures.en.md", SAMPLES / "sample-measures.zh.md"


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    path = tmp_path / "changed.md"
    path.write_text(CHINESE.read_text(encoding="utf-8").replace("应当", "必须", 3), encoding="utf-8")
    return path


def test_diff_as_json(changed: Path) -> None:
    value = json.loads(run("diff", CHINESE, changed, "--json"))
    assert value["schema"] == "regatlas/diff/1"
    assert value["before"]["source"]["name"] == CHINESE.name
    words = [piece["text"] for pair in value["pairs"] for piece in pair["pieces"] if piece["kind"] == "added"]
    assert words == ["必须"] * 3
    assert value["counts"]["same"] + value["counts"]["changed"] == 18


def test_align_as_json() -> None:
    value = json.loads(run("align", CHINESE, ENGLISH, "--json"))
    assert value["schema"] == "regatlas/align/1"
    articles = [block for block in value["blocks"] if block["role"] == "provision"]
    assert len(articles) == 18
    assert all(block["basis"] == "number" for block in articles)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pages(tmp_path: Path, changed: Path, lang: str) -> None:
    page = tmp_path / "page.html"
    run("diff", CHINESE, changed, "--html", page, "--lang", lang)
    assert "<ins>必须</ins>" in page.read_text(encoding="utf-8")
    run("align", CHINESE, ENGLISH, "--html", page, "--lang", lang)
    assert 'class="parallel body"' in page.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_the_terminal_marks_changes(changed: Path) -> None:
    shown = run("diff", CHINESE, changed, "--lang", "zh")
    assert "[-应当-]{+必须+}" in "".join(shown.split("\n  ")).replace("\n", "")
    assert "两份文本没有差异。" in run("diff", CHINESE, CHINESE, "--lang", "zh")
    assert "Article 1" in run("align", CHINESE, ENGLISH)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["diff", CHINESE, ENGLISH], "regatlas align"),
        (["align", CHINESE, CHINESE], "regatlas diff"),
        (["diff", CHINESE, CHINESE, "--json", "--html", "x.html"], "exclude each other"),
        (["align", CHINESE, ENGLISH, "--html", "/no/such/folder/x.html"], "cannot be written"),
    ],
)
def test_senseless_arguments_are_told(arguments: list[str | Path], told: str) -> None:
    with pytest.raises(BadArgument, match=told):
        CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)


def printed(width: int, lang: Lang) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    hostile = "桥梁\x1b[31m养护\u202e。"
    before, after = law([body(1), body(2), hostile]), law([body(1), body(3), body(2), hostile + "另行规定。"])
    words = Words(lang)
    print_comparison(
        console, view_comparison(compare_versions(before, after), (before, after), ("a", "b"), words), words
    )
    english = law(["Bridges \x1b[2J."], language="en")
    print_alignment(
        console, view_alignment(align_translation(before, english), (before, english), ("a", "b"), words), words
    )
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [24, 40, 100])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_steers_the_terminal(width: int, lang: Lang) -> None:
    shown = printed(width, lang)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "{+" in shown
