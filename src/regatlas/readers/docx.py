"""DOCX: paragraphs, tables, automatic numbers, footnotes, and texts embedded as MHT (``altChunk``)."""

from __future__ import annotations

import email
import email.policy
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.opc.part import PartFactory
from docx.oxml.document import CT_Body, CT_Document
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree

from regatlas.errors import DamagedFile, EncryptedFile, LimitExceeded, RegatlasError
from regatlas.readers.docx_numbering import Numbering
from regatlas.readers.html import walk_html
from regatlas.readers.limits import Limits
from regatlas.readers.lines import Draft, Line, Piece, line_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"(?:heading|标题|überschrift|titre)\s*([1-9])", re.IGNORECASE)
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


# Templates, and files that carry macros, which nothing here runs.
PartFactory.part_type_for.update(
    dict.fromkeys(
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        ),
        DocumentPart,
    )
)
# What python-docx and the archive and mail parsers of Python raise on parts that are not as they must be.
_BROKEN = (
    OpcError, etree.LxmlError, zipfile.BadZipFile, zlib.error, struct.error, LookupError, ValueError, AttributeError,
    TypeError, OSError, EOFError, NotImplementedError, RecursionError, AssertionError,
)  # fmt: skip
_TOO_DEEP = re.compile(r"excessive depth|huge (?:text|input)|buffer size", re.IGNORECASE)


def read_docx(data: bytes, limits: Limits) -> Draft:
    """The text of a Word file. Raises :class:`DamagedFile` and :class:`LimitExceeded` (expansion)."""
    _check_archive(data, limits)
    try:
        return _Body(_open(data), limits).draft()
    except RegatlasError:
        raise
    except _BROKEN as error:
        if _TOO_DEEP.search(str(error)):
            what = "the XML of the DOCX file is nested too deep or too large in one piece"
            raise LimitExceeded(what, hint="save it again from a word processor") from error
        raise DamagedFile("the DOCX file is broken", hint="open it in a word processor and save it again") from error


def _open(data: bytes) -> WordDocument:
    part = Package.open(io.BytesIO(data)).main_document_part
    if not (isinstance(part, DocumentPart) and isinstance(part.element, CT_Document)):
        raise DamagedFile("the file has the parts of a DOCX file but no text", hint="save it again as DOCX")
    if not isinstance(part.element.body, CT_Body):
        raise DamagedFile("the DOCX file has no body", hint="open it in a word processor and save it again")
    document: WordDocument = part.document
    return document


def _check_archive(data: bytes, limits: Limits) -> None:
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error) as error:
        raise DamagedFile("the DOCX file is not a complete zip archive", hint="download it again") from error
    if any(member.flag_bits & 1 for member in members):
        raise EncryptedFile("the DOCX file needs a password", hint="save a copy without one")
    limits.check_members(len(members))
    limits.check_unpacked(sum(member.file_size for member in members), len(data))


class _Body:
    """Walks the body of a Word document in reading order."""

    def __init__(self, document: WordDocument, limits: Limits) -> None:
        self._document = document
        self._limits = limits
        self._numbering = Numbering(document)
        self._style_names = {style.style_id: style.name for style in document.styles}
        self._raw = 0
        self._lines: list[Line] = []

    def draft(self) -> Draft:
        for element in self._document.element.body.iterchildren():
            self._element(element)
        self._footnotes()
        return Draft(self._lines, MEDIA_TYPE, "docx", wrapped=False)

    def _element(self, element: etree._Element) -> None:
        if element.tag == f"{_W}p":
            self._paragraph(element)
        elif element.tag == f"{_W}tbl":
            for row in _rows(element):
                self._row(row)
        elif element.tag == f"{_W}altChunk":
            self._embedded(element.get(f"{_R}id"))
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo"):
            for child in element.iterchildren():
                self._element(child)

    def _paragraph(self, element: etree._Element) -> None:
        number, level = self._numbering.number(element)
        heading = self._heading_level(element)
        for text in _texts(element):
            shown = f"{number} " if number else ""
            pieces = [Piece(shown, self._raw, 0)] if shown else []
            line = line_of([*pieces, Piece(text, self._raw, len(text))], ends_block=True)
            if heading:
                line.kind, line.level = "heading", heading
            elif level:
                line.kind, line.level = "list-item", level
            self._lines.append(line)
            self._advance(text)
            number = ""

    def _advance(self, text: str) -> None:
        """Count the text that was read, so that a file which shows one part again and again is given up early."""
        self._raw += len(text) + 1
        self._limits.check_text(self._raw)
        self._limits.check_lines(len(self._lines))

    def _heading_level(self, element: etree._Element) -> int:
        style_id = element.find(f"{_W}pPr/{_W}pStyle")
        if style_id is None:
            return 0
        identifier = style_id.get(f"{_W}val", "")
        name = self._style_names.get(identifier) or identifier
        match = _HEADING.search(name)
        return int(match.group(1)) if match else 1 if name.lower() == "title" else 0

    def _row(self, row: etree._Element) -> None:
        cells = []
        for cell in row.iterchildren(f"{_W}tc"):
            text = " ".join(part for paragraph in cell.iter(f"{_W}p") for part in _texts(paragraph) if part.strip())
            if text.strip():
                cells.append(text)
        if not cells:
            return
        pieces: list[Piece] = []
        for text in cells:
            if pieces:
                pieces.append(Piece(" | ", self._raw, 0))
            pieces.append(Piece(text, self._raw, len(text)))
            self._advance(text)
        self._lines.append(line_of(pieces, "table-row" if len(cells) > 1 else "paragraph", ends_block=True))

    def _embedded(self, relation: str | None) -> None:
        """A part that carries the text as MHT or HTML, which ordinary DOCX parsers pass over."""
        part = self._document.part.related_parts.get(relation or "")
        if part is None:
            return
        for html in _html_of(part.blob):
            for line in walk_html(html, "utf-8", self._limits).lines:
                line.put([Piece(line.text, self._raw, len(line.text))])
                self._lines.append(line)
                self._advance(line.text)

    def _footnotes(self) -> None:
        for part in self._document.part.package.iter_parts():
            if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml"):
                root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
                for paragraph in root.iter(f"{_W}p"):
                    self._paragraph(paragraph)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, but not those of tables in its cells, whose text the cells give."""
    for child in table.iterchildren():
        if child.tag == f"{_W}tr":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _rows(child)


def _texts(paragraph: etree._Element) -> Iterator[str]:
    """The text of a paragraph, in parts where it breaks a line; deleted text and fallbacks are left out."""
    parts: list[str] = []
    for node in _visible(paragraph):
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag in (f"{_W}tab", f"{_W}noBreakHyphen"):
            parts.append("-" if node.tag.endswith("Hyphen") else " ")
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            yield "".join(parts)
            parts = []
    yield "".join(parts)


def _visible(element: etree._Element) -> Iterator[etree._Element]:
    stack = list(reversed(element))
    while stack:
        node = stack.pop()
        if node.tag in (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", _FALLBACK):
            continue
        yield node
        stack.extend(reversed(node))


def _html_of(blob: bytes) -> Iterator[str]:
    if blob.lstrip()[:1] == b"<":
        yield blob.decode("utf-8", errors="replace")
        return
    message = email.message_from_bytes(blob, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            yield str(part.get_content())
