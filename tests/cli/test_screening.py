"""``regatlas screen`` as another program sees it, by words and by a language model on this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from regatlas.cli.main import app
from regatlas.errors import BadArgument
from regatlas.testing.llm_coding import keywords
from regatlas.testing.llm_endpoint import LlmEndpoint

RUN = CliRunner()
GOVERNS = """Rules on talking machines

Article 1 A shop that uses artificial intelligence to answer customers shall say so at the beginning.

Article 2 The town may publish a list of such shops.
"""
PLAIN = """Rules on market stalls

Article 1 A stall shall be cleared by six in the evening, and its boards must be swept.

Article 2 The town may publish a list of such stalls.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "texts"
    inside.mkdir()
    (inside / "a.txt").write_text(GOVERNS, encoding="utf-8")
    (inside / "b.txt").write_text(PLAIN, encoding="utf-8")
    (inside / "c.txt").write_text("x", encoding="utf-8")
    (inside / "d.pdf").write_bytes(b"%PDF-1.7 broken")
    return inside


def test_one_file_as_json_has_quotes_that_stand_in_the_text(folder: Path) -> None:
    text = json.loads(RUN.invoke(app, ["read", str(folder / "a.txt"), "--json"]).stdout)["text"]
    result = RUN.invoke(app, ["screen", str(folder / "a.txt"), "--json"])
    assert result.exit_code == 0, result.output
    value = json.loads(result.stdout)
    assert value["schema"] == "regatlas/screen/1"
    assert value["verdict"] == "in-scope"
    assert value["force"]["value"] == "operative"
    assert value["score"] >= value["thresholds"]["in_scope"] > value["thresholds"]["keep"]
    shown = [*value["force"]["evidence"], *(quote for sign in value["signs"] for quote in sign["evidence"])]
    assert shown
    assert all(text[slice(*one["span"])] == one["quote"] for one in shown)
    assert value["rationale"]["en"]
    assert value["rationale"]["zh"]


def test_several_files_have_one_outcome_each(folder: Path) -> None:
    result = RUN.invoke(app, ["screen", str(folder), "--json"])
    assert result.exit_code == 1
    outcomes = json.loads(result.stdout)["outcomes"]
    assert {one["source"]: one["status"] for one in outcomes} == {
        "a.txt": "ok",
        "b.txt": "ok",
        "c.txt": "abstained",
        "d.pdf": "failed",
    }
    scores = {one["source"]: one["screening"]["score"] for one in outcomes if "screening" in one}
    assert scores["a.txt"] > 40
    assert scores["b.txt"] == 0
    assert scores["c.txt"] is None


def test_a_batch_can_be_resumed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    for more in ([], ["--resume"]):
        result = run("screen", folder, "--jsonl", out, "--workers", "1", *more)
        assert result.returncode == 1, result.stderr
        lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        assert sorted(one["source"] for one in lines) == ["a.txt", "b.txt", "c.txt", "d.pdf"]
        assert {one["schema"] for one in lines} == {"regatlas/outcome/1"}


@pytest.mark.parametrize(
    ("lang", "words"), [("en", ("AI governance · sets norms", "not judged")), ("zh", ("设定规范", "未作判断"))]
)
def test_people_read_it_in_their_language(folder: Path, lang: str, words: tuple[str, ...]) -> None:
    (folder / "d.pdf").unlink()
    shown = RUN.invoke(app, ["screen", str(folder), "--lang", lang]).stdout
    assert all(one in shown for one in words)


@pytest.mark.parametrize(
    "options", [["--engine", "linear.v1"], ["--resume"], ["--json", "--jsonl", "x"], ["--max-cost", "1"]]
)
def test_options_without_meaning_are_refused(folder: Path, options: list[str]) -> None:
    result = RUN.invoke(app, ["screen", str(folder), *options])
    assert isinstance(result.exception, BadArgument)


def run(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REGATLAS_LLM")}
    program = [sys.executable, "-c", "from regatlas.cli.main import run; run()", *map(str, arguments)]
    return subprocess.run(
        program, capture_output=True, encoding="utf-8", timeout=180, env={**kept, **more}, check=False
    )


def by_model(endpoint: LlmEndpoint, folder: Path, cache: Path) -> dict[str, Any]:
    own = {"REGATLAS_LLM_BASE_URL": endpoint.url, "REGATLAS_LLM_MODEL": "tester"}
    result = run("screen", folder / "a.txt", "--engine", "llm.v1", "--cache", cache, "--json", **own)
    assert result.returncode == 0, result.stderr
    value: dict[str, Any] = json.loads(result.stdout)
    return value


def test_a_language_model_is_held_to_the_text(llm_endpoint: LlmEndpoint, folder: Path, tmp_path: Path) -> None:
    llm_endpoint.coder = keywords({"Artificial intelligence as": ("artificial",), "Governance of": ("artificial",)})
    honest = by_model(llm_endpoint, folder, tmp_path / "honest")
    assert (honest["score"], honest["verdict"], honest["force"]["value"]) == (95, "in-scope", "operative")
    assert {sign["kind"] for sign in honest["signs"]} == {"subject", "governance"}
    sent = llm_endpoint.requests[0].raw.decode()
    assert "a.txt" not in sent
    llm_endpoint.misbehave("invented-quotes")
    invented = by_model(llm_endpoint, folder, tmp_path / "invented")
    assert invented["score"] == 0
    assert invented["signs"] == []
    assert {one["reason"] for one in invented["withheld"]} == {"not-located"}


def test_useless_answers_are_an_abstention(llm_endpoint: LlmEndpoint, folder: Path, tmp_path: Path) -> None:
    llm_endpoint.misbehave("nonsense")
    value = by_model(llm_endpoint, folder, tmp_path / "cache")
    assert value["score"] is None
    assert value["abstained"]["zh"] == "语言模型未给出可用的回答。"
