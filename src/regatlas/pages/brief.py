"""Briefs as pages, as PDF of one page, and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regatlas.app.briefs import Brief, CatalogBrief
from regatlas.catalog.catalog import Catalog
from regatlas.pages.brief_catalog import view_catalog_brief
from regatlas.pages.brief_extract import view_extracted_brief
from regatlas.pages.brief_view import BriefView, Point
from regatlas.pages.pdf import page_to_pdf
from regatlas.pages.telling import SourceView
from regatlas.pages.template import render_page
from regatlas.pages.words import Lang, Words

STYLES = ("gazette.css", "catalog.css", "brief.css")
# Signs that Markdown reads as its own where they stand in a sentence of somebody else.
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|])")


def view_brief(catalog: Catalog, brief: Brief, words: Words) -> BriefView:
    """The brief in words."""
    if isinstance(brief, CatalogBrief):
        return view_catalog_brief(catalog, brief, words)
    return view_extracted_brief(catalog, brief, words)


def render_brief(catalog: Catalog, brief: Brief, lang: Lang, *, tight: int = 0) -> str:
    """The brief as one HTML file; ``tight`` 1 or 2 sets it in smaller type."""
    words = Words(lang)
    view = view_brief(catalog, brief, words)
    return render_page("brief.html.j2", words, styles=STYLES, view=view, tight=tight)


def brief_pdf(catalog: Catalog, brief: Brief, lang: Lang) -> bytes:
    """The brief as a PDF of one page: in smaller type where it would not fit otherwise."""
    made = b""
    for tight in range(3):
        made = page_to_pdf(render_brief(catalog, brief, lang, tight=tight))
        if page_count(made) == 1:
            break
    return made


def page_count(pdf: bytes) -> int:
    """The number of pages of a PDF."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def brief_markdown(catalog: Catalog, brief: Brief, lang: Lang) -> str:
    """The brief as Markdown."""
    words = Words(lang)
    return "\n".join(_lines(view_brief(catalog, brief, words), words)) + "\n"


def _lines(view: BriefView, words: Words) -> Iterator[str]:
    yield f"# {_plain(view.title)}"
    if view.other:
        yield f"\n{_plain(view.other)}"
    yield ""
    yield from (f"- **{label}**{words('colon')}{_plain(value)}" for label, value in view.facts)
    if view.what:
        yield f"\n## {words('brief.what')}\n\n{_plain(view.what)}"
    yield f"\n## {words('brief.points')}\n"
    yield from (f"- {_point(point, words)}" for point in view.points)
    yield f"\n## {words('brief.acts')}\n"
    for act in view.acts:
        when = f"{words('comma')}{_plain(act.when)}" if act.when else ""
        yield f"- **{_plain(act.who)}**{when}{words('colon')}{_plain(act.what)}{_bracketed(act.cited, words)}"
    if not view.acts or view.acts_more:
        yield f"- {view.acts_more}" if view.acts else view.acts_none
    yield f"\n## {view.related_heading}\n"
    for one in view.related:
        yield f"- {_plain(one.title)}{words('colon')}{_plain(one.why)}" if one.why else f"- {_plain(one.title)}"
    if not view.related or view.related_more:
        yield f"- {view.related_more}" if view.related else view.related_none
    yield f"\n## {words('dossier.sources')}\n"
    yield from (f"- {_source(one, words)}" for one in view.sources)
    yield ""
    yield from (f"> {_plain(notice)}" for notice in view.notices)


def _point(point: Point, words: Words) -> str:
    return f"{_plain(point.text)}{_bracketed(point.cited, words)}"


def _source(source: SourceView, words: Words) -> str:
    name = f"[{_plain(source.name)}]({source.href})" if source.href else _plain(source.name)
    return f"{name}{_bracketed(source.note, words)}"


def _bracketed(text: str, words: Words) -> str:
    """What stands in brackets behind a sentence; nothing where there is nothing."""
    if not text:
        return ""
    return f"（{_plain(text)}）" if words.lang == "zh" else f" ({_plain(text)})"


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))
