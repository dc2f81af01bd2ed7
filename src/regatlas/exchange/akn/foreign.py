"""Akoma Ntoso of another hand, made ready to be read as ours is.

Text that stands in no provision gets one, so that the leaves are the whole text; white space, which is layout there,
is folded; a missing eId is made from the name and the place. The map back to the file is not kept.
"""

from __future__ import annotations

import hashlib
import re
from itertools import chain
from itertools import count as counter

from lxml import etree

from regatlas.exchange.akn.identification import UNKNOWN_DATE
from regatlas.exchange.akn.layout import is_ours
from regatlas.exchange.akn.names import HIERARCHY, RUNS, akn, kind_of, local, own
from regatlas.model.document import Metadata, Statement
from regatlas.model.text import Block, Quality, SourceText

_HOLDERS = {
    "coverPage": "preamble",
    "preface": "preamble",
    "preamble": "preamble",
    "conclusions": "signature",
    "body": "paragraph",
    "mainBody": "paragraph",
}
_HIERARCHICAL = frozenset(HIERARCHY.values()) | {
    "hcontainer", "attachment", "book", "tome", "subpart", "subdivision", "alinea", "rule", "subrule", "proviso",
    "transitional", "level", "indent", "recital", "citation",
}  # fmt: skip
_PROVISIONS = _HIERARCHICAL | {"longTitle", "toc", "formula", "heading", "crossHeading", "intro", "wrapUp"}
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"\d+[A-Za-z]?(?:[-.]\d+[A-Za-z]?)*|\b[A-Za-z]{1,5}\b(?=[.)\s]*$)")


def adopt(top: etree._Element) -> None:
    """Change the tree in memory so that every word stands in a provision with an eId, and numbers beside their text."""
    _strip_marks(top)
    _name(top)
    _hold(top, "paragraph")
    _name(top)
    after_number = False
    for element in top.iter(akn("*")):
        if local(element) in _HIERARCHICAL:
            _number(element)
        if local(element) in RUNS and not any(local(one) in RUNS for one in element.iterancestors()):
            _fold(element)
            if after_number:
                element.set(own("before"), " ")
            after_number = local(element) == "num"


def _strip_marks(top: etree._Element) -> None:
    """Drop attributes of our namespace: without our own element they mean nothing."""
    for element in top.iter():
        if not isinstance(element.tag, str) or is_ours(element):
            continue
        for name in [name for name in element.attrib if name.startswith(own(""))]:
            del element.attrib[name]


def _name(top: etree._Element) -> None:
    """Give an eId to every provision that has none, and to a second bearer of the same eId one of its own."""
    given: set[str] = set()
    for element in top.iter(akn("*")):
        name = local(element)
        base = element.get("eId")
        if base is None and name in _PROVISIONS:
            holder = next((one.get("eId") for one in element.iterancestors() if one.get("eId")), None)
            base = f"{holder}__{name}" if holder else name
        if base is not None:
            element.set("eId", _unused(base, given))


def _unused(base: str, given: set[str]) -> str:
    names = chain([base], (f"{base}_{count}" for count in counter(2)))
    name = next(name for name in names if name not in given)
    given.add(name)
    return name


def _hold(element: etree._Element, kind: str) -> None:
    """Wrap what stands loose in a part of the document, or beside provisions, in a container of its own."""
    kind = _HOLDERS.get(local(element), kind)
    if local(element) in RUNS or (kind_of(element) and not _holds_provisions(element)):
        return
    for child in list(element.iterchildren(akn("*"))):
        name = local(child)
        if name in ("num", "meta") or not "".join(child.itertext()).strip():
            continue
        if kind_of(child) or name in _HOLDERS or _holds_provisions(child):
            _hold(child, kind)
        elif name == "content":
            child.set("eId", f"{element.get('eId')}__content")
        else:
            _wrap(element, child, kind)


def _holds_provisions(element: etree._Element) -> bool:
    return any(kind_of(one) for one in element.iterdescendants(akn("*")))


def _wrap(parent: etree._Element, child: etree._Element, kind: str) -> None:
    holder = next((one.get("eId") for one in (parent, *parent.iterancestors()) if one.get("eId")), local(parent))
    wrapper = etree.Element(akn("container"), name=kind, eId=f"{holder}__{local(child)}_{parent.index(child) + 1}")
    parent.replace(child, wrapper)
    wrapper.append(child)


def _fold(run: etree._Element) -> None:
    """One space for every run of white space, none at the ends."""
    space = True
    last: tuple[etree._Element, str] | None = None
    for element, slot in _slots(run):
        words = _SPACE.sub(" ", getattr(element, slot) or "")
        words = words.removeprefix(" ") if space else words
        space = words.endswith(" ") if words else space
        setattr(element, slot, words)
        last = (element, slot) if words else last
    if last:
        setattr(last[0], last[1], getattr(last[0], last[1]).removesuffix(" "))


def _slots(run: etree._Element) -> list[tuple[etree._Element, str]]:
    """The places of a run that hold text, in order."""
    slots = [(run, "text")]
    for child in run:
        slots += _slots(child) if local(child) else []
        if local(child) in RUNS:
            # A quoted provision or a note inside the run: its words must not stick to those around it.
            child.tail = f" {child.tail or ''}"
        slots.append((child, "tail"))
    return slots


def _number(element: etree._Element) -> None:
    printed = element.find(akn("num"))
    found = _NUMBER.search("".join(printed.itertext()).strip()) if printed is not None else None
    if found:
        element.set(own("number"), found[0])


def foreign_source(xml: bytes, text: str, blocks: tuple[Block, ...], language: str) -> SourceText:
    """The source of a document that was born as Akoma Ntoso."""
    return SourceText(
        text=text, sha256=hashlib.sha256(xml).hexdigest(), media_type="application/akn+xml", size=len(xml),
        encoding="utf-8", language=language, quality=Quality(status="ok", score=1.0), segments=(), blocks=blocks,
    )  # fmt: skip


def foreign_metadata(top: etree._Element, source: SourceText) -> Metadata:
    """What the identification says, and the title where only the text has it. Dates keep the names they have."""
    work = top.find(f"{akn('meta')}/{akn('identification')}/{akn('FRBRWork')}")
    if work is None:
        return Metadata(title=_printed_title(top, source))
    names = {one.get("eId"): one.get("showAs") for one in top.iterfind(f"{akn('meta')}/{akn('references')}/*")}
    authors = [names.get((one.get("href") or "").removeprefix("#")) for one in work.iterfind(akn("FRBRauthor"))]
    dates = {
        one.get("name") or "issued": Statement(value=one.get("date", ""), origin="front-matter")
        for one in work.iterfind(akn("FRBRdate"))
        if one.get("date") not in (None, UNKNOWN_DATE)
    }
    return Metadata(
        title=_said(work, "FRBRname") or _printed_title(top, source),
        number=_said(work, "FRBRnumber"),
        issuers=tuple(Statement(value=name, origin="front-matter") for name in authors if name),
        dates=dates,
    )


def _printed_title(top: etree._Element, source: SourceText) -> Statement | None:
    element = top.find(f".//{akn('docTitle')}")
    words = " ".join("".join(element.itertext()).split()) if element is not None else ""
    start = source.text.find(words) if words else -1
    return Statement(value=words, evidence=(source.quote((start, start + len(words))),)) if start >= 0 else None


def _said(work: etree._Element, name: str) -> Statement | None:
    element = work.find(akn(name))
    value = element.get("value") if element is not None else None
    return Statement(value=value, origin="front-matter") if value else None
