"""Choosing and cutting the quotes that stand for a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from regatlas.engines.lexicon.labels import unlabelled
from regatlas.engines.lexicon.passages import Passage
from regatlas.engines.lexicon.weights import QUOTE_LENGTH_CHINESE, QUOTE_LENGTH_LATIN, QUOTES
from regatlas.model.document import Document
from regatlas.model.judgement import Evidence
from regatlas.model.text import Span

# Where a quote may be cut, the better places first: between sentences and items, between clauses, before a word that
# opens a clause or a phrase, and only then between words.
_CUTS = (
    re.compile(r"[;:](?=\s)|[；：]|\.(?=\s)|(?<=[a-z])(?=\s\([a-z0-9]{1,3}\)\s)"),
    re.compile(r"[;:,—](?=\s)|[，；：]|\.(?=\s)|(?<=[a-z])(?=\s\([a-z0-9]{1,3}\)\s)"),
    re.compile(
        r"[;:,—](?=\s)|[，；：、]|\s(?=(?:and|or|but|that|which|who|whose|where|when|if|unless|including|such as|by"
        r"|in order|in accordance|pursuant|with respect|for|to|from|through|within|under)\s)"
    ),
    re.compile(r"\s|[\u3400-\u9fff]"),
)
_CHINESE = re.compile(r"[\u3400-\u9fff]")


class Candidate(NamedTuple):
    """A passage that could be quoted: its worth, and a cue in it that the quote must hold."""

    passage: Passage
    worth: tuple[float, ...]
    cue: Span


def best_quotes(document: Document, candidates: Iterable[Candidate]) -> tuple[Evidence, ...]:
    """At most three quotes, the most telling first; other provisions before a second one of the same, none twice."""
    ranked = sorted(candidates, key=lambda one: ([-part for part in one.worth], one.passage.span))
    chosen: list[Evidence] = []
    units: set[str] = set()
    words: set[str] = set()
    for fresh_only in (True, False):
        for candidate in ranked:
            if len(chosen) == QUOTES:
                return tuple(chosen)
            if fresh_only and candidate.passage.unit in units:
                continue
            sentence = unlabelled(document.text, candidate.passage.span, before=candidate.cue.start)
            quote = document.source.quote(clause(document.text, sentence, candidate.cue))
            key = re.sub(r"\W+", "", quote.exact).lower()
            if key not in words:
                words.add(key)
                units.add(candidate.passage.unit)
                chosen.append(Evidence(eid=candidate.passage.leaf.eid, quote=quote))
    return tuple(chosen)


def clause(text: str, sentence: Span, cue: Span) -> Span:
    """The whole sentence where it is short enough; else the clauses around the cue that fit, or words around it."""
    sample = text[sentence.start : sentence.end]
    limit = QUOTE_LENGTH_CHINESE if _CHINESE.search(sample) else QUOTE_LENGTH_LATIN
    if len(sample) <= limit:
        return sentence
    for cut in _CUTS:
        edges = [sentence.start, *(match.end() for match in cut.finditer(text, *sentence)), sentence.end]
        start, end = _grown(edges, cue, limit)
        if end - start <= limit:
            break
    return _trimmed(text, start, end)


def _grown(edges: list[int], cue: Span, limit: int) -> Span:
    """The stretch between edges that holds the cue, grown to the left (where the subject is), then to the right."""
    left = max(number for number, edge in enumerate(edges) if edge <= cue.start)
    right = min(number for number, edge in enumerate(edges) if edge >= cue.end)
    while left > 0 and edges[right] - edges[left - 1] <= limit:
        left -= 1
    while right < len(edges) - 1 and edges[right + 1] - edges[left] <= limit:
        right += 1
    return Span(edges[left], edges[right])


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",，:："):
        end -= 1
    return Span(start, end)
