"""Hold the documents to the code: ``python -m tools.check_docs`` prints every place where they disagree.

Checked are the relative links and anchors of every Markdown file, the commands and options in ``docs/cli.md`` against
the Typer application, the codes in ``docs/errors.md`` against ``regatlas.errors``, the two READMEs against each other,
the changelog's Unreleased section, the pages of the taxonomies against the data, and that no file names the host of a
package registry.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from regatlas.cli.main import app
from tools.documented import codes_differ, commands_differ
from tools.taxonomy_pages import stale

ROOT = Path(__file__).resolve().parent.parent
_SKIPPED = {"__pycache__", "build", "dist", "demo-out", "node_modules"}
_KEPT_HIDDEN = {".ci", ".github"}
# Written so that this file does not match itself.
_REGISTRY = re.compile(r"pypi\.[o]rg|python[h]osted|registry\.(np[m]js|yarn[p]kg)|(extra-)?index[-]url|find[-]links")
_HTML_TARGET = re.compile(r"<(?:a|img)\b[^>]*?\b(?:href|src)=[\"']([^\"']+)[\"']", re.IGNORECASE)
_HTML_ANCHOR = re.compile(r"\b(?:id|name)=[\"']([^\"']+)[\"']")
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def files(root: Path) -> Iterator[Path]:
    """The files that belong to the project, without what tools leave behind."""
    for folder, names, members in os.walk(root):
        names[:] = sorted(name for name in names if name in _KEPT_HIDDEN or not (name in _SKIPPED or name[0] == "."))
        yield from (Path(folder, member) for member in sorted(members))


def tokens(path: Path) -> list[Token]:
    """A Markdown file's tokens, inline ones included, in order."""
    blocks = MarkdownIt("commonmark").enable("table").parse(path.read_text(encoding="utf-8"))
    return [inner for block in blocks for inner in (block, *(block.children or ()))]


def headings(path: Path) -> list[tuple[str, str]]:
    """The headings of a Markdown file: their rank (``h1`` …) and their words."""
    blocks = tokens(path)
    return [(opening.tag, words.content) for opening, words in pairwise(blocks) if opening.type == "heading_open"]


def anchors(path: Path) -> set[str]:
    """The fragments that a link may name: one for each heading, as GitHub makes them, and those set in HTML."""
    seen: Counter[str] = Counter()
    found = set(_HTML_ANCHOR.findall("\n".join(token.content for token in tokens(path) if "html" in token.type)))
    for _, words in headings(path):
        slug = re.sub(r"[^\w\- ]", "", re.sub(r"\[(.*?)\]\(.*?\)", r"\1", words).lower()).replace(" ", "-")
        found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return found


def targets(path: Path) -> Iterator[str]:
    """What the links and pictures of a Markdown file point to."""
    for token in tokens(path):
        if target := token.attrGet("href") or token.attrGet("src"):
            yield str(target)
        if token.type.startswith("html"):
            yield from _HTML_TARGET.findall(token.content)


def broken_links(root: Path) -> Iterator[str]:
    """Relative links to a file or heading that does not exist."""
    for path in files(root):
        if path.suffix == ".md":
            inside = (target for target in targets(path) if not _OUTSIDE.match(target))
            yield from (f"{path.relative_to(root)}: {why}" for target in inside if (why := _broken(path, target)))


def _broken(path: Path, target: str) -> str:
    name, _, fragment = unquote(target).partition("#")
    there = (path.parent / name) if name else path
    if not there.exists():
        return f"the link to {target} leads to no file"
    if fragment and there.suffix == ".md" and fragment not in anchors(there):
        return f"the link to {target} names a heading that is not there"
    return ""


def registry_hosts(root: Path) -> Iterator[str]:
    """Files that name the host of a package registry; they would tie everybody to one place."""
    for path in files(root):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if found := _REGISTRY.search(text):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{path.relative_to(root)}:{line}: names a package registry ({found[0].strip()}); leave it out"


def readmes_differ(root: Path) -> Iterator[str]:
    """The first place where the ranks of the headings of the two READMEs differ."""
    english, chinese = (headings(root / name) for name in ("README.md", "README.zh.md"))
    if [rank for rank, _ in english] != [rank for rank, _ in chinese]:
        shared = (pair for pair in zip(english, chinese, strict=False) if pair[0][0] != pair[1][0])
        here = next(shared, (("", f"{len(english)} headings"), ("", f"{len(chinese)} headings")))
        yield f"README.md and README.zh.md have different headings: {here[0][1]!r} and {here[1][1]!r}"


def changelog_lacks_unreleased(root: Path) -> Iterator[str]:
    """Say so where the changelog has no place for what comes next."""
    if ("h2", "Unreleased") not in [(rank, words.strip("[]")) for rank, words in headings(root / "CHANGELOG.md")]:
        yield "CHANGELOG.md: there is no section 'Unreleased'; put one at its top"


def main() -> int:
    """Run every check; 1 where one of them found something."""
    complaints = [
        *broken_links(ROOT),
        *stale(ROOT),
        *commands_differ((ROOT / "docs" / "cli.md").read_text(encoding="utf-8"), app),
        *codes_differ((ROOT / "docs" / "errors.md").read_text(encoding="utf-8")),
        *readmes_differ(ROOT),
        *changelog_lacks_unreleased(ROOT),
        *registry_hosts(ROOT),
    ]
    print(*complaints or ["documents: all links, commands, options and error codes agree"], sep="\n")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
