"""Whether a document binds: *hard* law, *soft* law, or neither.

The status is that of the text's legal force, not of its stage: a bill is hard, because it is written to bind; a draft
plan is soft. Signs are weighted and summed by status (:mod:`regatlas.engines.lexicon.legal_signs`); each counts once,
so that length does not decide.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from regatlas.engines.lexicon.clauses import Clause, evidence, read_clauses
from regatlas.engines.lexicon.legal_signs import SIGNS, Sign
from regatlas.model.document import Document
from regatlas.model.judgement import LegalForce, LegalStatus
from regatlas.model.text import Span

_HEAD = 1500
_TAIL = 1200
MOST_QUOTES = 3
LONGEST_QUOTE = 320


def legal_status(document: Document, clauses: tuple[Clause, ...] | None = None) -> LegalStatus:
    """The legal force of the text, how sure that is (the share of the winner's signs), and the words that show it.

    ``clauses`` may be given by a caller that has read them already.
    """
    if clauses is None:
        clauses = read_clauses(document)
    found: dict[LegalForce, list[tuple[float, Span]]] = defaultdict(list)
    lowered = _lowered(document.text)
    for sign in SIGNS:
        if span := _first(document.text, lowered, sign):
            found[sign.status].append((sign.weight, _in_sentence(clauses, span)))
    _lean(clauses, found)
    if not found:
        return LegalStatus(value=None, confidence=0.0)
    totals = {status: sum(weight for weight, _ in signs) for status, signs in found.items()}
    # Between equals, soft: a text that is as much a plan as a law is not known to bind.
    best = max(totals, key=lambda status: (totals[status], status == "soft", status == "other"))
    strongest = sorted(found[best], key=lambda sign: (-sign[0], sign[1].start))[:MOST_QUOTES]
    spans = sorted({span for _, span in strongest if not _inside(span, strongest)})
    share = totals[best] / sum(totals.values())
    # Few signs are weak evidence however one-sided: 4 points give two thirds of the share.
    confidence = round(share * totals[best] / (totals[best] + 2), 2)
    return LegalStatus(value=best, confidence=confidence, evidence=evidence(document, *spans))


def _inside(span: Span, signs: list[tuple[float, Span]]) -> bool:
    return any(other != span and other.start <= span.start and span.end <= other.end for _, other in signs)


def _lowered(text: str) -> str:
    """The text in lower case where that keeps its length (İ does not), else as it is: needles are only a filter."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


def _first(text: str, lowered: str, sign: Sign) -> Span | None:
    start = max(0, len(text) - _TAIL) if sign.zone == "tail" else 0
    end = min(_HEAD, len(text)) if sign.zone == "head" else len(text)
    places = [place for needle in sign.needles if (place := lowered.find(needle, start, end)) >= 0]
    if not places:
        return None
    # A match begins on the line of its needle or a little before it.
    match = sign.pattern.search(text, max(start, text.rfind("\n", start, min(places) + 1), min(places) - 200), end)
    if match is None or match.start() == match.end():
        return None
    return _trimmed(text, match.start(), match.end())


def _in_sentence(clauses: tuple[Clause, ...], span: Span) -> Span:
    """The whole sentence around the sign where it is short enough to quote, else the sign alone."""
    index = bisect_right(clauses, span.start, key=lambda clause: clause.sentence.start) - 1
    if index < 0:
        return span
    sentence = clauses[index].sentence
    fits = sentence.start <= span.start and span.end <= sentence.end and sentence.end - sentence.start <= LONGEST_QUOTE
    return sentence if fits else span


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _lean(clauses: tuple[Clause, ...], found: dict[LegalForce, list[tuple[float, Span]]]) -> None:
    """Let the operative words lean where formulas are few: mostly "shall" is law, mostly "should" and plans is not."""
    binding = [clause for clause in clauses if clause.modality in ("must", "must-not")]
    hoping = [clause for clause in clauses if clause.modality in ("should", "plans")]
    if len(binding) > 2 * len(hoping):
        found["hard"].append((1, binding[0].span))
    elif hoping and len(hoping) >= len(binding):
        found["soft"].append((1, hoping[0].span))
    elif not binding and not hoping and clauses:
        found["other"].append((1, clauses[0].span))
