"""``regatlas mine``, ``regatlas fetch`` and ``regatlas catalog propose``: what they print, and how they leave."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.app.fetching.site import Site, client, served
from typer.testing import CliRunner, Result

from regatlas.cli.main import app
from regatlas.errors import AddressRefused, BadArgument

TEXT = "# 简讯\n\n《数据安全法》共56条，自2021年9月1日起施行。《灯塔管理办法》于2024年5月3日公布。\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments)], catch_exceptions=False, standalone_mode=False)


def test_contradictions_are_shown_with_the_catalogs_value(page: Path) -> None:
    shown = run("mine", page).stdout
    assert "1 agree, 1 contradict, 1 new, 0 left open" in shown
    assert "The catalog has 55" in shown
    assert "灯塔管理办法" in shown


def test_in_chinese(page: Path) -> None:
    shown = run("mine", page, "--lang", "zh").stdout
    assert "与目录不一致" in shown
    assert "目录记载：55" in shown


def test_as_json_every_quote_stands_in_the_text(page: Path) -> None:
    found = json.loads(run("mine", page, "--json", "--as-of", "2024-01-01").stdout)
    text = json.loads(run("read", page, "--json").stdout)["text"]
    assert (found["schema"], found["as_of"]) == ("regatlas/mining/1", "2024-01-01")
    assert found["counts"] == {"agrees": 1, "contradicts": 1, "new": 1, "unresolved": 0}
    for claim in found["claims"]:
        assert text[slice(*claim["span"])] == claim["quote"]
        assert text[slice(*claim["value_at"]["span"])] == claim["value_at"]["quote"]


def test_several_files_are_one_object_or_lines(page: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("a.md", "b.md"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    outcomes = json.loads(run("mine", folder, "--json").stdout)["outcomes"]
    assert [one["source"] for one in outcomes] == ["a.md", "b.md"]
    run("mine", folder, "--jsonl", tmp_path / "out.jsonl", "--workers", "1")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    mined = [line["mining"] for line in lines if line.get("schema") == "regatlas/outcome/1"]
    assert [one["counts"]["contradicts"] for one in mined] == [1, 1]


def test_options_that_exclude_each_other(page: Path, tmp_path: Path) -> None:
    with pytest.raises(BadArgument):
        run("mine", page, "--json", "--jsonl", tmp_path / "out.jsonl")
    with pytest.raises(BadArgument):
        run("mine", page, "--resume")


def test_propose_prints_or_writes(page: Path, tmp_path: Path) -> None:
    printed = run("catalog", "propose", page).stdout
    assert "schema: regatlas/claims/1" in printed
    said = run("catalog", "propose", page, "--out", tmp_path / "out", "--lang", "zh")
    assert "供审核" in said.stderr
    assert (tmp_path / "out" / "review.md").is_file()
    assert list((tmp_path / "out" / "instruments").glob("cn-proposed-*.yaml"))


def test_propose_says_where_there_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("The PIPL took effect on 1 November 2021.", encoding="utf-8")
    assert "Nothing in the text is new" in run("catalog", "propose", path).stderr


def _catalog_at(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The measures' official address is the site's, and the command's client may fetch from it."""
    import regatlas.cli.fetch as command
    from regatlas.app.fetching import safe_http
    from regatlas.catalog.catalog import Catalog
    from regatlas.catalog.loading import builtin_catalog
    from regatlas.model.sourcing import SourceReference

    catalog = builtin_catalog()
    known = catalog.instrument["cn/facial-recognition"]
    source = SourceReference(publisher=known.title, url=site.url("/law"), official=True)
    changed = known.model_copy(update={"sources": (source,)})
    others = tuple(changed if one is known else one for one in catalog.instruments)
    # A copy would keep what the catalog has already looked up, and with it the real address.
    values = {name: getattr(catalog, name) for name in Catalog.model_fields}
    elsewhere = Catalog.model_construct(**{**values, "instruments": others})
    monkeypatch.setattr(command, "builtin_catalog", lambda: elsewhere)
    monkeypatch.setattr(safe_http, "SafeClient", client)


def test_fetch_keeps_and_imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [*"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九"), "二十"]
    articles = "".join(f"<p>第{one}条 灯塔看守人应当如实记录第{one}号灯的天气情况。</p>" for one in numbers)
    with served() as site:
        site.page("/law", f"<html><body><h1>灯塔办法</h1>{articles}</body></html>".encode())
        _catalog_at(site, monkeypatch)
        database = f"sqlite:///{tmp_path / 'store.sqlite'}"
        shown = run("fetch", "cn/facial-recognition", "--out", tmp_path / "texts", "--db", database).stdout
        found = run("fetch", "人脸识别办法", "--out", tmp_path / "texts", "--no-import", "--json").stdout
    assert "20 articles" in shown
    assert "Imported." in shown
    record = json.loads(found)
    assert (record["schema"], record["articles"], record["import"]) == ("regatlas/fetched/1", 20, None)
    assert datetime.fromisoformat(record["retrieved_at"]).tzinfo == UTC


def test_fetch_does_not_fetch_from_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from regatlas.app.fetching import safe_http

    own = safe_http.SafeClient
    with served() as site:
        _catalog_at(site, monkeypatch)
        monkeypatch.setattr(safe_http, "SafeClient", own)
        with pytest.raises(AddressRefused):
            run("fetch", "cn/facial-recognition", "--out", tmp_path, "--no-import")
    assert site.asked == []


def test_fetch_refuses_a_database_that_is_none_before_it_asks(tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match="no database address"):
        run("fetch", "cn/facial-recognition", "--db", "nonsense", "--out", tmp_path)
