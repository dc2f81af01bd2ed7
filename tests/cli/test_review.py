"""What people said leaves the store, and ``train`` and ``agree`` read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.app.review_people import desk, keep_law
from tests.engines.linear.coded import text
from typer.testing import CliRunner

from regatlas.app.review_evidence import Chosen
from regatlas.cli.main import app
from regatlas.errors import NoFiles
from regatlas.model.review import Answer, Item
from regatlas.store import DocumentStore

RUN = CliRunner()
NAMES = {"lamps": "1.1", "bridges": "2.1", "gardens": "3.1", "works": "1.2"}
DOCUMENTS = 24


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store in which anna coded every document under one taxonomy, and bert the first two a little differently."""
    found = f"sqlite:///{tmp_path_factory.mktemp('review') / 'store.sqlite'}"
    with DocumentStore.open(found) as store:
        for number in range(DOCUMENTS):
            words, codes = text(number)
            sha256 = keep_law(store, words, f"law-{number}.txt")
            code(store, "anna", sha256, {NAMES[one] for one in codes})
            if number < 2:
                code(store, "bert", sha256, {NAMES[one] for one in codes} | {"7.4"})
    return found


def code(store: DocumentStore, name: str, sha256: str, codes: set[str]) -> None:
    at = desk(store, name)
    coding = at.begin(sha256)
    document = store.document(sha256)
    assert document
    given = []
    for one in at.sheet(coding).questions:
        if one.item.first == "risk-subdomain":
            there = one.item.second in codes
            chosen = (Chosen(document.text[:20]),) if there else ()
            given.append((one.item, 0, Answer(value="minimal" if there else "none"), chosen))
    at.answer_all(coding, given)
    at.answer(coding, Item(kind="coverage", first="sector", second="Information"), 0, Answer(value="none"))
    at.set_state(coding, "finished")


def test_labels_train_a_model_and_agree_with_themselves(url: str, tmp_path: Path) -> None:
    labels = tmp_path / "labels.jsonl"
    result = RUN.invoke(app, ["review", "export", "--db", url, "--out", str(labels), "--coder", "anna"])
    assert result.exit_code == 0, result.output
    assert "left out for want of answers that hold: sector" in result.output
    lines = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == DOCUMENTS
    for number, line in enumerate(lines):
        assert (tmp_path / line["path"]).is_file()
        assert set(line["labels"]["risk-subdomain"]) == {NAMES[one] for one in text(number)[1]}
    model = tmp_path / "ours.model"
    trained = RUN.invoke(app, ["train", "--from", str(labels), "--out", str(model)])
    assert trained.exit_code == 0, trained.output
    assert model.is_file()
    agreed = RUN.invoke(app, ["agree", str(labels), str(labels), "--json"])
    assert json.loads(agreed.stdout)["taxonomies"][0]["f1"]["value"] == 1.0


def test_records_agree_with_their_levels_and_quotes(url: str, tmp_path: Path) -> None:
    files = []
    for name in ("anna", "bert"):
        files.append(str(tmp_path / f"{name}.jsonl"))
        command = ["review", "export", "--db", url, "--out", files[-1], "--form", "records", "--coder", name]
        assert RUN.invoke(app, command).exit_code == 0
    outcome = json.loads(Path(files[1]).read_text(encoding="utf-8").splitlines()[0])
    assert outcome["schema"] == "regatlas/outcome/1"
    assert outcome["record"]["engine"]["name"] == "person:bert"
    found = json.loads(RUN.invoke(app, ["agree", *files, "--json"]).stdout)
    assert found["documents"] == ["law-0", "law-1"]
    (risks,) = found["taxonomies"]
    assert sum(map(sum, risks["confusion"])) == 48
    assert risks["confusion"][0][1] == 2
    assert {one["category"] for one in found["disagreements"]} == {"7.4"}


def test_where_coders_differ_nothing_holds_and_the_taxonomy_is_left_out(url: str, tmp_path: Path) -> None:
    out = tmp_path / "people.jsonl"
    result = RUN.invoke(app, ["review", "export", "--db", url, "--out", str(out)])
    assert result.exit_code == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == DOCUMENTS - 2


def test_the_list_and_an_empty_export(url: str, tmp_path: Path) -> None:
    shown = RUN.invoke(app, ["review", "list", "--db", url])
    assert shown.exit_code == 0
    assert shown.stdout.count("finished") == DOCUMENTS + 2
    listed = json.loads(RUN.invoke(app, ["review", "list", "--db", url, "--json"]).stdout)
    assert (listed["schema"], len(listed["codings"])) == ("regatlas/codings/1", DOCUMENTS + 2)
    refused = RUN.invoke(app, ["review", "export", "--db", url, "--out", str(tmp_path / "x"), "--coder", "nobody"])
    assert isinstance(refused.exception, NoFiles)
    assert str(refused.exception).startswith("RGA-1007: nobody has finished coding a whole taxonomy, nobody;")
