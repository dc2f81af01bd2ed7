"""A document as Akoma Ntoso: its provisions in the standard's elements, in the order of the text.

``preface`` (title, table of contents), ``preamble`` (recitals, citations, enacting formula), ``body`` of an ``act`` or
``bill`` or ``mainBody`` of a ``doc``, ``conclusions`` (signatures), ``attachments`` (annexes). A provision that stands
where the standard would not have its element becomes an ``hcontainer`` (or ``container``) named after its kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, takewhile

from lxml import etree

from regatlas.exchange.akn.identification import OURSELVES, write_identification, write_references
from regatlas.exchange.akn.layout import heading_of, indent
from regatlas.exchange.akn.names import AKN, HIERARCHY, OWN, akn, escaped, own
from regatlas.exchange.akn.proprietary import write_proprietary
from regatlas.exchange.akn.runs import RunWriter
from regatlas.model.document import Document, Provision

_FRONT = frozenset({"title", "toc", "preamble", "recital", "citation", "enacting"})
_DRAFT = re.compile(r"草案|征求意见稿|\((?:consultation )?draft[^)]*\)\s*$", re.IGNORECASE)
_LAWS = frozenset({"chinese", "chinese-in-english", "eu", "us", "japanese"})
_GROUPED = {"recital": "recitals", "citation": "citations"}


def to_akn(document: Document, source_name: str) -> str:
    """The document as one Akoma Ntoso 3.0 file. Raises EvidenceError where a quote does not stand in the text."""
    root = etree.Element(akn("akomaNtoso"), nsmap={None: AKN, "rg": OWN})
    _Writer(document).write(root, source_name)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'


class _Writer:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._runs = RunWriter(document)
        self._children: dict[str | None, list[Provision]] = {}
        for provision in document.provisions:
            self._children.setdefault(provision.parent, []).append(provision)

    def write(self, root: etree._Element, source_name: str) -> None:
        roots = self._children.get(None, [])
        front, body, back = self._zones(roots)
        self._form = _form(self._document, has_body=bool(body))
        top = etree.SubElement(root, akn(self._form), name=self._form)
        meta = etree.SubElement(top, akn("meta"))
        write_identification(meta, self._document, self._form)
        write_references(meta, self._document)
        write_proprietary(meta, self._document, source_name, f"#{OURSELVES}")
        self._front(top, front)
        self._body(top, body)
        signatures = list(takewhile(lambda one: one.kind == "signature", back))
        if signatures:
            conclusions = etree.SubElement(top, akn("conclusions"))
            for provision in signatures:
                self._container(conclusions, provision)
        self._attachments(top, back[len(signatures) :])

    def _zones(self, roots: list[Provision]) -> tuple[list[Provision], list[Provision], list[Provision]]:
        """What stands before the body, the body, and what stands after it."""
        front = list(takewhile(lambda one: one.kind in _FRONT and self._plain(one), roots))
        rest = roots[len(front) :]
        back = list(takewhile(self._belongs_behind, reversed(rest)))[::-1]
        return front, rest[: len(rest) - len(back)], back

    def _belongs_behind(self, provision: Provision) -> bool:
        return provision.kind == "annex" or (provision.kind == "signature" and self._plain(provision))

    def _plain(self, provision: Provision) -> bool:
        """Whether a provision is a leaf with words in it."""
        return provision.eid not in self._children and provision.span.start < provision.span.end

    def _front(self, top: etree._Element, front: list[Provision]) -> None:
        cut = 0
        for index, provision in enumerate(front, start=1):
            if provision.kind in _GROUPED:
                break
            cut = index if provision.kind in ("title", "toc") else cut
        if cut:
            preface = etree.SubElement(top, akn("preface"))
            for provision in front[:cut]:
                self._front_matter(preface, provision, title="longTitle")
        if front[cut:]:
            preamble = etree.SubElement(top, akn("preamble"))
            for kind, group in groupby(front[cut:], lambda one: one.kind):
                parent = etree.SubElement(preamble, akn(_GROUPED[kind])) if kind in _GROUPED else preamble
                for provision in group:
                    self._front_matter(parent, provision)

    def _front_matter(self, parent: etree._Element, provision: Provision, title: str = "container") -> None:
        if provision.kind == "toc":
            self._toc(parent, provision)
        elif provision.kind in _GROUPED:
            element = self._open(parent, provision.kind, provision)
            self._runs.number(element, provision, provision.span.end)
            self._paragraphs(element, provision)
        elif provision.kind == "enacting":
            self._paragraphs(self._open(parent, "formula", provision, name="enacting"), provision)
        elif provision.kind == "title" and title == "longTitle":
            self._paragraphs(self._open(parent, "longTitle", provision), provision, inner="docTitle")
        else:
            self._container(parent, provision)

    def _container(self, parent: etree._Element, provision: Provision) -> None:
        inner = "signature" if provision.kind == "signature" else None
        self._paragraphs(self._open(parent, "container", provision, name=provision.kind), provision, inner=inner)

    def _toc(self, parent: etree._Element, provision: Provision) -> None:
        element = self._open(parent, "toc", provision)
        targets = {
            self._document.text[one.span.start : one.span.end].strip(): one.parent
            for one in self._document.provisions
            if one.kind == "heading"
        }

        def item() -> etree._Element:
            return etree.SubElement(element, akn("tocItem"), level="1", href="#")

        self._runs.lines(provision.span.end, item)
        for line in element:
            line.set("href", f"#{targets.get(''.join(line.itertext()).strip()) or ''}")

    def _body(self, top: etree._Element, body: list[Provision]) -> None:
        element = etree.SubElement(top, akn("mainBody" if self._form == "doc" else "body"))
        for provision in body:
            self._hierarchy(element, provision)
        _not_empty(element)

    def _attachments(self, top: etree._Element, back: list[Provision]) -> None:
        if not back:
            return
        parent = etree.SubElement(top, akn("attachments"))
        for provision in back:
            if provision.kind == "annex":
                self._annex(parent, provision)
            else:
                element = etree.SubElement(parent, akn("attachment"))
                self._hierarchy(self._inner(element, provision), provision)

    def _annex(self, parent: etree._Element, provision: Provision) -> None:
        element = self._open(parent, "attachment", provision)
        children = self._children.get(provision.eid, [])
        self._runs.number(element, provision, self._first_leaf(provision).span.end)
        if children and children[0].kind == "heading" and self._plain(children[0]):
            self._inline(element, "heading", children[0])
            children = children[1:]
            self._say_heading(element, provision)
        inner = self._inner(element, provision)
        if provision.eid not in self._children:
            self._paragraphs(inner, provision)
        for child in children:
            self._hierarchy(inner, child)
        _not_empty(inner)

    def _inner(self, attachment: etree._Element, provision: Provision) -> etree._Element:
        """The main body of the ``doc`` in an attachment, with the ``meta`` that the standard asks for."""
        inner = etree.SubElement(attachment, akn("doc"), name=provision.kind)
        write_identification(etree.SubElement(inner, akn("meta")), self._document, self._form, provision.eid)
        return etree.SubElement(inner, akn("mainBody"))

    def _hierarchy(self, parent: etree._Element, provision: Provision) -> None:
        name = HIERARCHY.get(provision.kind)
        names = {} if name else {"name": provision.kind}
        element = self._open(parent, name or "hcontainer", provision, **names)
        self._runs.number(element, provision, self._first_leaf(provision).span.end)
        children = self._children.get(provision.eid, [])
        if children:
            self._inside(element, children)
        else:
            self._paragraphs(etree.SubElement(element, akn("content")), provision)
        self._say_heading(element, provision)

    def _inside(self, element: etree._Element, children: Sequence[Provision]) -> None:
        """The children of a hierarchical element: heading, introduction or content in their places, then the rest."""
        first = 1 if children[0].kind == "heading" and self._plain(children[0]) else 0
        if first:
            self._inline(element, "heading", children[0])
        for index, child in enumerate(children[first:], start=first):
            plain = self._plain(child)
            lone = len(children) == index + 1
            if plain and index == first and (child.kind == "intro" or (child.kind == "content" and lone)):
                self._paragraphs(self._open(element, child.kind, child), child)
            elif plain and child.kind == "heading":
                self._inline(element, "crossHeading", child)
            else:
                self._hierarchy(element, child)

    def _inline(self, parent: etree._Element, name: str, provision: Provision) -> None:
        self._runs.inline(provision.span.end, self._open(parent, name, provision))

    def _paragraphs(self, element: etree._Element, leaf: Provision, inner: str | None = None) -> None:
        def paragraph() -> etree._Element:
            made = etree.SubElement(element, akn("p"))
            if inner:
                etree.SubElement(made, akn(inner))
            return made

        self._runs.lines(leaf.span.end, paragraph)

    def _first_leaf(self, provision: Provision) -> Provision:
        while provision.eid in self._children:
            provision = self._children[provision.eid][0]
        return provision

    def _open(self, parent: etree._Element, tag: str, provision: Provision, /, **attributes: str) -> etree._Element:
        element = etree.SubElement(parent, akn(tag), eId=provision.eid, **attributes)
        if provision.number is not None:
            element.set(own("number"), escaped(provision.number))
        if provision.citation is not None:
            element.set(own("citation"), escaped(provision.citation))
        if provision.heading is not None:
            element.set(own("heading"), escaped(provision.heading))
        return element

    def _say_heading(self, element: etree._Element, provision: Provision) -> None:
        """Keep the heading as an attribute only where it is not what stands in the element ``heading``."""
        printed = heading_of(element)
        if printed == provision.heading and printed is not None:
            del element.attrib[own("heading")]
        elif printed is not None and provision.heading is None:
            element.set(own("unheaded"), "true")


def _form(document: Document, *, has_body: bool) -> str:
    """``act`` for a text in the manner of laws, ``bill`` for the draft of one, ``doc`` for any other."""
    if document.tradition not in _LAWS or not has_body:
        return "doc"
    title = document.metadata.title
    return "bill" if title and _DRAFT.search(title.value) else "act"


def _not_empty(element: etree._Element) -> None:
    """The schema wants something in every main body; ``rg:void`` says that it is no part of the text."""
    if not len(element):
        etree.SubElement(element, akn("p")).set(own("void"), "true")
