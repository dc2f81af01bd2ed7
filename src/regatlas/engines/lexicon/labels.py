"""The labels that open a provision: 第六条, ``Article 6:``, ``(a) In General.—``, ``20.``. They are no part of what it says."""

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


def unlabelled(text: str, sentence: Span) -> Span:
    """The sentence without the labels that open it; a sentence that is nothing but a label stays as it is."""
    start = sentence.start
    while (label := _LABEL.match(text, start, sentence.end)) and label.end() < sentence.end:
        start = label.end()
    return Span(start, sentence.end)
