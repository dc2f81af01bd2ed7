from __future__ import annotations

import pytest
from tests.readers.specimen import archive, pdf

from regatlas.errors import DamagedFile, UnknownFormat
from regatlas.readers.sniff import sniff


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf("Article 1"), "pdf"),
        (b"junk before\n" + pdf("Article 1"), "pdf"),
        (archive({"word/document.xml": b"<x/>"}), "docx"),
        (b"<!DOCTYPE html><title>x</title>", "html"),
        (b"\n\n<!-- saved -->\n<HTML><body>x", "html"),
        (b" " * 9000 + b"<html><body>x", "html"),
        ("<html><body>x".encode("utf-16"), "html"),
        (b"<?xml version='1.0'?><Law><Article>1</Article></Law>", "xml"),
        ("<?xml version='1.0'?><Law>一</Law>".encode("utf-16"), "xml"),
        (b"# Title\n\nArticle 1 mentions <html> as a word.", "text"),
        (b"The mark of a PDF is the word %PDF-1.7 at its beginning.", "text"),
        (b"PKI means public key infrastructure.", "text"),
    ],
)
def test_the_content_tells_the_format(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "PNG"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 40, "JPEG"),
        (b"GIF89a" + b"\x00" * 40, "GIF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 40, "old Word"),
        (b"{\\rtf1 x}", "RTF"),
        (archive({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}), "other than DOCX"),
        (archive({"notes.txt": b"words about word/ and more"}), "zip archive without"),
    ],
)
def test_other_kinds_are_named(data: bytes, words: str) -> None:
    with pytest.raises(UnknownFormat, match=words):
        sniff(data)


def test_a_cut_archive_is_damaged() -> None:
    with pytest.raises(DamagedFile, match="zip"):
        sniff(archive({"word/document.xml": b"x" * 500})[:60])
