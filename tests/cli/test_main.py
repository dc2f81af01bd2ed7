"""The command line as another program sees it: standard output, standard error, exit codes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[2] / "src" / "regatlas" / "data" / "samples"
ENGLISH, CHINESE = SAMPLES / "sample-measures.en.md", SAMPLES / "sample-measures.zh.md"


def regatlas(*arguments: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from regatlas.cli.main import run; run()", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        env={**os.environ, **(env or {})},
        check=False,
    )


def json_of(*arguments: str | Path) -> dict[str, Any]:
    result = regatlas(*arguments, "--json")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_read_gives_the_contract() -> None:
    document = json_of("read", CHINESE)
    assert document["schema"] == "regatlas/document/1"
    text = document["text"]
    articles = [one for one in document["provisions"] if one["kind"] == "article"]
    assert [one["number"] for one in articles] == [str(number) for number in range(1, 19)]
    assert articles[1]["citation"] == "第二条"
    assert text[slice(*articles[1]["span"])].startswith("第二条")
    parents = {one["parent"] for one in document["provisions"]}
    leaves = [one for one in document["provisions"] if one["eid"] not in parents]
    assert "".join(text[slice(*one["span"])] for one in leaves) == text


@pytest.mark.parametrize("sample", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_every_claim_of_a_record_stands_in_the_text(sample: Path) -> None:
    text = json_of("read", sample)["text"]
    record = json_of("map", sample)
    assert record["schema"] == "regatlas/record/1"
    claims = [record["legal_status"], *record["coverage"], *record["actors"], *record["commitments"]]
    claims += [*record["places"], *record["summary"]]
    for claim in claims:
        for evidence in claim["evidence"]:
            assert text[slice(*evidence["span"])] == evidence["quote"]
    assert all(one["evidence"] for one in record["coverage"] if one["level"] != "none")
    assert all(one["evidence"] for one in [*record["actors"], *record["commitments"]])
    assert record["legal_status"]["value"] == "hard"
    assert len(record["coverage"]) == 24 + 14 + 6 + 6 + 3 + 10 + 77
    assert set(record["rationales"]) >= {*record["counts"], "legal-status", "proposer", "target", "enforcer", "monitor"}
    assert "text" not in record["document"]
    assert "provisions" not in record["document"]


def broken_files(folder: Path) -> dict[str, bytes]:
    """Files that cannot be used, by name, with their bytes written into ``folder``."""
    bomb = folder / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 60_000_000)
    files = {
        "empty.txt": b"",
        "blank.md": b" \n\t\n",
        "picture.pdf": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "random.bin": bytes((number * 7919 + 31) % 256 for number in range(5000)),
        "zero.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF",
        "torn.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type",
        "notzip.docx": b"PK\x03\x04 this is no archive",
        "deep.html": b"<html><body>" + b"<div>" * 100_000 + b"text",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return {**files, "bomb.docx": b""}


def test_what_cannot_be_used_gets_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    for name in broken_files(tmp_path):
        result = regatlas("map", tmp_path / name, "--json")
        assert result.returncode == 2, (name, result)
        assert result.stdout == "", name
        lines = result.stderr.strip().splitlines()
        assert len(lines) == 1, (name, result.stderr)
        assert lines[0].startswith("RGA-1"), (name, lines)
        assert name in lines[0]


@pytest.mark.parametrize(
    "arguments",
    [[], ["nope"], ["map"], ["map", "--nope", "x"], ["map", "/no/such/file"], ["read", ENGLISH, "--lang", "fr"],
     ["map", ENGLISH, "--taxonomy", "risks"], ["map", ENGLISH, "--engine", "oracle"], ["map", ENGLISH, "--resume"],
     ["map", ENGLISH, "--model", "x"], ["read", ENGLISH, "--json", "--format", "md"],
     ["import", ENGLISH, "--db", "nonsense"]],
)  # fmt: skip
def test_senseless_arguments_get_one_sentence_and_exit_code_2(arguments: list[str | Path]) -> None:
    result = regatlas(*arguments)
    assert result.returncode == 2, result
    assert result.stdout == "" or not arguments
    if arguments:
        assert result.stderr.startswith("RGA-1008: ") or result.stderr.startswith("RGA-1002: ")
        assert len(result.stderr.strip().splitlines()) == 1
        # What, where and what to do: a message without one of them breaks the contract.
        assert re.fullmatch(r"RGA-\d{4}: .+, .+; .+\n", result.stderr), result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chekc", "x.yaml"], "no such command 'chekc', command line; see regatlas --help, or try 'check'"),
        (["catalog", "lst"], "no such command 'lst', command line; see regatlas catalog --help, or try 'list'"),
        (["read", ENGLISH, "--lang", "fr"], "'fr' is not one of 'en', 'zh', --lang; see regatlas read --help"),
        (["map", ENGLISH, "--engine", "oracle"], "no engine is called 'oracle', --engine; choose among"),
        (["search", "a", "--as-of", "2026-13-01"], "'2026-13-01' is no date, --as-of; write it as 2026-01-31"),
        (["catalog", "show", "cn/generative-al"], "nothing called 'cn/generative-al', ID; perhaps cn/generative-ai"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_remedy(arguments: list[str | Path], words: str) -> None:
    assert words in regatlas(*arguments).stderr


def test_a_batch_gives_one_outcome_for_every_file(tmp_path: Path) -> None:
    folder = tmp_path / "laws"
    folder.mkdir()
    names = {*broken_files(folder), "good.md", "zh.md"}
    (folder / "good.md").write_bytes(ENGLISH.read_bytes())
    (folder / "zh.md").write_bytes(CHINESE.read_bytes())
    out = tmp_path / "out.jsonl"
    result = regatlas("map", folder, "--jsonl", out, "--taxonomy", "sector")
    assert result.returncode == 1
    outcomes = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {outcome["source"] for outcome in outcomes} == names
    assert len(outcomes) == len(names)
    status = {outcome["source"]: outcome["status"] for outcome in outcomes}
    assert {name for name in names if status[name] == "ok"} == {"good.md", "zh.md"}
    for outcome in outcomes:
        assert outcome["schema"] == "regatlas/outcome/1"
        assert (outcome["error"] is None) == (outcome["status"] != "failed")
        if outcome["status"] == "failed":
            assert outcome["error"]["code"].startswith("RGA-1")
            assert outcome["source"] in result.stderr


def test_a_killed_batch_resumes_without_losing_or_repeating(tmp_path: Path) -> None:
    folder = tmp_path / "laws"
    folder.mkdir()
    words = CHINESE.read_text(encoding="utf-8")
    for number in range(30):
        (folder / f"{number:02}.md").write_text(words.replace("临澜", f"临{number}"), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-c", "from regatlas.cli.main import run; run()", "map", folder, "--jsonl", out]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and (not out.exists() or out.read_bytes().count(b"\n") < 3):
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    kept = [line for line in out.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]
    assert len(kept) >= 3
    result = regatlas("map", folder, "--jsonl", out, "--resume")
    assert result.returncode == 0, result.stderr
    lines = out.read_bytes().splitlines(keepends=True)
    assert lines[: len(kept)] == kept
    assert sorted(json.loads(line)["source"] for line in lines) == [f"{number:02}.md" for number in range(30)]


def test_pages_of_a_folder_with_an_index(tmp_path: Path) -> None:
    out, folder = tmp_path / "records", tmp_path / "texts"
    folder.mkdir()
    for sample in (ENGLISH, CHINESE):
        (folder / sample.name).write_bytes(sample.read_bytes())
    result = regatlas("map", folder, "--out", out, "--lang", "zh", "--taxonomy", "risk-subdomain")
    assert result.returncode == 0, result.stderr
    assert {path.name for path in out.iterdir()} == {
        "index.html", "outcomes.jsonl", "sample-measures.en.html", "sample-measures.zh.html",
    }  # fmt: skip
    index = (out / "index.html").read_text(encoding="utf-8")
    assert 'href="sample-measures.zh.html"' in index
    assert "临澜市" in index


def test_import_knows_documents_and_versions(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'store.sqlite'}"
    copy, changed = tmp_path / "copy.md", tmp_path / "changed.md"
    copy.write_bytes(CHINESE.read_bytes())
    changed.write_text(CHINESE.read_text(encoding="utf-8").replace("第十八条", "第十九条"), encoding="utf-8")
    told = [regatlas("import", path, "--db", database).stdout for path in (CHINESE, copy, changed)]
    assert "new (version 1)" in told[0]
    assert "already there (version 1)" in told[1]
    assert "a new version of a known work (version 2)" in told[2]


def test_taxonomies_are_listed() -> None:
    listed = json_of("taxonomies")["taxonomies"]
    sizes = {one["id"]: len(one["categories"]) for one in listed}
    assert sizes == {
        "risk-subdomain": 24, "sector": 14, "lifecycle": 6, "actor": 6, "legal-status": 3, "technical-scope": 10,
        "agora": 77,
    }  # fmt: skip
    assert "风险" in regatlas("taxonomies", "--lang", "zh").stdout


@pytest.mark.parametrize("arguments", [["facts"], ["taxonomies", "--json"], ["read", CHINESE]])
def test_a_reader_that_has_seen_enough_is_no_failure(arguments: list[str | Path]) -> None:
    command = [sys.executable, "-c", "from regatlas.cli.main import run; run()", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("arguments", [["taxonomies"], ["taxonomies", "--json"]])
def test_a_full_disk_is_told_in_one_sentence(arguments: list[str]) -> None:
    command = [sys.executable, "-c", "from regatlas.cli.main import run; run()", *arguments]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 2
    assert re.fullmatch(r"RGA-1008: the result cannot be written .+, standard output; .+\n", done.stderr), done.stderr


def test_version_and_help() -> None:
    assert regatlas("--version").stdout.startswith("regatlas 0.")
    assert "map" in regatlas("--help").stdout
