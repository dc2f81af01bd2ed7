from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from tests.readers.specimen import Part, archive, as_docx, blocks, saved

from regatlas.errors import DamagedFile, EncryptedFile, LimitExceeded, UnknownFormat
from regatlas.readers import Limits, read

PARTS = [Part("heading", "Act", 1), Part("paragraph", "The act applies.")]


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        members = {member: bundle.read(member) for member in bundle.namelist()}
    assert old in members[name]
    return archive({**members, name: members[name].replace(old, new)})


def test_breaks_tabs_and_deleted_words() -> None:
    document = docx.Document()
    document.add_paragraph("one\ttwo\nthree")
    assert blocks(read(saved(document))) == ["one two", "three"]


def test_a_table_in_a_cell_is_read_once() -> None:
    document = docx.Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "left"
    inner = outer.cell(0, 1).add_table(1, 1)
    inner.cell(0, 0).text = "inner"
    assert blocks(read(saved(document))) == ["left | inner"]


def test_entities_declared_inside_are_not_expanded() -> None:
    declared = b'<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><w:document'
    bomb = changed(as_docx(PARTS), "word/document.xml", b"<w:document", declared)
    assert blocks(read(bomb)) == ["Act", "The act applies."]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (archive({"word/document.xml": b"<x"}), DamagedFile),
        (archive({"word/other.xml": b"<x/>"}), DamagedFile),
        (as_docx(PARTS)[:-200], DamagedFile),
        (b"PK\x03\x04 not a zip", DamagedFile),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, UnknownFormat),
        (archive({"word/document.xml": b"\x00" * 300_000_000}), LimitExceeded),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(data)


def test_a_password_is_named() -> None:
    data = bytearray(as_docx(PARTS))
    # The flag of encryption, in the first entry of the archive's listing.
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedFile, match="password"):
        read(bytes(data))


def test_files_with_macros_are_read_and_their_macros_are_not() -> None:
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    assert blocks(read(changed(as_docx(PARTS), "[Content_Types].xml", plain, macro))) == ["Act", "The act applies."]


def test_the_depth_of_lists_is_told_by_their_styles() -> None:
    document = docx.Document()
    for style in ("List Bullet", "List Bullet 2", "List Number 3"):
        document.add_paragraph("keep records", style=style)
    assert [block.level for block in read(saved(document)).blocks] == [1, 2, 3]


def test_a_file_without_a_body_says_so() -> None:
    with pytest.raises(DamagedFile, match="no body"):
        read(changed(as_docx(PARTS), "word/document.xml", b"w:body", b"w:bodi"))


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(LimitExceeded, match="parts"):
        read(as_docx(PARTS), Limits(archive_members=3))


@pytest.mark.corpus
def test_a_text_embedded_as_mht_is_read(corpus: Path) -> None:
    law = read((corpus / "files" / "cn-minors-protection-law.docx").read_bytes())
    assert sum(text.startswith("第") and "条" in text[:8] for text in blocks(law)) >= 132
