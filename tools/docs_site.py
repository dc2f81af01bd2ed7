"""The documentation as a site: ``python -m tools.docs_site`` builds it, and ``mkdocs.yml`` calls the functions here.

Pages that repeat the code (commands, settings, error codes, the API) are made anew at every build, so that they cannot
be stale. Links are written as GitHub reads them; those to files outside ``docs/`` lead to copies of these pages, or
lose their link where a file is no page.
"""

from __future__ import annotations

import logging
import os
import posixpath
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from tools.reference_pages import reference_pages

ROOT = Path(__file__).resolve().parent.parent
PROJECT = {
    "CONTRIBUTING.md": "project/contributing.md",
    "SECURITY.md": "project/security.md",
    "CHANGELOG.md": "project/changelog.md",
    "benchmarks/README.md": "project/benchmarks.md",
}
"""Pages of the project that the site has copies of, and where."""
_SAME = {"README.md": "index.md", "README.zh.md": "zh/README.md", "docs": "index.md"}
_ORIGIN = {copy: page for page, copy in PROJECT.items()}
_LINK = re.compile(r"(?P<bang>!?)\[(?P<words>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<target>[^()\s]+)\)")
_DEFINED = re.compile(r"^(?P<words>\[[^\]]+\]: +)(?P<target>\S+)$", re.MULTILINE)
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|/", re.IGNORECASE)
_FENCE = re.compile(r"^(?:```|~~~)", re.MULTILINE)


def github_slug(words: str, _: str = "-") -> str:
    """The fragment of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Name headings as GitHub does, and write out the folders of the navigation."""
    config.mdx_configs.setdefault("toc", {})["slugify"] = github_slug
    config.nav = _written_out(config.nav or [])
    return config


def _written_out(nav: list[Any]) -> list[Any]:
    """The navigation with the pages of a folder (``taxonomies/``) in its place."""
    found: list[Any] = []
    for entry in nav:
        if isinstance(entry, str) and entry.endswith("/"):
            found.extend(_folder(entry.rstrip("/")))
        elif isinstance(entry, dict):
            found.append(
                {name: _written_out(value) if isinstance(value, list) else value for name, value in entry.items()}
            )
        else:
            found.append(entry)
    return found


def _folder(name: str) -> list[Any]:
    here = ROOT / "docs" / name
    pages = sorted(path for path in here.glob("*.md"))
    inside = [f"{name}/{path.name}" for path in sorted(pages, key=lambda path: (path.name != "README.md", path.name))]
    folders = [path for path in sorted(here.iterdir()) if path.is_dir() and any(path.glob("*.md"))]
    return [*inside, *({path.name: _folder(f"{name}/{path.name}")} for path in folders)]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages and the copies."""
    made = dict(reference_pages())
    made |= {copy: (ROOT / page).read_text(encoding="utf-8") for page, copy in PROJECT.items()}
    for name, content in made.items():
        files.append(File.generated(config, name, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead links to where the site has the pages."""
    there = {file.src_uri for file in files}
    return relinked(markdown, page.file.src_uri, there)


def relinked(markdown: str, name: str, there: set[str] | Mapping[str, object]) -> str:
    """The text of a page with its links as the site needs them; ``name`` is its own, ``there`` are all of the site.

    What stands in fenced code stays as it is.
    """
    origin = _ORIGIN.get(name, f"docs/{name}")

    def leading(target: str) -> str:
        path, sign, fragment = target.partition("#")
        if _OUTSIDE.match(target):
            return target
        meant = posixpath.normpath(posixpath.join(posixpath.dirname(origin), unquote(path)))
        place = _place(meant)
        # What should be on the site and is not is left as it is written, for MkDocs to complain of.
        if place not in there and not meant.startswith("docs/"):
            return ""
        return f"{posixpath.relpath(place, posixpath.dirname(name) or '.')}{sign}{fragment}"

    def link(found: re.Match[str]) -> str:
        target = leading(found["target"])
        return f"{found['bang']}[{found['words']}]({target})" if target else found["words"]

    def definition(found: re.Match[str]) -> str:
        return f"{found['words']}{leading(found['target']) or '#'}"

    def whole(part: str) -> str:
        return _DEFINED.sub(definition, _LINK.sub(link, part))

    parts = _FENCE.split(markdown)
    return "```".join(part if number % 2 else whole(part) for number, part in enumerate(parts))


def _place(path: str) -> str:
    """Where the site has a file of the project."""
    known = PROJECT.get(path) or _SAME.get(path)
    if known:
        return known
    inside = path.removeprefix("docs/")
    return posixpath.join(inside, "README.md") if (ROOT / path / "README.md").is_file() else inside


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: object) -> dict[str, Any]:
    """Give the frame of a Chinese page Chinese words."""
    config.theme["language"] = "zh" if page.file.src_uri.startswith("zh/") else "en"
    return context


def build_site(folder: Path | None = None) -> int:
    """Build the site in ``site/`` or another folder; 1 where anything is to be warned of, which is then told."""
    # Its theme announces its successor at every start.
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    # Not by `mkdocs --quiet`: what is not told is not counted there.
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    given = {"site_dir": str(folder)} if folder else {}
    try:
        build(load_config(str(ROOT / "mkdocs.yml"), strict=True, **given))
    except (Abort, ConfigurationError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(build_site())
