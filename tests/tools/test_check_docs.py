from __future__ import annotations

from pathlib import Path

import pytest

from tools import check_docs


def write(root: Path, **pages: str) -> Path:
    for name, text in pages.items():
        (root / f"{name}.md").write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "link",
    [
        "[b](b.md)",
        "[b](b.md#two-words)",
        "[b](b.md#two-words-1)",
        "[b](<b.md#中文-标题>)",
        "[b](b.md#here)",
        "[b](.)",
        "[web](https://example.org/none.md)",
        "[mail](mailto:a@example.org)",
        "`[b](none.md)`",
        "```\n[b](none.md)\n```",
        "[own](#own-heading)\n\n# Own heading",
    ],
)
def test_links_that_lead_somewhere(tmp_path: Path, link: str) -> None:
    write(tmp_path, a=link, b='# Two words\n\n## Two words?\n\n## 中文 标题\n\n<a id="here"></a>\n')
    assert list(check_docs.broken_links(tmp_path)) == []


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("[b](c.md)", "a.md: the link to c.md leads to no file"),
        ("![b](b.png)", "a.md: the link to b.png leads to no file"),
        ('<img src="b.png" alt="">', "a.md: the link to b.png leads to no file"),
        ("[b]\n\n[b]: none/b.md", "a.md: the link to none/b.md leads to no file"),
        ("[b](b.md#three)", "a.md: the link to b.md#three names a heading that is not there"),
        ("[b](#none)", "a.md: the link to #none names a heading that is not there"),
    ],
)
def test_links_that_lead_nowhere_are_named(tmp_path: Path, link: str, words: str) -> None:
    write(tmp_path, a=link, b="# Two words\n")
    assert list(check_docs.broken_links(tmp_path)) == [words]


def test_what_tools_leave_behind_is_not_read(tmp_path: Path) -> None:
    for folder in (".venv", "build", "demo-out"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, a="[b](none.md)")
    assert list(check_docs.broken_links(tmp_path)) == []


@pytest.mark.parametrize(
    "words", ["https://pypi." + "org/project/x", "files.python" + "hosted.org", "--extra-index" + "-url x"]
)
def test_registry_hosts_are_found_with_their_line(tmp_path: Path, words: str) -> None:
    write(tmp_path, a=f"one\ntwo {words}\n", b="nothing\n")
    (tmp_path / "c.bin").write_bytes(b"\xff\xfe\x00")
    (complaint,) = check_docs.registry_hosts(tmp_path)
    assert complaint.startswith("a.md:2: names a package registry")


def test_readmes_need_the_same_ranks_of_headings(tmp_path: Path) -> None:
    write(tmp_path, **{"README": "# A\n\n## B\n\n## C\n", "README.zh": "# 甲\n\n## 乙\n\n## 丙\n"})
    assert list(check_docs.readmes_differ(tmp_path)) == []
    write(tmp_path, **{"README.zh": "# 甲\n\n## 乙\n\n### 丙\n"})
    (complaint,) = check_docs.readmes_differ(tmp_path)
    assert "'C' and '丙'" in complaint
    write(tmp_path, **{"README.zh": "# 甲\n\n## 乙\n"})
    (complaint,) = check_docs.readmes_differ(tmp_path)
    assert "'3 headings' and '2 headings'" in complaint


@pytest.mark.parametrize(
    ("text", "fine"), [("## [Unreleased]\n", True), ("## Unreleased\n", True), ("## 0.1\n", False)]
)
def test_changelog_needs_an_unreleased_section(tmp_path: Path, text: str, fine: bool) -> None:
    write(tmp_path, CHANGELOG=f"# Changelog\n\n{text}\n[Unreleased]: .\n")
    assert (list(check_docs.changelog_lacks_unreleased(tmp_path)) == []) is fine
