"""``regatlas read --format``: what each form prints of the sample."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import regatlas
from regatlas.app.inputs import load_document
from regatlas.cli.main import app
from regatlas.exchange.akn import from_akn
from regatlas.readers import Limits

SAMPLES = Path(regatlas.__file__).parent / "data" / "samples"
CHINESE, ENGLISH = SAMPLES / "sample-measures.zh.md", SAMPLES / "sample-measures.en.md"


def printed(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["read", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("sample", [CHINESE, ENGLISH])
def test_akn_is_the_whole_document(sample: Path) -> None:
    assert from_akn(printed(str(sample), "--format", "akn").encode()) == load_document(sample, Limits())


def test_jsonld_is_one_object_with_the_articles() -> None:
    value = json.loads(printed(str(ENGLISH), "--format", "jsonld"))
    articles = [one for one in load_document(ENGLISH, Limits()).provisions if one.kind == "article"]
    assert value["@type"] == "Legislation"
    assert [part["legislationIdentifier"] for part in value["hasPart"]] == [one.citation for one in articles]


def test_text_is_the_normalised_text() -> None:
    assert printed(str(CHINESE), "--format", "text") == load_document(CHINESE, Limits()).text + "\n"


def test_two_files_are_printed_one_after_the_other() -> None:
    both = printed(str(CHINESE), str(ENGLISH), "--format", "jsonld").splitlines()
    assert {json.loads(line)["inLanguage"] for line in both} == {"zh-Hans", "en"}
