"""Where in a law a sentence stands, and so how much its words weigh.

A *passage* is a sentence of a leaf provision together with its place: operative text, plain body text, a definition,
a preamble, a heading, a clause of purpose, an exemption, or a place that never counts. Names of other laws are
masked: a law that cites the Personal Information Protection Law does not thereby protect personal information.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from regatlas.engines.lexicon.labels import unlabelled
from regatlas.engines.lexicon.scope import exempted
from regatlas.engines.lexicon.weights import Place
from regatlas.engines.modality import modality
from regatlas.engines.sentences import sentences
from regatlas.model.document import Document, Provision, ProvisionKind
from regatlas.model.text import Span

_NEVER: frozenset[ProvisionKind] = frozenset(["toc", "signature", "citation", "title"])
_PREAMBLE: frozenset[ProvisionKind] = frozenset(["preamble", "recital", "enacting"])
_SPARING: frozenset[Place] = frozenset(["operative", "plain", "definition"])
_UNITS: frozenset[ProvisionKind] = frozenset(["article", "section", "measure", "subsection", "recital"])

_DEFINITION = re.compile(
    r"本(?:办法|规定|条例|法|细则|指南|标准|意见)?(?:中)?所称|，?是指|下列(?:用语|术语)|的含义"
    r"|\b(?:means?|refers? to|has the (?:same )?meaning|have the (?:same )?meaning|is defined (?:as|in))\b",
    re.I,
)
_PURPOSE = re.compile(
    r"制定本(?:办法|规定|条例|法|细则|意见|方案|规划|措施|指南)|特制定|"
    r"\b(?:this|these) \w+(?: \w+)? (?:is|are|have been|has been) (?:hereby )?(?:formulated|enacted|made|developed)\b"
    r"|\b(?:act|measures|provisions|law|regulation)s? may be cited as\b",
    re.I,
)
_EXEMPTS = re.compile(
    r"不适用(?:本|于)|(?:do|does|shall|will) not apply (?:to|with respect)|\bappl(?:y|ies) neither\b", re.I
)
_DEFINITION_HEADING = re.compile(r"definition|interpretation|定义|术语|用语|名词解释", re.I)
_PREAMBLE_HEADING = re.compile(r"\b(?:findings|purposes?|short title|sense of congress|background)\b|目的|背景", re.I)
_LAW_NAME = re.compile(
    r"《[^《》\n]{1,120}》"
    r"|[“\"][A-Z][^”\"\n]{3,120}?\b(?:Act|Law|Regulations?|Measures|Provisions|Code|Rules)\b[^”\"\n]{0,60}[”\"]"
    r"|\b(?:[A-Z][\w'’-]*,? (?:(?:of|on|the|and|for|in|to|with|against) ){0,3}){1,12}"
    r"(?:Act|Law|Regulations?|Directive|Measures|Provisions)\b(?: of (?:the )?[A-Z][\w'’]*(?: of [A-Z]\w+| [A-Z]\w+)*)?"
    r"|\b(?:Regulation|Directive) \((?:EU|EC)\)[^,.;\n]{0,200}"
    r"|\b(?:Provisions|Measures|Regulations|Rules) (?:on|for) (?:the )?[A-Z][\w-]+"
    r"(?:(?:,? (?:of|on|the|and|for|in|to|with))* [A-Z][\w-]+)*"
)
_ENUMERATED = re.compile(r"\s*(?:[（(][\w一二三四五六七八九十]{1,4}[)）]|\d{1,3}[.)、．]|[a-z][.)]|[-•·▪*])")
_LEADS_IN = re.compile(r"[:：—][\"”]?\s*\Z")


class Passage:
    """A sentence, the leaf in which it stands, and its place."""

    __slots__ = ("leaf", "place", "span", "unit")

    def __init__(self, span: Span, leaf: Provision, unit: str, place: Place) -> None:
        self.span = span
        self.leaf = leaf
        self.unit = unit
        self.place: Place = place


class Passages:
    """The passages of a document, worked out where they are asked for.

    ``by_clause`` says whether an exemption spares the words in its scope (:mod:`regatlas.engines.lexicon.scope`) or,
    as in ``lexicon.v1``, the whole sentence.
    """

    def __init__(self, document: Document, *, by_clause: bool = True) -> None:
        self._document = document
        self._by_clause = by_clause
        self._spared: dict[int, tuple[Span, ...]] = {}
        self._text = document.text
        self._by_leaf: dict[str, tuple[list[Span], list[int]]] = {}
        self._known: dict[int, Passage] = {}
        self._modal: dict[int, bool] = {}
        self._frames: dict[str, Place | None] = {}
        self._heading_ends: dict[str, int] = {}
        self._last: Passage | None = None

    def at(self, start: int, end: int) -> Passage | None:
        """The passage that holds ``[start, end)`` whole; None if it crosses a border or lies in a law's name."""
        passage = self._last
        if passage is None or start < passage.span.start or end > passage.span.end:
            passage = self._holding(start, end)
        if passage is None or self._masked(start, end):
            return None
        self._last = passage
        if self._by_clause and passage.place in _SPARING and self._is_spared(passage.span, start, end):
            return Passage(passage.span, passage.leaf, passage.unit, "exempt")
        return self._heading_part(passage, start)

    def _holding(self, start: int, end: int) -> Passage | None:
        if not self._document.leaves:
            return None
        leaf = self._document.leaf_at(start)
        spans, starts = self._sentences(leaf)
        position = bisect_right(starts, start) - 1
        if position < 0 or spans[position].end < end:
            return None
        span = spans[position]
        if span.start not in self._known:
            self._known[span.start] = Passage(span, leaf, self._unit(leaf), self._place(leaf, span))
        return self._known[span.start]

    def _is_spared(self, sentence: Span, start: int, end: int) -> bool:
        """Whether ``[start, end)`` lies in what the sentence takes out of the law."""
        if sentence.start not in self._spared:
            self._spared[sentence.start] = exempted(self._text, sentence)
        return any(one.start <= start and end <= one.end for one in self._spared[sentence.start])

    def _heading_part(self, passage: Passage, start: int) -> Passage:
        """The same passage seen as a heading, where ``start`` lies in the heading that opens the leaf."""
        if passage.place == "never" or start >= self._heading_end(passage.leaf):
            return passage
        return Passage(passage.span, passage.leaf, passage.unit, "heading")

    def _heading_end(self, leaf: Provision) -> int:
        """Where the heading ends that opens the leaf; -1 where none does."""
        if leaf.eid not in self._heading_ends:
            heading = leaf.heading or ""
            begin = self._text.find(heading, leaf.span.start, leaf.span.start + len(heading) + 60) if heading else -1
            self._heading_ends[leaf.eid] = begin + len(heading) if begin >= 0 else -1
        return self._heading_ends[leaf.eid]

    def _sentences(self, leaf: Provision) -> tuple[list[Span], list[int]]:
        if leaf.eid not in self._by_leaf:
            spans = sentences(self._text, leaf.span)
            self._by_leaf[leaf.eid] = spans, [span.start for span in spans]
        return self._by_leaf[leaf.eid]

    def _unit(self, leaf: Provision) -> str:
        for provision in self._document.ancestors(leaf.eid):
            if provision.kind in _UNITS:
                return provision.eid
        return leaf.eid

    def _place(self, leaf: Provision, span: Span) -> Place:
        frame = self._frame(leaf)
        if frame in ("never", "heading", "preamble"):
            return frame
        sentence = self._text[span.start : span.end]
        if _PURPOSE.search(sentence):
            return "purpose"
        if not self._by_clause and _EXEMPTS.search(sentence):
            return "exempt"
        if frame == "definition" or _DEFINITION.search(sentence):
            return "definition"
        return "operative" if self._operative(leaf, span) else "plain"

    def _frame(self, leaf: Provision) -> Place | None:
        """What the provision and those around it make of every sentence in it."""
        if leaf.eid not in self._frames:
            self._frames[leaf.eid] = self._framed(leaf)
        return self._frames[leaf.eid]

    def _framed(self, leaf: Provision) -> Place | None:
        around = self._document.ancestors(leaf.eid)
        if any(provision.kind in _NEVER for provision in around):
            return "never"
        if leaf.kind == "heading":
            return "heading"
        if any(provision.kind in _PREAMBLE for provision in around):
            return "preamble"
        headings = " ".join(provision.heading for provision in around if provision.heading)
        if _DEFINITION_HEADING.search(headings):
            return "definition"
        return "preamble" if _PREAMBLE_HEADING.search(headings) else None

    def _operative(self, leaf: Provision, span: Span) -> bool:
        if self._is_modal(span):
            return True
        item = leaf.kind in ("point", "subpoint") or _ENUMERATED.match(self._text, leaf.span.start) is not None
        return item and leaf.eid in self._lead_ins

    @cached_property
    def _lead_ins(self) -> dict[str, Span]:
        """By leaf, the sentence with a colon that opened its list: the last one before it under a common parent."""
        found: dict[str, Span] = {}
        parent: str | None = None
        opening: Span | None = None
        for leaf in self._document.leaves:
            if opening is not None and self._belongs(leaf, parent):
                found[leaf.eid] = opening
            elif parent is None:
                opening = None
            new = self._opening(leaf)
            if new is not None:
                parent, opening = leaf.parent, new
        return found

    def _belongs(self, leaf: Provision, parent: str | None) -> bool:
        """Whether a list opened under ``parent`` may still run in ``leaf``; where all is flat, items are marked."""
        if parent is None:
            return _ENUMERATED.match(self._text, leaf.span.start) is not None
        return any(provision.eid == parent for provision in self._document.ancestors(leaf.eid))

    def _opening(self, leaf: Provision) -> Span | None:
        if not _LEADS_IN.search(self._text, max(leaf.span.start, leaf.span.end - 6), leaf.span.end):
            return None
        spans = self._sentences(leaf)[0]
        return spans[-1] if spans and self._is_modal(spans[-1]) else None

    def _is_modal(self, span: Span) -> bool:
        if span.start not in self._modal:
            start, end = unlabelled(self._text, span)
            self._modal[span.start] = modality(self._text[start:end]) is not None
        return self._modal[span.start]

    @cached_property
    def _law_names(self) -> list[tuple[int, int]]:
        return [match.span() for match in _LAW_NAME.finditer(self._text)]

    def _masked(self, start: int, end: int) -> bool:
        position = bisect_right(self._law_names, (start, len(self._text) + 1)) - 1
        return position >= 0 and self._law_names[position][1] >= end
