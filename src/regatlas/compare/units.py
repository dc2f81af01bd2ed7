"""The units by which two texts are compared: together they hold every character that is not white space."""

from __future__ import annotations

import re

from regatlas.compare.numerals import CHINESE_NUMERAL
from regatlas.model.comparison import Unit, UnitRole
from regatlas.model.document import Document, Provision, ProvisionKind
from regatlas.model.text import Span

# The first of these that a text has is its unit. A section of a Chinese law holds articles and never comes first.
_UNITS: tuple[ProvisionKind, ...] = ("article", "measure", "section")
_HEADINGS = frozenset({"heading", "part", "title-division", "division", "subtitle", "chapter", "subchapter"})
_FRAME = frozenset({"title", "preamble", "toc", "signature", "citation", "enacting", "recital"})
_LABEL = re.compile(
    rf"第(?:{CHINESE_NUMERAL}|\d)+(?:条|章|节|编|分编|部分)(?:之{CHINESE_NUMERAL}+)?[、．.:：]?"
    r"|(?:Article|ARTICLE|Art\.|Chapter|CHAPTER|Section|SECTION|Sec\.|SEC\.|Part|PART|Title|TITLE|§)\s*"
    r"(?:\d+[A-Za-z]?(?:[.\-]\d+)*|[IVXLC]+)(?![\w])[.:：—–-]?"
    rf"|{CHINESE_NUMERAL}+、|[（(](?:{CHINESE_NUMERAL}+|\d+)[)）]|\d+[.．、](?!\d)"
)
_SPACE = re.compile(r"\s*")


def units(document: Document) -> tuple[Unit, ...]:
    """The units of a text in order: articles, else measures, else sections, and every leaf outside of them."""
    kind = unit_kind(document)
    chosen: list[Provision] = []
    end = 0
    parents = {provision.parent for provision in document.provisions}
    # Parents come before children, so that an article within an article is left to the outer one.
    for provision in document.provisions:
        if provision.span.start >= end and (provision.kind == kind or provision.eid not in parents):
            chosen.append(provision)
            end = provision.span.end
    found = (unit_of(document, provision) for provision in chosen)
    return tuple(unit for unit in found if unit.span.start < unit.span.end)


def unit_kind(document: Document) -> ProvisionKind | None:
    """What the text is divided into; None where it has none of them and leaves are compared."""
    kinds = {provision.kind for provision in document.provisions}
    return next((kind for kind in _UNITS if kind in kinds), None)


def unit_of(document: Document, provision: Provision) -> Unit:
    """A provision as a unit: where its words begin after its number, and what it is to its text."""
    span = stripped(document.text, provision.span)
    role = _role(provision)
    number = provision.number
    if provision.kind == "heading" and provision.parent is not None:
        number = document.by_eid[provision.parent].number
    label = _LABEL.match(document.text, span.start, span.end) if number is not None or role == "heading" else None
    body = stripped(document.text, Span(label.end(), span.end)) if label else span
    return Unit(
        eid=provision.eid,
        kind=provision.kind,
        role=role,
        number=number,
        citation=provision.citation,
        span=span,
        body=body,
    )


def _role(provision: Provision) -> UnitRole:
    if provision.kind in _HEADINGS:
        return "heading"
    return "frame" if provision.kind in _FRAME else "provision"


def stripped(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    match = _SPACE.match(text, span.start, span.end)
    start = match.end() if match else span.start
    end = start + len(text[start : span.end].rstrip())
    return Span(start, end)
