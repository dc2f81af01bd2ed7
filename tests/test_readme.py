"""What the READMEs show of the sample is what the program says of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from regatlas.exchange.json_store import provision_json
from regatlas.readers import read
from regatlas.structure import parse

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_session_is_true(language: str) -> None:
    readme = (ROOT / ("README.md" if language == "en" else "README.zh.md")).read_text(encoding="utf-8")
    sample = ROOT / "src/regatlas/data/samples" / f"sample-measures.{language}.md"
    document = parse(read(sample.read_bytes()))
    shown = [json.loads(line) for line in re.findall(r"^\{.*\}$", readme, re.MULTILINE)]
    slices = re.findall(r"^\$ jq -r '\.text\[(\d+):(\d+)\]' .*\n(.+)$", readme, re.MULTILINE)
    assert shown
    assert slices
    for provision in shown:
        assert provision_json(document.by_eid[provision["eid"]]) == provision
    for start, end, words in slices:
        assert document.text[int(start) : int(end)] == words


def test_the_test_command_of_the_readme_is_the_one_that_ci_runs() -> None:
    assert "$ make test " in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "\nmake test\n" in (ROOT / ".ci/run").read_text(encoding="utf-8")
