"""The catalog held to its texts: what agrees is left in peace, what does not is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.catalog.small import FILES, write_catalog

from regatlas.app.catalog_texts import below_chapters, check_texts, texts_folder
from regatlas.catalog.validation import TextsReport, check, conclude, read_catalog

RULES, DIGEST, OBLIGATIONS = "instruments/cn-rules.yaml", "digests/cn-rules--2022.yaml", "obligations/cn-rules.yaml"
TEXT = """# 机器管理规定

（2022年1月3日办公室第1次会议审议通过，2022年1月10日公布，自2022年3月1日起施行）

## 第一章 总则

第一条 为了管理机器，制定本规定。

第二条 机器的提供者应当自提供之日起十个工作日内办理登记。

机器的使用者无须办理登记。

## 第二章 附则

第三条 本规定自2022年3月1日起施行。
"""


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "texts"
    (folder / "zh").mkdir(parents=True)
    (folder / "zh" / "rules.md").write_text(TEXT, encoding="utf-8")
    return folder


def problems(folder: Path, texts: Path | None) -> tuple[list[tuple[str, str]], TextsReport]:
    reading = read_catalog(folder)
    found = check(reading)
    report = check_texts(reading, found.catalog, texts)
    told = conclude(reading, found.catalog).problems
    return [(one.where.removeprefix(f"{folder.as_posix()}/"), one.what) for one in told], report


def test_what_agrees_is_left_in_peace(tmp_path: Path, texts: Path) -> None:
    found, report = problems(write_catalog(tmp_path / "catalog"), texts)
    assert found == []
    assert (report.compared, report.named) == (1, 1)


@pytest.mark.parametrize(
    ("name", "old", "new", "where", "what"),
    [
        (RULES, "articles: 3", "articles: 4", f"{RULES}:24", "has 4 articles, its text 3"),
        (DIGEST, "art_3", "art_4", f"{RULES}:20", "has art_4, its text has not"),
        (RULES, "2022-01-10\n    effective: 2022-03-01", "2022-01-10\n    effective: 2022-03-02", f"{RULES}:22",
         "in force on 2022-03-02, and on 2022-03-01 by the text"),
        (RULES, "adopted: {date: 2022-01-03}", "adopted: {date: 2022-01-02}", f"{RULES}:21", "adopted on 2022-01-03"),
        (RULES, "zh: 机器管理规定", "zh: 机械管理规定", f"{RULES}:25", "the text is titled '机器管理规定'"),
        (OBLIGATIONS, "art_2__para_1", "art_2__para_5", f"{OBLIGATIONS}:22", "2022 has no art_2__para_5"),
        (RULES, "corpus: zh/rules.md\n    v", "corpus: zh/rule.md\n    v", f"{RULES}:25", "cannot be read"),
    ],
)  # fmt: skip
def test_what_the_text_contradicts_is_named(
    tmp_path: Path, texts: Path, name: str, old: str, new: str, where: str, what: str
) -> None:
    assert old in FILES[name]
    folder = write_catalog(tmp_path / "catalog", {name: FILES[name].replace(old, new)})
    found, _ = problems(folder, texts)
    assert any(place == where and what in told for place, told in found), found


def test_a_translation_answers_for_articles_only(tmp_path: Path, texts: Path) -> None:
    (texts / "agora" / "fulltext").mkdir(parents=True)
    (texts / "agora" / "fulltext" / "12.txt").write_text(TEXT, encoding="utf-8")
    changes = {
        RULES: FILES[RULES].replace("    corpus: zh/rules.md\n    verified", "    agora: 12\n    verified"),
        OBLIGATIONS: FILES[OBLIGATIONS].replace("art_2__para_1", "art_2__para_5"),
    }
    found, report = problems(write_catalog(tmp_path / "catalog", changes), texts)
    assert found == []
    assert report.compared == 1


def test_without_texts_nothing_is_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("REGATLAS_CORPUS", str(tmp_path / "nowhere"))
    assert texts_folder() is None
    _, report = problems(write_catalog(tmp_path / "catalog"), None)
    assert report == TextsReport(None)


@pytest.mark.parametrize(
    ("eid", "below"),
    [
        ("chp_1__sec_2__art_3__para_1", "art_3__para_1"),
        ("art_3", "art_3"),
        ("sec_1__measure_2__point_1", "measure_2__point_1"),
        ("chp_1__heading", "chp_1__heading"),
    ],
)
def test_citations_leave_chapters_out(eid: str, below: str) -> None:
    assert below_chapters(eid) == below


@pytest.mark.corpus
def test_the_built_in_catalog_agrees_with_the_real_texts(corpus: Path) -> None:
    reading = read_catalog()
    report = check_texts(reading, reading.catalog(), corpus)
    assert [str(problem) for problem in reading.problems] == []
    assert report.compared == report.named >= 13
