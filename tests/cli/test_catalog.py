"""``regatlas catalog``: what it prints, and how it leaves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.catalog.small import FILES, write_catalog
from typer.testing import CliRunner

import regatlas.cli.catalog as commands
from regatlas.catalog.loading import load_catalog
from regatlas.cli.main import app
from regatlas.errors import BadArgument


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small catalog in the place of the built-in one."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("REGATLAS_CORPUS", str(tmp_path / "nowhere"))
    found = write_catalog(tmp_path / "catalog")
    catalog = load_catalog(found)
    monkeypatch.setattr(commands, "builtin_catalog", lambda: catalog)
    return found


def run(*arguments: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["catalog", *map(str, arguments)], catch_exceptions=False, standalone_mode=False)
    assert (result.return_value or 0) == code, result.output
    return result.stdout


def refused(*arguments: str | Path) -> str:
    with pytest.raises(BadArgument) as caught:
        run(*arguments)
    return str(caught.value)


def test_list_names_every_kind() -> None:
    shown = run("list", "--as-of", "2026-01-01")
    for entry in ("cn/rules", "cn/office", "rules-issued", "plan-centre", "rules-date", "has_machine", "register"):
        assert entry in shown
    assert "in force" in shown
    assert "1 March 2022" in shown


def test_list_in_chinese() -> None:
    shown = run("list", "--lang", "zh", "--as-of", "2026-01-01", "--kind", "instruments")
    assert "机器管理规定" in shown
    assert "现行有效、2022年3月1日" in shown
    assert "cn/office" not in shown


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["--kind", "instruments"], ["cn/plan", "cn/rules"]),
        (["--kind", "instruments", "--type", "plan"], ["cn/plan"]),
        (["--kind", "instruments", "--status", "in-force"], ["cn/rules"]),
        (["--kind", "instruments", "--status", "repealed"], []),
        (["--kind", "instruments", "--as-of", "2021-01-01"], ["cn/plan"]),
        (["--kind", "instruments", "--status", "draft", "--as-of", "2021-07-01"], ["cn/rules"]),
        (["--kind", "obligations", "--jurisdiction", "CN"], ["cn/rules/register"]),
        (["--kind", "events", "--type", "goal"], ["goal-2030"]),
        (["--kind", "claims", "--status", "disputed"], ["rules-date"]),
    ],
)
def test_list_can_be_narrowed(arguments: list[str], ids: list[str]) -> None:
    if "--as-of" not in arguments:
        arguments = [*arguments, "--as-of", "2026-01-01"]
    value = json.loads(run("list", "--json", *arguments))
    assert value["schema"] == "regatlas/catalog-list/1"
    assert [entry["id"] for entry in value[arguments[1]]] == ids


def test_list_carries_instruments_as_the_dossier_does() -> None:
    value = json.loads(run("list", "--json", "--as-of", "2026-01-01"))
    rules = next(one for one in value["instruments"] if one["id"] == "cn/rules")
    assert rules["title"] == {"en": "Rules for Machines", "zh": "机器管理规定"}
    assert (rules["issued"], rules["effective"], rules["status"]) == ("2022-01-10", "2022-03-01", "in-force")
    assert rules["relations"][1] == {"kind": "implements", "target": "cn/plan", "outside": None, "provision": None}
    event = next(one for one in value["events"] if one["id"] == "rules-issued")
    assert event["disputed"] is True
    assert [source["says"] for source in event["sources"]] == ["2022-01-10", "2022-01-11"]
    assert event["precision"] == "day"


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["--jurisdiction", "XX"], "no entry has the jurisdiction 'XX'"),
        (["--type", "poem"], "no entry has the type 'poem'"),
        (["--status", "asleep"], "no entry has the status 'asleep'"),
        (["--as-of", "tomorrow"], "'tomorrow' is no date"),
    ],
)
def test_values_without_meaning_are_refused(arguments: list[str], what: str) -> None:
    assert what in refused("list", *arguments)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "name",
    [
        "cn/rules",
        "cn/plan",
        "cn/office",
        "rules-issued",
        "plan-published",
        "plan-centre",
        "rules-date",
        "role",
        "办理机器登记",
    ],
)
def test_show_every_kind(name: str, lang: str) -> None:
    shown = run("show", name, "--lang", lang, "--as-of", "2026-01-01")
    assert len(shown.splitlines()) > 4
    assert "{" not in shown


def test_show_tells_what_belongs_to_an_instrument() -> None:
    shown = run("show", "《机器管理规定》", "--as-of", "2026-01-01")
    for told in (
        "Order No. 7",
        "10 January 2022",
        "States the purpose.",
        "based on",
        "Machine Law",
        "cn/rules/register",
    ):
        assert told in shown, told
    assert "implemented by" in run("show", "cn/plan")
    assert "not compared with a primary text" in run("show", "cn/plan")


def test_show_as_json() -> None:
    value = json.loads(run("show", "令第7号", "--json", "--as-of", "2026-01-01"))
    assert (value["schema"], value["kind"], value["id"]) == ("regatlas/catalog-entry/1", "instruments", "cn/rules")
    assert value["status"] == "in-force"
    assert [one["provision"] for one in value["entry"]["expressions"][1]["digest"]] == ["art_1", "art_2", "art_3"]
    assert value["obligations"] == ["cn/rules/register"]
    assert [claim["id"] for claim in value["claims"]] == ["rules-date"]


def test_show_suggests_the_nearest() -> None:
    assert "perhaps cn/rules" in refused("show", "cn/rulez")
    assert "see regatlas catalog list" in refused("show", "zzzzzz")


def test_validate(folder: Path) -> None:
    shown = run("validate", folder)
    assert "Nothing is wrong" in shown
    assert "1 of 2 compared with a primary text" in shown
    value = json.loads(run("validate", folder, "--json"))
    assert value["clean"] is True
    assert value["verified"]["articles"] == {"verified": 2, "total": 3}


def test_validate_names_what_is_wrong(tmp_path: Path) -> None:
    name = "claims/all.yaml"
    broken = write_catalog(tmp_path / "broken", {name: FILES[name].replace("cn/rules", "cn/rule")})
    assert f"{name}:4" in run("validate", broken, code=2)
    value = json.loads(run("validate", broken, "--json", code=2))
    (problem,) = [one for one in value["problems"] if one["severity"] == "problem"]
    assert problem["where"].endswith(f"{name}:4")
    assert "差错1处" in run("validate", broken, "--lang", "zh", code=2)


def test_test_runs_the_cases(folder: Path, tmp_path: Path) -> None:
    assert "2 of 2 worked cases" in run("test", "--catalog", folder)
    name = "obligations/cn-rules.yaml"
    broken = write_catalog(tmp_path / "broken", {name: FILES[name].replace("due: 2025-10-15", "due: 2025-10-14")})
    shown = run("test", "--catalog", broken, code=1)
    assert "1 of 2 worked cases" in shown
    value = json.loads(run("test", "--catalog", broken, "--json", code=1))
    assert value["failed"][0]["found"] == {"verdict": "applies", "due": "2025-10-15"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_coverage(lang: str) -> None:
    shown = run("coverage", "cn/rules", "--lang", lang)
    assert "cn/rules/register" in shown
    assert ("It binds the office alone." if lang == "en" else "仅约束办公室。") in shown
    assert ("Article 1" if lang == "en" else "第一条") in shown


def test_coverage_as_json() -> None:
    (version,) = json.loads(run("coverage", "machine-rules", "--json"))["expressions"]
    assert version["covered"] == [{"provision": "art_2", "obligations": ["cn/rules/register"]}]
    assert [one["provision"] for one in version["left_out"]] == ["art_3"]
    assert version["uncovered"] == []
    assert version["not_operative"] == ["art_1"]
    assert "is no instrument" in refused("coverage", "cn/office")


def test_export_to_a_file_a_folder_and_standard_output(tmp_path: Path) -> None:
    run("export", "--format", "atom", "--out", tmp_path / "feed.atom")
    assert (tmp_path / "feed.atom").read_bytes().startswith(b"<?xml")
    run("export", "--format", "csv", "--out", tmp_path / "tables")
    assert (tmp_path / "tables" / "agencies.csv").is_file()
    assert json.loads(run("export", "--format", "csl", "cn/plan"))[0]["id"] == "cn/plan"
    assert "name a folder with --out" in refused("export", "--format", "csv")
