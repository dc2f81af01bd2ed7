"""The pages of the taxonomies are those of the data."""

from __future__ import annotations

from pathlib import Path

from tools.taxonomy_pages import FOLDER, pages, slug, stale, write


def test_there_is_a_page_for_every_category_with_its_examples() -> None:
    made = pages()
    assert len(made) == 140 + 7 + 1
    page = made[f"{FOLDER}/risk-subdomain/7.5.md"]
    assert "# 7.5 AI welfare and rights · 人工智能的福祉与权利" in page
    assert page.count("\n> ") == 12


def test_a_changed_a_missing_and_a_foreign_page_are_told(tmp_path: Path) -> None:
    assert write(tmp_path) == len(pages())
    assert list(stale(tmp_path)) == []
    folder = tmp_path / FOLDER
    (folder / "sector" / "information.md").write_text("changed", encoding="utf-8")
    (folder / "sector" / "national-security.md").unlink()
    (folder / "sector" / "foreign.md").write_text("foreign", encoding="utf-8")
    told = list(stale(tmp_path))
    assert [line.partition(": ")[0].rpartition("/")[2] for line in told] == [
        "foreign.md",
        "information.md",
        "national-security.md",
    ]
    write(tmp_path)
    assert list(stale(tmp_path)) == []


def test_names_of_pages_are_safe_in_links() -> None:
    assert slug("Strategies: Tiering: Tiering based on inputs") == "strategies-tiering-tiering-based-on-inputs"
    assert slug("7.5") == "7.5"
    assert len({slug(code) for code in ("A, b", "A b", "a-b")}) == 1
    names = list(pages())
    assert len(set(names)) == len(names)
