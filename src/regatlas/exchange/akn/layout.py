"""How the file is laid out, and how what stands inline in it reads."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from regatlas.exchange.akn.names import OWN, RUNS, akn, local, unescaped


def indent(element: etree._Element, depth: int = 0) -> None:
    """Put every element on a line of its own, except in a run of text, where white space is text."""
    if not len(element) or local(element) in RUNS:
        return
    inner = "\n" + " " * (depth + 1)
    element.text = inner
    for child in element:
        indent(child, depth + 1)
        child.tail = inner
    element[-1].tail = inner[:-1]


def inline(element: etree._Element) -> Iterator[str | etree._Element]:
    """The content of a run in order: text, and the marks ``eol`` and ``br``; other inline elements are seen through."""
    if element.text:
        yield element.text
    for child in element:
        if local(child) in ("eol", "br"):
            yield child
        elif local(child):
            yield from inline(child)
        if child.tail:
            yield child.tail


def heading_of(element: etree._Element) -> str | None:
    """The words of the ``heading`` of a hierarchical element, None where it has none."""
    heading = element.find(akn("heading"))
    if heading is None:
        return None
    pieces = (piece if isinstance(piece, str) else "\n" * (local(piece) == "br") for piece in inline(heading))
    return unescaped("".join(pieces)).strip()


def is_ours(element: etree._Element) -> bool:
    """Whether an element is of our namespace."""
    return isinstance(element.tag, str) and element.tag.startswith(f"{{{OWN}}}")
