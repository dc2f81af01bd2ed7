"""``regatlas map --engine llm.v1`` as another program sees it, against a model on this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from regatlas.testing.llm_coding import keywords
from regatlas.testing.llm_endpoint import LlmEndpoint

TEXT = (
    "Article 1 A provider shall protect personal information of users.\n\nArticle 2 A provider shall label content.\n"
)
NAME = "zebra-quux-7731.txt"


def regatlas(endpoint: LlmEndpoint | None, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    own = {} if endpoint is None else {"REGATLAS_LLM_BASE_URL": endpoint.url, "REGATLAS_LLM_MODEL": "tester"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REGATLAS_LLM")}
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from regatlas.cli.main import run; run()",
            "map",
            "--engine",
            "llm.v1",
            *map(str, arguments),
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        env={**kept, **own, **more},
        check=False,
    )


@pytest.fixture
def laws(tmp_path: Path) -> Path:
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / NAME).write_text(TEXT, encoding="utf-8")
    (folder / "other.txt").write_text(TEXT.replace("label", "mark"), encoding="utf-8")
    return folder


@pytest.fixture
def model(llm_endpoint: LlmEndpoint) -> LlmEndpoint:
    llm_endpoint.coder = keywords({"privacy": ("personal information",)})
    return llm_endpoint


def test_a_record_by_a_model(model: LlmEndpoint, laws: Path, tmp_path: Path) -> None:
    options = ["--taxonomy", "risk-subdomain", "--taxonomy", "legal-status", "--cache", tmp_path / "cache", "--json"]
    result = regatlas(model, laws / NAME, *options, REGATLAS_LLM_API_KEY="sk-secret-1")
    assert result.returncode == 0, result.stderr
    record = json.loads(result.stdout)
    assert record["engine"]["name"] == "llm.v1"
    assert record["withheld"] == []
    covered = [one for one in record["coverage"] if one["level"] != "none" and one["taxonomy"] == "risk-subdomain"]
    assert [one["category"] for one in covered] == ["2.1"]
    assert covered[0]["evidence"][0]["eid"].startswith("art_1")
    assert model.requests[0].headers["Authorization"] == "Bearer sk-secret-1"
    assert all(b"zebra-quux" not in one.raw for one in model.requests)
    assert "sk-secret-1" not in result.stdout + result.stderr


def test_a_batch_resumes_and_asks_nothing_twice(model: LlmEndpoint, laws: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    options = ["--taxonomy", "risk-subdomain", "--cache", tmp_path / "cache", "--jsonl", out, "--workers", "2"]
    first = regatlas(model, laws, *options)
    assert first.returncode == 0, first.stderr
    assert len(model.requests) == 2
    lines = out.read_bytes().splitlines()
    out.write_bytes(lines[0] + b"\n")
    again = regatlas(model, laws, *options, "--resume")
    assert again.returncode == 0, again.stderr
    assert len(model.requests) == 2
    assert sorted(out.read_bytes().splitlines()) == sorted(lines)


def test_pages_are_another_output_but_the_same_questions(model: LlmEndpoint, laws: Path, tmp_path: Path) -> None:
    model.misbehave("invented-quotes")
    options = ["--taxonomy", "risk-subdomain", "--cache", tmp_path / "cache"]
    for lang, words in (("en", "2 claims whose quotes do not stand"), ("zh", "引文不见于原文的结论")):
        folder = tmp_path / lang
        result = regatlas(model, laws / NAME, *options, "--out", folder, "--lang", lang)
        assert result.returncode == 0, result.stderr
        (page,) = folder.glob("*.html")
        assert words.replace("2 claims whose quotes do", "1 claim whose quote does") in page.read_text(encoding="utf-8")
    assert len(model.requests) == 1


def test_a_dry_run_tells_the_cost_and_asks_nothing(model: LlmEndpoint, laws: Path, tmp_path: Path) -> None:
    options = [laws, "--dry-run", "--cache", tmp_path / "cache"]
    told = regatlas(model, *options, "--json", REGATLAS_LLM_PRICE="1/2")
    plan = json.loads(told.stdout)
    assert plan["schema"] == "regatlas/plan/1"
    assert (plan["files"], plan["calls"], plan["kept"]) == (2, 14, 0)
    expected = (plan["tokens"]["read"] + 2 * plan["tokens"]["written"]) / 1e6
    assert float(plan["cost"]) == pytest.approx(expected, abs=1e-4)
    assert "14 questions to tester" in regatlas(model, *options).stdout
    assert "费用约" in regatlas(model, *options, "--lang", "zh").stdout
    assert model.requests == []


def test_a_limit_of_cost_stops_before_the_first_dollar(model: LlmEndpoint, laws: Path, tmp_path: Path) -> None:
    options = ["--max-cost", "0.0001", "--cache", tmp_path / "cache"]
    result = regatlas(model, laws / NAME, *options, REGATLAS_LLM_PRICE="10/30")
    assert result.returncode == 2
    assert "RGA-7001" in result.stderr
    assert model.requests == []


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "RGA-7000: no language model endpoint is set; set REGATLAS_LLM_BASE_URL, such as http://localhost:11434"),
        (
            {"REGATLAS_LLM_BASE_URL": "http://localhost:9/v1"},
            "RGA-7000: no language model is chosen; set REGATLAS_LLM_MODEL",
        ),
        (
            {"REGATLAS_LLM_BASE_URL": "https://user:word@host/v1", "REGATLAS_LLM_MODEL": "m"},
            "RGA-1008: the address of the language model is no plain http or https address, REGATLAS_LLM_BASE_URL",
        ),
        (
            {"REGATLAS_LLM_BASE_URL": "http://localhost:9/v1", "REGATLAS_LLM_MODEL": "m", "REGATLAS_LLM_TPM": "many"},
            "RGA-1008: REGATLAS_LLM_TPM is 'many'; set it to a whole number above 0",
        ),
    ],
)  # fmt: skip
def test_what_is_not_set_up_is_said(laws: Path, environment: dict[str, str], sentence: str) -> None:
    result = regatlas(None, laws / NAME, **environment)
    assert result.returncode == 2
    assert result.stderr.startswith(sentence)
    assert "word" not in result.stderr.replace("words", "")


def test_options_of_models_are_for_models(laws: Path) -> None:
    result = regatlas(None, laws / NAME, "--engine", "lexicon.v1", "--dry-run")
    assert result.returncode == 2
    assert "are for language models" in result.stderr
