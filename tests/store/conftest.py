"""Documents made by hand, and a store to keep them in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from regatlas.model.document import Document, Metadata, Provision, Statement
from regatlas.model.judgement import LegalStatus, Record
from regatlas.model.text import Block, Furniture, Quality, QualityStatus, Segment, SourceText, Span
from regatlas.store import DocumentStore

MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def make_document(
    text: str,
    *,
    title: str | None = None,
    issuers: tuple[str, ...] = (),
    media_type: str = "text/plain",
    quality: QualityStatus = "ok",
) -> Document:
    """A document of one article per line; its bytes are its media type and its text."""
    source = SourceText(
        text=text,
        sha256=hashlib.sha256(f"{media_type}\n{title}\n{text}".encode()).hexdigest(),
        media_type=media_type,
        size=len(text.encode()),
        encoding="utf-8",
        language="zh-Hans",
        quality=Quality(status=quality, score=0.5, reasons=("made by hand",)),
        segments=(Segment(0, 3, len(text)),),
        blocks=(Block(0, len(text), "heading", 1),),
        soft_breaks=(1,),
        furniture=(Furniture(kind="page-number", text="7", raw=2),),
        front_matter=(("title", "x"),),
    )
    metadata = Metadata(
        title=None if title is None else Statement(value=title, evidence=(source.quote((0, 1)),) if text else ()),
        issuers=tuple(Statement(value=issuer, origin="front-matter") for issuer in issuers),
        dates={"issued": Statement(value="2026-01-02")},
    )
    return Document(source=source, tradition="chinese", provisions=tuple(_articles(text)), metadata=metadata)


def _articles(text: str) -> Iterator[Provision]:
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        end = start + len(line)
        yield Provision(
            eid=f"art_{number}",
            parent=None,
            kind="article",
            number=str(number),
            citation=f"第{number}条",
            heading=None,
            span=Span(start, end),
        )
        start = end


def make_record(manifest: str) -> Record:
    return Record(
        engine="lexicon.v1",
        taxonomies={"sector": "1"},
        manifest=manifest,
        legal_status=LegalStatus(value=None, confidence=0.25),
    )


@pytest.fixture
def document() -> Callable[..., Document]:
    return make_document


@pytest.fixture
def record() -> Callable[[str], Record]:
    return make_record


@pytest.fixture
def now() -> datetime:
    return MORNING


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "regatlas.sqlite"


@pytest.fixture
def store(store_url: str) -> Iterator[DocumentStore]:
    with DocumentStore.open(store_url) as opened:
        yield opened
