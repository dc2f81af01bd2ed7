"""The same words give the same record, whatever the file is called and whichever format carries them."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import docx
import pytest
from markdown_it import MarkdownIt

from regatlas.app.inputs import load_document
from regatlas.app.mapping import Mapper
from regatlas.exchange.json_records import record_json
from regatlas.model.document import Document
from regatlas.readers import Limits

SAMPLES = Path(__file__).parents[2] / "src" / "regatlas" / "data" / "samples"


def as_html(markdown: str) -> bytes:
    body = MarkdownIt().enable("table").render(markdown)
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>".encode()


def as_docx(markdown: str) -> bytes:
    document = docx.Document()
    for line in filter(None, markdown.splitlines()):
        marks = len(line) - len(line.lstrip("#"))
        if marks:
            document.add_heading(line[marks:].strip(), marks)
        else:
            document.add_paragraph(line.removeprefix("> "))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@cache
def mapper() -> Mapper:
    return Mapper()


def claims(document: Document) -> dict[str, object]:
    record = record_json(document, mapper().map(document, "manifest"), "any")
    return {key: value for key, value in record.items() if key != "document"}


def read_as(folder: Path, name: str, data: bytes) -> Document:
    path = folder / name
    path.write_bytes(data)
    return load_document(path, Limits())


def check(markdown: str, folder: Path) -> None:
    reference = read_as(folder, "law.md", markdown.encode())
    others = {
        "renamed.txt": markdown.encode(),
        "misnamed.pdf": markdown.encode(),
        "page.html": as_html(markdown),
        "hidden.dat": as_html(markdown),
        "law.docx": as_docx(markdown),
    }
    for name, data in others.items():
        other = read_as(folder, name, data)
        assert other.text == reference.text, name
        assert other.provisions == reference.provisions, name
        assert claims(other) == claims(reference), name


@pytest.mark.parametrize("name", ["sample-measures.en.md", "sample-measures.zh.md"])
def test_the_samples(name: str, tmp_path: Path) -> None:
    check((SAMPLES / name).read_text(encoding="utf-8"), tmp_path)


@pytest.mark.corpus
@pytest.mark.parametrize(
    "name", ["generative-ai-interim-measures", "ai-content-labelling-measures", "shenzhen-ai-industry-regulations"]
)
def test_real_texts(name: str, corpus: Path, tmp_path: Path) -> None:
    _, _, body = (corpus / "zh" / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)
    check(body.strip() + "\n", tmp_path)
