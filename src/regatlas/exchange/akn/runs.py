"""Text into elements. Between two runs of text stands a line feed, unless ``before`` of the second says otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from regatlas.exchange.akn.names import akn, escaped, own
from regatlas.model.document import Document, Provision
from regatlas.model.text import Block

_NUM = re.compile(
    r"第[^\s第]{1,10}?[编篇章节条款项目分](?:之[一二三四五六七八九十]+)?"
    r"|[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百]+[）)]"
    r"|(?:§+|(?:Part|Title|Division|Chapter|Section|Sec|Article|Art|Annex)\b\.?)\s[\dIVXLC]+[A-Za-z]?(?:-\d+)?[.:]?(?!\w)"
    r"|[（(]\w{1,6}[)）]|\d+(?:\.\d+)*(?:[.)、．](?!\d)|(?=\s))|[A-Za-z][.)](?=\s)",
    re.IGNORECASE,
)
_LATIN_NUMBER = re.compile(r"[A-Za-z]+\.?\s|[^A-Za-z\d.-]")


def line_blocks(text: str) -> tuple[tuple[int, int], ...]:
    """The lines of a text: what its blocks span, by the definition of the normalised text."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return tuple(spans)


class RunWriter:
    """Writes the text of a document from its beginning to its end, leaf by leaf."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._breaks = sorted(document.source.soft_breaks)
        self._blocks = {block.start: block for block in document.source.blocks}
        self._next_break = 0
        # What was written so far, and what the next run must say of the characters between it and the last one.
        self._written = 0
        self._before: str | None = None

    def number(self, element: etree._Element, provision: Provision, leaf_end: int) -> None:
        """The number that is printed where ``provision`` begins, as ``num``, if text of the same leaf follows it."""
        if provision.number is None:
            return
        start = self._written
        line_end = self._text.find("\n", start, leaf_end)
        line_end = leaf_end if line_end < 0 else line_end
        found = _NUM.match(self._text, start, line_end)
        if not found or not self._text[found.end() : leaf_end].strip() or not _is_number_of(found[0], provision):
            return
        self._run(etree.SubElement(element, akn("num")), start, found.end())
        if found.end() == line_end:
            self._written, self._before = line_end + 1, None
        else:
            gap = self._text[found.end()]
            self._before = gap if gap.isspace() else ""
            self._written = found.end() + len(self._before)

    def lines(self, leaf_end: int, make: Callable[[], etree._Element]) -> None:
        """The rest of a leaf, a new element for each line. An element inside it (``docTitle``) takes the text."""
        for start, end in self._lines(leaf_end):
            self._run(make(), start, end)

    def inline(self, leaf_end: int, element: etree._Element) -> None:
        """The rest of a leaf inside one element, its lines parted by ``br``."""
        for index, (start, end) in enumerate(self._lines(leaf_end)):
            if index == 0:
                self._run(element, start, end)
            else:
                mark = etree.SubElement(element, akn("br"))
                self._describe(mark, start)
                self._fill(element, start, end)

    def _lines(self, leaf_end: int) -> Iterator[tuple[int, int]]:
        start = self._written
        if start >= leaf_end:
            return
        ends_line = self._text[leaf_end - 1] == "\n" and leaf_end < len(self._text)
        for line_start, line_end in line_blocks(self._text[start : leaf_end - ends_line]):
            yield start + line_start, start + line_end
        self._written, self._before = leaf_end, None if ends_line else ""

    def _run(self, element: etree._Element, start: int, end: int) -> None:
        if self._before is not None and start > 0:
            element.set(own("before"), escaped(self._before))
        self._before = None
        self._describe(element, start)
        self._fill(element[0] if len(element) else element, start, end)

    def _describe(self, element: etree._Element, start: int) -> None:
        """Say of the run that begins a block what kind of block it is; plain paragraphs need no word."""
        block: Block | None = self._blocks.get(start)
        if block and block.kind != "paragraph":
            element.set(own("block"), block.kind)
        if block and block.level:
            element.set(own("level"), str(block.level))

    def _fill(self, element: etree._Element, start: int, end: int) -> None:
        while self._next_break < len(self._breaks) and self._breaks[self._next_break] <= end:
            place = max(start, self._breaks[self._next_break])
            append_text(element, self._text[start:place])
            etree.SubElement(element, akn("eol"))
            start = place
            self._next_break += 1
        append_text(element, self._text[start:end])


def append_text(element: etree._Element, text: str) -> None:
    """Add text at the end of an element's content."""
    text = escaped(text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _is_number_of(printed: str, provision: Provision) -> bool:
    """Whether a printed number is the provision's own and not that of one that begins at the same place."""
    bare = _LATIN_NUMBER.sub("", printed).strip(".")
    if bare:
        # "CHAPTER II" may be chapter 2: a number that is printed with the word for its kind needs no comparison.
        return bare.casefold() == (provision.number or "").casefold() or printed[:2].isalpha()
    # A paragraph of a Chinese article is counted, not numbered; the printed number is the article's or a point's.
    return provision.kind not in ("paragraph", "subparagraph")
