from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.store.conftest import MORNING, make_document
from typer.testing import CliRunner

from regatlas.cli.main import app
from regatlas.errors import BadArgument, StoreError
from regatlas.store import DocumentStore


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with DocumentStore.open(address) as store:
        store.add_document(make_document("算法备案\n其他\n", title="个人信息保护法"), "a.md", MORNING)
        store.add_document(make_document("算法\n备案算法\n", title="乙"), "b.md", MORNING)
    return address


def _search(*arguments: str) -> dict[str, object]:
    result = CliRunner().invoke(app, ["search", *arguments, "--json"], catch_exceptions=False)
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_json_is_the_object_of_the_contract(url: str) -> None:
    found = _search("算法", "--db", url, "--limit", "2")
    assert found["schema"] == "regatlas/search/1"
    assert found["total"] == 3
    assert len(found["hits"]) == 2  # type: ignore[arg-type]


def test_filters_and_words_apart(url: str) -> None:
    assert _search("算法 备案", "--db", url)["total"] == 1
    assert _search("算法 备案", "--db", url, "--all-words")["total"] == 2
    assert _search("算法", "--db", url, "--type", "law")["total"] == 1
    assert _search("算法", "--db", url, "--issued-from", "2026-01-03")["total"] == 0
    assert _search("算法", "--db", url, "--category", "2.1", "--level", "good", "--actor", "user")["total"] == 0
    with pytest.raises(BadArgument, match="--effective-to"):
        _search("算法", "--db", url, "--effective-to", "2026")


def test_the_law_of_a_day_and_of_a_place(url: str) -> None:
    assert _search("算法", "--db", url, "--as-of", "2020-01-01")["total"] == 2
    assert _search("算法", "--db", url, "--as-of", "2022-01-01")["total"] == 3
    assert _search("算法", "--db", url, "--jurisdiction", "CN")["total"] == 3
    assert _search("算法", "--db", url, "--jurisdiction", "EU")["total"] == 0
    assert _search("算法", "--db", url, "--language", "zh")["total"] == 3
    assert _search("算法", "--db", url, "--language", "en")["total"] == 0


def test_the_terminal_shows_hits_in_both_languages(url: str) -> None:
    result = CliRunner().invoke(app, ["search", "备案", "--db", url, "--lang", "zh"])
    assert "共有 2 条含有“备案”" in result.stdout
    assert "个人信息保护法" in result.stdout
    assert "2 provisions hold" in CliRunner().invoke(app, ["search", "备案", "--db", url]).stdout


def test_without_a_store_or_a_word_one_sentence_says_so(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="regatlas import"):
        CliRunner().invoke(
            app, ["search", "a", "--db", f"sqlite:///{tmp_path / 'none.sqlite'}"], catch_exceptions=False
        )
    with pytest.raises(BadArgument, match="nothing to search for"):
        CliRunner().invoke(app, ["search", " ", "--db", url], catch_exceptions=False)
