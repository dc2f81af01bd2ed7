"""What the standard has no place for, in our own namespace: out, and in again.

``rg:source`` with the file that the text was read from and a checksum of the normalised text, ``rg:quality``,
``rg:segments`` (the map back to the original), ``rg:furniture``, ``rg:front-matter``, ``rg:block`` where blocks are not
the lines of the text, and ``rg:statement`` with the places of the words that make each statement.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import cast

from lxml import etree

from regatlas.errors import DamagedFile
from regatlas.exchange.akn.names import akn, escaped, own, unescaped
from regatlas.exchange.akn.runs import line_blocks
from regatlas.model.document import Document, Metadata, Origin, Statement
from regatlas.model.text import (
    Block,
    BlockKind,
    Furniture,
    FurnitureKind,
    Quality,
    QualityStatus,
    Segment,
    SourceText,
    Span,
)

# A parser without huge_tree refuses text of more than ten million bytes in one element; a segment takes about 20.
_SEGMENTS_AT_ONCE = 1000


def write_proprietary(parent: etree._Element, document: Document, source_name: str, author: str) -> None:
    """Add the ``proprietary`` element. Raises :class:`~regatlas.errors.EvidenceError` for a quote not in the text."""
    element = etree.SubElement(parent, akn("proprietary"), source=author)
    source = document.source
    _add(
        element, "source", name=source_name, sha256=source.sha256, size=str(source.size), encoding=source.encoding,
        language=source.language, tradition=document.tradition, checksum=checksum(source.text),
        **{"media-type": source.media_type},
    )  # fmt: skip
    quality = _add(element, "quality", status=source.quality.status, score=repr(source.quality.score))
    for reason in source.quality.reasons:
        _add(quality, "reason").text = escaped(reason)
    for start in range(0, len(source.segments), _SEGMENTS_AT_ONCE):
        part = source.segments[start : start + _SEGMENTS_AT_ONCE]
        _add(element, "segments").text = " ".join(f"{one.start}:{one.raw}:{one.length}" for one in part)
    if not source.text or [block[:2] for block in source.blocks] != list(line_blocks(source.text)):
        for block in source.blocks:
            _add(element, "block", start=str(block.start), end=str(block.end), kind=block.kind, level=str(block.level))
        _add(element, "block-list", length=str(len(source.blocks)))
    for item in source.furniture:
        _add(element, "furniture", kind=item.kind, raw=str(item.raw)).text = escaped(item.text)
    for key, value in source.front_matter:
        _add(element, "front-matter", key=key).text = escaped(value)
    for role, key, statement in _statements(document.metadata):
        _write_statement(element, role, key, statement, source.text)


def checksum(text: str) -> str:
    """The sha256 of a normalised text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _add(parent: etree._Element, name: str, /, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, own(name))
    for key, value in attributes.items():
        element.set(key, escaped(value))
    return element


def _statements(metadata: Metadata) -> Iterator[tuple[str, str, Statement]]:
    """Every statement with the field it stands in and, in a field with several, its key or place."""
    for name in Metadata.model_fields:
        value: object = getattr(metadata, name)
        if isinstance(value, Statement):
            yield name, "", value
        elif isinstance(value, Mapping):
            yield from ((name, f"key:{key}", one) for key, one in value.items())
        elif isinstance(value, tuple):
            yield from ((name, f"{place}", one) for place, one in enumerate(value, start=1))


def _write_statement(parent: etree._Element, role: str, key: str, statement: Statement, text: str) -> None:
    element = _add(parent, "statement", of=role, origin=statement.origin, value=statement.value)
    if key:
        element.set("at", escaped(key))
    for quote in statement.evidence:
        quote.check(text)
        _add(element, "quote", start=str(quote.span.start), end=str(quote.span.end))


def read_source(
    element: etree._Element, text: str, blocks: tuple[Block, ...], soft_breaks: tuple[int, ...]
) -> tuple[SourceText, str]:
    """The source text, and the tradition of its document. Raises DamagedFile where the text is not the one written."""
    facts = _one(element, "source")
    if _value(facts, "checksum") != checksum(text):
        raise DamagedFile(
            "the words of the file were changed after Regatlas wrote it, so that its quotes no longer fit",
            hint="take the element 'proprietary' out of it to have it read afresh",
        )
    source = SourceText(
        text=text,
        sha256=_value(facts, "sha256"),
        media_type=_value(facts, "media-type"),
        size=int(_value(facts, "size")),
        encoding=_value(facts, "encoding"),
        language=_value(facts, "language"),
        quality=_quality(_one(element, "quality")),
        segments=tuple(_segments(element)),
        blocks=tuple(_blocks(element)) if element.find(own("block-list")) is not None else blocks,
        soft_breaks=soft_breaks,
        furniture=tuple(
            Furniture(kind=cast(FurnitureKind, _value(one, "kind")), text=_text(one), raw=int(_value(one, "raw")))
            for one in element.iterfind(own("furniture"))
        ),
        front_matter=tuple((_value(one, "key"), _text(one)) for one in element.iterfind(own("front-matter"))),
    )
    return source, _value(facts, "tradition")


def read_metadata(element: etree._Element, source: SourceText) -> Metadata:
    """The metadata with its evidence, quoted from ``source``."""
    fields: dict[str, Statement | list[Statement] | dict[str, Statement]] = {}
    for one in element.iterfind(own("statement")):
        name, at, statement = _value(one, "of"), unescaped(one.get("at", "")), _statement(one, source)
        if not at:
            fields[name] = statement
        elif at.startswith("key:"):
            cast("dict[str, Statement]", fields.setdefault(name, {}))[at.removeprefix("key:")] = statement
        else:
            cast("list[Statement]", fields.setdefault(name, [])).append(statement)
    return Metadata.model_validate(fields)


def _statement(element: etree._Element, source: SourceText) -> Statement:
    spans = [Span(int(_value(one, "start")), int(_value(one, "end"))) for one in element.iterfind(own("quote"))]
    evidence = tuple(source.quote(span) for span in spans)
    for quote in evidence:
        quote.check(source.text)
    return Statement(value=_value(element, "value"), evidence=evidence, origin=cast(Origin, _value(element, "origin")))


def _quality(element: etree._Element) -> Quality:
    return Quality(
        status=cast(QualityStatus, _value(element, "status")),
        score=float(_value(element, "score")),
        reasons=tuple(_text(one) for one in element.iterfind(own("reason"))),
    )


def _segments(element: etree._Element) -> Iterator[Segment]:
    for part in element.iterfind(own("segments")):
        for segment in _text(part).split():
            start, raw, length = segment.split(":")
            yield Segment(int(start), int(raw), int(length))


def _blocks(element: etree._Element) -> Iterator[Block]:
    for one in element.iterfind(own("block")):
        kind = cast(BlockKind, _value(one, "kind"))
        yield Block(int(_value(one, "start")), int(_value(one, "end")), kind, int(_value(one, "level")))


def _one(element: etree._Element, name: str) -> etree._Element:
    found = element.find(own(name))
    if found is None:
        raise DamagedFile(f"the element 'proprietary' has no '{name}'", hint="write the file again from its source")
    return found


def _value(element: etree._Element, name: str) -> str:
    value = element.get(name)
    if value is None:
        tag = element.tag.rpartition("}")[2]
        raise DamagedFile(f"the element '{tag}' has no attribute '{name}'", hint="write the file again from its source")
    return unescaped(value)


def _text(element: etree._Element) -> str:
    return unescaped(element.text or "")
