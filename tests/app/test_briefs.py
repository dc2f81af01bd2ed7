"""What a brief is made of: the catalog, or the file itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.catalog.small import write_catalog

from regatlas.app.briefs import CatalogBrief, ExtractedBrief, make_brief
from regatlas.catalog.catalog import Catalog
from regatlas.catalog.loading import builtin_catalog, load_catalog
from regatlas.errors import BadArgument, UnreadablePath

DAY = date(2026, 11, 23)
SAMPLE = "src/regatlas/data/samples/sample-measures.en.md"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return load_catalog(write_catalog(tmp_path / "catalog"))


@pytest.mark.parametrize("name", ["cn/rules", "machine-rules", "《机器管理规定》", "Rules for Machines", "Order No. 7"])
def test_an_instrument_is_found_by_any_of_its_names(small: Catalog, name: str) -> None:
    made = make_brief(small, name, date(2023, 1, 1))
    assert isinstance(made, CatalogBrief)
    assert (made.instrument.id, made.status) == ("cn/rules", "in-force")
    assert made.expression is not None
    assert made.expression.id == "2022"
    assert made.file is None


def test_duties_relations_and_disputes_come_with_it(small: Catalog) -> None:
    made = make_brief(small, "cn/rules", date(2023, 1, 1))
    assert isinstance(made, CatalogBrief)
    assert [one.id for one in made.timed] == ["cn/rules/register"]
    assert "provider" in made.who
    assert [(one.id, one.incoming) for one in made.related] == [("cn/machine-law", False), ("cn/plan", False)]
    assert made.disputed
    plan = make_brief(small, "cn/plan", date(2023, 1, 1))
    assert isinstance(plan, CatalogBrief)
    assert [(one.id, one.incoming) for one in plan.related] == [("cn/rules", True)]


def test_a_file_that_the_catalog_knows_is_briefed_from_it(small: Catalog, tmp_path: Path) -> None:
    file = tmp_path / "downloaded.md"
    file.write_text(
        "# 机器管理规定\n\n第一条 为了管理机器，制定本规定。\n\n第二条 提供者应当登记。\n", encoding="utf-8"
    )
    made = make_brief(small, str(file), DAY)
    assert isinstance(made, CatalogBrief)
    assert (made.instrument.id, made.file) == ("cn/rules", "downloaded.md")


def test_any_other_file_is_briefed_from_itself() -> None:
    made = make_brief(builtin_catalog(), SAMPLE, DAY)
    assert isinstance(made, ExtractedBrief)
    assert made.file == "sample-measures.en.md"
    assert made.record.summary
    for sentence in made.record.summary:
        for evidence in sentence.evidence:
            evidence.quote.check(made.document.text)


def test_what_is_neither_is_said_in_a_sentence(small: Catalog, tmp_path: Path) -> None:
    with pytest.raises(UnreadablePath, match="there is no such file"):
        make_brief(small, "nowhere.pdf", DAY)
    with pytest.raises(
        BadArgument, match=r"the catalog has nothing called 'cn/rule'; perhaps cn/rules.*; or give a file"
    ):
        make_brief(small, "cn/rule", DAY)
    with pytest.raises(BadArgument, match="is no instrument"):
        make_brief(small, "cn/office", DAY)
    with pytest.raises(UnreadablePath, match="this is a folder"):
        make_brief(small, str(tmp_path), DAY)
    with pytest.raises(BadArgument, match="nothing called"):
        make_brief(small, "长" * 300, DAY)
