"""Akoma Ntoso into a document. Nothing is fetched, no entity is resolved, and no document type is accepted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from regatlas.errors import DamagedFile, EmptyInput, EvidenceError, UnknownFormat
from regatlas.exchange.akn.foreign import adopt, foreign_metadata, foreign_source
from regatlas.exchange.akn.layout import heading_of, inline
from regatlas.exchange.akn.names import AKN, RUNS, akn, bcp_47, kind_of, local, own, tradition_of, unescaped
from regatlas.exchange.akn.proprietary import read_metadata, read_source
from regatlas.exchange.akn.runs import line_blocks
from regatlas.model.document import Document, Provision, ProvisionKind
from regatlas.model.text import Block, BlockKind, Span

_BEGINNING = 8192
_OPENING = re.compile(rb"<(?:[\w.-]+:)?akomaNtoso\s[^>]*" + re.escape(AKN.encode()))
_BAD = "write the file again from its source"


def from_akn(xml: bytes) -> Document:
    """The document in an Akoma Ntoso 3.0 file.

    Raises :class:`~regatlas.errors.DamagedFile` for XML that is not well formed, declares a document type, or was
    changed under its quotes; :class:`~regatlas.errors.UnknownFormat` for other XML;
    :class:`~regatlas.errors.EmptyInput` for a file of another hand without words.
    """
    top = _parse(xml)
    proprietary = top.find(f"{akn('meta')}/{akn('proprietary')}[{own('source')}]")
    ours = proprietary is not None
    if not ours:
        adopt(top)
    reading = _Reading(ours=ours)
    try:
        reading.visit(top, None)
        reading.finish()
        return _ours(reading, proprietary) if ours else _foreign(reading, top, xml)
    except (AttributeError, EvidenceError, TypeError, ValueError) as error:
        raise DamagedFile("the file says of itself what cannot be", hint=_BAD) from error


def is_akn(data: bytes) -> bool:
    """Whether a file says at its beginning that it is Akoma Ntoso 3.0; it may still be damaged."""
    # UTF-16 puts a null byte beside each letter of the names.
    return _OPENING.search(data[:_BEGINNING].replace(b"\x00", b"")) is not None


def _parse(xml: bytes) -> etree._Element:
    """The element of the document (``act``, ``doc`` …)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        where = f"line {error.lineno}" if isinstance(error, etree.XMLSyntaxError) and error.lineno else ""
        raise DamagedFile("the XML is not well formed or beyond what is safe", where=where, hint=_BAD) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DamagedFile("the XML declares a document type, which may hide entities", hint="take out the DOCTYPE")
    if root.tag != akn("akomaNtoso"):
        raise UnknownFormat("the XML is not Akoma Ntoso 3.0", where=f"element '{local(root)}'", hint=f"it needs {AKN}")
    for element in root.iterchildren(akn("*")):
        if element.find(akn("meta")) is not None:
            return element
    raise DamagedFile("the file holds no document with a 'meta' of its own", hint=_BAD)


def _ours(reading: _Reading, proprietary: etree._Element) -> Document:
    source, tradition = read_source(proprietary, reading.text, reading.blocks(), tuple(reading.soft_breaks))
    metadata = read_metadata(proprietary, source)
    return Document(source=source, tradition=tradition, provisions=reading.provisions(), metadata=metadata)


def _foreign(reading: _Reading, top: etree._Element, xml: bytes) -> Document:
    if not reading.text.strip():
        raise EmptyInput("the file has no text", hint="give a file with words in it")
    work = top.find(f".//{akn('FRBRcountry')}")
    spoken = top.find(f".//{akn('FRBRlanguage')}")
    language = bcp_47(spoken.get("language", "und") if spoken is not None else "und")
    source = foreign_source(xml, reading.text, reading.blocks(), language)
    return Document(
        source=source,
        tradition=tradition_of(work.get("value", "") if work is not None else "", language),
        provisions=reading.provisions(),
        metadata=foreign_metadata(top, source),
    )


@dataclass(slots=True)
class _Place:
    """A provision while it is read; ``first`` and ``last`` are the runs between which its text stands."""

    element: etree._Element
    kind: ProvisionKind
    parent: _Place | None
    leaf: bool = True
    first: int = 0
    last: int = 0


@dataclass(slots=True)
class _Reading:
    """Text and provisions, gathered in one walk in document order."""

    ours: bool
    text: str = ""
    soft_breaks: list[int] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    # Where each run begins for a provision that begins with it: after the line feed, before any other character.
    _bounds: list[int] = field(default_factory=list)
    _block_kinds: dict[int, tuple[BlockKind, int]] = field(default_factory=dict)
    _places: list[_Place] = field(default_factory=list)
    _claimed: int = 0

    def visit(self, element: etree._Element, parent: _Place | None) -> None:
        """Read an element and all that is in it. The parser allows no more than 256 levels."""
        name = local(element)
        if name in ("", "meta") or element.get(own("void")):
            return
        kind = kind_of(element)
        place = self._open(element, kind, parent) if kind else parent
        if name in RUNS:
            self._run(element)
        else:
            for child in element:
                self.visit(child, place)
        if kind and place and place.leaf:
            place.first, place.last = self._claimed, len(self._bounds)
            self._claimed = place.last

    def _open(self, element: etree._Element, kind: ProvisionKind, parent: _Place | None) -> _Place:
        place = _Place(element, kind, parent)
        self._places.append(place)
        if parent:
            parent.leaf = False
        return place

    def _run(self, element: etree._Element) -> None:
        self._begin(element, "\n")
        for piece in inline(element):
            if isinstance(piece, str):
                self._add(self._words(piece))
            elif local(piece) == "eol":
                self.soft_breaks.append(self._length)
            else:
                self._add("\n")
                self._describe(piece)

    def _begin(self, element: etree._Element, default: str) -> None:
        before = unescaped(element.get(own("before"), default)) if self._bounds else ""
        self._bounds.append(self._length + (1 if before == "\n" else 0))
        self._add(before)
        self._describe(element)

    def _words(self, piece: str) -> str:
        # Only we write escapes; in a file of another hand a backslash is one.
        return unescaped(piece) if self.ours else piece

    def _describe(self, element: etree._Element) -> None:
        kind, level = element.get(own("block")), element.get(own("level"))
        if kind or level:
            self._block_kinds[self._length] = (cast(BlockKind, kind or "paragraph"), int(level or 0))

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def finish(self) -> None:
        """Join the text; the last bound is its end."""
        self.text = "".join(self._pieces)
        self._bounds.append(self._length)

    def blocks(self) -> tuple[Block, ...]:
        """The lines of the text as blocks, each of the kind that its run says."""
        plain: tuple[BlockKind, int] = ("paragraph", 0)
        return tuple(Block(start, end, *self._block_kinds.get(start, plain)) for start, end in line_blocks(self.text))

    def provisions(self) -> tuple[Provision, ...]:
        """The provisions in order; those with others inside reach from the first to the last of them."""
        for place in reversed(self._places):
            if place.parent:
                place.parent.first = place.first
                place.parent.last = max(place.parent.last, place.last)
        return tuple(self._provision(place) for place in self._places)

    def _provision(self, place: _Place) -> Provision:
        element = place.element
        heading = _said(element, "heading")
        if heading is None and not element.get(own("unheaded")):
            heading = heading_of(element)
        return Provision(
            eid=element.get("eId", ""),
            parent=place.parent.element.get("eId") if place.parent else None,
            kind=place.kind,
            number=_said(element, "number"),
            citation=_said(element, "citation"),
            heading=heading,
            span=Span(self._bounds[place.first], self._bounds[place.last]),
        )


def _said(element: etree._Element, name: str) -> str | None:
    value = element.get(own(name))
    return None if value is None else unescaped(value)
