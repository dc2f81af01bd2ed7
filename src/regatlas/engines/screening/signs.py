"""What speaks for AI governance in a document: each sign with a strength from 0 to 1 and the words that show it.

Of the subject: a title, the opening, headings, definitions, how dense the words of AI are, in how many provisions
they stand, and kindred words. Of governance: norms about AI, words of policy beside AI, and the form of the whole.
A strength grows with what is counted and never reaches 1; the half points are figures of the calibration set
(docs/screening.md).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from regatlas.engines.lexicon.hant import twin
from regatlas.engines.lexicon.passages import Passage, Passages
from regatlas.engines.lexicon.quotes import clause
from regatlas.engines.screening.terms import Term, terms
from regatlas.model.document import Document
from regatlas.model.judgement import Evidence
from regatlas.model.screening import Sign, SignKind
from regatlas.model.text import Span

OPENING = 1_200
"""Characters of reading length at the beginning that mostly say what a text is about; half of a first page."""

TITLE = 250
"""The most characters that a first line has which is taken for a title; long titles of US bills have 200."""

CHINESE_CHARACTER = 3
"""Reading length of a Chinese character in Latin ones."""

UNIT = 10_000
"""Densities are counted in this reading length, about three pages."""

DENSE_AT = 2.5
SPREAD_AT = 1.5
KINDRED_AT = 4.0
NORMS_AT = 1.0
POLICY_AT = 2.0
"""Counts at which a strength is one half."""

QUOTES = 2

_CJK = re.compile(r"[\u3400-\u9fff]")
_POLICY = re.compile(
    r"\b(?:polic(?:y|ies)|regulat\w+|governance|oversight|standards?|guidelines?|guidance|principles?|strateg(?:y|ies)"
    r"|legislat\w+|laws?"
    r"|safeguards?|framework|risk management|accountab\w+|compliance|programs?|programmes?|funding|research)\b"
    r"|治理|监管|监督|规范|标准|指南|准则|原则|战略|规划|政策|法律|法规|办法|规定|制度|伦理|安全|合规|备案|发展|扶持",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"\bbe it enacted\b|\b(?:this|the) (?:act|regulation|directive|order|bill|resolution|section|chapter|title)\b"
    r"|\bexecutive order\b|\bshort title\b|\bhereby (?:ordered|resolved|adopted|enacted)\b|\bresolved,"
    r"|\benters? into force\b|\btakes? effect\b|\beffective date\b|\bmay be cited as\b"
    r"|本(?:法|条例|办法|规定|细则|意见|通知|规划|方案|指南|标准|倡议)|自\S{4,14}起(?:施行|实施)|特制定|现(?:予|将)?(?:公布|印发)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Located:
    """A word of the subject and the passage it stands in; None where that is a law's name or crosses a border."""

    term: Term
    passage: Passage | None


class Reading:
    """A document read for its scope."""

    def __init__(self, document: Document) -> None:
        self.document = document
        # Patterns are in Simplified characters; quotes are taken from the document itself at the same place.
        self._read = twin(document)
        self.text = self._read.text

    @cached_property
    def located(self) -> list[Located]:
        """Every word of the subject with its passage, in the order of the text."""
        passages = Passages(self._read)
        return [Located(term, passages.at(*term.span)) for term in terms(self.text)]

    @cached_property
    def core(self) -> list[Located]:
        """The words that mean AI wherever they stand."""
        return [one for one in self.located if one.term.core]

    @cached_property
    def named(self) -> list[Located]:
        """The core words; in a text that has none, the kindred ones stand in for them."""
        return self.core or self.located

    @cached_property
    def units(self) -> float:
        """The length of the text in units of reading length, at least one."""
        return max(1.0, self._length / UNIT)

    @cached_property
    def _length(self) -> int:
        return len(self.text) + (CHINESE_CHARACTER - 1) * len(_CJK.findall(self.text))

    @cached_property
    def title_end(self) -> int:
        """Where the first line ends, if it is short enough to be a title; else 0."""
        end = self.text.find("\n")
        return end if 0 < end <= TITLE else 0

    def opening_end(self) -> int:
        """Where the opening ends, in characters of the text."""
        return OPENING // CHINESE_CHARACTER if len(_CJK.findall(self.text[:OPENING])) > OPENING / 4 else OPENING

    def sentences(self, found: Iterable[Located]) -> list[Passage]:
        """The passages in which words stand, each once, with what must be quoted first in front."""
        return list({one.passage.span: one.passage for one in found if one.passage is not None}.values())

    def quoted(self, found: Sequence[Located]) -> tuple[Evidence, ...]:
        """The first places of these words, each in the clause around it."""
        shown: dict[Span, Evidence] = {}
        for one in found:
            span = self._around(one)
            if span not in shown:
                shown[span] = evidence_at(self.document, span)
            if len(shown) == QUOTES:
                break
        return tuple(shown.values())

    def _around(self, one: Located) -> Span:
        if one.passage is not None:
            return clause(self.text, one.passage.span, one.term.span)
        start = self.text.rfind("\n", 0, one.term.span.start) + 1
        end = self.text.find("\n", one.term.span.end)
        line = Span(start, len(self.text) if end < 0 else end)
        return clause(self.text, line, one.term.span)


def evidence_at(document: Document, span: Span) -> Evidence:
    """The words at a span, with the leaf in which they begin."""
    return Evidence(eid=document.leaf_at(span.start).eid, quote=document.source.quote(span))


def signs(reading: Reading) -> tuple[Sign, ...]:
    """Every sign of the document that is there at all."""
    return tuple(_signs(reading))


def norms(reading: Reading) -> list[Located]:
    """The words of AI in sentences that oblige, forbid, recommend, permit or plan, one for each sentence."""
    found = [one for one in reading.named if one.passage is not None and one.passage.place == "operative"]
    return list({one.passage.span: one for one in found if one.passage is not None}.values())


def _signs(reading: Reading) -> Iterator[Sign]:
    core = reading.core
    by_place: dict[str, list[Located]] = defaultdict(list)
    for one in core:
        by_place[_place(reading, one)].append(one)
    end = reading.opening_end()
    yield from _sign(reading, "title", by_place["title"], 1.0)
    yield from _sign(reading, "opening", [one for one in core if one.term.span.start < end], 1.0)
    yield from _sign(reading, "heading", by_place["heading"], 1.0)
    yield from _sign(reading, "definition", by_place["definition"], 1.0)
    yield from _sign(reading, "density", core, DENSE_AT * reading.units)
    leaves = {one.passage.unit: one for one in core if one.passage is not None}
    yield from _sign(reading, "spread", list(leaves.values()), SPREAD_AT)
    kindred = [one for one in reading.located if not one.term.core]
    yield from _sign(reading, "kindred", kindred, KINDRED_AT * reading.units)
    yield from _sign(reading, "norm", norms(reading), NORMS_AT)
    yield from _sign(reading, "policy", _beside_policy(reading), POLICY_AT)
    yield from _form(reading)


def _place(reading: Reading, one: Located) -> str:
    leaf = reading.document.leaf_at(one.term.span.start)
    if leaf.kind == "title" or one.term.span.start < reading.title_end:
        return "title"
    return one.passage.place if one.passage is not None else "name"


def _sign(reading: Reading, kind: SignKind, found: Sequence[Located], half: float) -> Iterator[Sign]:
    if found:
        strength = round(len(found) / (len(found) + half), 3)
        yield Sign(kind=kind, strength=strength, evidence=reading.quoted(found))


def _beside_policy(reading: Reading) -> list[Located]:
    found: dict[Span, Located] = {}
    for one in reading.named:
        if one.passage is not None and _POLICY.search(reading.text, *one.passage.span):
            found.setdefault(one.passage.span, one)
    return list(found.values())


def _form(reading: Reading) -> Iterator[Sign]:
    """Words by which laws, plans and orders speak of themselves."""
    match = _FORM.search(reading.text)
    if match is not None:
        leaf = reading.document.leaf_at(match.start())
        at = Located(Term(Span(*match.span()), core=False), None)
        quoted = reading.quoted([at]) if leaf.span.start <= match.start() else ()
        yield Sign(kind="form", strength=0.5, evidence=quoted)
