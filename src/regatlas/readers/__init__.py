"""Bytes to text: every supported file gives a :class:`~regatlas.model.text.SourceText`."""

from __future__ import annotations

import hashlib

from regatlas.errors import EmptyInput
from regatlas.model.base import unchecked
from regatlas.model.text import Furniture, SourceText
from regatlas.readers.compose import compose
from regatlas.readers.furniture import drop_page_furniture
from regatlas.readers.language import detect_language
from regatlas.readers.limits import Limits
from regatlas.readers.lines import Draft
from regatlas.readers.quality import judge_quality
from regatlas.readers.sniff import sniff
from regatlas.readers.unwrap import group_lines

__all__ = ["Limits", "read"]

_FURNITURE_FIELDS = set(Furniture.model_fields)


def read(data: bytes, limits: Limits | None = None) -> SourceText:
    """Read a file by its content. Raises the :class:`~regatlas.errors.InputError` that fits, with what to do."""
    limits = limits or Limits()
    limits.check_file(len(data))
    draft = _draft(data, limits)
    if draft.wrapped and draft.media_type != "application/pdf":
        drop_page_furniture(draft)
    composer = compose(group_lines(draft))
    tally = composer.finish()
    text = tally.text
    limits.check_text(len(text))
    paged = draft.media_type == "application/pdf"
    if not text and not paged:
        raise EmptyInput("the file has no text", hint="give a file with words in it")
    return SourceText.of(
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=draft.media_type,
        size=len(data),
        encoding=draft.encoding,
        language=detect_language(text, tally),
        quality=judge_quality(text, draft.remarks, draft.missing, paged=paged, tally=tally),
        segments=tuple(composer.segments),
        blocks=tuple(composer.blocks),
        soft_breaks=tuple(composer.soft_breaks),
        # Made without validation, in half the time; a law of many pages has some hundreds.
        furniture=tuple(unchecked(Furniture, _FURNITURE_FIELDS, one._asdict()) for one in draft.dropped),
        front_matter=draft.front_matter,
    )


def _draft(data: bytes, limits: Limits) -> Draft:
    """Decode by the reader of the file's format; heavy libraries load only when needed."""
    kind = sniff(data)
    if kind == "pdf":
        from regatlas.readers.pdf import read_pdf

        return read_pdf(data, limits)
    if kind == "docx":
        from regatlas.readers.docx import read_docx

        return read_docx(data, limits)
    if kind == "html":
        from regatlas.readers.html import read_html

        return read_html(data, limits)
    if kind == "xml":
        from regatlas.readers.xml import read_xml

        return read_xml(data, limits)
    from regatlas.readers.text import read_text

    return read_text(data, limits)
