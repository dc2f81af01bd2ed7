"""``regatlas taxonomies``, and one YAML file of a user's own with every engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from regatlas.cli.main import app
from regatlas.testing.llm_coding import keywords
from regatlas.testing.llm_endpoint import LlmEndpoint

RUN = CliRunner()
OWN = Path(__file__).parents[2] / "docs" / "examples" / "lighthouse.yaml"
TEXT = """Article 1 A keeper shall light the lamp at dusk and must record each fault of the lamp.

Article 2 A boat shall pass the reef on the seaward side.
"""


@pytest.fixture
def law(tmp_path: Path) -> Path:
    path = tmp_path / "law.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def levels(*arguments: str) -> dict[str, str]:
    result = RUN.invoke(app, ["map", "--json", "--taxonomy", str(OWN), *arguments])
    assert result.exit_code == 0, result.output
    record = json.loads(result.stdout)
    for one in record["coverage"]:
        assert bool(one["evidence"]) == (one["level"] != "none")
    return {one["category"]: one["level"] for one in record["coverage"]}


def test_the_list_is_as_the_contract_has_it() -> None:
    result = RUN.invoke(app, ["taxonomies", "--json"])
    assert result.exit_code == 0
    value = json.loads(result.stdout)
    assert value["schema"] == "regatlas/taxonomies/1"
    assert len(value["taxonomies"]) == 7
    assert "人工智能风险子领域" in RUN.invoke(app, ["taxonomies", "--lang", "zh"]).stdout


def test_the_example_of_the_guide_is_right() -> None:
    result = RUN.invoke(app, ["taxonomies", "validate", str(OWN)])
    assert (result.exit_code, result.stdout) == (0, "")
    result = RUN.invoke(app, ["taxonomies", "examples", str(OWN), "--json"])
    (tried,) = json.loads(result.stdout)["taxonomies"]
    assert tried["right"] == tried["total"] > 0


def test_a_wrong_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN.read_text(encoding="utf-8").replace("near: [reef]", "near: [reefs]"), encoding="utf-8")
    result = RUN.invoke(app, ["taxonomies", "validate", str(path), "--json"], standalone_mode=False)
    assert result.return_value == 2
    (problem,) = json.loads(result.stdout)["problems"]
    assert problem["hint"].startswith("write 'reef'")
    line = int(problem["where"].rpartition(":")[2])
    assert "reefs" in path.read_text(encoding="utf-8").splitlines()[line - 1]
    assert "差错" in RUN.invoke(app, ["taxonomies", "validate", str(path), "--lang", "zh"]).stdout


def test_the_built_in_ones_are_right() -> None:
    assert RUN.invoke(app, ["taxonomies", "validate"], standalone_mode=False).return_value == 0


def test_misses_are_named() -> None:
    told = RUN.invoke(app, ["taxonomies", "examples", "lifecycle", "--lang", "zh"]).stdout
    assert told.startswith("lifecycle：72个示例中，")
    assert "标明" in told


def test_a_file_of_ones_own_with_the_lexicon(law: Path) -> None:
    assert levels(str(law)) == {"lamp": "good", "reef": "minimal"}


def test_a_file_of_ones_own_with_a_language_model(law: Path, llm_endpoint: LlmEndpoint, tmp_path: Path) -> None:
    llm_endpoint.coder = keywords({"Lamp": ("lamp",), "Reef": ("reef",)})
    own = {"REGATLAS_LLM_BASE_URL": llm_endpoint.url, "REGATLAS_LLM_MODEL": "tester"}
    arguments = ["map", "--json", "--taxonomy", str(OWN), str(law), "--engine", "llm.v1"]
    program = [sys.executable, "-c", "from regatlas.cli.main import run; run()", *arguments]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REGATLAS_LLM")}
    cache = ["--cache", str(tmp_path / "cache")]
    result = subprocess.run(
        [*program, *cache], capture_output=True, encoding="utf-8", env={**kept, **own}, timeout=180, check=False
    )
    assert result.returncode == 0, result.stderr
    found = {one["category"]: one["level"] for one in json.loads(result.stdout)["coverage"]}
    assert found == {"lamp": "good", "reef": "good"}


def test_a_file_of_ones_own_with_a_trained_model(law: Path, tmp_path: Path) -> None:
    pytest.importorskip("numpy")
    lines = []
    for number in range(24):
        about = ["lamp", "reef"][number % 2]
        words = f"Article {number} The {about} of island {number} shall be kept. Every {about} is marked on the map."
        lines.append(json.dumps({"text": words * 3, "labels": {"lighthouse": [about]}}))
    labels = tmp_path / "labels.jsonl"
    labels.write_text("\n".join(lines) + "\n", encoding="utf-8")
    model = tmp_path / "own.model"
    result = RUN.invoke(app, ["train", "--from", str(labels), "--out", str(model), "--taxonomy", str(OWN)])
    assert result.exit_code == 0, result.output
    lamps = tmp_path / "lamps.txt"
    lamps.write_text("Article 99 The lamp of island 99 shall be kept. Every lamp is marked on the map.\n" * 3)
    found = levels(str(lamps), "--engine", "linear.v1", "--model", str(model))
    assert found["lamp"] != "none"
    assert found["reef"] == "none"
