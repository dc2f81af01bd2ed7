"""Page furniture: page numbers and running heads, which belong to the page and not to the law."""

from __future__ import annotations

import re
from collections import Counter

from regatlas.model.text import FurnitureKind
from regatlas.readers.lines import Draft, Dropped, Line
from regatlas.readers.marks import PAGE_MARK, STRONG_MARK

_DIGITS = re.compile(r"\d+")
_FOUR_WORDS = re.compile(r"\w(?:\W*\w){3}")
_FIRST_NUMBER = re.compile(r"(\d{1,6})(?:\s|$)")
_LAST_NUMBER = re.compile(r"(?:^|\s)(\d{1,6})$")
# What printers of the Federal Register leave below a document: the code of its bill, the name of a signature's file.
_PRINTERS_MARK = re.compile(r"(?:Billing code [\dA-Z–-]+|[\w.-]+\.EPS</GPH>)$", re.IGNORECASE)
_LONGEST_MARK = 40
_LONGEST_HEAD = 200
# A page mark ends in one of these or in a digit, as one short line of law in a thousand does.
_ENDS_OF_A_MARK = frozenset("-—–―·•页")


def drop_page_furniture(draft: Draft) -> None:
    """Move page numbers and running heads from the lines to ``draft.dropped``."""
    lines = draft.lines
    texts = [line.text.strip() for line in lines]
    paged = draft.paged
    marks = _page_marks(lines, texts)
    if not marks and not paged:
        # Without a page there is no border at which anything could come back.
        return
    border = _border(lines, marks)
    heads = _running_heads(lines, texts, [index for index in border if index not in marks])
    if paged:
        heads |= _numbered_heads(lines, texts)
    gone: set[int] = set()
    for index in range(len(lines)) if paged else border:
        if paged and _PRINTERS_MARK.match(texts[index]):
            kind: FurnitureKind = "signature-mark"
        elif index in marks:
            kind = "page-number"
        elif index in heads:
            kind = "running-head"
        else:
            continue
        gone.add(index)
        draft.dropped.append(Dropped(kind, lines[index].text, lines[index].raw))
    draft.lines = [line for index, line in enumerate(lines) if index not in gone]


def _page_marks(lines: list[Line], texts: list[str]) -> set[int]:
    """The lines that only number a page. Without pages to look at, a bare number is one only if dressed."""
    return {
        index
        for index, text in enumerate(texts)
        if 0 < len(text) <= _LONGEST_MARK
        and (text[-1] in _ENDS_OF_A_MARK or text[-1].isdecimal())
        and PAGE_MARK.match(text)
        and _at_edge(lines[index].edge, text)
    }


def _at_edge(edge: int | None, text: str) -> bool:
    return edge <= 2 if edge is not None else not text.isdigit()


def _border(lines: list[Line], marks: set[int]) -> list[int]:
    """The lines at the borders of pages: by their places, or else within two lines of a page mark."""
    beside = {place + step for place in marks for step in (-2, -1, 0, 1, 2)}
    return [index for index, line in enumerate(lines) if (index in beside if line.edge is None else line.edge <= 2)]


def _numbered_heads(lines: list[Line], texts: list[str]) -> set[int]:
    """The outer lines of pages that begin or end with a number which counts on from page to page."""
    candidates = [
        (index, int(match.group(1)) - line.page)
        for index, (line, text) in enumerate(zip(lines, texts, strict=True))
        if line.edge is not None and line.edge <= 1 and 0 < len(text) <= _LONGEST_HEAD
        for match in (_FIRST_NUMBER.match(text), _LAST_NUMBER.search(text[-8:]))
        if match
    ]
    pages: dict[int, set[int]] = {}
    for index, offset in candidates:
        pages.setdefault(offset, set()).add(lines[index].page)
    if not pages:
        return set()
    first = max(pages, key=lambda offset: (len(pages[offset]), offset))
    return {index for index, offset in candidates if offset == first} if len(pages[first]) > 1 else set()


def _running_heads(lines: list[Line], texts: list[str], border: list[int]) -> set[int]:
    """Those of the lines at borders that come back, but for their digits, at the border of page after page."""
    pages = lines[-1].page + 1
    if pages == 1 and lines[-1].edge is not None:
        # On a single page nothing can come back; what stands there twice is said twice.
        return set()
    # Provisions may begin alike on every page; what opens one is no head, whatever its number.
    masked = [(index, _DIGITS.sub("#", texts[index])) for index in border if not STRONG_MARK.match(texts[index])]
    seen = Counter(
        mask for index, mask in masked if len(texts[index]) <= _LONGEST_HEAD and _FOUR_WORDS.search(texts[index])
    )
    # Two pages are enough where the line stands on both; in longer files a head may miss the pages that open a part.
    least = max(min(3, pages), pages // 4) if pages > 1 else 3
    return {index for index, mask in masked if seen.get(mask, 0) >= least}
