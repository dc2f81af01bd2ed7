"""Small documents, built by hand, so that these tests need no reader and no grammar."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from regatlas.model.document import Document, Metadata, Provision, ProvisionKind
from regatlas.model.text import Block, Quality, QualityStatus, Segment, SourceText, Span

Part = tuple[ProvisionKind, str]
Draft = Callable[..., Document]


def _source(text: str, language: str, quality: QualityStatus, reasons: tuple[str, ...]) -> SourceText:
    blocks, start = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(start, start + len(line), "paragraph", 0))
        start += len(line) + 1
    return SourceText(
        text=text,
        sha256="0" * 64,
        media_type="text/plain",
        size=len(text.encode()),
        encoding="utf-8",
        language=language,
        quality=Quality(status=quality, score=1.0, reasons=reasons),
        segments=(Segment(0, 0, len(text)),),
        blocks=tuple(blocks),
    )


def _numeral(number: int) -> str:
    return "零一二三四五六七八九"[number] if number < 10 else str(number)


def _provisions(text: str, parts: Sequence[Part | Sequence[Part]]) -> list[Provision]:
    """Articles numbered from 1; an article given as a list has its parts as leaves, each with its line."""
    found: list[Provision] = []
    start, number = 0, 0
    for part in parts:
        leaves = [part] if isinstance(part[0], str) else list(part)
        whole = sum(len(words) + 1 for _, words in leaves)
        kind: ProvisionKind = leaves[0][0] if len(leaves) == 1 else "article"
        number += kind == "article"
        chinese = any("\u4e00" <= letter <= "\u9fff" for letter in text)
        eid = f"art_{number}" if kind == "article" else f"{kind}_{len(found)}"
        citation = (f"第{_numeral(number)}条" if chinese else f"Article {number}") if kind == "article" else None
        end = min(start + whole, len(text))
        given = str(number) if kind == "article" else None
        found.append(
            Provision(
                eid=eid, parent=None, kind=kind, number=given, citation=citation, heading=None, span=Span(start, end)
            )
        )
        at = start
        for place, (leaf_kind, words) in enumerate(leaves if len(leaves) > 1 else ()):
            stop = min(at + len(words) + 1, end)
            found.append(
                Provision(
                    eid=f"{eid}__{place}", parent=eid, kind=leaf_kind, number=None, citation=citation, heading=None,
                    span=Span(at, stop),
                )
            )  # fmt: skip
            at = stop
        start = end
    return found


@pytest.fixture(scope="session")
def draft() -> Draft:
    """``draft(("title", …), ("article", …), [("intro", …), ("point", …)])``: a document of these lines."""

    def make(
        *parts: Part | Sequence[Part],
        language: str = "en",
        metadata: Metadata | None = None,
        quality: QualityStatus = "ok",
        reasons: tuple[str, ...] = (),
    ) -> Document:
        lines = [words for part in parts for _, words in ([part] if isinstance(part[0], str) else part)]
        text = "\n".join(lines)
        return Document(
            source=_source(text, language, quality, reasons),
            tradition="generic",
            provisions=tuple(_provisions(text, parts)),
            metadata=metadata or Metadata(),
        )

    return make
