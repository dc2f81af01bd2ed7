"""Akoma Ntoso of another hand, made ready to be read as ours is.

Text that stands in no provision gets one, so that the leaves are the whole text; white space, which is layout there,
is folded; a missing eId is made from the name and the place. The map back to the file is not kept.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from lxml import etree

from regatlas.exchange.akn.identification import UNKNOWN_DATE
from regatlas.exchange.akn.layout import is_ours
from regatlas.exchange.akn.names import HIERARCHY, RUNS, akn, kind_of, local, own
from regatlas.model.document import Metadata, Statement
from regatlas.model.text import Block, Quality, SourceText

_HOLDERS = {"coverPage": "preamble", "preface": "preamble", "preamble": "preamble", "conclusions": "signature"}
_HIERARCHICAL = frozenset(HIERARCHY.values()) | {
    "hcontainer", "attachment", "book", "tome", "subpart", "subdivision", "alinea", "rule", "subrule", "proviso",
    "transitional", "level", "indent", "recital", "citation",
}  # fmt: skip
_PROVISIONS = _HIERARCHICAL | {"longTitle", "toc", "formula", "heading", "crossHeading", "intro", "wrapUp"}
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"\d+[A-Za-z]?(?:[-.]\d+[A-Za-z]?)*|\b[A-Za-z]{1,5}\b(?=[.)\s]*$)")


def adopt(top: etree._Element) -> None:
    """Change the tree in memory so that every word of it stands in a provision with an eId."""
    _strip_marks(top)
    _name(top, Counter({one.get("eId"): 1 for one in top.iter() if isinstance(one.tag, str) and one.get("eId")}))
    _hold(top, None)
    for element in top.iter():
        if local(element) in RUNS:
            _fold(element)
        if local(element) in _HIERARCHICAL:
            _number(element)


def _strip_marks(top: etree._Element) -> None:
    """Drop attributes of our namespace: without our own element they mean nothing."""
    for element in top.iter():
        if not isinstance(element.tag, str) or is_ours(element):
            continue
        for name in [name for name in element.attrib if name.startswith(own(""))]:
            del element.attrib[name]


def _name(top: etree._Element, taken: Counter[str]) -> None:
    for element in top.iter():
        name = local(element)
        if name in _PROVISIONS and element.get("eId") is None:
            holder = next((one.get("eId") for one in element.iterancestors() if one.get("eId")), None)
            base = f"{holder}__{name}" if holder else name
            taken[base] += 1
            element.set("eId", base if taken[base] == 1 else f"{base}_{taken[base]}")


def _hold(element: etree._Element, kind: str | None) -> None:
    """Wrap what stands loose in a part of the document, or beside provisions, in a container of its own."""
    name = local(element)
    if name in ("", "meta") or name in RUNS:
        return
    kind = _HOLDERS.get(name, "paragraph" if name in ("mainBody", "body") else kind)
    inside_leaf = kind_of(element) is not None and not any(kind_of(one) for one in element.iterdescendants(akn("*")))
    if inside_leaf:
        return
    for index, child in enumerate(list(element)):
        if kind_of(child) or local(child) in ("num", "", "meta"):
            _hold(child, kind)
        elif any(kind_of(one) for one in child.iterdescendants(akn("*"))) or local(child) in _HOLDERS:
            _hold(child, kind)
        elif local(child) in ("mainBody", "body") or not "".join(child.itertext()).strip():
            _hold(child, kind)
        else:
            _wrap(element, child, kind or "paragraph", index)


def _wrap(parent: etree._Element, child: etree._Element, kind: str, index: int) -> None:
    holder = next((one.get("eId") for one in (parent, *parent.iterancestors()) if one.get("eId")), None)
    zone = local(parent)
    place = f"{holder or zone}__{local(child)}_{index + 1}"
    wrapper = etree.Element(akn("container"), name=kind, eId=place)
    parent.replace(child, wrapper)
    wrapper.append(child)


def _fold(run: etree._Element) -> None:
    """One space for every run of white space, none at the ends; the number and its text stand on one line."""
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
    before = next((one for one in run.itersiblings(preceding=True) if local(one)), None)
    if local(run) in ("heading", "p") and before is not None and local(before) == "num":
        run.set(own("before"), " ")


def _slots(run: etree._Element) -> list[tuple[etree._Element, str]]:
    """The places of a run that hold text, in order."""
    slots = [(run, "text")]
    for child in run:
        slots += _slots(child) if local(child) else []
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


def foreign_metadata(top: etree._Element) -> Metadata:
    """What the identification says. Names of dates other than adopted, issued and effective are kept as they are."""
    work = top.find(f"{akn('meta')}/{akn('identification')}/{akn('FRBRWork')}")
    if work is None:
        return Metadata()
    names = {one.get("eId"): one.get("showAs") for one in top.iterfind(f"{akn('meta')}/{akn('references')}/*")}
    authors = [names.get((one.get("href") or "").removeprefix("#")) for one in work.iterfind(akn("FRBRauthor"))]
    dates = {
        one.get("name") or "issued": Statement(value=one.get("date", ""), origin="front-matter")
        for one in work.iterfind(akn("FRBRdate"))
        if one.get("date") not in (None, UNKNOWN_DATE)
    }
    return Metadata(
        title=_said(work, "FRBRname"),
        number=_said(work, "FRBRnumber"),
        issuers=tuple(Statement(value=name, origin="front-matter") for name in authors if name),
        dates=dates,
    )


def _said(work: etree._Element, name: str) -> Statement | None:
    element = work.find(akn(name))
    value = element.get("value") if element is not None else None
    return Statement(value=value, origin="front-matter") if value else None
