from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from tests.engines.linear.coded import text
from typer.testing import CliRunner

from regatlas.cli.main import app
from regatlas.errors import BadArgument, InputError

RUN = CliRunner()
NAMES = {"lamps": "1.1", "bridges": "2.1", "gardens": "3.1", "works": "1.2"}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("train")
    lines = [
        {"text": words, "labels": {"risk-subdomain": sorted(NAMES[code] for code in codes)}}
        for words, codes in map(text, range(30))
    ]
    (folder / "labels.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    out = folder / "town.model"
    result = RUN.invoke(app, ["train", "--from", str(folder / "labels.jsonl"), "--out", str(out)])
    assert result.exit_code == 0, result.output
    return out


def test_a_model_maps_a_file_and_agrees_with_itself(model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in (100, 101):
        (folder / f"{number}.txt").write_text(text(number)[0], encoding="utf-8")
    options = ["--engine", "linear.v1", "--model", str(model), "--taxonomy", "risk-subdomain"]
    result = RUN.invoke(app, ["map", str(folder / "100.txt"), "--json", *options])
    assert result.exit_code == 0, result.output
    record = json.loads(result.stdout)
    assert record["engine"]["name"] == "linear.v1"
    assert len(record["coverage"]) == 24
    assert {one["level"] for one in record["coverage"]} == {"none", "good"}
    outcomes = tmp_path / "outcomes.jsonl"
    assert RUN.invoke(app, ["map", str(folder), "--jsonl", str(outcomes), *options]).exit_code == 0
    page = tmp_path / "agreement.html"
    result = RUN.invoke(app, ["agree", str(outcomes), str(outcomes), "--json", "--html", str(page)])
    assert json.loads(result.stdout)["taxonomies"][0]["f1"]["value"] == 1.0
    assert page.is_file()
    for lang in ("en", "zh"):
        shown = RUN.invoke(app, ["agree", str(outcomes), str(outcomes), "--lang", lang])
        assert shown.exit_code == 0
        assert "1.00" in shown.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--engine", "linear.v1"], "needs a model"),
        (["--model", "some.model"], "needs no model"),
        (["--engine", "linear.v1", "--model", "none.model"], "no such file"),
    ],
)
def test_engine_and_model_must_fit(options: list[str], message: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text(1)[0], encoding="utf-8")
    result = RUN.invoke(app, ["map", str(tmp_path / "a.txt"), *options])
    assert isinstance(result.exception, InputError)
    assert message in str(result.exception)


@pytest.mark.parametrize("words", [["agora"], ["agora", "nowhere"], ["a", "b", "c"]])
def test_what_to_learn_from_must_be_named(words: list[str], tmp_path: Path) -> None:
    result = RUN.invoke(app, ["train", "--from", *words, "--out", str(tmp_path / "m")])
    assert isinstance(result.exception, BadArgument)


def test_a_model_of_another_taxonomy_version_is_refused(model: Path, tmp_path: Path) -> None:
    source = files("regatlas.data").joinpath("taxonomies", "risk-subdomain.yaml").read_text(encoding="utf-8")
    changed = tmp_path / "risk-subdomain.yaml"
    changed.write_text(re.sub(r"(?m)^version: .*$", 'version: "99"', source), encoding="utf-8")
    (tmp_path / "a.txt").write_text(text(1)[0], encoding="utf-8")
    options = ["--engine", "linear.v1", "--model", str(model), "--taxonomy", str(changed)]
    result = RUN.invoke(app, ["map", str(tmp_path / "a.txt"), *options])
    assert isinstance(result.exception, BadArgument)
    assert "another version of the taxonomy" in str(result.exception)
