"""From what a model says to what a record may say.

A finding counts only where all of this holds; otherwise it is *withheld*, with the reason, counted and shown:

* its category and level are among those asked about, and its quote is long enough to be evidence of anything;
* the quote stands in the provisions that the model was shown (:mod:`regatlas.engines.llm.verify`);
* the quote is no sentence that gives orders to machines;
* one sentence does not carry more categories of a taxonomy than any sentence can.

An answer that finds the control category was not made from the text: all of it is withheld, and its batch is asked
again in halves, so that what misled the model is left alone with itself.

From provisions to the document: ``good`` where any finding is judged good *and* operative, ``minimal`` where there are
only others; ``none`` without any. Whether words are operative is the model's to say, but never of a heading, a
recital, a table of contents or a signature. Under a taxonomy that knows only ``good``, a finding of it is enough.
``confidence`` orders judgements and is no probability: it grows with the number of provisions that carry a level.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from regatlas.engines.llm.answers import Finding
from regatlas.engines.llm.batches import Batch
from regatlas.engines.llm.orders import orders
from regatlas.engines.llm.prompt import Question
from regatlas.engines.llm.verify import is_telling, locate
from regatlas.model.document import Document
from regatlas.model.judgement import Evidence, Judgement, WithheldReason
from regatlas.model.taxonomy import Level, Taxonomy
from regatlas.model.text import Quote, Span

QUOTES = 3
"""Quotes that a judgement shows."""

MOST_PER_QUOTE = 6
"""Categories of one taxonomy that one passage can carry, or one in eight of a large taxonomy."""

NONE_CONFIDENCE = 0.9
_FLOOR = {"good": 0.6, "minimal": 0.5}
_CEILING = {"good": 0.95, "minimal": 0.8}

# Places where a law speaks of itself or of others: nothing there commands, whatever a model says.
_SILENT = frozenset({"title", "heading", "toc", "preamble", "recital", "citation", "enacting", "signature"})

Reasons = Counter[tuple[str, str | None, WithheldReason]]


class Claim(NamedTuple):
    """A finding whose quote stands in the text."""

    taxonomy: str
    category: str
    level: Level
    operative: bool
    span: Span


def claims_of(text: str, asked: Question, findings: Sequence[Finding], withheld: Reasons) -> list[Claim]:
    """The findings that count; ``withheld`` counts the others by taxonomy, category and reason."""
    codes = dict(asked.codes)
    ordered = [span for piece in asked.batch.pieces if piece.ordered for span in orders(text, piece.span)]
    located: list[Claim] = []
    for finding in findings:
        category = codes.get(finding.category)
        claim = None if category is None else _claim(text, asked, finding, category)
        if category is None or finding.level not in asked.levels:
            withheld[asked.taxonomy, None, "not-asked"] += 1
        elif claim is None:
            withheld[asked.taxonomy, category, "not-located"] += 1
        elif any(_overlap(claim.span, span) for span in ordered):
            withheld[asked.taxonomy, category, "order"] += 1
        else:
            located.append(claim)
    return _discriminate(asked, located, withheld)


def finds_control(asked: Question, findings: Iterable[Finding]) -> bool:
    """Whether an answer claims the one category that no text on artificial intelligence covers."""
    controls = {code for code, category in asked.codes if category is None}
    return any(finding.category in controls for finding in findings)


def _claim(text: str, asked: Question, finding: Finding, category: str) -> Claim | None:
    if not is_telling(finding.quote):
        return None
    named = _named(asked.batch, finding.provision)
    span = locate(text, named, finding.quote) if named else None
    span = span or locate(text, asked.batch.span, finding.quote)
    if span is None:
        return None
    return Claim(asked.taxonomy, category, finding.level, finding.operative, span)


def _named(batch: Batch, label: str) -> Span | None:
    """The piece that a finding names: ``P3``, or ``[P3]`` as the prompt prints it."""
    digits = label.strip("[] ").removeprefix("P")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 6):
        return None
    number = int(digits)
    return batch.pieces[number - 1].span if 1 <= number <= len(batch.pieces) else None


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _discriminate(asked: Question, claims: list[Claim], withheld: Reasons) -> list[Claim]:
    """The claims without those whose one passage is said to carry nearly everything."""
    most = max(MOST_PER_QUOTE, len(asked.codes) // 8)
    carried: dict[Span, set[str]] = defaultdict(set)
    for claim in claims:
        carried[claim.span].add(claim.category)
    kept = []
    for claim in claims:
        if len(carried[claim.span]) > most:
            withheld[claim.taxonomy, claim.category, "indiscriminate"] += 1
        else:
            kept.append(claim)
    return kept


def judgements(document: Document, taxonomies: Sequence[Taxonomy], claims: Iterable[Claim]) -> tuple[Judgement, ...]:
    """One judgement for every category, in the order of the taxonomies."""
    found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(set(claims), key=lambda one: (one.span, one.level, one.operative)):
        found[claim.taxonomy, claim.category].append(claim)
    return tuple(
        _judgement(document, taxonomy, category.code, found[taxonomy.id, category.code])
        for taxonomy in taxonomies
        for category in taxonomy.categories
    )


def _judgement(document: Document, taxonomy: Taxonomy, category: str, claims: list[Claim]) -> Judgement:
    graded = "minimal" in taxonomy.levels
    strong = [one for one in claims if one.level == "good" and (not graded or _operative(document, one))]
    level: Level = "good" if strong else "minimal" if claims and graded else "none"
    if level == "none":
        return Judgement(taxonomy=taxonomy.id, category=category, level=level, confidence=NONE_CONFIDENCE)
    shown = strong or claims
    carried = len({document.leaf_at(one.span.start).eid for one in shown})
    grown = (_CEILING[level] - _FLOOR[level]) * (1 - math.exp(-(carried - 1) / 2))
    return Judgement(
        taxonomy=taxonomy.id,
        category=category,
        level=level,
        confidence=round(_FLOOR[level] + grown, 3),
        evidence=_evidence(document, shown),
    )


def _operative(document: Document, claim: Claim) -> bool:
    leaf = document.leaf_at(claim.span.start)
    return claim.operative and not any(one.kind in _SILENT for one in document.ancestors(leaf.eid))


def _evidence(document: Document, claims: Sequence[Claim]) -> tuple[Evidence, ...]:
    """The first passages, none inside another."""
    spans: list[Span] = []
    for claim in claims:
        if len(spans) < QUOTES and not any(_overlap(claim.span, span) for span in spans):
            spans.append(claim.span)
    return tuple(
        Evidence(
            eid=document.leaf_at(span.start).eid,
            quote=Quote(span=span, exact=document.text[span.start : span.end]),
        )
        for span in spans
    )
