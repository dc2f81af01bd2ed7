"""What must hold for any bytes and any text: a clear refusal, or a reading that keeps every invariant."""

from __future__ import annotations

from tests.readers.specimen import archive, blocks
from tests.structure.specimen import check_tree, source_of

from regatlas.errors import RegatlasError
from regatlas.exchange.akn import from_akn, is_akn
from regatlas.model.document import Document
from regatlas.model.text import SourceText
from regatlas.readers import Limits, read
from regatlas.structure import parse
from regatlas.structure.references import read_apparatus

# Small, so that a fuzzer reaches the limits too, and no single input takes long.
LIMITS = Limits(text_characters=200_000, lines=5_000, pages=20, archive_bytes=2_000_000, markup_depth=200)

_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
    b'document.main+xml"/></Types>'
)
_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="word/document.xml"/></Relationships>'
)


def check_file(data: bytes) -> Document | None:
    """Read a file as the commands do; None where it was refused. Whatever else is raised escapes."""
    ready = is_akn(data)
    try:
        document = from_akn(data) if ready else parse(read(data, LIMITS))
    except RegatlasError as error:
        _check_message(error)
        return None
    if ready:
        # Akoma Ntoso brings its own structure, which no grammar of ours would find again.
        check_source(document.source)
    else:
        check_document(document)
    return document


def _check_message(error: RegatlasError) -> None:
    assert str(error).startswith(f"{error.code}: ")
    assert str(error).isprintable()
    assert error.hint


def check_document(document: Document) -> None:
    """The invariants of a document that was read."""
    check_source(document.source)
    if document.text:
        check_tree(document)
    read_apparatus(document)


def check_source(source: SourceText) -> None:
    """The text is its blocks; its characters have one origin each, in order of the text; all of it can be written."""
    assert source.text == "\n".join(blocks(source))
    assert all(block.start < block.end for block in source.blocks)
    reached = 0
    for segment in source.segments:
        assert segment.start >= reached
        assert segment.length > 0
        assert segment.raw >= 0
        reached = segment.start + segment.length
    assert reached <= len(source.text)
    assert all(0 <= place <= len(source.text) for place in source.soft_breaks)
    assert 0.0 <= source.quality.score <= 1.0
    source.model_dump_json()


def check_text(text: str, language: str) -> None:
    """The grammars on a text of any content."""
    if text.strip():
        check_document(parse(source_of(text, language)))


def word_file(body: bytes) -> bytes:
    """A DOCX file with ``body`` as its main part."""
    return archive({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": body})
