"""PDF by pypdfium2: the text of every page as lines, with page furniture found by its coming back."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from regatlas.errors import DamagedFile, EmptyInput, EncryptedFile
from regatlas.readers.limits import Limits
from regatlas.readers.lines import Draft, Line, Piece
from regatlas.readers.unwrap import drop_page_furniture


def read_pdf(data: bytes, limits: Limits) -> Draft:
    """The text of a PDF. Raises :class:`EncryptedFile`, :class:`DamagedFile`, :class:`EmptyInput` (no pages)."""
    document = _open(data)
    try:
        pages = len(document)
        if pages == 0:
            raise EmptyInput("the PDF has no pages", hint="export it again")
        limits.check_pages(pages)
        texts = [_page_text(document, index) for index in range(pages)]
    finally:
        document.close()
    limits.check_text(sum(map(len, texts)))
    lines = _lines(texts)
    empty = sum(not text.strip() for text in texts)
    remarks = (f"{empty} of {pages} pages have no text layer.",) if empty else ()
    draft = Draft(lines, "application/pdf", "pdf", remarks=remarks)
    drop_page_furniture(draft)
    return draft


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedFile("the PDF needs a password", hint="save a copy without one") from error
        if b"/Count 0" in data or b"/Kids []" in data or b"/Kids[]" in data:
            raise EmptyInput("the PDF has no pages", hint="export it again") from error
        raise DamagedFile("the PDF is broken and cannot be opened", hint="export or download it again") from error


def _page_text(document: pdfium.PdfDocument, index: int) -> str:
    try:
        page = document[index]
        textpage = page.get_textpage()
        try:
            return str(textpage.get_text_bounded()).replace("\r\n", "\n").replace("\r", "\n")
        finally:
            textpage.close()
            page.close()
    except pdfium.PdfiumError as error:
        raise DamagedFile("a page of the PDF is broken", where=f"page {index + 1}", hint="export it again") from error


def _lines(texts: list[str]) -> list[Line]:
    """The lines of all pages; raw places count through all pages with one form feed between two."""
    lines: list[Line] = []
    raw = 0
    for number, text in enumerate(texts):
        parts = text.split("\n")
        filled = [index for index, part in enumerate(parts) if part.strip()]
        rank = {index: order for order, index in enumerate(filled)}
        for index, part in enumerate(parts):
            order = rank.get(index)
            edge = min(order, len(filled) - 1 - order) if order is not None else 0
            lines.append(Line([Piece(part, raw, len(part))], page=number, edge=edge))
            raw += len(part) + 1
    return lines
