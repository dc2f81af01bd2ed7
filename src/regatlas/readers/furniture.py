"""Page furniture: page numbers and running heads, which belong to the page and not to the law."""

from __future__ import annotations

import re
from collections import Counter

from regatlas.readers.lines import Draft, Dropped, Line
from regatlas.readers.marks import PAGE_MARK, STRONG_MARK

_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"\w")
_FIRST_NUMBER = re.compile(r"(\d{1,6})(?:\s|$)")
_LAST_NUMBER = re.compile(r"(?:^|\s)(\d{1,6})$")
# What printers of the Federal Register leave below a document: the code of its bill, the name of a signature's file.
_PRINTERS_MARK = re.compile(r"(?:Billing code [\dA-Z–-]+|[\w.-]+\.EPS</GPH>)$", re.IGNORECASE)
_LONGEST_MARK = 40
_LONGEST_HEAD = 200


def drop_page_furniture(draft: Draft) -> None:
    """Move page numbers and running heads from the lines to ``draft.dropped``."""
    texts = [line.text.strip() for line in draft.lines]
    marks = [_page_mark(line, text) for line, text in zip(draft.lines, texts, strict=True)]
    if not any(marks) and all(line.edge is None for line in draft.lines):
        # Without a page there is no border at which anything could come back.
        return
    numbered = _numbered_heads(draft.lines, texts)
    border = _border(draft.lines, marks)
    heads = _running_heads(draft.lines, texts, [near and not mark for near, mark in zip(border, marks, strict=True)])
    kept: list[Line] = []
    for index, (line, text, mark) in enumerate(zip(draft.lines, texts, marks, strict=True)):
        if line.edge is not None and _PRINTERS_MARK.match(text):
            draft.dropped.append(Dropped("signature-mark", line.text, line.raw))
        elif mark or index in numbered or (border[index] and _masked(text) in heads and not STRONG_MARK.match(text)):
            draft.dropped.append(Dropped("page-number" if mark else "running-head", line.text, line.raw))
        else:
            kept.append(line)
    draft.lines = kept


def _page_mark(line: Line, text: str) -> bool:
    """A line that only numbers a page. Without pages to look at, a bare number is taken for one only if dressed."""
    if not 0 < len(text) <= _LONGEST_MARK or not PAGE_MARK.match(text):
        return False
    if line.edge is not None:
        return line.edge <= 2
    return not text.isdigit()


def _masked(text: str) -> str:
    return _DIGITS.sub("#", text)


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


def _border(lines: list[Line], marks: list[bool]) -> list[bool]:
    """Whether each line stands at the border of a page: by its place, or else within two lines of a page mark."""
    beside = {place + step for place, mark in enumerate(marks) if mark for step in (-2, -1, 0, 1, 2)}
    return [line.edge <= 2 if line.edge is not None else index in beside for index, line in enumerate(lines)]


def _running_heads(lines: list[Line], texts: list[str], border: list[bool]) -> set[str]:
    """Lines that come back, but for their digits, at the border of page after page."""
    pages = lines[-1].page + 1 if lines else 0
    if pages == 1 and lines[-1].edge is not None:
        # On a single page nothing can come back; what stands there twice is said twice.
        return set()
    seen: Counter[str] = Counter()
    for text, near in zip(texts, border, strict=True):
        # Provisions may begin alike on every page; what opens one is no head, whatever its number.
        if near and len(text) <= _LONGEST_HEAD and len(_WORDS.findall(text)) >= 4 and not STRONG_MARK.match(text):
            seen[_masked(text)] += 1
    # Two pages are enough where the line stands on both; in longer files a head may miss the pages that open a part.
    least = max(min(3, pages), pages // 4) if pages > 1 else 3
    return {text for text, count in seen.items() if count >= least}
