"""2,466 Chinese laws as a yardstick: what each one says its articles are, and the shapes in which such texts arrive.

The texts stand in ``laws-cn.tar.xz`` of the corpus as Markdown, one article a paragraph, so that its numbering can be
read off with a regular expression. The same words are then given to the reader as people meet them: wrapped at 40
characters, or as text copied from a PDF.
"""

from __future__ import annotations

import os
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from regatlas.model.document import Document
from regatlas.structure.numerals import HAN, chinese_number

Shape = Literal["md", "wrap40", "pdf"]
SHAPES: tuple[Shape, ...] = ("md", "wrap40", "pdf")

# The bare regular expression that the benchmark is compared with is the one that the truth is read off with.
ARTICLE_LINE = re.compile(rf"^#{{0,6}}\s*第([{HAN}\d]+)条(?:之([{HAN}]+))?(?=[\s　]|$)", re.MULTILINE)
_CHAPTER_LINE = re.compile(rf"^(#{{0,6}})\s*第([{HAN}]+)章(?=(.?))[^\n]{{0,60}}$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MARKS = re.compile(r"^#{1,6}\s*", re.MULTILINE)
_AFTER_NUMBER = re.compile(rf"^(第[{HAN}]+条(?:之[{HAN}]+)?)[\s　]+")
_PAGE_LINES = 30


class Law(NamedTuple):
    """One law: its file's name, its Markdown, and what a reader of the Markdown sees in it."""

    name: str
    markdown: str
    articles: tuple[str, ...]
    chapters: tuple[int, ...]

    @property
    def whole(self) -> bool:
        """Whether the articles run from 1 without a gap or a repetition; only then the truth is certain."""
        plain = [int(number) for number in self.articles if "-" not in number]
        return plain == list(range(1, len(plain) + 1)) and bool(plain)


def corpus_folder() -> Path:
    """The folder of real texts: ``REGATLAS_CORPUS`` or ``../shared/corpus`` beside the project."""
    return Path(os.environ.get("REGATLAS_CORPUS") or Path(__file__).resolve().parents[2] / "shared" / "corpus")


def read_laws(archive: Path) -> Iterator[Law]:
    """All laws of the archive, in its order."""
    with tarfile.open(archive, "r:xz") as tar:
        for member in tar:
            file = tar.extractfile(member) if member.isfile() and member.name.endswith(".md") else None
            if file is not None:
                yield law_of(member.name.rsplit("/", 1)[-1], file.read().decode("utf-8"))


def law_of(name: str, markdown: str) -> Law:
    """A law with the articles and chapters that its Markdown shows."""
    first = ARTICLE_LINE.search(markdown)
    return Law(name, markdown, tuple(_articles(markdown)), _chapters(markdown, first.start() if first else 0))


def _articles(markdown: str) -> Iterator[str]:
    for match in ARTICLE_LINE.finditer(markdown):
        inserted = f"-{chinese_number(match[2])}" if match[2] else ""
        yield f"{chinese_number(match[1])}{inserted}"


def _chapters(markdown: str, first_article: int) -> tuple[int, ...]:
    """Chapter headings; of those before the first article, which may be a table of contents, the last run."""
    before: list[int] = []
    after: list[int] = []
    for match in _CHAPTER_LINE.finditer(markdown):
        # A heading is marked as one, or has white space behind its number; "第三章规定的…" in running text has neither.
        if not match[1] and match[3] not in (" ", "　", "\t"):
            continue
        number = chinese_number(match[2]) or 0
        if match.start() > first_article:
            after.append(number)
        else:
            before = [number] if number == 1 else [*before, number]
    return (*before, *after)


def shaped(law: Law, shape: Shape) -> bytes:
    """The law's words as a file of the given shape."""
    if shape == "md":
        return law.markdown.encode()
    lines = [line.strip() for line in _MARKS.sub("", _COMMENT.sub("", law.markdown)).replace("**", "").split("\n")]
    made = _wrapped(lines, 40) if shape == "wrap40" else _printed([line for line in lines if line], law)
    return "\n".join(made).encode()


def _wrapped(lines: list[str], width: int) -> Iterator[str]:
    for line in lines:
        yield from [line[at : at + width] for at in range(0, len(line), width)] or [""]


def _printed(lines: list[str], law: Law) -> Iterator[str]:
    """As copied from a PDF: contents in front, no blank after 第…条, lines cut anywhere, page marks, running heads."""
    title = lines[0]
    headings = [line for line in lines if law.chapters and re.match(rf"第[{HAN}]+章", line)]
    body = [_AFTER_NUMBER.sub(r"\1", line) for line in lines[1:]]
    # A law that prints its own list of chapters gets no second one.
    contents = ["目录", *(headings if len(headings) == len(law.chapters) else [])] if headings else []
    page = 0
    for count, line in enumerate([title, *contents, *_wrapped(body, 37)], start=1):
        yield line
        if count % _PAGE_LINES == 0:
            page += 1
            yield f"— {page} —"
            yield title[:30]


class Verdict(NamedTuple):
    """How a parsed document differs from its law; empty texts where it does not."""

    missing: str
    extra: str
    chapters: str
    leaves: str

    @property
    def right(self) -> bool:
        """Whether exactly the articles and chapters were found, and the leaves are the whole text."""
        return not any(self)

    def __str__(self) -> str:
        return "; ".join(f"{field} {value}" for field, value in self._asdict().items() if value)


def compare(law: Law, document: Document) -> Verdict:
    """Articles and chapters found against those of the law, and the leaves against the text."""
    found = [provision.number or "" for provision in document.provisions if provision.kind == "article"]
    chapters = [int(provision.number or 0) for provision in document.provisions if provision.kind == "chapter"]
    missing = list((Counter(law.articles) - Counter(found)).elements())
    extra = list((Counter(found) - Counter(law.articles)).elements())
    order = "order" if not missing and not extra and found != list(law.articles) else ""
    text = "".join(document.text[leaf.span.start : leaf.span.end] for leaf in document.leaves)
    return Verdict(
        missing=" ".join(missing[:8]),
        extra=" ".join(extra[:8]) or order,
        chapters="" if chapters == list(law.chapters) else f"{list(law.chapters)} read as {chapters}",
        leaves="" if text == document.text else "do not tile the text",
    )
