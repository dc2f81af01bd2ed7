"""A page for each category, made from the taxonomies: ``python -m tools.taxonomy_pages`` writes ``docs/taxonomies``.

English and Chinese stand on the same page. Nothing in that folder is written by hand; ``tools.check_docs`` compares
it with the data.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from regatlas.catalog.taxonomies import BUILTIN_IDS, illustrated
from regatlas.model.taxonomy import Bilingual, Category, Example, Level, Taxonomy

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "docs/taxonomies"
_NOTE = (
    "<!-- Made by python -m tools.taxonomy_pages from src/regatlas/data/taxonomies; edit the data, not this page. -->"
)
_LEVELS: Mapping[Level, Bilingual] = {
    "good": Bilingual(en="good: operative provisions address it", zh="good：有操作性条款加以规定"),
    "minimal": Bilingual(en="minimal: named or touched", zh="minimal：仅提及或者略有涉及"),
    "none": Bilingual(en="none: a near miss", zh="none：看似相关而不计"),
}
_SHOWN: tuple[Level, ...] = ("good", "minimal", "none")
_CUES = 12
"""Cues that a page shows; all of them stand in the data."""


def slug(code: str) -> str:
    """The name of a category's page: letters, digits, dots and hyphens."""
    return re.sub(r"[^a-z0-9.]+", "-", code.lower()).strip("-")


def pages() -> dict[str, str]:
    """Every page by its path below the project's root."""
    found = {f"{FOLDER}/README.md": _index()}
    for name in BUILTIN_IDS:
        taxonomy = illustrated(name)
        found[f"{FOLDER}/{name}/README.md"] = "\n".join(_taxonomy(taxonomy)) + "\n"
        for category in taxonomy.categories:
            found[f"{FOLDER}/{name}/{slug(category.code)}.md"] = "\n".join(_category(taxonomy, category)) + "\n"
    return found


def stale(root: Path = ROOT) -> Iterator[str]:
    """Pages that are missing, differ from the data, or belong to no category."""
    wanted = pages()
    folder = root / FOLDER
    there = {path.relative_to(root).as_posix() for path in folder.rglob("*.md")} if folder.is_dir() else set()
    for name in sorted(wanted.keys() | there):
        path = root / name
        if name not in wanted:
            yield f"{name}: belongs to no category; run python -m tools.taxonomy_pages"
        elif name not in there or path.read_text(encoding="utf-8") != wanted[name]:
            yield f"{name}: does not agree with the data; run python -m tools.taxonomy_pages"


def write(root: Path = ROOT) -> int:
    """Write every page, take away those that belong to no category, and tell how many there are."""
    wanted = pages()
    for path in (root / FOLDER).rglob("*.md"):
        if path.relative_to(root).as_posix() not in wanted:
            path.unlink()
    for name, text in wanted.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return len(wanted)


def _index() -> str:
    lines = [_NOTE, "", "# Taxonomies · 分类法", ""]
    lines += ["How to write one of your own: [authoring-taxonomies.md](../authoring-taxonomies.md).", ""]
    lines += ["| id | title · 名称 | categories · 类别 | levels · 等级 |", "|---|---|---|---|"]
    for name in BUILTIN_IDS:
        taxonomy = illustrated(name)
        title = f"{taxonomy.title.en} · {taxonomy.title.zh}"
        levels = ", ".join(taxonomy.levels)
        lines.append(f"| [{name}]({name}/README.md) | {title} | {len(taxonomy.categories)} | {levels} |")
    return "\n".join(lines) + "\n"


def _taxonomy(taxonomy: Taxonomy) -> Iterator[str]:
    yield from (_NOTE, "", f"# {taxonomy.title.en} · {taxonomy.title.zh}", "")
    yield from (f"`{taxonomy.id}` {taxonomy.version} · {taxonomy.publisher}. {taxonomy.source}", "")
    if taxonomy.note:
        yield from (taxonomy.note.en, "", taxonomy.note.zh, "")
    yield from ("| code | label · 名称 |", "|---|---|")
    for category in taxonomy.categories:
        yield f"| [{category.code}]({slug(category.code)}.md) | {category.label.en} · {category.label.zh} |"
    yield from ("", "[All taxonomies · 全部分类法](../README.md)")


def _category(taxonomy: Taxonomy, category: Category) -> Iterator[str]:
    yield from (_NOTE, "", f"# {_title(category)}", "")
    yield from (f"Category `{category.code}` of [{taxonomy.title.en} · {taxonomy.title.zh}](README.md)", "")
    if category.group:
        yield from (f"Group · 所属组别: {category.group.en} · {category.group.zh}", "")
    if category.parent:
        yield from (f"Broader category · 上位类别: {_link(category.parent)}", "")
    yield from (category.definition.en, "", category.definition.zh, "")
    yield from _listed("What counts · 计入", category.includes.en, category.includes.zh)
    yield from _listed("What does not · 不计入", category.excludes.en, category.excludes.zh)
    if category.near:
        yield from ("## Near neighbours · 相邻类别", "")
        for code in category.near:
            near = taxonomy.by_code[code]
            yield f"- {_link(code)}: {near.label.en} · {near.label.zh}"
        yield ""
    yield from _examples(taxonomy, category)
    yield from _cues(category)


def _title(category: Category) -> str:
    label = f"{category.label.en} · {category.label.zh}"
    return label if category.code in (category.label.en, category.label.zh) else f"{category.code} {label}"


def _link(code: str) -> str:
    return f"[{code}]({slug(code)}.md)"


def _listed(heading: str, english: tuple[str, ...], chinese: tuple[str, ...]) -> Iterator[str]:
    if not english and not chinese:
        return
    yield from (f"## {heading}", "")
    yield from (f"- {words}" for words in english)
    yield ""
    yield from (f"- {words}" for words in chinese)
    yield ""


def _examples(taxonomy: Taxonomy, category: Category) -> Iterator[str]:
    if not category.examples:
        return
    yield from (
        "## Worked examples · 示例",
        "",
        "Invented for Regatlas; no law says so. · 均为本项目自拟，并非现行规定。",
        "",
    )
    for level in (one for one in _SHOWN if one in taxonomy.levels):
        yield from (f"### {_LEVELS[level].en} · {_LEVELS[level].zh}", "")
        for example in category.examples:
            if example.level == level:
                yield from _example(example)


def _example(example: Example) -> Iterator[str]:
    yield from (f"> {example.text.en}", "", f"{example.why.en}", "")
    yield from (f"> {example.text.zh}", "", f"{example.why.zh}", "")


def _cues(category: Category) -> Iterator[str]:
    rows: list[tuple[Literal["English", "中文"], tuple[str, ...]]] = [
        ("English", category.cues.en.strong),
        ("中文", category.cues.zh.strong),
    ]
    if not any(cues for _, cues in rows):
        return
    yield from ("## Cues of the built-in engine · 内置引擎的线索词", "")
    for language, cues in rows:
        more = f" … ({len(cues)})" if len(cues) > _CUES else ""
        yield from (f"{language}: {', '.join(f'`{cue}`' for cue in cues[:_CUES])}{more}", "")
    yield "[All categories · 全部类别](README.md)"


if __name__ == "__main__":
    print(f"{write()} pages in {FOLDER}")
    sys.exit(0)
