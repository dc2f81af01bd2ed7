"""One small document written as Markdown, as HTML and as DOCX, and broken files made by hand."""

from __future__ import annotations

import html
import io
import zipfile
from typing import NamedTuple

import docx

from regatlas.model.text import SourceText


class Part(NamedTuple):
    """A heading (level 1 to 6), paragraph, bullet, numbered item, or table of two columns."""

    kind: str
    text: str
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def as_markdown(parts: list[Part]) -> bytes:
    written: list[str] = []
    number = 0
    for part in parts:
        number = number + 1 if part.kind == "number" else 0
        written.append(_markdown_part(part, number))
    return "\n\n".join(written).encode()


def _markdown_part(part: Part, number: int) -> str:
    if part.kind == "heading":
        return f"{'#' * part.level} {part.text}"
    if part.kind == "table":
        rows = [f"| {' | '.join(row)} |" for row in part.rows]
        return "\n".join([rows[0], f"|{'---|' * len(part.rows[0])}", *rows[1:]])
    marks = {"bullet": "- ", "number": f"{number}. ", "bold": "**", "link": "["}
    ends = {"bold": "**", "link": "](https://example.org/a)"}
    return f"{marks.get(part.kind, '')}{part.text}{ends.get(part.kind, '')}"


def as_html(parts: list[Part]) -> bytes:
    """Hand-made HTML: every part an element of its own, lists opened and closed around their items."""
    written: list[str] = []
    inside = ""
    for part in [*parts, Part("end", "")]:
        wanted = {"bullet": "ul", "number": "ol"}.get(part.kind, "")
        if wanted != inside:
            written += [f"</{inside}>"] * bool(inside) + [f"<{wanted}>"] * bool(wanted)
            inside = wanted
        written.append(_html_part(part))
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{''.join(written)}</body></html>".encode()


def _html_part(part: Part) -> str:
    text = html.escape(part.text)
    if part.kind == "table":
        rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in part.rows)
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    forms = {
        "heading": f"<h{part.level}>{text}</h{part.level}>",
        "bullet": f"<li>{text}</li>",
        "number": f"<li>{text}</li>",
        "bold": f"<p><b>{text}</b></p>",
        "link": f'<p><a href="https://example.org/a">{text}</a></p>',
        "end": "",
    }
    return forms.get(part.kind, f"<p>{text}</p>")


def as_docx(parts: list[Part]) -> bytes:
    document = docx.Document()
    for part in parts:
        if part.kind == "heading":
            document.add_heading(part.text, part.level)
        elif part.kind == "table":
            table = document.add_table(len(part.rows), len(part.rows[0]))
            for row, cells in zip(part.rows, table.rows, strict=True):
                for text, cell in zip(row, cells.cells, strict=True):
                    cell.text = text
        else:
            style = {"bullet": "List Bullet", "number": "List Number"}.get(part.kind)
            run = document.add_paragraph(style=style).add_run(part.text)
            run.bold = part.kind == "bold"
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in members.items():
            bundle.writestr(name, content)
    return file.getvalue()


def pdf(*pages: str, trailer: str = "") -> bytes:
    """A PDF made by hand, with one text line for each line of a page."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for index, page in enumerate(pages):
        stream = "BT /F1 10 Tf 12 TL 50 780 Td " + " ".join(f"({line}) Tj T*" for line in page.split("\n")) + " ET"
        resources = "/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{resources}/Contents {5 + 2 * index} 0 R>>")
        objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
    written = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    written += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n"
    return written.encode("latin-1")


def shape(source: SourceText) -> list[tuple[str, int, str]]:
    """Kind, heading level and words of every block."""
    return [
        (block.kind, block.level if block.kind == "heading" else 0, source.text[block.start : block.end])
        for block in source.blocks
    ]


def blocks(source: SourceText) -> list[str]:
    return [source.text[block.start : block.end] for block in source.blocks]
