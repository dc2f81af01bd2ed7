"""The labels that open a provision and are no part of what it says: 第六条, ``Article 6:``, ``(a) In General.—``."""

from __future__ import annotations

import re

from regatlas.model.text import Span

_LABEL = re.compile(
    r"[\s“\"‘'「]*(?:"
    r"第[一二三四五六七八九十百千零〇\d]+[条编章节](?:之[一二三四五六七八九十]+)?(?:\s*【[^】]*】)?[\s：:]*"
    r"|（[一二三四五六七八九十\d]+）\s*|[一二三四五六七八九十]+、\s*|[（(]\d+[）)]\s*|\d+[.．、](?!\d)\s*|\d{1,3}[）)]\s*"
    r"|\d+(?:\.\d+)+\.?\s+|\d{1,3}\s+(?=[A-Z(])"
    r"|(?:Article|Art\.|Section|SECTION|SEC\.|Sec\.|§+)\s*\d[\w.–-]*(?:\.|:|：|—|\s)\s*(?:\[[^\]]*\]\s*)?"
    r"|\([A-Za-z]{1,5}\)\s*|[a-z]\)\s+|(?:[IVX]+|[ivx]+|[a-zA-Z])\.\s+|[-•●▪*—–]\s*"
    r"|[A-Z][^.—\n]{0,90}\.(?:—|--)\s*"
    r")"
)


def unlabelled(text: str, sentence: Span, *, before: int | None = None) -> Span:
    """The sentence without the labels that open it, as far as they end before a place that must stay in it.

    A sentence that is nothing but a label stays as it is.
    """
    last = sentence.end - 1 if before is None else before
    start = sentence.start
    while (label := _LABEL.match(text, start, sentence.end)) and label.end() <= last:
        start = label.end()
    return Span(start, sentence.end)
