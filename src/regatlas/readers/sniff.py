"""What a file is, by its content. Names are not asked: a renamed file reads the same."""

from __future__ import annotations

import re
from typing import Literal

from regatlas.errors import DamagedFile, EmptyInput, UnknownFormat

Format = Literal["pdf", "html", "docx", "xml", "text"]

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HTML_FRAGMENT = re.compile(rb"^\s*<(?:div|p|h[1-6]|article|section|main|table|meta|title|ul|ol)\b[^>]*>", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml\b|^\s*<[A-Za-z_][\w.:-]*(?:\s[^<>]*)?>")
_KNOWN_BINARY = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or encrypted Office file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"BZh", "a bzip2 archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"{\\rtf", "an RTF file"),
)
_ADVICE = "give a PDF, HTML, DOCX, Markdown or text file"


def sniff(data: bytes) -> Format:
    """The format of ``data``. Raises :class:`EmptyInput`, :class:`UnknownFormat`, :class:`DamagedFile`."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise EmptyInput("the file is empty", hint=_ADVICE)
    for magic, name in _KNOWN_BINARY:
        if data.startswith(magic):
            raise UnknownFormat(f"the file is {name}, which has no text to read", hint=_ADVICE)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _zip_kind(data)
    return _markup_kind(data)


def _zip_kind(data: bytes) -> Format:
    if b"word/" in data:
        return "docx"
    if b"[Content_Types].xml" in data or b"mimetype" in data[:64]:
        raise UnknownFormat("the file is an Office or OpenDocument file other than DOCX", hint="save it as DOCX or PDF")
    if data.rstrip(b"\x00").endswith(b"PK") or b"PK\x05\x06" not in data:
        raise DamagedFile("the file begins as a zip archive but is cut off or broken", hint="download it again")
    raise UnknownFormat("the file is a zip archive without a Word document in it", hint="unpack it first")


def _markup_kind(data: bytes) -> Format:
    head = data[:4096].lstrip(b"\xef\xbb\xbf")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.replace(b"\x00", b"")[2:]
    html = _HTML.search(head)
    if html and head[: html.start()].lstrip()[:1] in (b"", b"<") or _HTML_FRAGMENT.match(head):
        return "html"
    return "xml" if _XML.match(head) and b"</" in data else "text"
