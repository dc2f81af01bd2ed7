"""PDF by pypdfium2: the text of every page as lines, with page furniture found by its coming back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import c_double
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from regatlas.errors import DamagedFile, EmptyInput, EncryptedFile
from regatlas.readers.furniture import drop_page_furniture
from regatlas.readers.limits import Limits
from regatlas.readers.lines import Box, Draft, Line
from regatlas.readers.pdf_streams import check_streams

_UNSEEN = " \t\u00a0\u00ad\x02\ufffe"
_LINE_END = re.compile(r"(\r\n|\r|\n)")


def read_pdf(data: bytes, limits: Limits) -> Draft:
    """The text of a PDF. Raises :class:`EncryptedFile`, :class:`DamagedFile`, :class:`EmptyInput` (no pages)."""
    check_streams(data, limits)
    document = _open(data)
    try:
        pages = len(document)
        if pages == 0:
            raise EmptyInput("the PDF has no pages", hint="export it again")
        limits.check_pages(pages)
        found = _pages(document, limits)
    finally:
        document.close()
    empty = sum(not page.text.strip() for page in found)
    remarks = (f"{empty} of {pages} pages have no text layer.",) if empty else ()
    draft = Draft(_lines(found), "application/pdf", "pdf", remarks=remarks, missing=empty / pages)
    drop_page_furniture(draft)
    return draft


class _Page(NamedTuple):
    """The text of a page, and the box of each of its lines that has one."""

    text: str
    boxes: tuple[Box | None, ...]


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedFile("the PDF needs a password", hint="save a copy without one") from error
        if b"/Count 0" in data or b"/Kids []" in data or b"/Kids[]" in data:
            raise EmptyInput("the PDF has no pages", hint="export it again") from error
        raise DamagedFile("the PDF is broken and cannot be opened", hint="export or download it again") from error


def _pages(document: pdfium.PdfDocument, limits: Limits) -> list[_Page]:
    found: list[_Page] = []
    length = 0
    for index in range(len(document)):
        found.append(_page(document, index))
        length += len(found[-1].text)
        limits.check_text(length)
    return found


def _page(document: pdfium.PdfDocument, index: int) -> _Page:
    try:
        page = document[index]
        textpage = page.get_textpage()
        try:
            raw = str(textpage.get_text_range())
            return _Page(raw.replace("\r\n", "\n").replace("\r", "\n"), tuple(_boxes(textpage, raw)))
        finally:
            textpage.close()
            page.close()
    except pdfium.PdfiumError as error:
        raise DamagedFile("a page of the PDF is broken", where=f"page {index + 1}", hint="export it again") from error


def _boxes(textpage: pdfium.PdfTextPage, raw: str) -> Iterator[Box | None]:
    """The box of each line from its first and last visible character."""
    # PDFium counts UTF-16 units, so that rare ideographs would shift all places after them.
    countable = not raw or max(raw) <= "\uffff"
    parts = _LINE_END.split(raw)
    position = 0
    for part, line_end in zip(parts[0::2], [*parts[1::2], ""], strict=True):
        visible = part.rstrip(_UNSEEN)
        first = position + len(visible) - len(visible.lstrip(_UNSEEN))
        yield _box(textpage, first, position + len(visible) - 1) if visible and countable else None
        position += len(part) + len(line_end)


def _box(textpage: pdfium.PdfTextPage, first: int, last: int) -> Box | None:
    left, right = _Place.of(textpage, first), _Place.of(textpage, last)
    return Box(left.left, right.right, left.base, right.base) if left and right else None


class _Place(NamedTuple):
    """The left and right edge and the base line of a character, in points."""

    left: float
    right: float
    base: float

    @classmethod
    def of(cls, textpage: pdfium.PdfTextPage, place: int) -> _Place | None:
        index = pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage.raw, place)
        left, right, bottom, top, x, y = (c_double() for _ in range(6))
        found = index >= 0 and pdfium_c.FPDFText_GetCharBox(textpage.raw, index, left, right, bottom, top)
        if not found or not pdfium_c.FPDFText_GetCharOrigin(textpage.raw, index, x, y):
            return None
        return cls(left.value, right.value, y.value)


def _lines(pages: list[_Page]) -> list[Line]:
    """The lines of all pages; raw places count through all pages with one form feed between two."""
    lines: list[Line] = []
    raw = 0
    for number, page in enumerate(pages):
        parts = page.text.split("\n")
        filled = [index for index, part in enumerate(parts) if part.strip()]
        rank = {index: order for order, index in enumerate(filled)}
        for index, (part, box) in enumerate(zip(parts, page.boxes, strict=True)):
            order = rank.get(index)
            edge = min(order, len(filled) - 1 - order) if order is not None else 0
            lines.append(Line(part, raw, page=number, edge=edge, box=box))
            raw += len(part) + 1
    return lines
