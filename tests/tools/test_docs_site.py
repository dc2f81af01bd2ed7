from __future__ import annotations

import re
from pathlib import Path

import yaml
from tools.check_docs import anchors
from tools.docs_site import PROJECT, ROOT, github_slug, relinked

THERE = {"index.md", "web.md", "adr/README.md", "zh/README.md", "project/security.md", "examples/lighthouse.yaml"}


def test_links_lead_to_where_the_site_has_the_page() -> None:
    assert relinked("see [a](web.md#x)", "index.md", THERE) == "see [a](web.md#x)"
    assert relinked("see [a](../web.md)", "zh/README.md", THERE) == "see [a](../web.md)"
    assert relinked("[s](../SECURITY.md)", "web.md", THERE) == "[s](project/security.md)"
    assert relinked("[s](../../SECURITY.md)", "zh/web.md", THERE) == "[s](../project/security.md)"
    assert relinked("[r](../README.md), [中](../README.zh.md)", "web.md", THERE) == "[r](index.md), [中](zh/README.md)"
    assert relinked("[f](examples/lighthouse.yaml)", "web.md", THERE) == "[f](examples/lighthouse.yaml)"


def test_copies_of_pages_of_the_project_link_as_from_their_own_place() -> None:
    name = PROJECT["CONTRIBUTING.md"]
    assert relinked("[d](docs/adr/README.md)", name, THERE) == "[d](../adr/README.md)"
    assert relinked("[d](docs/adr)", name, THERE) == "[d](../adr/README.md)"
    assert relinked("[Unreleased]: docs/web.md\n", name, THERE) == "[Unreleased]: ../web.md\n"


def test_what_is_no_page_loses_its_link_and_a_page_that_is_missing_keeps_it() -> None:
    assert relinked("the [code](../src/regatlas/errors.py)", "web.md", THERE) == "the code"
    assert relinked("the [page](missing.md)", "web.md", THERE) == "the [page](missing.md)"


def test_what_leads_elsewhere_and_what_is_code_stays() -> None:
    for text in ("[a](https://example.org/x)", "[a](#x)", "```\n[a](../SECURITY.md)\n```", "[[1]](#x)"):
        assert relinked(text, "web.md", THERE) == text


def test_headings_have_the_fragments_of_github(tmp_path: Path) -> None:
    words = ["Backup and restore", "`regatlas serve`", "RGA-1001 EmptyInput", "附录 · 说明（一）", "What is not, yet"]
    page = tmp_path / "page.md"
    page.write_text("\n\n".join(f"## {one}" for one in words), encoding="utf-8")
    assert {github_slug(one) for one in words} == anchors(page)


def test_nothing_of_the_site_comes_from_elsewhere() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = yaml.safe_load(re.sub(r"!!python/\S+", "", text))
    assert settings["theme"]["font"] is False
    assert settings["extra"]["generator"] is False
    assert not re.search(r"https?://", text)
    assert settings["validation"]["nav"]["omitted_files"] == "warn"
