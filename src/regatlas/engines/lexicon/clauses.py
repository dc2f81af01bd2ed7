"""The sentences of a document, read once for everything but coverage.

A sentence is cut into clauses only where each part has its own operative word ("shall …, and may not …"), so that a
duty and a prohibition in one sentence are two. Labels that open a provision (第六条, ``Article 6:``, ``(a) In
General.—``) are no part of a clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from regatlas.engines.lexicon.labels import unlabelled
from regatlas.engines.modality import modality
from regatlas.engines.sentences import sentences
from regatlas.model.document import Document, Provision
from regatlas.model.judgement import Evidence, Modality
from regatlas.model.text import Quote, Span

# Places where a law speaks of itself or repeats headings: nothing there obliges anybody.
_SILENT_LEAVES = frozenset({"title", "heading", "citation", "enacting", "table"})
_SILENT_PARTS = frozenset({"preamble", "recital", "toc", "signature"})

_SPLIT = re.compile(
    r";\s+(?:(?:and|or|but)\s+)?|，(?=(?:并|且|也|同时|但)?(?:不得|严禁|禁止))"
    r"|,\s+(?=(?:and|but)\s+(?:(?:they|it)\s+)?(?:may|shall|must)\s+not\b)"
)


class Clause(NamedTuple):
    """A sentence, or a part of one with an operative word of its own, without its label.

    ``sentence`` is the whole sentence with its label; ``cue`` is the place of the operative word in the document's
    text. ``first`` marks the first clause of a sentence; ``operative`` is false where nothing can oblige (headings,
    recitals, signatures).
    """

    span: Span
    sentence: Span
    leaf: Provision
    modality: Modality | None
    cue: Span | None
    first: bool
    operative: bool


def read_clauses(document: Document) -> tuple[Clause, ...]:
    """Every clause of the document in order, with the operative word of each."""
    return tuple(clause for leaf in document.leaves for clause in _of_leaf(document, leaf))


def evidence(document: Document, *spans: Span) -> tuple[Evidence, ...]:
    """The words at each span, with the leaf in which they begin; nothing for an empty span."""
    return tuple(
        Evidence(eid=document.leaf_at(start).eid, quote=Quote(span=Span(start, end), exact=document.text[start:end]))
        for start, end in spans
        if start < end
    )


def _of_leaf(document: Document, leaf: Provision) -> Iterator[Clause]:
    operative = _can_oblige(document, leaf)
    for sentence in sentences(document.text, leaf.span):
        first = True
        for part in _parts(document.text, unlabelled(document.text, sentence), operative):
            kind, cue = _cue(document.text, part) if operative else (None, None)
            yield Clause(part, sentence, leaf, kind, cue, first, operative)
            first = False


def _can_oblige(document: Document, leaf: Provision) -> bool:
    """Whether the leaf is operative text. The words that introduce a division are of the division's kind."""
    kinds = [provision.kind for provision in document.ancestors(leaf.eid)]
    own = kinds[1] if kinds[0] == "intro" and len(kinds) > 1 else kinds[0]
    return own not in _SILENT_LEAVES and _SILENT_PARTS.isdisjoint(kinds)


def _parts(text: str, span: Span, operative: bool) -> list[Span]:
    """The span itself, or its parts where each has an operative word (a part without one joins its neighbour)."""
    cuts = [match.end() for match in _SPLIT.finditer(text, *span)] if operative else []
    if not cuts:
        return [span]
    edges = [span.start, *cuts, span.end]
    parts: list[Span] = []
    pending = span.start
    for start, end in pairwise(edges):
        found = modality(text[start:end])
        if found and found[0] != "plans" and start > pending and modality(text[pending:start]):
            parts.append(_stripped(text, pending, start))
            pending = start
    return [*parts, _stripped(text, pending, span.end)]


def _stripped(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _cue(text: str, span: Span) -> tuple[Modality | None, Span | None]:
    found = modality(text[span.start : span.end])
    if found is None:
        return None, None
    kind, cue = found
    return kind, Span(span.start + cue.start, span.start + cue.end)
