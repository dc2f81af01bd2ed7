"""The list of the texts in the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from regatlas.app.library import same_language
from regatlas.catalog.catalog import folded
from regatlas.pages.site.frame import Frame
from regatlas.pages.site.results import Link
from regatlas.store import DocumentEntry

SIZE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A text of the list. ``quality`` is a warning where it was read badly."""

    href: str
    title: str
    lang: str
    language: str
    version: int
    source: str
    quality: str


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """The list with its filters."""

    title: str
    language: str
    languages: tuple[tuple[str, str], ...]
    total: int
    rows: tuple[Row, ...]
    pages: tuple[Link, ...]


def view_documents(
    frame: Frame, entries: Iterable[DocumentEntry], *, title: str = "", language: str = "", page: int = 1
) -> DocumentsView:
    """The texts whose title or file name holds ``title``, the latest import first."""
    listed = list(entries)
    found = [entry for entry in reversed(listed) if _fits(entry, folded(title), language)]
    tags = sorted({entry.language for entry in listed})
    return DocumentsView(
        title=title,
        language=language,
        languages=tuple((tag, frame.language(tag)) for tag in tags),
        total=len(found),
        rows=tuple(_row(frame, entry) for entry in found[(page - 1) * SIZE : page * SIZE]),
        pages=tuple(_pages(frame, len(found), page, title, language)),
    )


def _fits(entry: DocumentEntry, title: str, language: str) -> bool:
    named = title in folded(f"{entry.title or ''} {entry.source}")
    return named and (not language or same_language(entry.language, language))


def _row(frame: Frame, entry: DocumentEntry) -> Row:
    return Row(
        href=frame.href("documents", entry.sha256),
        title=entry.title or entry.source,
        lang=entry.language,
        language=frame.language(entry.language),
        version=entry.version,
        source=entry.source,
        quality="" if entry.quality == "ok" else frame.words(f"site.quality.{entry.quality}"),
    )


def _pages(frame: Frame, total: int, page: int, title: str, language: str) -> Iterator[Link]:
    last = -(-total // SIZE)
    for number in range(1, last + 1) if last > 1 else ():
        href = frame.href("documents", title=title, language=language, page=str(number))
        yield Link(href, str(number), current=number == page)
