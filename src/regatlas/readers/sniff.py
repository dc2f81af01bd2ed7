"""What a file is, by its content. Names are not asked: a renamed file reads the same."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from regatlas.errors import DamagedFile, EmptyInput, UnknownFormat

Format = Literal["pdf", "html", "docx", "xml", "text"]

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HTML_FRAGMENT = re.compile(
    rb"^\s*<(?:div|p|h[1-6]|article|section|main|table|meta|title|ul|ol)\b[^>]*>", re.IGNORECASE
)
# A PDF may have a few bytes of another kind before it, but words that only mention the mark are no PDF.
_PDF = re.compile(rb"(?:\A|[\r\n\x00])[^\r\n]{0,16}%PDF-\d")
_XML = re.compile(rb"^\s*<\?xml\b|^\s*<[A-Za-z_][\w.:-]*(?:\s[^<>]*)?>")
_PICTURE = "put it into a PDF and read that with --ocr"
_OFFICE = "open it in a word processor and save it as DOCX or PDF"
_ARCHIVE = "unpack it and give the files in it"
_ADVICE = "give a PDF, HTML, DOCX, Markdown or text file"
_KNOWN_BINARY = (
    (b"\x89PNG", "a PNG image", _PICTURE),
    (b"\xff\xd8\xff", "a JPEG image", _PICTURE),
    (b"GIF8", "a GIF image", _PICTURE),
    (b"II*\x00", "a TIFF image", _PICTURE),
    (b"MM\x00*", "a TIFF image", _PICTURE),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or encrypted Office file", _OFFICE),
    (b"{\\rtf", "a Rich Text (RTF) file", _OFFICE),
    (b"\x1f\x8b", "a gzip archive", _ARCHIVE),
    (b"7z\xbc\xaf", "a 7-Zip archive", _ARCHIVE),
    (b"Rar!", "a RAR archive", _ARCHIVE),
    (b"\xfd7zXZ", "an xz archive", _ARCHIVE),
    (b"BZh", "a bzip2 archive", _ARCHIVE),
    (b"SQLite format 3", "an SQLite database", _ADVICE),
    (b"\x7fELF", "a program", _ADVICE),
    (b"MZ\x90", "a program", _ADVICE),
)
_TAR = (257, b"ustar")
_HEAD = 65_536


def sniff(data: bytes) -> Format:
    """The format of ``data``. Raises :class:`EmptyInput`, :class:`UnknownFormat`, :class:`DamagedFile`."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise EmptyInput("the file is empty", hint=_ADVICE)
    for magic, name, remedy in _KNOWN_BINARY:
        if data.startswith(magic):
            raise UnknownFormat(f"the file is {name}, which is not read as it is", hint=remedy)
    if data.startswith(_TAR[1], _TAR[0]):
        raise UnknownFormat("the file is a tar archive, which is not read as it is", hint=_ARCHIVE)
    if b"%PDF-" in data[:1024] and _PDF.search(data[:1024]):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    return _markup_kind(data)


def _zip_kind(data: bytes) -> Format:
    names = _members(data)
    if "word/document.xml" in names or any(name.startswith("word/") for name in names):
        return "docx"
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise UnknownFormat("the file is an Office or OpenDocument file other than DOCX", hint="save it as DOCX or PDF")
    raise UnknownFormat("the file is a zip archive without a Word document in it", hint=_ARCHIVE)


def _members(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise DamagedFile(
            "the file begins as a zip archive but is cut off or broken", hint="download it again"
        ) from error


def _markup_kind(data: bytes) -> Format:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if b"\x00" in head:
        # UTF-16, whose markup is ASCII with zeros between.
        head = head.replace(b"\x00", b"").lstrip(b"\xff\xfe")
    head = head.lstrip()[:4096]
    html = _HTML.search(head)
    if (html and head[: html.start()].lstrip()[:1] in (b"", b"<")) or _HTML_FRAGMENT.match(head):
        return "html"
    return "xml" if _XML.match(head) and b"</" in data.replace(b"\x00", b"") else "text"
